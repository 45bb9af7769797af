using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.Tunnel;

public sealed class L2tpTests : LayerLaws<L2tp>
{
    protected override byte[] Sample => Make.Hex("4a02 0014 0001 0002 0003 0004 0001 ff ff030021 00");

    [Fact]
    public void ReadsTunnelAndSession()
    {
        Assert.Equal(["1"], Values("l2tp.tunnel"));
        Assert.Equal(["2"], Values("l2tp.session"));
        Assert.Equal(["3"], Values("l2tp.Ns"));
    }

    [Fact]
    public void DataOfVersion2IsPpp()
    {
        Assert.Equal(ReadStatus.Cut, L2tp.TryRead(Sample.AsSpan(0, 19), out L2tp l2tp));
        Assert.Equal(15, l2tp.HeaderLength);
        Assert.Equal(new NextLayer(NextSpace.Direct, Direct.Ppp), l2tp.NextLayer);
    }

    [Fact]
    public void AControlMessageHasNoPayload()
    {
        L2tp.TryRead(Make.Hex("c802 0014 0000 0000 0000 0000 8008 0000 0000 0001"), out L2tp l2tp);
        Assert.Equal((20, 0), (l2tp.HeaderLength, l2tp.PayloadLength));
    }

    [Fact]
    public void TheMessageTypeOfAControlMessageIsRead()
    {
        var sink = new RecordingSink();
        new LayerReader<L2tp>().Describe(Make.Hex("c802 0014 0000 0000 0000 0000 8008 0000 0000 0001"), sink);
        Assert.Equal(["1"], sink.Values("l2tp.avp.message_type"));
    }

    [Fact]
    public void DataOfVersion3IsNotKnown() =>
        Assert.Equal(["l2tp", "data"], Layers.Of(Make.Hex("0003 0000 00000001 ff"), new(NextSpace.UdpPort, 1701)));

    [Fact]
    public void AnotherVersionIsNotMine() =>
        Assert.Equal(ReadStatus.NotMine, L2tp.TryRead(Make.Hex("2001 0000 0000 0000"), out _));
}

public sealed class L2tpOverIpTests : LayerLaws<L2tpOverIp>
{
    protected override byte[] Sample => Make.Hex("00000001 01020304");

    [Fact]
    public void SessionZeroIsAControlMessage()
    {
        L2tpOverIp.TryRead(Make.Hex("00000000 c803000c"), out L2tpOverIp l2tp);
        Assert.Equal(0, l2tp.PayloadLength);
    }
}

public sealed class TeredoTests : LayerLaws<Teredo>
{
    protected override byte[] Sample =>
        [.. Make.Hex("0001 00 00 0102030405060708 00 0000 f9a1 f5fffffe"), .. new byte[] { 0x60 }, .. new byte[39]];

    [Fact]
    public void ReadsTheOriginUninverted()
    {
        Assert.Equal(["1630"], Values("teredo.orig.port"));
        Assert.Equal(["10.0.0.1"], Values("teredo.orig.addr"));
    }

    [Fact]
    public void ThePacketIsWalkedOn() =>
        Assert.Equal(["teredo", "ipv6", "ipv6.hopopts"], Layers.Of(Sample, new(NextSpace.UdpPort, 3544)));
}

public sealed class UdpEncapsulationTests : LayerLaws<UdpEncapsulation>
{
    private static readonly NextLayer First = new(NextSpace.UdpPort, 4500);

    protected override byte[] Sample => [0, 0, 0, 0, .. new byte[28]];

    [Fact]
    public void FourZeroOctetsStandBeforeTheKeyExchange() =>
        Assert.Equal(["udpencap", "isakmp"], Layers.Of(Sample, First));

    [Fact]
    public void AnythingElseIsEncrypted() =>
        Assert.Equal(["udpencap", "esp"], Layers.Of(Make.Hex("0000000100000001ff"), First));

    [Fact]
    public void OneOctetKeepsTheTranslationAlive() => Assert.Equal(["udpencap"], Layers.Of([0xff], First));
}

public sealed class IsakmpTests : LayerLaws<Isakmp>
{
    protected override byte[] Sample => Make.Hex("0000000000000001 0000000000000000 21 20 22 08 00000000 0000001c");

    [Fact]
    public void ReadsTheExchange() => Assert.Equal(["34"], Values("isakmp.exchangetype"));

    [Fact]
    public void PayloadsAreListedInTheirOrder()
    {
        var sink = new RecordingSink();
        new LayerReader<Isakmp>().Describe([.. Sample, .. Make.Hex("22000008 01020304 00000004")], sink);
        Assert.Equal(["33", "34", "0"], sink.Values("isakmp.nextpayload"));
    }
}

public sealed class AyiyaTests : LayerLaws<Ayiya>
{
    protected override byte[] Sample => [.. Make.Hex("21 12 01 04 00000001 01020304 05060708"), .. Inner.Frame[14..]];

    [Fact]
    public void IdentityAndSignatureAreSkipped() =>
        Assert.Equal(["ayiya", "ip", "udp", "data"], Layers.Of(Sample, new(NextSpace.UdpPort, 5072)));
}
