using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Tftp;

public sealed class TftpTests : LayerLaws<Wire.Tftp>
{
    protected override byte[] Sample { get; } = "\0\u0002file.bin\0octet\0blksize\01428\0"u8.ToArray();

    [Fact]
    public void ARequestNamesFileModeAndOptions()
    {
        Wire.Tftp.TryRead(Sample, out Wire.Tftp tftp);
        Assert.True(tftp.IsRequest);
        Assert.Equal("file.bin"u8.ToArray(), tftp.FileName.ToArray());
        Assert.Equal(["file.bin"], Values("tftp.destination_file"));
        Assert.Equal(["octet"], Values("tftp.type"));
        Assert.Equal(["blksize"], Values("tftp.option.name"));
        Assert.Equal(["1428"], Values("tftp.option.value"));
    }

    [Fact]
    public void ADataPacketCarriesAPieceOfTheFile()
    {
        Wire.Tftp.TryRead(Make.Hex("0003 0001 616263"), out Wire.Tftp tftp);
        Assert.Equal((4, 3, NextLayer.Data), (tftp.HeaderLength, tftp.PayloadLength, tftp.NextLayer));
    }

    [Fact]
    public void TextWithoutItsEndIsLeftOut()
    {
        var sink = new RecordingSink();
        new LayerReader<Wire.Tftp>().Describe(Make.Hex("0001 66696c65"), sink);
        Assert.Equal(["1"], sink.Values("tftp.opcode"));
        Assert.Empty(sink.Values("tftp.source_file"));
    }
}
