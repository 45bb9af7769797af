using static Sonde.Analysis.ExpertSeverity;

namespace Sonde.Analysis;

/// <summary>The kinds of anomalies in lengths, checksums, fragments and other fields of headers.</summary>
/// <remarks>What stands quoted inside an ICMP error was sent before and is not judged: filters leave those packets out.</remarks>
public static class AnomalyKinds
{
    internal const string NotQuoted = " && !icmp && !icmpv6";

    internal static readonly AnomalyKind Malformed = new(
        "malformed",
        Error,
        "The octets cannot be read as the protocol that they should be: the header does not fit in the packet, or its fields contradict each other."
    );
    internal static readonly AnomalyKind Truncated = new(
        "truncated",
        Error,
        "The Internet header claims more octets than the packet had on the wire; the capture did not cut it. Damaged, or made up.",
        detail: (claimed, there) => $"{claimed} octets claimed, {there} there"
    );
    internal static readonly AnomalyKind CutByCapture = new(
        "cut_by_capture",
        Chat,
        "The capture kept only the beginning of the packet (snapshot length). Nothing is wrong with the packet, but the rest of it cannot be judged.",
        "frame.cap_len < frame.len",
        (kept, length) => $"{kept} of {length} octets kept"
    );
    internal static readonly AnomalyKind LongerThanItWas = new(
        "captured_longer_than_wire",
        Error,
        "The capture file holds more octets of the packet than it says were on the wire: its record is wrong.",
        "frame.cap_len > frame.len",
        (kept, length) => $"{kept} octets kept of {length}"
    );
    internal static readonly AnomalyKind WrongVersion = new(
        "wrong_ip_version",
        Error,
        "The header's version is not the one that the layer below announces.",
        detail: (version, _) => $"version {version}"
    );
    internal static readonly AnomalyKind Ipv4Length = new(
        "bad_ipv4_length",
        Error,
        "The IPv4 header says that it is shorter than 20 octets, longer than its datagram, or that the datagram is shorter than its header (RFC 791 §3.1).",
        detail: (header, total) => $"header length {header}, total length {total}"
    );
    internal static readonly AnomalyKind UdpLength = new(
        "bad_udp_length",
        Error,
        "The length of the UDP header is below 8, or greater than what the datagram carries (RFC 768).",
        detail: (claimed, there) => $"length {claimed}, {there} octets there"
    );
    internal static readonly AnomalyKind TcpHeaderLength = new(
        "bad_tcp_header_length",
        Error,
        "The data offset of the TCP header is below 5 words, or points behind the end of the segment (RFC 9293 §3.1).",
        detail: (header, there) => $"header length {header}, {there} octets there"
    );
    internal static readonly AnomalyKind TcpOptionLength = new(
        "bad_tcp_option_length",
        Error,
        "A TCP option goes past the end of the header (RFC 9293 §3.2).",
        detail: (kind, length) => $"option kind {kind}, length {length}"
    );
    internal static readonly AnomalyKind HopByHopNotFirst = new(
        "ipv6_hop_by_hop_not_first",
        Error,
        "Hop-by-Hop options do not follow the IPv6 header at once (RFC 8200 §4.1)."
    );
    internal static readonly AnomalyKind SourceRouted = new(
        "source_routed",
        Warning,
        "The sender chose the packet's way: IPv4 source route option, or IPv6 routing header of type 0 (given up by RFC 5095). Most routers drop it; attackers use it to get around filters.",
        "(ip.opt.type in {131, 137} || ipv6.routing.type == 0)" + NotQuoted
    );

    internal static readonly AnomalyKind Ipv4Checksum = BadChecksum(
        "bad_ipv4_checksum",
        "The checksum of the IPv4 header is wrong."
            + " Wireshark marks it (ip.checksum.status == \"Bad\") only when told to validate."
    );
    internal static readonly AnomalyKind TcpChecksum = BadChecksum(
        "bad_tcp_checksum",
        "The checksum of the TCP segment is wrong, and is not what a system leaves for its network card to fill in."
            + " Wireshark marks it (tcp.checksum.status == \"Bad\") only when told to validate."
    );
    internal static readonly AnomalyKind UdpChecksum = BadChecksum(
        "bad_udp_checksum",
        "The checksum of the UDP datagram is wrong, and is not what a system leaves for its network card to fill in."
            + " Wireshark marks it (udp.checksum.status == \"Bad\") only when told to validate."
    );
    internal static readonly AnomalyKind IcmpChecksum = BadChecksum(
        "bad_icmp_checksum",
        "The checksum of the ICMP message is wrong (icmp.checksum.status == \"Bad\" in Wireshark)."
    );
    internal static readonly AnomalyKind Icmpv6Checksum = BadChecksum(
        "bad_icmpv6_checksum",
        "The checksum of the ICMPv6 message is wrong (icmpv6.checksum.status == \"Bad\" in Wireshark)."
    );
    internal static readonly AnomalyKind IgmpChecksum = BadChecksum(
        "bad_igmp_checksum",
        "The checksum of the IGMP message is wrong (igmp.checksum.status == \"Bad\" in Wireshark)."
    );

    internal static readonly AnomalyKind Ipv4ReservedBit = new(
        "ipv4_reserved_bit",
        Warning,
        "The reserved bit of the IPv4 flags is set; it must be zero (RFC 791 §3.1).",
        "ip.flags.rb == 1" + NotQuoted
    );
    internal static readonly AnomalyKind FragmentReservedBits = new(
        "ipv6_fragment_reserved_bits",
        Note,
        "Reserved bits of an IPv6 fragment header are set; senders write zero (RFC 8200 §4.5).",
        "(ipv6.fraghdr.reserved_octet != 0 || ipv6.fraghdr.reserved_bits != 0)" + NotQuoted
    );
    internal static readonly AnomalyKind UnfragmentableFragment = new(
        "fragment_with_dont_fragment",
        Note,
        "An IPv4 fragment forbids fragmentation: its sender cut it itself, or a router that ignores the bit did.",
        detail: (offset, _) => $"offset {offset}"
    );
    internal static readonly AnomalyKind OverlappingFragments = new(
        "overlapping_fragments",
        Error,
        "A fragment covers octets that another fragment of the datagram has brought with other borders or other content. IPv6 forbids it (RFC 5722); systems disagree on which one counts, so it is a way around filters.",
        detail: (start, end) => $"octets {start} to {end} of the datagram's data"
    );
    internal static readonly AnomalyKind TinyFragment = new(
        "tiny_fragment",
        Warning,
        "A fragment that is not the last carries less than 48 octets, less than any link forces (RFC 791 §3.2: 68 with the header): a way to hide the transport header from filters (RFC 1858).",
        detail: (length, offset) => $"{length} octets at offset {offset}"
    );
    internal static readonly AnomalyKind UnevenFragment = new(
        "uneven_fragment",
        Error,
        "A fragment that is not the last carries a number of octets that is no multiple of 8, so no other can follow it exactly (RFC 791 §3.1, RFC 8200 §4.5).",
        detail: (length, offset) => $"{length} octets at offset {offset}"
    );
    internal static readonly AnomalyKind OversizedDatagram = new(
        "oversized_datagram",
        Error,
        "A fragment ends behind octet 65,535 of its datagram, which cannot be that long: the ping of death.",
        detail: (end, _) => $"would end at octet {end}"
    );

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<AnomalyKind> All { get; } =
    [
        Malformed,
        Truncated,
        CutByCapture,
        LongerThanItWas,
        WrongVersion,
        Ipv4Length,
        UdpLength,
        TcpHeaderLength,
        TcpOptionLength,
        HopByHopNotFirst,
        SourceRouted,
        Ipv4Checksum,
        TcpChecksum,
        UdpChecksum,
        IcmpChecksum,
        Icmpv6Checksum,
        IgmpChecksum,
        Ipv4ReservedBit,
        FragmentReservedBits,
        UnfragmentableFragment,
        OverlappingFragments,
        TinyFragment,
        UnevenFragment,
        OversizedDatagram,
        .. ConductKinds.All,
    ];

    private static AnomalyKind BadChecksum(string name, string explanation) => new(name, Error, explanation);
}
