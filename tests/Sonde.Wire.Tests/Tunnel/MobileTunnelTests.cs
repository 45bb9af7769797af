using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Tunnel;

public sealed class GtpTests : LayerLaws<Gtp>
{
    private static readonly NextLayer First = new(NextSpace.UdpPort, 2152);

    protected override byte[] Sample => [.. Make.Hex("36 ff 0026 0000002a 0007 00 85 01100100"), .. Inner.Frame[14..]];

    [Fact]
    public void ReadsTunnelAndSequence()
    {
        Assert.Equal(["42"], Values("gtp.teid"));
        Assert.Equal(["7"], Values("gtp.seq_number"));
        Assert.Equal(["133", "0"], Values("gtp.ext_hdr.next"));
    }

    [Fact]
    public void TheUsersPacketIsWalkedOn() => Assert.Equal(["gtp", "ip", "udp", "data"], Layers.Of(Sample, First));

    [Fact]
    public void AnEthernetFrameIsToldByItsType() =>
        Assert.Equal(["gtp", "eth", "ip", "udp", "data"], Layers.Of(Written(Inner.Frame), First));

    [Fact]
    public void Version2IsALayerOfItsOwn() =>
        Assert.Equal(["gtp", "gtpv2"], Layers.Of(Make.Hex("40010004 00000100"), First));

    [Fact]
    public void AnUnknownMessageIsNotMine() =>
        Assert.Equal(ReadStatus.NotMine, Gtp.TryRead(Make.Hex("30fd0000 00000001"), out _));

    [Fact]
    public void ALengthShorterThanItsOptionalFieldsIsMalformed() =>
        Assert.Equal(ReadStatus.Malformed, Gtp.TryRead(Make.Hex("32ff0001 00000001 00010000"), out _));

    private static byte[] Written(byte[] packet)
    {
        byte[] octets = new byte[8 + packet.Length];
        Gtp.Write(octets, 1, packet);
        return octets;
    }
}

public sealed class Gtpv2Tests : LayerLaws<Gtpv2>
{
    protected override byte[] Sample => Make.Hex("48 20 0008 0000002a 000007 00");

    [Fact]
    public void ReadsTunnelAndSequence()
    {
        Assert.Equal(["42"], Values("gtpv2.teid"));
        Assert.Equal(["7"], Values("gtpv2.seq"));
    }
}

public sealed class GtpPrimeTests : LayerLaws<GtpPrime>
{
    private static readonly NextLayer First = new(NextSpace.UdpPort, 3386);

    protected override byte[] Sample => Make.Hex("0f f0 0002 0007 7e00");

    [Fact]
    public void AChargingRecordHasNoPayload() => Assert.Equal(["gtpprime"], Layers.Of(Sample, First));

    [Fact]
    public void AUsersPacketOfVersion0IsWalkedOn() =>
        Assert.Equal(
            ["gtpprime", "ip", "udp", "data"],
            Layers.Of([.. Make.Hex("1eff00000001000100ffffff0000000000000001"), .. Inner.Frame[14..]], First)
        );
}

public sealed class LispDataTests : LayerLaws<LispData>
{
    protected override byte[] Sample => [.. Make.Hex("0800000000000000"), .. Inner.Frame[14..]];

    [Fact]
    public void TheDatagramIsWalkedOn() =>
        Assert.Equal(["lisp-data", "ip", "udp", "data"], Layers.Of(Sample, new(NextSpace.UdpPort, 4341)));
}
