using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Link;

public sealed class CiscoHdlcTests : LayerLaws<CiscoHdlc>
{
    protected override byte[] Sample => [.. Make.Hex("0f00 0800"), .. LinkFrames.Ip];

    [Theory]
    [InlineData("8f00 8035 00000000000000000000000000000000", "slarp")]
    [InlineData("8f00 2000 02b40000", "cdp")]
    [InlineData("0f00 fefe 03 83 1b 01 00 10 01 00 00", "osi:isis:isis.hello")]
    [InlineData("0f00 1234 00", "data")]
    public void CiscosOwnNumbersAreKnown(string octets, string expected) =>
        Assert.Equal("chdlc:" + expected, LinkFrames.Layers(LinkTypes.CiscoHdlc, octets));

    [Fact]
    public void EtherTypesAreKnown() =>
        Assert.Equal("chdlc:ip:udp", LinkFrames.Layers(LinkTypes.CiscoHdlc, "", Sample));
}

public sealed class FrameRelayTests : LayerLaws<FrameRelay>
{
    protected override byte[] Sample => [.. Make.Hex("1841 03 00 80 000000 0800"), .. LinkFrames.Ip];

    [Fact]
    public void ReadsTheCircuit() => Assert.Equal(["100"], Values("fr.dlci"));

    [Theory]
    [InlineData("1841 03cc")]
    [InlineData("1841 0300cc")]
    [InlineData("184081 03cc")]
    [InlineData("1841 0380 000000 0800")]
    [InlineData("1841 0300 80 000000 0800")]
    [InlineData("1841 0800")] // Cisco's encapsulation
    public void IpIsFoundInEveryForm(string header) =>
        Assert.Equal("fr:ip:udp", LinkFrames.Layers(LinkTypes.FrameRelay, header, LinkFrames.Ip));

    [Fact]
    public void ABridgedFrameHasNoPaddingOfItsOwn() =>
        Assert.Equal(
            "fr:eth:ip:udp",
            LinkFrames.Layers(LinkTypes.FrameRelay, "1841 0300 80 0080c2 0007", LinkFrames.Ethernet)
        );

    [Theory]
    [InlineData("0001 0308 00", "q933")]
    [InlineData("fcf1 0309 00", "lmi")]
    [InlineData("1841 03cf 0021 45", "ppp:ip")]
    [InlineData("1841 1234 45", "data")]
    public void OtherProtocolsAreNamed(string octets, string expected) =>
        Assert.Equal("fr:" + expected, LinkFrames.Layers(LinkTypes.FrameRelay, octets));

    [Theory]
    [InlineData("1841 03cc", "100")]
    [InlineData("184c05 03cc", "6401")]
    [InlineData("000c07 03cc", "0")] // the last octet is for control
    [InlineData("1c000c07 03cc", "14342")]
    public void TheCircuitIsReadFromEveryLengthOfAddress(string header, string expected)
    {
        var sink = new RecordingSink();
        new LayerReader<FrameRelay>().Describe([.. Make.Hex(header), .. LinkFrames.Ip], sink);
        Assert.Equal([expected], sink.Values("fr.dlci"));
    }

    [Fact]
    public void AnAddressWithoutAnEndIsMalformed() =>
        Assert.Equal(ReadStatus.Malformed, FrameRelay.TryRead(Make.Hex("80000000 0000"), out _));
}

public sealed class FddiTests : LayerLaws<Fddi>
{
    protected override byte[] Sample =>
        [.. Make.Hex("50 8000000000f0 010000000000 aaaa03 000000 0800"), .. LinkFrames.Ip];

    [Fact]
    public void AddressesAreTurnedAround()
    {
        Assert.Equal(["01000000000f"], Values("fddi.dst"));
        Assert.Equal(["800000000000"], Values("fddi.src"));
        Assert.Equal("fddi:llc:ip:udp", LinkFrames.Layers(LinkTypes.Fddi, "", Sample));
    }

    [Fact]
    public void FramesOfTheRingItselfAreData() =>
        Assert.Equal("fddi:data", LinkFrames.Layers(LinkTypes.Fddi, "41 001122334455 665544332211 00"));
}

public sealed class TokenRingTests : LayerLaws<TokenRing>
{
    protected override byte[] Sample =>
        [.. Make.Hex("1040 001122334455 d54433221100 0630 0011 0020 aaaa03 000000 0800"), .. LinkFrames.Ip];

    [Fact]
    public void TheRouteStandsBeforeLlc()
    {
        Assert.Equal("tr:llc:ip:udp", LinkFrames.Layers(LinkTypes.TokenRing, "", Sample));
        Assert.Equal(["1"], Values("tr.sr"));
        Assert.Equal(["554433221100"], Values("tr.src"));
    }

    [Fact]
    public void FramesOfTheRingItselfAreNamed() =>
        Assert.Equal("tr:trmac", LinkFrames.Layers(LinkTypes.TokenRing, "1000 001122334455 665544332211 00"));
}
