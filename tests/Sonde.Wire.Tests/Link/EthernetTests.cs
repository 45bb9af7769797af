using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class EthernetTests : LayerLaws<Ethernet>
{
    protected override byte[] Sample => Make.Ethernet(EtherTypes.Ipv4, [1, 2, 3]);

    [Fact]
    public void AValueUpTo1500IsALengthAndCutsThePadding()
    {
        Assert.Equal(ReadStatus.Ok, Ethernet.TryRead(Make.Ethernet(3, [1, 2, 3, 0, 0, 0]), out Ethernet frame));
        Assert.Equal(3, frame.PayloadLength);
        Assert.Equal(new NextLayer(NextSpace.Direct, Direct.Llc), frame.NextLayer);
    }

    [Fact]
    public void AnEtherTypeTakesAllThatFollows()
    {
        Ethernet.TryRead(Sample, out Ethernet frame);
        Assert.Equal(3, frame.PayloadLength);
        Assert.Equal(new NextLayer(NextSpace.EtherType, EtherTypes.Ipv4), frame.NextLayer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1501)]
    [InlineData(1535)]
    public void AValueThatIsNeitherLengthNorTypeLeavesData(int value) =>
        Assert.Equal("eth:data", LinkFrames.Typed((ushort)value, "424203"));

    [Fact]
    public void ALengthBeyondTheFrameIsCut() =>
        Assert.Equal(ReadStatus.Cut, Ethernet.TryRead(Make.Ethernet(100, [1, 2, 3]), out _));

    [Fact]
    public void TwoOctetsOfOnesWhereLlcBelongsAreIpx() =>
        Assert.Equal("eth:ipx", LinkFrames.Logical("ffff 0022", new byte[30]));
}

public sealed class InterSwitchLinkTests : LayerLaws<InterSwitchLink>
{
    protected override byte[] Sample =>
        [
            .. Make.Hex("01000c0000 00 001122334455 003c aaaa03 00000c 0007 0000 0000"),
            .. LinkFrames.Ethernet,
            0,
            0,
            0,
            0,
            0,
            0,
        ];

    [Fact]
    public void AFrameToItsAddressHasNoEthernetHeaderOfItsOwn()
    {
        Assert.Equal("eth:isl:eth:ip:udp", LinkFrames.Layers(LinkTypes.Ethernet, "", Sample));
        Assert.Equal(["3"], Values("isl.vlan_id"));
    }

    [Fact]
    public void TheLengthCountsTwelveOctetsOfItsHeader()
    {
        Assert.Equal(ReadStatus.Ok, InterSwitchLink.TryRead(Sample, out InterSwitchLink isl));
        Assert.Equal(60 - 12, isl.PayloadLength);
    }
}
