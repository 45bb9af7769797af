using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class CookedV1Tests : LayerLaws<CookedV1>
{
    protected override byte[] Sample => [.. Make.Hex("0004 0001 0006 001122334455 0000 0800"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsTheSender()
    {
        Assert.Equal(["4"], Values("sll.pkttype"));
        Assert.Equal(["001122334455"], Values("sll.src.eth"));
        Assert.Equal("sll:ip:udp", LinkFrames.Layers(LinkTypes.LinuxSll, "", Sample));
    }

    [Theory]
    [InlineData("0000 0001 0006 001122334455 0000 0004 424203 0000 00 80", "sll:llc:stp")]
    [InlineData("0000 0001 0006 001122334455 0000 1234 00", "sll:data")]
    [InlineData("0000 0338 0000 0000000000000000 0000 00000010 0000 0000 00000000 00000000", "sll:netlink")]
    public void ProtocolsBelow1536AreThoseOfLinux(string octets, string expected) =>
        Assert.Equal(expected, LinkFrames.Layers(LinkTypes.LinuxSll, octets));
}

public sealed class CookedV2Tests : LayerLaws<CookedV2>
{
    protected override byte[] Sample =>
        [.. Make.Hex("0800 0000 00000003 0001 00 06 001122334455 0000"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsTheInterfaceUnderTheSameName()
    {
        Assert.Equal(["3"], Values("sll.ifindex"));
        Assert.Equal("sll:ip:udp", LinkFrames.Layers(LinkTypes.LinuxSll2, "", Sample));
    }

    [Fact]
    public void BothVersionsCountAsOneProtocol()
    {
        Protocols table = StandardProtocols.Create();
        LayerReader? first = table.Find(NextSpace.LinkType, LinkTypes.LinuxSll);
        LayerReader? second = table.Find(NextSpace.LinkType, LinkTypes.LinuxSll2);
        Assert.NotNull(first);
        Assert.NotSame(first, second);
        Assert.Equal(first.Id, second?.Id);
    }
}

public sealed class BsdNullTests : LayerLaws<BsdNull>
{
    protected override byte[] Sample => [.. Make.Hex("02000000"), .. LinkFrames.Ip];

    [Theory]
    [InlineData("02000000")]
    [InlineData("00000002")]
    [InlineData("00000800")]
    [InlineData("0f000800")]
    [InlineData("ff030021")]
    public void TheFamilyOfIpv4IsKnownInEveryForm(string header) =>
        Assert.EndsWith("ip:udp", LinkFrames.Layers(LinkTypes.Null, header, LinkFrames.Ip), StringComparison.Ordinal);

    [Theory]
    [InlineData("18000000")]
    [InlineData("1c000000")]
    [InlineData("0000001e")]
    public void TheFamilyOfIpv6DiffersBetweenSystems(string header) =>
        Assert.Equal("null:ipv6", LinkFrames.Layers(LinkTypes.Loop, header, LinkFrames.Ipv6));

    [Fact]
    public void AnUnknownFamilyLeavesData() =>
        Assert.Equal("null:data", LinkFrames.Layers(LinkTypes.Null, "63000000 45"));
}

public sealed class RawIpTests : LayerLaws<RawIp>
{
    protected override byte[] Sample => LinkFrames.Ip;

    [Theory]
    [InlineData("", "raw:ip:udp")]
    [InlineData("00000000000000000000", "raw:ip:udp")]
    [InlineData("ff030021", "raw:ppp:ip:udp")]
    [InlineData("7eff030021", "raw:ppp:ip:udp")]
    public void ADatagramMayHaveAHeaderBeforeIt(string header, string expected) =>
        Assert.Equal(expected, LinkFrames.Layers(LinkTypes.Raw, header, LinkFrames.Ip));

    [Fact]
    public void TheVersionTellsIpv6() =>
        Assert.Equal("raw:ipv6", LinkFrames.Layers(LinkTypes.Raw, "", LinkFrames.Ipv6));
}

public sealed class SlipTests : LayerLaws<Slip>
{
    protected override byte[] Sample => [.. Make.Hex("0040"), .. new byte[14], .. LinkFrames.Ip];

    [Fact]
    public void TheDatagramStandsBehindSixteenOctets() =>
        Assert.Equal("slip:ip:udp", LinkFrames.Layers(LinkTypes.Slip, "", Sample));

    [Fact]
    public void ADirectionThatIsNoneIsNotMine() =>
        Assert.Equal(ReadStatus.NotMine, Slip.TryRead([.. Make.Hex("07"), .. new byte[40]], out _));
}

public sealed class NetfilterLogTests : LayerLaws<NetfilterLog>
{
    private const string Header = "02 00 0001 0800 0100 0800 01 00 0600 0a00 6869 0000 2000 0900";

    protected override byte[] Sample => [.. Make.Hex(Header), .. LinkFrames.Ip];

    [Fact]
    public void ReadsTheItemsBeforeThePacket()
    {
        Assert.Equal("nflog:ip:udp", LinkFrames.Layers(LinkTypes.NfLog, "", Sample));
        Assert.Equal(["2048"], Values("nflog.protocol"));
        Assert.Equal(["hi"], Values("nflog.prefix"));
    }

    [Fact]
    public void TheOtherByteOrderIsTold() =>
        Assert.Equal(
            "nflog:ip:udp",
            LinkFrames.Layers(LinkTypes.NfLog, "02 00 0001 0008 0001 0800 01 00 0020 0009", LinkFrames.Ip)
        );
}

public sealed class PacketTapTests : LayerLaws<PacketTap>
{
    protected override byte[] Sample =>
        [
            .. Make.Hex("6c000000 01000000 01000000 656e3000"),
            .. new byte[20],
            .. Make.Hex("01000000 02000000 0e000000 00000000 2a000000 6375726c"),
            .. new byte[48],
            .. LinkFrames.Ethernet,
        ];

    [Fact]
    public void ReadsWhoseFrameItIs()
    {
        Assert.Equal("pktap:eth:ip:udp", LinkFrames.Layers(LinkTypes.PktAp, "", Sample));
        Assert.Equal(["en0"], Values("pktap.ifname"));
        Assert.Equal(["42"], Values("pktap.pid"));
        Assert.Equal(["curl"], Values("pktap.cmdname"));
    }
}

public sealed class ErfTests : LayerLaws<Erf>
{
    protected override byte[] Sample =>
        [.. Make.Hex("0000000001000000 82 04 0050 0000 002a 00 00000000000000 0000"), .. LinkFrames.Ethernet];

    [Fact]
    public void ExtensionHeadersAreSteppedOver()
    {
        Assert.Equal("erf:eth:ip:udp", LinkFrames.Layers(LinkTypes.Erf, "", Sample));
        Assert.Equal(["2"], Values("erf.types.type"));
    }
}

public sealed class IpNetTests : LayerLaws<IpNet>
{
    protected override byte[] Sample =>
        [.. Make.Hex("01 02 0000 0000001c 00000002 00000000 ffffffff 00000000"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsTheZone()
    {
        Assert.Equal("ipnet:ip:udp", LinkFrames.Layers(LinkTypes.IpNet, "", Sample));
        Assert.Equal(["4294967295"], Values("ipnet.zsrc"));
    }
}

public sealed class JuniperEthernetTests : LayerLaws<JuniperEthernet>
{
    protected override byte[] Sample => [.. Make.Hex("4d4743 81 0004 01020304"), .. LinkFrames.Ethernet];

    [Fact]
    public void ExtensionsAreSteppedOver() =>
        Assert.Equal("juniper:eth:ip:udp", LinkFrames.Layers(LinkTypes.JuniperEthernet, "", Sample));
}

public sealed class PacketFilterLogTests : LayerLaws<PacketFilterLog>
{
    protected override byte[] Sample =>
        [
            .. Make.Hex("3d 02 01 00 656d30"),
            .. new byte[29],
            .. Make.Hex("00000007 ffffffff"),
            .. new byte[16],
            .. Make.Hex("01000000"),
            .. LinkFrames.Ip,
        ];

    [Fact]
    public void ReadsTheRuleAndThePaddedHeader()
    {
        Assert.Equal("pflog:ip:udp", LinkFrames.Layers(LinkTypes.PfLog, "", Sample));
        Assert.Equal(["em0"], Values("pflog.ifname"));
        Assert.Equal(["7"], Values("pflog.rulenr"));
        Assert.Equal(["1"], Values("pflog.dir"));
    }

    [Fact]
    public void ALengthBelowTheHeaderIsMalformed() =>
        Assert.Equal(ReadStatus.Malformed, PacketFilterLog.TryRead(new byte[64], out _));
}

public sealed class IpsecTraceTests : LayerLaws<IpsecTrace>
{
    protected override byte[] Sample => [.. Make.Hex("02000000 00001234 00000c00"), .. LinkFrames.Ip];

    [Theory]
    [InlineData("02000000 00001234 00000c00")]
    [InlineData("00000002 00001234 00000c00")]
    public void TheFamilyIsReadInBothByteOrders(string header) =>
        Assert.Equal("enc:ip:udp", LinkFrames.Layers(LinkTypes.Enc, header, LinkFrames.Ip));
}
