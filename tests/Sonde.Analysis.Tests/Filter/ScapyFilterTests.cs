using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Filter;

public sealed class ScapyFilterTests
{
    private static readonly FieldCatalog Catalog = new(StandardProtocols.Create());

    [Theory]
    [InlineData("TCP", "tcp")]
    [InlineData("UDP and DNS", "(udp and dns)")]
    [InlineData("TCP in pkt or not ARP in pkt", "(tcp or not (arp))")]
    [InlineData("pkt.haslayer(TCP)", "tcp")]
    [InlineData("pkt.haslayer('DNSRR') == True", "dns.resp.name")]
    [InlineData("pkt.getlayer(IPv6).hlim < 64", "ipv6.hlim < 64")]
    [InlineData("packet[TCP].dport in (80, 443)", "tcp.dstport in {80, 443}")]
    [InlineData("TCP.flags.S == 1 and not TCP.flags.A", "(tcp.flags.syn == 1 and tcp.flags.ack == 0)")]
    [InlineData("pkt[TCP].flags == 'SA'", "tcp.flags == 0x12")]
    [InlineData("pkt[TCP].flags & 0x04", "{tcp.flags & 0x04} != 0")]
    [InlineData("'SA' in pkt[TCP].flags", "(tcp.flags.syn == 1 and tcp.flags.ack == 1)")]
    [InlineData("pkt[IP].flags.DF", "ip.flags.df != 0")]
    [InlineData("pkt[IP].src in '10.0.0.0/8'", "ip.src == 10.0.0.0/8")]
    [InlineData("pkt[IPv6].dst == '2001:db8::1'", "ipv6.dst == 2001:db8::1")]
    [InlineData("pkt[Ether].src == '02:00:00:00:00:0a'", "eth.src == 02:00:00:00:00:0a")]
    [InlineData("32 <= pkt[IP].ttl <= 64", "(ip.ttl >= 32 and ip.ttl <= 64)")]
    [InlineData("pkt[IP].ttl not in [64, 255]", "(ip.ttl and not (ip.ttl in {64, 255}))")]
    [InlineData("len(pkt) > 1000", "frame.len > 1000")]
    [InlineData("len(pkt[TCP].payload) + 20 > 100", "{tcp.len + 20} > 100")]
    [InlineData("len(pkt[UDP].payload) == 0", "{udp.length - 8} == 0")]
    [InlineData("pkt[DNSQR].qname == b'example.com.'", "dns.qry.name == \"example.com\"")]
    [InlineData("'example' in pkt[DNS].qname", "dns.qry.name contains \"example\"")]
    [InlineData("pkt[DNSRR].rdata == '2001:db8::1'", "dns.aaaa == 2001:db8::1")]
    [InlineData("b'\\x16\\x03' in pkt[TCP].payload", "tcp.payload contains \"\\x16\\x03\"")]
    [InlineData("'GET' in pkt[Raw].load", "(tcp.payload contains \"GET\" or udp.payload contains \"GET\")")]
    [InlineData("pkt[ICMP].type == 8 and pkt[ICMP].code == 0", "(icmp.type == 8 and icmp.code == 0)")]
    [InlineData(
        "pkt[ARP].op == 2 and pkt[ARP].psrc != '10.0.0.1'",
        "(arp.opcode == 2 and arp.src.proto_ipv4 != 10.0.0.1)"
    )]
    [InlineData("pkt[Dot1Q].vlan == 10", "vlan.id == 10")]
    [InlineData("pkt[TCP].ack is not None", "tcp.ack_raw != 0")]
    public void AnExpressionIsPutIntoADisplayFilterThatIsUnderstood(string expression, string filter)
    {
        ScapyResult result = ScapyFilter.Translate(expression);
        Assert.Equal((filter, null), (result.DisplayFilter, result.Error));
        Assert.Null(DisplayFilter.Parse(filter, Catalog).Error);
    }

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("pkt[TPC].dport == 1", 4, "no layer TPC")]
    [InlineData("pkt[TCP].prot == 1", 9, "TCP has no prot")]
    [InlineData("pkt[TCP].dport = 80", 15, "==")]
    [InlineData("pkt[TCP].dport == ", 18, "ends too early")]
    [InlineData("pkt[TCP].dport == 'x'", 18, "is a number")]
    [InlineData("pkt[TCP].dport << 2 == 4", 15, "<<")]
    [InlineData("pkt[TCP].flags == 'SZ'", 18, "flags are written")]
    [InlineData("pkt[IP].src == '; rm'", 15, "no address")]
    [InlineData("'a' == 'b'", 0, "compared")]
    [InlineData("80", 0, "always")]
    [InlineData("pkt[TCP].dport == 80)", 20, "not expected")]
    [InlineData("(TCP", 4, ") is missing")]
    [InlineData("__import__('os')", 0, "no layer")]
    [InlineData("'open", 0, "quotation")]
    public void WhatIsWrongIsSaidWithItsPlace(string expression, int position, string why)
    {
        FilterError? error = ScapyFilter.Translate(expression).Error;
        Assert.NotNull(error);
        Assert.Equal(position, error.Position);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownNameComesWithThoseThatAreLikeIt() =>
        Assert.Contains("TCP", ScapyFilter.Translate("TPC").Error!.Nearest);

    [Fact]
    public void DepthAndLengthAreBounded()
    {
        Assert.Contains(
            "deep",
            ScapyFilter.Translate(new string('(', 200) + "TCP").Error!.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("500", ScapyFilter.Translate(new string(' ', 501)).Error!.Message, StringComparison.Ordinal);
    }
}
