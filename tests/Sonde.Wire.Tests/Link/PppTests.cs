using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class PppTests : LayerLaws<Ppp>
{
    protected override byte[] Sample => [.. Make.Hex("ff03 0021"), .. LinkFrames.Ip];

    [Theory]
    [InlineData("ff03 0021")]
    [InlineData("0021")]
    [InlineData("21")] // RFC 1661 §6.5
    [InlineData("ff03 21")]
    public void AddressControlAndHalfTheProtocolMayBeLeftOut(string header) =>
        Assert.Equal("ppp:ip:udp", LinkFrames.Layers(LinkTypes.Ppp, header, LinkFrames.Ip));

    [Theory]
    [InlineData("0f00 0800", "ip:udp")]
    [InlineData("8f00 0800", "ip:udp")]
    public void CiscoFramesOnTheLineAreTold(string header, string expected) =>
        Assert.Equal("ppp:chdlc:" + expected, LinkFrames.Layers(LinkTypes.PppHdlc, header, LinkFrames.Ip));

    [Theory]
    [InlineData("c021 01010004", "lcp")]
    [InlineData("8021 01010004", "ipcp")]
    [InlineData("8057 01010004", "ipv6cp")]
    [InlineData("80fd 01010004", "ccp")]
    [InlineData("c023 01010006 00 00", "pap")]
    [InlineData("c223 03010004", "chap")]
    [InlineData("0207 02b40000", "cdp")]
    [InlineData("fd 00", "comp_data")]
    [InlineData("1235 00", "data")]
    public void ProtocolsAreNamed(string octets, string expected) =>
        Assert.Equal("ppp:" + expected, LinkFrames.Layers(LinkTypes.Ppp, octets));

    [Fact]
    public void ACompressedProtocolIsPrintedWhole() => Assert.Equal(["33"], Values("ppp.protocol"));

    [Theory]
    [InlineData("")]
    [InlineData("ff")]
    [InlineData("ff03")]
    [InlineData("c0")]
    public void AProtocolThatDoesNotFitIsTooShort(string octets) =>
        Assert.Equal(ReadStatus.TooShort, Ppp.TryRead(Make.Hex(octets), out _));
}

public sealed class PppWithDirectionTests : LayerLaws<PppWithDirection>
{
    protected override byte[] Sample => [.. Make.Hex("01 ff03 0021"), .. LinkFrames.Ip];

    [Fact]
    public void TheDirectionStandsBeforeTheFrame()
    {
        Assert.Equal("ppp:ip:udp", LinkFrames.Layers(LinkTypes.PppWithDirection, "", Sample));
        Assert.Equal(["1"], Values("ppp.direction"));
        Assert.Equal(["33"], Values("ppp.protocol"));
    }
}

public sealed class PppMultilinkTests : LayerLaws<PppMultilink>
{
    protected override byte[] Sample => [.. Make.Hex("c0000007 0021"), .. LinkFrames.Ip];

    [Fact]
    public void AWholePacketIsReadOn()
    {
        Assert.Equal("ppp:mp:ip:udp", LinkFrames.Layers(LinkTypes.Ppp, "003d", Sample));
        Assert.Equal(["7"], Values("mp.seq"));
    }

    [Fact]
    public void AFragmentIsNot() =>
        Assert.Equal("ppp:mp", LinkFrames.Layers(LinkTypes.Ppp, "003d 80000007 0021", LinkFrames.Ip));
}

public sealed class PppBridgingTests : LayerLaws<PppBridging>
{
    protected override byte[] Sample => [.. Make.Hex("80 01"), .. LinkFrames.Ethernet, 1, 2, 3, 4];

    [Fact]
    public void TheFrameEndsBeforeItsFcs()
    {
        PppBridging.TryRead(Sample, out PppBridging bridged);
        Assert.Equal(LinkFrames.Ethernet.Length, bridged.PayloadLength);
        Assert.Equal("ppp:bcp_bpdu:eth:ip:udp", LinkFrames.Layers(LinkTypes.Ppp, "0031", Sample));
    }
}

public sealed class LcpTests : LayerLaws<Lcp>
{
    protected override byte[] Sample => Make.Hex("01 07 0018 0104 05dc 0206 000a0000 0506 12345678 0304 c023 ffff");

    [Fact]
    public void ReadsTheOptionsOfARequest()
    {
        Assert.Equal(["1500"], Values("lcp.opt.mru"));
        Assert.Equal(["305419896"], Values("lcp.opt.magic_number"));
        Assert.Equal(["49187"], Values("lcp.opt.auth_protocol"));
        Assert.Equal(["1", "2", "5", "3"], Values("lcp.opt.type"));
    }

    [Fact]
    public void AProtocolRejectReturnsThePacket() =>
        Assert.Equal("ppp:lcp:ipv6cp", LinkFrames.Layers(LinkTypes.Ppp, "c021 0801000a 8057 01010004"));

    [Fact]
    public void ALengthBelowTheHeaderIsMalformed() =>
        Assert.Equal(ReadStatus.Malformed, Lcp.TryRead(Make.Hex("01 01 0003"), out _));
}

public sealed class IpcpTests : LayerLaws<Ipcp>
{
    protected override byte[] Sample => Make.Hex("01 01 0010 0306 0a000001 8106 08080808");

    [Fact]
    public void ReadsAddresses()
    {
        Assert.Equal(["10.0.0.1"], Values("ipcp.opt.ip_address"));
        Assert.Equal(["8.8.8.8"], Values("ipcp.opt.pri_dns_address"));
    }
}

public sealed class Ipv6cpTests : LayerLaws<Ipv6cp>
{
    protected override byte[] Sample => Make.Hex("01 01 000e 010a 0000000000000001");

    [Fact]
    public void ReadsTheInterface() => Assert.Equal(["0000000000000001"], Values("ipv6cp.interface_identifier"));
}

public sealed class CcpTests : LayerLaws<Ccp>
{
    protected override byte[] Sample => Make.Hex("01 01 000a 1206 01000060");

    [Fact]
    public void ReadsTheBitsOfMicrosoftsCompression() => Assert.Equal(["16777312"], Values("ccp.opt.supported_bits"));
}

public sealed class PapTests : LayerLaws<Pap>
{
    protected override byte[] Sample => Make.Hex("01 01 000c 03 626f62 03 736563");

    [Fact]
    public void ThePasswordIsNotDescribed()
    {
        Assert.Equal(["bob"], Values("pap.peer_id"));
        Assert.Equal(["3"], Values("pap.password.length"));
        Assert.DoesNotContain(Pap.Fields, field => field.Name == "pap.password");
    }
}

public sealed class ChapTests : LayerLaws<Chap>
{
    protected override byte[] Sample => Make.Hex("01 01 000c 04 01020304 626f62");

    [Fact]
    public void ReadsAChallenge()
    {
        Assert.Equal(["01020304"], Values("chap.value"));
        Assert.Equal(["bob"], Values("chap.name"));
    }
}

public sealed class PppoeSessionTests : LayerLaws<PppoeSession>
{
    protected override byte[] Sample => [.. Make.Hex("1100 0042 001e 0021"), .. LinkFrames.Ip];

    [Fact]
    public void ThePaddingOfTheFrameIsNotPpp()
    {
        Assert.Equal(ReadStatus.Ok, PppoeSession.TryRead([.. Sample, 0, 0, 0, 0], out PppoeSession session));
        Assert.Equal((30, 0x42), (session.PayloadLength, session.Session));
        Assert.Equal("eth:pppoes:ppp:ip:udp", LinkFrames.Typed(0x8864, "", Sample));
        Assert.Equal(["0"], Values("pppoe.code"));
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        byte[] octets = new byte[10];
        Assert.Equal(10, PppoeSession.Write(octets, 7, [0, 0x21, 1, 2]));
        Assert.Equal(ReadStatus.Ok, PppoeSession.TryRead(octets, out PppoeSession session));
        Assert.Equal((4, 7), (session.PayloadLength, session.Session));
    }
}

public sealed class PppoeDiscoveryTests : LayerLaws<PppoeDiscovery>
{
    protected override byte[] Sample => Make.Hex("1109 0000 0010 0101 0000 0103 0002 beef 0102 0002 4143");

    [Fact]
    public void ReadsTheTags()
    {
        Assert.Equal(["9"], Values("pppoe.code"));
        Assert.Equal(["beef"], Values("pppoed.tags.host_uniq"));
        Assert.Equal(["AC"], Values("pppoed.tags.ac_name"));
    }
}
