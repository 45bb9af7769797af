using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Tunnel;

public sealed class CapwapDataTests : LayerLaws<CapwapData>
{
    // header of 16 octets with wireless information, binding IEEE 802.11, native frame; then a data frame to the access point
    private static readonly byte[] Header = Make.Hex("00 200320 0000 0000 04c2250000000000");
    private static readonly byte[] Wireless = Make.Hex(
        "1108 2c00 02000000000a 02000000000b 02000000000c 7650 aaaa03 000000 0800"
    );

    protected override byte[] Sample => [.. Header, .. Wireless, .. Inner.Frame[14..]];

    [Fact]
    public void TheStationsPacketIsWalkedOnThoughFrameControlIsSwapped() =>
        Assert.Equal(
            ["capwap.data", "wlan", "llc", "ip", "udp", "data"],
            Layers.Of(Sample, new(NextSpace.UdpPort, 5247))
        );

    [Fact]
    public void ReadsTheHeader()
    {
        Assert.Equal(["1"], Values("capwap.header.wbid"));
        Assert.Equal(["4"], Values("capwap.header.length"));
    }

    [Fact]
    public void AWiredFrameIsEthernet() =>
        Assert.Equal(
            ["capwap.data", "eth", "ip", "udp", "data"],
            Layers.Of([.. Make.Hex("00 100200 0000 0000"), .. Inner.Frame], new(NextSpace.UdpPort, 5247))
        );

    [Fact]
    public void AKeepAliveHasNoFrame() =>
        Assert.Equal(
            ["capwap.data"],
            Layers.Of(Make.Hex("00 100208 0000 0000 0001 0004"), new(NextSpace.UdpPort, 5247))
        );

    [Fact]
    public void BehindThePreambleOfAnEncryptedTunnelStandsDtls() =>
        Assert.Equal(
            ["capwap.data", "dtls"],
            Layers.Of(Make.Hex("01 000000 17 fefd 0001 000000000001 0002 abcd"), new(NextSpace.UdpPort, 5247))
        );

    [Fact]
    public void AHeaderShorterThanItsFixedPartIsSomethingElse() =>
        Assert.Equal(ReadStatus.NotMine, CapwapData.TryRead(Make.Hex("00 080200 0000 0000"), out _));
}

public sealed class WlanSwappedTests : LayerLaws<WlanSwapped>
{
    protected override byte[] Sample =>
        [.. Make.Hex("1108 2c00 02000000000a 02000000000b 02000000000c 7650 aaaa03 000000 0800"), .. Inner.Frame[14..]];

    [Fact]
    public void FieldsAreThoseOfTheFrameAsItWasSent() => Assert.Equal(["32"], Values("wlan.fc.type_subtype"));
}
