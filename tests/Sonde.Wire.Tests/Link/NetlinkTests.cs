using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class NetlinkTests : BundleLaws<Netlink>
{
    private const string RouteHeader = "0004 0338 00000000000000000000 0000";
    private const string FilterHeader = "0004 0338 00000000000000000000 000c";
    private const string Route = "12000000 1400 0500 01000000 02000000 0102 0000";
    private const string Done = "14000000 0300 0200 01000000 02000000 00000000";

    protected override byte[] Sample { get; } = Make.Hex(RouteHeader + Route + Done);

    [Fact]
    public void EveryMessageIsDescribed()
    {
        Assert.Equal(["18", "20"], Values("netlink.hdr_len"));
        Assert.Equal(["20", "3"], Values("netlink.hdr_type"));
    }

    [Fact]
    public void MessagesOfTheFamilyAreItsOwnAndOthersCarryData() =>
        Assert.Equal(
            [(16, 34, new NextLayer(NextSpace.Direct, Direct.NetlinkRoute)), (52, 56, NextLayer.Data)],
            Layers.PartsOf<Netlink>(Sample)
        );

    [Fact]
    public void AMachineOfTheOtherByteOrderIsRead() =>
        Assert.Equal(
            [(16, 34, new NextLayer(NextSpace.Direct, Direct.NetlinkRoute))],
            Layers.PartsOf<Netlink>(Make.Hex(RouteHeader + "00000012 0014 0005 00000001 00000002 0102"))
        );

    [Fact]
    public void AQueuedPacketIsReadByItsEtherType() =>
        Assert.Equal(
            ["netlink-netfilter", "ip", "udp"],
            Layers.Of(
                Make.Hex(
                    "4b000000 0003 0000 00000000 00000000 0200002c 0b000100 00000058 0800 03 00"
                        + "20000a00 4500001c000100004011 66cf 7f000001 7f000001 04d2 0001 0008 0000"
                ),
                new NextLayer(NextSpace.Direct, Direct.NetlinkNetfilter)
            )
        );

    [Fact]
    public void ALoggedPacketIsReadByItsFamily() =>
        Assert.Equal(
            ["netlink-netfilter", "nflog", "ip", "udp"],
            Layers.Of(
                Make.Hex(
                    "34000000 0004 0000 00000000 00000000 0200002a"
                        + "20000900 4500001c000100004011 66cf 7f000001 7f000001 04d2 0001 0008 0000"
                ),
                new NextLayer(NextSpace.Direct, Direct.NetlinkNetfilter)
            )
        );

    [Fact]
    public void ACookedCaptureOfNetlinkHasTheSameHeader()
    {
        byte[] octets = Make.Hex(FilterHeader + "14000000 0105 0000 00000000 00000000 02000001");
        Assert.Equal(["sll", "netlink"], Layers.Of(octets, new NextLayer(NextSpace.LinkType, LinkTypes.LinuxSll)));
    }
}

public sealed class NetlinkNetfilterTests : LayerLaws<NetlinkNetfilter>
{
    protected override byte[] Sample { get; } =
        Make.Hex("2b000000 0003 0000 00000000 00000000 0200002c 0b000100 00000058 0800 03 00 08000a00 45000000");

    [Fact]
    public void TheHeaderBehindNetlinksIsDescribed() => Assert.Equal(["44"], Values("netlink-netfilter.res_id"));
}
