using static Sonde.Analysis.ExpertSeverity;

namespace Sonde.Analysis;

/// <summary>The kinds of anomalies in flags, addresses and hops: headers that can be read, and that no proper host sends.</summary>
internal static class ConductKinds
{
    // On Linux's loopback interface addresses are zero, and cooked headers name the hardware. No other link type tells.
    private const string OnTheWire = " && (eth.src#1 != 00:00:00:00:00:00 || sll.hatype != 772)";
    private const string Private4 = "{10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16}";
    private const string Special4 =
        "{0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.0.2.0/24, "
        + "192.88.99.0/24, 192.168.0.0/16, 198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/3}";
    private const string Special6 = "{2001::/23, 2001:db8::/32, 3fff::/20}";

    internal static readonly AnomalyKind NoFlags = Flags(
        "tcp_null_flags",
        Error,
        "None of the six control bits is set (null scan). Every segment but the first has ACK (RFC 9293 §3.10.7).",
        "tcp.flags & 0x3f == 0"
    );
    internal static readonly AnomalyKind Xmas = Flags(
        "tcp_xmas_flags",
        Error,
        "FIN, PSH and URG are set and nothing else (Christmas-tree scan).",
        "tcp.flags & 0x3f == 0x29"
    );
    internal static readonly AnomalyKind SynFin = Flags(
        "tcp_syn_fin",
        Error,
        "SYN and FIN are set together: no proper host opens and closes at once.",
        "tcp.flags & 0x03 == 0x03"
    );
    internal static readonly AnomalyKind SynRst = Flags(
        "tcp_syn_rst",
        Error,
        "SYN and RST are set together without FIN: they contradict each other.",
        "tcp.flags & 0x07 == 0x06"
    );
    internal static readonly AnomalyKind FinRst = Flags(
        "tcp_fin_rst",
        Warning,
        "FIN and RST are set together without SYN: an orderly and a forced end at once.",
        "tcp.flags & 0x07 == 0x05"
    );
    internal static readonly AnomalyKind FinWithoutAck = Flags(
        "tcp_fin_without_ack",
        Error,
        "FIN without ACK, SYN and RST, and not the Christmas tree (FIN scan). Every segment but the first has ACK.",
        "tcp.flags & 0x17 == 0x01 && !(tcp.flags & 0x3f == 0x29)"
    );
    internal static readonly AnomalyKind WithoutAck = Flags(
        "tcp_without_ack",
        Warning,
        "PSH or URG without ACK, SYN, FIN and RST: receivers drop it (RFC 9293 §3.10.7.4).",
        "tcp.flags & 0x17 == 0 && tcp.flags & 0x28 != 0"
    );
    internal static readonly AnomalyKind TcpReservedBits = Flags(
        "tcp_reserved_bits",
        Warning,
        "Reserved bits of the TCP header are set; senders write zero (RFC 9293 §3.1).",
        "tcp.flags.res == 1"
    );
    internal static readonly AnomalyKind PortZero = new(
        "port_zero",
        Warning,
        "A TCP port, or the port that a UDP datagram is sent to, is 0, which is reserved (RFC 6335 §6).",
        "(tcp.port == 0 || udp.dstport == 0)" + AnomalyKinds.NotQuoted
    );
    internal static readonly AnomalyKind TcpToGroup = new(
        "tcp_to_group",
        Error,
        "A TCP segment is sent to a multicast or broadcast address; TCP joins two hosts (RFC 9293 §3.9.2.3).",
        "tcp && (ip.dst#1 == 224.0.0.0/4 || ip.dst#1 == 255.255.255.255 || ipv6.dst#1 == ff00::/8)"
            + AnomalyKinds.NotQuoted
    );

    internal static readonly AnomalyKind Land = new(
        "land_attack",
        Error,
        "Source and destination address are the same, and the link header shows that it was not on the loopback interface. With equal ports and SYN it is the LAND attack; else spoofed, or a host's traffic to itself seen where it should not be.",
        "(ip.src#1 == ip.dst#1 && !(ip.src#1 in {127.0.0.0/8, 0.0.0.0}) || ipv6.src#1 == ipv6.dst#1 && !(ipv6.src#1 in {::1, ::}))"
            + OnTheWire
    );
    internal static readonly AnomalyKind GroupSource = new(
        "group_source_address",
        Error,
        "The source address is a multicast or broadcast address, which no host has (RFC 1122 §3.2.1.3, RFC 4291 §2.7).",
        "ip.src#1 == 224.0.0.0/4 || ip.src#1 == 255.255.255.255 || ipv6.src#1 == ff00::/8"
    );
    internal static readonly AnomalyKind GroupSourceHardware = new(
        "group_source_hardware_address",
        Warning,
        "The source hardware address is a group address, which no station has (IEEE 802.3 §3.2.3).",
        "eth.src[0] & 1 && !(eth.dst[0:5] == 01:00:0c:00:00) && !(eth.dst[0:5] == 03:00:0c:00:00)"
    );
    internal static readonly AnomalyKind LoopbackOnWire = new(
        "loopback_address_on_wire",
        Warning,
        "An address of 127.0.0.0/8 or ::1, and the link header shows that it was not on the loopback interface: it must not leave the host (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3).",
        "(ip.src#1 == 127.0.0.0/8 || ip.dst#1 == 127.0.0.0/8 || ipv6.src#1 == ::1 || ipv6.dst#1 == ::1)" + OnTheWire
    );
    internal static readonly AnomalyKind PrivateToPublic = new(
        "private_to_public",
        Chat,
        "From a private address (RFC 1918, fc00::/7) to a public one, untranslated. Informational: normal inside a network behind address translation; seen outside of it, translation is missing and no answer can come back.",
        $"ip.src#1 in {Private4} && !(ip.dst#1 in {Special4}) || "
            + $"ipv6.src#1 == fc00::/7 && ipv6.dst#1 == 2000::/3 && !(ipv6.dst#1 in {Special6})"
    );
    internal static readonly AnomalyKind PublicToPrivate = new(
        "public_to_private",
        Chat,
        "From a public address to a private one (RFC 1918, fc00::/7). Informational: normal inside a network behind address translation; seen outside of it, the source is spoofed or a private network leaks.",
        $"ip.dst#1 in {Private4} && !(ip.src#1 in {Special4}) || "
            + $"ipv6.dst#1 == fc00::/7 && ipv6.src#1 == 2000::/3 && !(ipv6.src#1 in {Special6})"
    );

    internal static readonly AnomalyKind NoHops = new(
        "ttl_zero",
        Warning,
        "TTL or hop limit is 0: a host must not send it and a router must not forward it (RFC 1122 §3.2.1.7, RFC 8200 §3). Datagrams to groups, which 0 keeps on the host, are left out.",
        "(ip.ttl#1 == 0 && !(ip.dst#1 == 224.0.0.0/4) || ipv6.hlim#1 == 0 && !(ipv6.dst#1 == ff00::/8))"
    );
    internal static readonly AnomalyKind LastHop = new(
        "ttl_one",
        Note,
        "TTL or hop limit is 1: the next router drops it. Left out are what explains it: ICMP, SYNs and the ports of traceroute, group, broadcast and link-local addresses, routing protocols and BGP.",
        "(ip.ttl#1 == 1 && !(ip.dst#1 in {224.0.0.0/4, 255.255.255.255, 169.254.0.0/16}) && !(ip.src#1 == 169.254.0.0/16) "
            + "&& !(ip.proto#1 in {2, 46, 88, 89, 103, 112}) || "
            + "ipv6.hlim#1 == 1 && !(ipv6.dst#1 in {ff00::/8, fe80::/10}) && !(ipv6.src#1 == fe80::/10) "
            + "&& !(ipv6.nxt#1 in {46, 88, 89, 103, 112})) "
            + "&& !(udp.dstport in {33434..33534}) && !(tcp.port == 179) && !(tcp.flags & 0x12 == 0x02)"
            + AnomalyKinds.NotQuoted
    );
    internal static readonly AnomalyKind HopsChanged = new(
        "ttl_changed",
        Note,
        "TTL or hop limit is one that this end of the connection has not used before: the way changed, the capture saw the packet at two places, another machine answers for it, or the packet was made up (injected resets show so). Counted at the first packet with each new value.",
        detail: (now, before) => $"{now}, before {before}"
    );

    public static AnomalyKind[] All =>
        [
            NoFlags,
            Xmas,
            SynFin,
            SynRst,
            FinRst,
            FinWithoutAck,
            WithoutAck,
            TcpReservedBits,
            PortZero,
            TcpToGroup,
            Land,
            GroupSource,
            GroupSourceHardware,
            LoopbackOnWire,
            PrivateToPublic,
            PublicToPrivate,
            NoHops,
            LastHop,
            HopsChanged,
        ];

    private static AnomalyKind Flags(string name, ExpertSeverity severity, string explanation, string filter) =>
        new(
            name,
            severity,
            explanation,
            filter + AnomalyKinds.NotQuoted,
            (flags, _) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"flags 0x{flags:x3}")
        );
}
