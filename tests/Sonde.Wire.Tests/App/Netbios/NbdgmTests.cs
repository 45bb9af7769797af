using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Netbios;

public sealed class NbdgmTests : LayerLaws<Nbdgm>
{
    private const string Host = "20 4549 4550 4644 4645 4341 4341 4341 4341 4341 4341 4341 4341 4341 4341 4341 4143 00"; // HOST<02>

    protected override byte[] Sample { get; } = Make.Hex($"11 0a 1234 c0a80105 008a 0048 0000 {Host} {Host} ff534d42");

    [Fact]
    public void ReadsTheSenderAndWhatFollows()
    {
        Assert.Equal(ReadStatus.Ok, Nbdgm.TryRead(Sample, out Nbdgm datagram));
        char[] name = new char[64];
        Assert.True(datagram.TryReadSource(name, out int length, out byte suffix));
        Assert.Equal(("HOST", 2), (new string(name, 0, length), suffix));
        Assert.Equal(4, datagram.PayloadLength);
        Assert.Equal(new NextLayer(NextSpace.Direct, Direct.Smb), datagram.NextLayer);
        Assert.Equal(["HOST<02>"], Values("nbdgm.source_name"));
        Assert.Equal(["2"], Values("nbdgm.node_type"));
    }

    [Fact]
    public void ALengthBeyondTheEndIsCut() => Assert.Equal(ReadStatus.Cut, Nbdgm.TryRead(Sample.AsSpan(0, 60), out _));

    [Fact]
    public void AnErrorHasACode()
    {
        var sink = new RecordingSink();
        new LayerReader<Nbdgm>().Describe(Make.Hex("13 02 1234 c0a80105 008a 82"), sink);
        Assert.Equal(["130"], sink.Values("nbdgm.error_code"));
    }
}
