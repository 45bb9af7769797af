using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Netbios;

public sealed class SmbTests : LayerLaws<Smb>
{
    // a transaction to the browser's mailslot
    protected override byte[] Sample { get; } =
    [
        .. Make.Hex("ff534d42 25 00000000 00 0000 0000 0000000000000000 0000 0000 0000 0000 0000"),
        .. Make.Hex("11 0000 0200 0000 0000 00 00 0000 e8030000 0000 0000 0000 0200 5600 03 00 0100 0000 0200 1300"),
        .. "\\MAILSLOT\\BROWSE\0"u8,
        .. Make.Hex("0100"),
    ];

    [Fact]
    public void AMailslotTellsWhatItsDataIs()
    {
        Assert.Equal(ReadStatus.Ok, Smb.TryRead(Sample, out Smb smb));
        Assert.Equal((0x25, false), (smb.Command, smb.IsResponse));
        Assert.Equal(new NextLayer(NextSpace.Direct, Direct.Browser), smb.NextLayer);
        Assert.Equal(2, smb.PayloadLength);
        Assert.Equal(["37"], Values("smb.cmd"));
    }

    [Fact]
    public void OtherFirstOctetsAreNotSmb() =>
        Assert.Equal(ReadStatus.NotMine, Smb.TryRead(Make.Hex("fe534d42 40"), out _));
}
