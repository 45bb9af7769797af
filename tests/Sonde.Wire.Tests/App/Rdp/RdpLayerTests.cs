using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class TpktTests : LayerLaws<Tpkt>
{
    protected override byte[] Sample => Make.Hex("03 00 00 07 02 f0 80");

    [Fact]
    public void AMessageIsAsLongAsItsHeaderSays() =>
        Assert.Equal(new MessageExtent(0, 7), Tpkt.Measure([.. Sample, 1, 2, 3]));

    [Fact]
    public void APacketOfLessThanItsHeaderEndsWithIt() =>
        Assert.Equal(new MessageExtent(0, 4), Tpkt.Measure([3, 0, 0, 0, 9]));

    [Fact]
    public void WhatIsNoPacketIsContinuation()
    {
        byte[] tls = Make.Hex("16 03 01 00 02 01 00");
        Assert.Equal(ReadStatus.Ok, Tpkt.TryRead(tls, out Tpkt tpkt));
        Assert.Equal(tls.Length, tpkt.HeaderLength);
    }

    [Fact]
    public void AFastPathMessageIsRdp()
    {
        Assert.Equal(ReadStatus.Ok, Tpkt.TryRead(Make.Hex("c4 05 01 02 03"), out Tpkt tpkt));
        Assert.Equal(new NextLayer(NextSpace.Direct, Direct.Rdp), tpkt.NextLayer);
    }
}

public sealed class CotpTests : LayerLaws<Cotp>
{
    protected override byte[] Sample => Make.Hex("11 e0 0000 0001 00 c1 02 0100 c2 02 0102 c0 01 0a");

    [Fact]
    public void ARequestNamesBothSelectors()
    {
        Assert.Equal(["0100"], Values("cotp.src-tsap-bytes"));
        Assert.Equal(["0102"], Values("cotp.dst-tsap-bytes"));
        Assert.Equal(["14"], Values("cotp.type"));
    }

    [Fact]
    public void ANegotiationInThePlaceOfParametersIsRdp()
    {
        byte[] request = Make.Hex("0e e0 0000 0000 00 01 00 0800 03000000");
        Assert.Equal(ReadStatus.Ok, Cotp.TryRead(request, out Cotp cotp));
        Assert.Equal((7, Direct.Rdp), (cotp.HeaderLength, cotp.NextLayer.First));
    }
}

public sealed class T125Tests : LayerLaws<T125>
{
    protected override byte[] Sample => Make.Hex("68 0001 03eb 70 04 08081000");

    [Fact]
    public void DataToTheClientIsRdp()
    {
        Assert.Equal(ReadStatus.Ok, T125.TryRead(Sample, out T125 mcs));
        Assert.Equal((7, Direct.Rdp), (mcs.HeaderLength, mcs.NextLayer.First));
        Assert.Equal(["1003"], Values("t124.channelId"));
    }

    [Theory]
    [InlineData("2e 00 0006", "6", "")]
    [InlineData("38 0006 03ef", "6", "1007")]
    [InlineData("3e 00 0006 03ef 03ef", "6", "1007")]
    public void WhoJoinsWhichChannelIsTold(string hex, string initiator, string channel)
    {
        var sink = new RecordingSink();
        new LayerReader<T125>().Describe(Make.Hex(hex), sink);
        Assert.Equal([initiator], sink.Values("t124.initiator"));
        Assert.Equal(channel, string.Concat(sink.Values("t124.channelId")));
    }

    [Theory]
    [InlineData("68 0001 03eb 70 05 08081000")] // a length that does not fill it
    [InlineData("32 01 0000 0001")] // S7
    [InlineData("0d 10 05 06")] // a session of OSI
    public void WhatIsOfAnotherProtocolIsNotTaken(string hex) =>
        Assert.Equal(ReadStatus.NotMine, T125.TryRead(Make.Hex(hex), out _));
}

public sealed class RdpTests : LayerLaws<Rdp>
{
    protected override byte[] Sample => [.. "Cookie: mstshash=ann\r\n"u8, .. Make.Hex("01 00 0800 0b000000")];

    [Fact]
    public void ARequestTellsItsCookieAndWhatItAsksFor()
    {
        Assert.Equal(["Cookie: mstshash=ann"], Values("rdp.rt_cookie"));
        Assert.Equal(["11"], Values("rdp.negReq.requestedProtocols"));
    }
}
