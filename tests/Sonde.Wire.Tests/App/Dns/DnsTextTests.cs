using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App.Dns;

public sealed class DnsTextTests
{
    // names in the data may point at example.com, 16 octets into the message
    [Theory]
    [InlineData(1, "01020304", "1.2.3.4")]
    [InlineData(2, "026e73c010", "ns.example.com")]
    [InlineData(3, "026e73c010", "ns.example.com")]
    [InlineData(5, "0163c010", "c.example.com")]
    [InlineData(
        6,
        "026e73c01004726f6f74c0107894af3500001c2000000e10001275000000012c",
        "ns.example.com root.example.com 2023010101 7200 3600 1209600 300"
    )]
    [InlineData(10, "deadbeef", "\\# 4 deadbeef")]
    [InlineData(11, "0a0000010600000040", "10.0.0.1 6 25")]
    [InlineData(12, "04686f7374c010", "host.example.com")]
    [InlineData(13, "09494e54454c2d33383604554e4958", "\"INTEL-386\" \"UNIX\"")]
    [InlineData(14, "0172c0100165c010", "r.example.com e.example.com")]
    [InlineData(15, "000a046d61696cc010", "10 mail.example.com")]
    [InlineData(
        16,
        "0b763d73706631202d616c6c117365636f6e6420227122205c20ffc3a90a",
        "\"v=spf1 -all\" \"second \\\"q\\\" \\\\ \\255é\\010\""
    )]
    [InlineData(17, "03626f62c01003747874c010", "bob.example.com txt.example.com")]
    [InlineData(18, "0001c010", "1 example.com")]
    [InlineData(19, "0c333131303631373030393536", "\"311061700956\"")]
    [InlineData(20, "0f31353038363230323830303332313703303034", "\"150862028003217\" \"004\"")]
    [InlineData(26, "000a036d3832c010036d3430c010", "10 m82.example.com m40.example.com")]
    [InlineData(27, "082d33322e36383832083131362e383635320431302e30", "\"-32.6882\" \"116.8652\" \"10.0\"")]
    [InlineData(28, "20010db8000000000000000000000001", "2001:db8::1")]
    [InlineData(29, "00121613875bcd157a1cf5880098c6b9", "34 17 36.789 N 27 26 5.432 W 123.45m 1m 10000m 10m")]
    [InlineData(33, "000a003c13c403736970c010", "10 60 5060 sip.example.com")]
    [InlineData(
        35,
        "0064000a0175074532552b7369701b215e2e2a24217369703a696e666f406578616d706c652e636f6d2100",
        "100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:info@example.com!\" ."
    )]
    [InlineData(37, "0001126705aabbcc", "1 4711 5 qrvM")]
    [InlineData(39, "0164c010", "d.example.com")]
    [InlineData(42, "00011803c0a8010002208420010db8", "1:192.168.1.0/24 !2:2001:db8::/32")]
    [InlineData(
        43,
        "ec4505012bb183af5f22588179a53b0a98631fad1a292118",
        "60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118"
    )]
    [InlineData(44, "0101123456789abcdef67890123456789abcdef67890", "1 1 123456789abcdef67890123456789abcdef67890")]
    [InlineData(45, "0a0102c0000226010351", "10 1 2 192.0.2.38 AQNR")]
    [InlineData(45, "0a0302026777c010010351", "10 3 2 gw.example.com AQNR")]
    [InlineData(
        46,
        "00010803000151806553f10064bb5a803039076578616d706c6503636f6d000102030405060708",
        "A 8 3 86400 20231114221320 20230722042640 12345 example.com AQIDBAUGBwg="
    )]
    [InlineData(47, "04686f7374076578616d706c6503636f6d000006400100000003", "host.example.com A MX RRSIG NSEC")]
    [InlineData(48, "0101030803010001aabbccddeeff", "257 3 8 AwEAAaq7zN3u/w==")]
    [InlineData(
        50,
        "0101000a04aabbccdd14123456789abcdef67890123456789abcdef678900006400100000003",
        "1 1 10 aabbccdd 28q5cu4qnjffcu4g28q5cu4qnjffcu4g A MX RRSIG NSEC"
    )]
    [InlineData(51, "0100000a04aabbccdd", "1 0 10 aabbccdd")]
    [InlineData(
        52,
        "030101d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971",
        "3 1 1 d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971"
    )]
    [InlineData(53, "030101d2ab", "3 1 1 d2ab")]
    [InlineData(
        55,
        "1002000420010db80000000000000000000000010102030403727673076578616d706c6503636f6d00",
        "2 20010db8000000000000000000000001 AQIDBA== rvs.example.com"
    )]
    [InlineData(62, "0000004200030006400100000003", "66 3 A MX RRSIG NSEC")]
    [InlineData(64, "000103737663076578616d706c6503636f6d000000000400010003", "1 svc.example.com mandatory=alpn,port")]
    [InlineData(
        65,
        "00010000010006026832026833000300021f9000040008010203040102030500050004aabbccdd0006001020010db80000000000000000000000010007000f2f646e732d71756572797b3f646e73000200000fff0002abcd",
        "1 . alpn=h2,h3 port=8080 ipv4hint=1.2.3.4,1.2.3.5 ech=qrvM3Q== ipv6hint=2001:db8::1 dohpath=/dns-query{?dns no-default-alpn key4095=\\171\\205"
    )]
    [InlineData(65, "000003737663076578616d706c6503636f6d00", "0 svc.example.com")]
    [InlineData(99, "0b763d73706631207e616c6c", "\"v=spf1 ~all\"")]
    [InlineData(104, "000a0014002000210022", "10 0014:0020:0021:0022")]
    [InlineData(105, "000a0a010200", "10 10.1.2.0")]
    [InlineData(106, "000a20010db811401000", "10 2001:0db8:1140:1000")]
    [InlineData(107, "000ac010", "10 example.com")]
    [InlineData(108, "00005e005353", "00-00-5e-00-53-53")]
    [InlineData(
        249,
        "086773732d747369670064bb5a806553f100000300000004aabbccdd0002ffee",
        "gss-tsig 20230722042640 20231114221320 3 NOERROR 4 qrvM3Q== 2 ffee"
    )]
    [InlineData(
        250,
        "0b686d61632d7368613235360000006553f100012c0004aabbccdd000700120006000000000001",
        "hmac-sha256 20231114221320 300 4 qrvM3Q== 7 BADTIME 6 000000000001"
    )]
    [InlineData(
        256,
        "000a00016674703a2f2f667470312e6578616d706c652e636f6d2f7075626c6963",
        "10 1 \"ftp://ftp1.example.com/public\""
    )]
    [InlineData(257, "000569737375656c657473656e63727970742e6f7267", "0 issue \"letsencrypt.org\"")]
    [InlineData(257, "8003746273556e6b6e6f776e", "128 tbs \"Unknown\"")]
    [InlineData(1234, "01020304", "\\# 4 01020304")]
    [InlineData(1, "", "")]
    [InlineData(1, "010203", "\\# 3 010203")]
    [InlineData(16, "00", "\"\"")]
    [InlineData(16, "056162", "\\# 3 056162")]
    public void ValuesAreWrittenAsInZoneFiles(int type, string data, string expected) =>
        Assert.Equal(expected, Value((ushort)type, Make.Hex(data)));

    [Fact]
    public void EdnsOptionsAreWrittenInWords() =>
        Assert.Equal(
            "udp 1232, do, Client subnet 192.168.1.0/24/0, Cookie 0102030405060708, Extended DNS error 22 (No Reachable Authority) \"x\", Padding 3",
            Value(
                DnsTypes.Opt,
                Make.Hex("0008 0007 00011800c0a801 000a 0008 0102030405060708 000f 0003 0016 78 000c 0003 000000"),
                0x04d0,
                0x8000
            )
        );

    [Fact]
    public void WhatDoesNotFitEndsInAnEllipsis()
    {
        DnsMessage.TryRead(Message(DnsTypes.Txt, [5, .. "hello"u8], 1, 0), out DnsMessage message);
        message.Read().TryReadRecord(out DnsRecord record);
        char[] text = new char[4];
        int written = DnsText.WriteValue(message, record, text);
        Assert.Equal("\"he…", new string(text, 0, written));
    }

    [Fact]
    public void NoOctetsOfAnyTypeMakeItThrow()
    {
        byte[] data = Make.Hex("0001 0001 0161 c010 0203 04050607 c00c ffff 80c0");
        foreach (int type in Enumerable.Range(0, 300).Concat([32768, 32769, 65281, 65282, 65422]))
        {
            for (int length = 0; length <= data.Length; length++)
                Assert.NotNull(Value((ushort)type, data[..length]));
        }
    }

    private static string Value(ushort type, byte[] data, ushort @class = 1, uint timeToLive = 300)
    {
        Assert.Equal(
            ReadStatus.Ok,
            DnsMessage.TryRead(Message(type, data, @class, timeToLive), out DnsMessage message)
        );
        Assert.True(message.Read().TryReadRecord(out DnsRecord record));
        char[] text = new char[4096];
        return new string(text, 0, DnsText.WriteValue(message, record, text));
    }

    private static byte[] Message(ushort type, byte[] data, ushort @class, uint timeToLive)
    {
        var writer = new DnsWriter(new byte[1024], 7, DnsWriter.ResponseFlag);
        writer.AddQuestion("www.example.com", type);
        writer.AddRecord(DnsSection.Answer, ".", type, timeToLive, data, @class);
        return writer.Octets.ToArray();
    }
}
