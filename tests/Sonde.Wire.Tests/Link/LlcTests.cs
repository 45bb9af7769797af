using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class LlcTests : LayerLaws<Llc>
{
    protected override byte[] Sample => [.. Make.Hex("aaaa03 000000 0800"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsTheFieldsOfSnap()
    {
        Assert.Equal(["170"], Values("llc.dsap"));
        Assert.Equal(["3"], Values("llc.control"));
        Assert.Equal(["2048"], Values("llc.type"));
    }

    [Theory]
    [InlineData("aaaa03 000000 0800", "ip:udp")]
    [InlineData("aaaa03 0000f8 0800", "ip:udp")] // IEEE 802.1H
    [InlineData("aaaa0000 000000 0800", "ip:udp")] // an information frame has two octets of control
    [InlineData("aaaaaf 000000 0800", "data")] // XID carries nothing for others
    [InlineData("060603", "ip:udp")]
    [InlineData("aa0003", "data")]
    public void IpIsFoundWhereItIs(string header, string expected) =>
        Assert.Equal("eth:llc:" + expected, LinkFrames.Logical(header, LinkFrames.Ip));

    [Theory]
    [InlineData("aaaa03 00000c 2000 02b40000", "cdp")]
    [InlineData("aaaa03 00000c 010b 0000 00 80", "stp")]
    [InlineData("aaaa03 00000c 2004 01", "dtp")]
    [InlineData("aaaa03 080007 809b 0000000000", "ddp")]
    [InlineData("aaaa03 0080c2 000e 0000 00 80", "stp")]
    [InlineData("424203 0000 00 80", "stp")]
    [InlineData("f0f003 2c00ffef", "netbios")]
    [InlineData("aaaa03 123456 9999 00", "data")]
    public void ProtocolsBesideIpAreNamed(string octets, string expected) =>
        Assert.Equal("eth:llc:" + expected, LinkFrames.Logical(octets));

    [Fact]
    public void ABridgedFrameStandsBehindTwoOctetsOfPadding() =>
        Assert.Equal("eth:llc:eth:ip:udp", LinkFrames.Logical("aaaa03 0080c2 0007 0000", LinkFrames.Ethernet));

    [Theory]
    [InlineData("f0f07f")] // SABME
    [InlineData("0001af 810100")] // basic XID
    [InlineData("060603")]
    public void AFrameWithoutDataEndsWithLlc(string octets) => Assert.Equal("eth:llc", LinkFrames.Logical(octets));

    [Fact]
    public void SnapThatDoesNotFitIsTooShort() =>
        Assert.Equal(ReadStatus.TooShort, Llc.TryRead(Make.Hex("aaaa03 000000"), out _));
}

public sealed class OsiTests : LayerLaws<Osi>
{
    protected override byte[] Sample => Make.Hex("83 1b 01 00 10 01 00 00");

    [Theory]
    [InlineData("fefe03 83 1b 01 00 10 01 00 00", "osi:isis:isis.hello")]
    [InlineData("fefe03 81 01", "osi:clnp")]
    public void TheIdentifierTellsTheProtocol(string octets, string expected) =>
        Assert.Equal("eth:llc:" + expected, LinkFrames.Logical(octets));

    [Fact]
    public void TheIdentifierOfIpStandsBeforeIt() =>
        Assert.Equal("eth:llc:osi:ip:udp", LinkFrames.Logical("fefe03 cc", LinkFrames.Ip));
}

public sealed class IsisTests : LayerLaws<Isis>
{
    protected override byte[] Sample => Make.Hex("83 1b 01 00 14 01 00 03 00");

    [Fact]
    public void ReadsTheType() => Assert.Equal(["20"], Values("isis.type"));
}
