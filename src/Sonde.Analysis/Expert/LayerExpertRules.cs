using static Sonde.Analysis.ExpertGroup;
using static Sonde.Analysis.ExpertSeverity;

namespace Sonde.Analysis;

/// <summary>The remarks on everything but TCP.</summary>
internal static class LayerExpertRules
{
    private const string DuplicateQuery = "DNS query retransmission. Original request in frame {0}";
    private const string DuplicateResponse = "DNS response retransmission. Original response in frame {0}";

    public static readonly ExpertRule LongerThanItWas = new(
        Error,
        Malformed,
        "Frame",
        "Frame length is less than captured length",
        "frame.len_lt_caplen"
    );
    public static readonly ExpertRule GroupSource = new(
        Warning,
        Protocol,
        "Ethernet",
        "Source MAC must not be a group address: IEEE 802.3-2002, Section 3.2.3(b)",
        "eth.src_not_group"
    );
    public static readonly ExpertRule OddPaddingOfType = Padding("Ethertype");
    public static readonly ExpertRule OddPaddingOfLength = Padding("Ethernet");
    public static readonly ExpertRule Ipv4TooLong = new(
        Error,
        Protocol,
        "IPv4",
        "IPv4 total length exceeds packet length ({0} bytes)",
        "ip.bogus_ip_length"
    );
    public static readonly ExpertRule FewHops = new(
        Note,
        Sequence,
        "IPv4",
        "\"Time To Live\" only {0}",
        "ip.ttl.too_small && ip.ttl == {0}"
    );
    public static readonly ExpertRule HopsOnTheLink = new(
        Note,
        Sequence,
        "IPv4",
        "\"Time To Live\" != 1 for a packet sent to the Local Network Control Block (see RFC 3171)",
        "ip.ttl.lncb"
    );
    public static readonly ExpertRule Ipv6TooLong = new(
        Warning,
        Protocol,
        "IPv6",
        "IPv6 payload length exceeds framing length ({0} bytes)",
        "ipv6.plen_exceeds_framing"
    );
    public static readonly ExpertRule Ipv6Version = new(
        Error,
        Malformed,
        "IPv6",
        "Bogus IPv6 version",
        "ipv6.bogus_ipv6_version"
    );
    public static readonly ExpertRule HopByHopNotFirst = new(
        Error,
        Protocol,
        "IPv6 Hop-by-Hop",
        "IPv6 Hop-by-Hop extension header must appear immediately after IPv6 header",
        "ipv6.hopopts.not_first"
    );
    public static readonly ExpertRule Traceroute = new(
        Chat,
        Sequence,
        "UDP",
        "Possible traceroute: hop #{0}",
        "udp.possible_traceroute",
        probe => Text($"{probe / 3 + 1}, attempt #{probe % 3 + 1}")
    );
    public static readonly ExpertRule UdpTooLong = new(
        Error,
        Malformed,
        "UDP",
        "Bad length value {0} > IP payload length",
        "udp.length.bad && udp.length == {0}"
    );
    public static readonly ExpertRule UdpTooShort = new(
        Error,
        Malformed,
        "UDP",
        "Bad length value {0} < 8",
        "udp.length.bad && udp.length == {0}"
    );
    public static readonly ExpertRule UdpWithoutChecksum = new(
        Error,
        ExpertGroup.Checksum,
        "UDP",
        "Illegal checksum value (0)",
        "udp.checksum.zero"
    );
    public static readonly ExpertRule IcmpChecksum = new(
        Warning,
        ExpertGroup.Checksum,
        "ICMP",
        "Bad checksum [should be {0}]",
        "icmp.checksum_bad",
        Hex
    );
    public static readonly ExpertRule Icmpv6Checksum = new(
        Warning,
        ExpertGroup.Checksum,
        "ICMPv6",
        "Bad checksum [should be {0}]",
        "icmpv6.checksum_bad.expert",
        Hex
    );
    public static readonly ExpertRule IgmpChecksum = new(
        Error,
        ExpertGroup.Checksum,
        "IGMP",
        "Bad checksum [should be {0}]",
        "igmp.bad_checksum",
        Hex
    );
    public static readonly ExpertRule PimChecksum = new(
        Error,
        ExpertGroup.Checksum,
        "PIM",
        "Bad checksum [should be {0}]",
        "pim.bad_checksum",
        Hex
    );
    public static readonly ExpertRule DccpChecksum = new(
        Error,
        ExpertGroup.Checksum,
        "DCCP",
        "Bad checksum [should be {0}]",
        "dccp.bad_checksum",
        Hex
    );
    public static readonly ExpertRule NoPayloadLength = new(
        Chat,
        Protocol,
        "IPv6",
        "IPv6 payload length equals 0 (maybe because of \"TCP segmentation offload\" (TSO))",
        "ipv6.plen_zero"
    );
    public static readonly ExpertRule NoJumboLength = new(
        Error,
        Malformed,
        "IPv6",
        "IPv6 payload length equals 0 and Hop-By-Hop present and Jumbo Payload option missing",
        "ipv6.opt.jumbo.missing"
    );
    public static readonly ExpertRule DeprecatedRouting = new(
        Note,
        Deprecated,
        "IPv6 Routing",
        "Routing header type is deprecated",
        "ipv6.routing.deprecated"
    );
    public static readonly ExpertRule SequenceMissing = OfEsp("missing");
    public static readonly ExpertRule SequenceRepeated = OfEsp("repeated");
    public static readonly ExpertRule SequenceEarlier = OfEsp("less than expected");
    public static readonly ExpertRule DuplicateAddress = new(
        Warning,
        Sequence,
        "ARP/RARP",
        "Duplicate IP address configured ({0})",
        "arp.duplicate-address-detected && arp.src.proto_ipv4 == {0}",
        address => Text($"{address >> 24 & 255}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}")
    );
    public static readonly ExpertRule DhcpLittleEndian = new(
        Note,
        Protocol,
        "DHCP/BOOTP",
        "Seconds elapsed appears to be encoded as little-endian",
        "dhcp.secs_le"
    );
    public static readonly ExpertRule WlanRetry = new(
        Note,
        Sequence,
        "IEEE 802.11",
        "Retransmission (retry)",
        "wlan.fc.retry == 1"
    );

    /// <summary>Queries that came again, by the name of the protocol.</summary>
    public static readonly Dictionary<string, (ExpertRule Query, ExpertRule Response)> Dns = new(StringComparer.Ordinal)
    {
        ["dns"] = (Repeated("DNS", DuplicateQuery, true), Repeated("DNS", DuplicateResponse, false)),
        ["mdns"] = (Repeated("mDNS", DuplicateQuery, true), Repeated("mDNS", DuplicateResponse, false)),
        ["llmnr"] = (Repeated("LLMNR", DuplicateQuery, true), Repeated("LLMNR", DuplicateResponse, false)),
    };

    // The association and the number stand in the halves of the detail.
    private static ExpertRule OfEsp(string what) =>
        new(
            Warning,
            Sequence,
            "ESP",
            "Wrong Sequence Number for SPI {0} " + what,
            "esp.sequence-analysis.wrong-sequence-number",
            detail => Text($"{(uint)(detail >> 32):x8} - {(uint)detail}")
        );

    private static ExpertRule Padding(string protocol) =>
        new(
            Note,
            Protocol,
            protocol,
            "Didn't find padding of zeros, and an undecoded trailer exists. There may be padding of non-zeros.",
            "eth.padding_bad"
        );

    private static ExpertRule Repeated(string protocol, string summary, bool isQuery) =>
        new(
            Warning,
            Protocol,
            protocol,
            summary,
            isQuery ? "dns.retransmit_request_in == {0}" : "dns.retransmit_response_in == {0}"
        );

    private static string Hex(long value) => Text($"0x{value:x4}");

    private static string Text(FormattableString text) =>
        text.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
