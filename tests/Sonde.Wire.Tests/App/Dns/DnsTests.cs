using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Dns;

public sealed class DnsTests : LayerLaws<Wire.Dns>
{
    // an answer with two questions' worth of everything: A, MX and TXT by compression, then an OPT record with a cookie
    protected override byte[] Sample { get; } = MakeSample();

    [Fact]
    public void ReadsTheHeaderOfRfc1035()
    {
        Assert.Equal(ReadStatus.Ok, Wire.Dns.TryRead(Sample, out Wire.Dns dns));
        DnsMessage message = dns.Message;
        Assert.Equal((0x1234, true, 0, 3), (message.Id, message.IsResponse, message.Opcode, message.ResponseCode));
        Assert.True(message.IsAuthoritative && message.IsRecursionDesired && message.IsRecursionAvailable);
        Assert.False(message.IsTruncated || message.IsAuthenticData || message.IsCheckingDisabled);
        Assert.Equal(
            (1, 3, 0, 1),
            (message.QuestionCount, message.AnswerCount, message.AuthorityCount, message.AdditionalCount)
        );
        Assert.Equal((Sample.Length, 0, NextLayer.None), (dns.HeaderLength, dns.PayloadLength, dns.NextLayer));
    }

    [Fact]
    public void DescribesQuestionsAndRecordsByWiresharksNames()
    {
        Assert.Equal(["4660"], Values("dns.id"));
        Assert.Equal(["3"], Values("dns.flags.rcode"));
        Assert.Equal(["www.example.com"], Values("dns.qry.name"));
        Assert.Equal(["15"], Values("dns.qry.name.len"));
        Assert.Equal(["3"], Values("dns.count.labels"));
        Assert.Equal(["www.example.com", "example.com", "example.com", "<Root>"], Values("dns.resp.name"));
        Assert.Equal(["1", "15", "16", "41"], Values("dns.resp.type"));
        Assert.Equal(["192.0.2.1"], Values("dns.a"));
        Assert.Equal(["10"], Values("dns.mx.preference"));
        Assert.Equal(["mail.example.com"], Values("dns.mx.mail_exchange"));
        Assert.Equal(["v=spf1 -all", "a\ufffdb"], Values("dns.txt"));
        Assert.Equal(["1232"], Values("dns.rr.udp_payload_size"));
        Assert.Equal(["1"], Values("dns.resp.z.do"));
        Assert.Equal(["0102030405060708"], Values("dns.opt.cookie.client"));
    }

    [Fact]
    public void AQueryHasNoFlagsThatOnlyServersSet()
    {
        byte[] query = new byte[64];
        int length = DnsWriter.WriteQuery(query, 7, "example.com", DnsTypes.Aaaa);
        var sink = new RecordingSink();
        new LayerReader<Wire.Dns>().Describe(query.AsSpan(0, length), sink);
        Assert.Empty(sink.Values("dns.flags.rcode"));
        Assert.Empty(sink.Values("dns.flags.authoritative"));
        Assert.Equal(["28"], sink.Values("dns.qry.type"));
    }

    [Fact]
    public void AnUpdateCountsZonesAndUpdates()
    {
        var sink = new RecordingSink();
        byte[] update = Make.Hex("0007 2800 0001 0000 0000 0000 0161 00 0006 0001");
        new LayerReader<Wire.Dns>().Describe(update, sink);
        Assert.Equal(["1"], sink.Values("dns.count.zones"));
        Assert.Equal(["0"], sink.Values("dns.count.updates"));
        Assert.Empty(sink.Values("dns.count.queries"));
    }

    [Fact]
    public void OctetsBehindTheMessageAreNamed()
    {
        var sink = new RecordingSink();
        new LayerReader<Wire.Dns>().Describe(Make.Hex("0007 0000 0001 0000 0000 0000 00 0001 0001 abcd"), sink);
        Assert.Equal(["abcd"], sink.Values("dns.extraneous.data"));
        Assert.Equal(["2"], sink.Values("dns.extraneous.length"));
    }

    [Fact]
    public void ARecordWhoseDataIsMissingIsNotDescribed()
    {
        var sink = new RecordingSink();
        new LayerReader<Wire.Dns>().Describe(Sample.AsSpan(0, 46), sink);
        Assert.Equal(["www.example.com"], sink.Values("dns.qry.name"));
        Assert.Empty(sink.Values("dns.resp.name"));
    }

    [Fact]
    public void AHeaderNeedsTwelveOctets() =>
        Assert.Equal(ReadStatus.TooShort, Wire.Dns.TryRead(Make.Hex("0007 0000 0001 0000 0000 00"), out _));

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("00", 0, 0)]
    [InlineData("001c", 2, 30)]
    [InlineData("0000", 2, 2)]
    public void InAStreamTheLengthStandsBeforeTheMessage(string octets, int prefix, int length) =>
        Assert.Equal(new MessageExtent(prefix, length), Wire.Dns.Measure(Make.Hex(octets)));

    [Theory]
    [InlineData("0007 0100 0001 0000 0000 0000 00 0001 0001", true)]
    [InlineData("0007 0100 0001 0000 0000 000a 00", true)]
    [InlineData("0007 0100 0001 0000 0000 000b 00", false)]
    [InlineData("0007 0100 0002 0000 0000 0000 00", false)]
    [InlineData("0007 0100 0001 0001 0000 0000 00", false)]
    [InlineData("0007 0800 0001 0000 0000 0000 00", false)]
    [InlineData("0007 8180 0001 0064 000a 000a 00", true)]
    [InlineData("0007 8180 0001 0065 0000 0000 00", false)]
    [InlineData("0007 8180 0000 0000 0000 0000 00", false)]
    [InlineData("0007 0100 0001 0000 0000 0000", false)]
    [InlineData("0007 8100 0000 0001 0000 0000 00000000 00000000 00000000", false)] // a reply to a remote procedure call
    public void UnderForeignPortsOnlyPlausibleMessagesCount(string octets, bool expected) =>
        Assert.Equal(expected, DnsMessage.IsPlausible(Make.Hex(octets)));

    [Theory]
    [InlineData("1234 8583", "dns.id dns.flags dns.flags.response", "3")]
    [InlineData("1234", "dns.id", "")]
    [InlineData("12", "", "")]
    public void OfAHeaderThatIsNotWholeTheFieldsThatAreThereAreShown(string octets, string first, string code)
    {
        var sink = new RecordingSink();
        StandardProtocols.Create().Find("dns")!.Describe(Make.Hex(octets), sink);
        Assert.Equal(first, string.Join(' ', sink.Fields.Take(3).Select(field => field.Name)));
        Assert.Equal(code, string.Concat(sink.Values("dns.flags.rcode")));
    }

    private static byte[] MakeSample() =>
        Make.Hex(
            """
            1234 8583 0001 0003 0000 0001
            03777777 076578616d706c65 03636f6d 00 0001 0001
            c00c 0001 0001 0000012c 0004 c0000201
            c010 000f 0001 0000012c 0009 000a 046d61696c c010
            c010 0010 0001 0000012c 0010 0b763d73706631202d616c6c 0361ff62
            00 0029 04d0 00008000 000c 000a 0008 0102030405060708
            """
        );
}
