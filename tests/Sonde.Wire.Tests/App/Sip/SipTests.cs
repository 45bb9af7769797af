using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class SipTests : LayerLaws<Sip>
{
    protected override byte[] Sample =>
        [
            .. "INVITE sip:bob@b.example SIP/2.0\r\nv: SIP/2.0/UDP a\r\ni: 7@a\r\nCSeq: 1 INVITE\r\nf: <sip:ann@a>\r\n"u8,
            .. " ;tag=1\r\nl: 4\r\nc: application/sdp\r\n\r\nv=0\n"u8,
        ];

    [Fact]
    public void CompactHeadersAreExpandedAndFoldedOnesJoined()
    {
        var sink = new RecordingSink();
        new LayerReader<Sip>().Describe(Sample, sink);

        Assert.Contains(sink.Fields, field => field.ToString()!.Contains("sip.Call-ID", StringComparison.Ordinal));
        Assert.True(Sip.TryRead(Sample, out Sip sip) is ReadStatus.Ok && sip.HasSession);
        Assert.Equal(4, sip.PayloadLength);
    }

    [Theory]
    [InlineData("OPTIONS * HTTP/1.1\r\n\r\n")]
    [InlineData("NOTIFY * HTTP/1.1\r\nHost: 239.255.255.250\r\n\r\n")]
    [InlineData("OPTIONS rtsp://a/b RTSP/1.0\r\n\r\n")]
    [InlineData("SIP/2.0 OK\r\n\r\n")]
    public void OtherProtocolsWithTheSameMethodsAreNotSip(string text) =>
        Assert.Equal(ReadStatus.NotMine, Sip.TryRead(System.Text.Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("REGISTER sip:\0a SIP/2.0\r\nl: 0\r\n\r\n", ReadStatus.NotMine)]
    [InlineData("SIP/2.0 200 OK\0\r\nl: 0\r\n\r\n", ReadStatus.NotMine)]
    [InlineData("SIP/2.0 200 OK\r\nl\0: 0\r\n\r\n", ReadStatus.Ok)]
    [InlineData("SIP/2.0 200 O\u0001K\r\nl: 0\r\n\r\n", ReadStatus.Ok)]
    public void AStartLineHoldsNoNul(string text, ReadStatus status) =>
        Assert.Equal(status, Sip.TryRead(System.Text.Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void SeveralMessagesOfOneSegmentAreCutApart()
    {
        byte[] two = [.. Sample, .. "\r\n\r\n"u8, .. "SIP/2.0 200 OK\r\nl: 0\r\n\r\n"u8];

        Assert.Equal(new MessageExtent(0, Sample.Length), Sip.Measure(two));
        Assert.Equal(new MessageExtent(4, two.Length - Sample.Length), Sip.Measure(two.AsSpan(Sample.Length)));
        Assert.Equal(MessageExtent.NeedMore, Sip.Measure(two.AsSpan(0, 60)));
    }
}
