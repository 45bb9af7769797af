using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Net;

public sealed class IgmpTests : LayerLaws<Igmp>
{
    protected override byte[] Sample => Make.Hex("22 00 0000 0000 0002 04000000e0000116 03000001e0000117 0a000001");

    [Fact]
    public void ReadsTheGroupsOfAVersion3Report()
    {
        Assert.Equal(["3"], Values("igmp.version"));
        Assert.Equal(["224.0.1.22", "224.0.1.23"], Values("igmp.maddr"));
        Assert.Equal(["10.0.0.1"], Values("igmp.saddr"));
    }

    [Fact]
    public void TheLengthTellsTheVersionOfAQuery()
    {
        Igmp.TryRead(Make.Hex("11640000e0000001"), out Igmp two);
        Igmp.TryRead(Make.Hex("11640000e0000001 027d0000"), out Igmp three);
        Igmp.TryRead(Make.Hex("11000000e0000001"), out Igmp one);
        Assert.Equal((2, 3, 1), (two.Version, three.Version, one.Version));
    }

    [Fact]
    public void TheWrittenChecksumHolds()
    {
        byte[] octets = new byte[8];
        Igmp.Write(octets, 0x16, 0, [224, 0, 1, 22]);
        Assert.Equal(0, Checksum.Internet(octets));
    }

    [Fact]
    public void OtherProtocolsUnderItsNumberAreNamed()
    {
        Assert.Equal(["igmp", "dvmrp"], Walk("13010000e0000004"));
        Assert.Equal(["igmp", "pim"], Walk("14010000e0000004"));
        Assert.Equal(["igmp", "rgmp"], Walk("ff000000e0000019"));
    }

    private static string[] Walk(string octets) =>
        Layers.Of(Make.Hex(octets), new(NextSpace.IpProtocol, IpProtocols.Igmp));
}
