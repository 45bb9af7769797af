using System.Diagnostics.CodeAnalysis;

namespace Sonde.Analysis;

/// <summary>What the values of a field are.</summary>
internal enum ScapyKind : byte
{
    Number,
    Address,
    HardwareAddress,
    Text,
    Octets,
    TcpFlags,
    Ipv4Flags,

    /// <summary>A record's data: an address or a name.</summary>
    RecordData,
}

/// <summary>A field of a layer as the display filter has it.</summary>
/// <param name="Names">Wireshark's fields; more than one where either may hold the value.</param>
/// <param name="Kind">What its values are.</param>
internal sealed record ScapyField(string[] Names, ScapyKind Kind);

/// <summary>A layer of scapy.</summary>
/// <param name="Name">Scapy's name.</param>
/// <param name="Presence">A display filter for packets that have it.</param>
/// <param name="Fields">Its fields by scapy's names.</param>
internal sealed record ScapyLayer(string Name, string Presence, IReadOnlyDictionary<string, ScapyField> Fields);

/// <summary>The layers and fields of scapy that expressions may name.</summary>
internal static class ScapyNames
{
    private static readonly string[] RecordNames =
    [
        "dns.cname",
        "dns.ns",
        "dns.ptr.domain_name",
        "dns.mx.mail_exchange",
        "dns.srv.target",
        "dns.txt",
    ];

    private static readonly Dictionary<string, ScapyLayer> Layers = new ScapyLayer[]
    {
        Layer(
            "IP",
            "ip",
            "src=ip.src@ dst=ip.dst@ ttl=ip.ttl proto=ip.proto len=ip.len id=ip.id chksum=ip.checksum tos=ip.dsfield version=ip.version frag=ip.frag_offset flags=ip.flags!"
        ),
        Layer(
            "IPv6",
            "ipv6",
            "src=ipv6.src@ dst=ipv6.dst@ hlim=ipv6.hlim nh=ipv6.nxt plen=ipv6.plen tc=ipv6.tclass fl=ipv6.flow version=ipv6.version"
        ),
        Layer(
            "TCP",
            "tcp",
            "sport=tcp.srcport dport=tcp.dstport seq=tcp.seq_raw ack=tcp.ack_raw window=tcp.window_size_value chksum=tcp.checksum urgptr=tcp.urgent_pointer payload=tcp.payload# flags=tcp.flags?"
        ),
        Layer(
            "UDP",
            "udp",
            "sport=udp.srcport dport=udp.dstport len=udp.length chksum=udp.checksum payload=udp.payload#"
        ),
        Layer("ICMP", "icmp", "type=icmp.type code=icmp.code id=icmp.ident seq=icmp.seq chksum=icmp.checksum"),
        Layer("ICMPv6", "icmpv6", "type=icmpv6.type code=icmpv6.code cksum=icmpv6.checksum"),
        Layer(
            "DNS",
            "dns",
            "id=dns.id qr=dns.flags.response opcode=dns.flags.opcode rcode=dns.flags.rcode aa=dns.flags.authoritative tc=dns.flags.truncated rd=dns.flags.recdesired ra=dns.flags.recavail qdcount=dns.count.queries ancount=dns.count.answers nscount=dns.count.auth_rr arcount=dns.count.add_rr qname=dns.qry.name$ qtype=dns.qry.type"
        ),
        Layer("DNSQR", "dns.qry.name", "qname=dns.qry.name$ qtype=dns.qry.type qclass=dns.qry.class"),
        Layer("DNSRR", "dns.resp.name", "rrname=dns.resp.name$ type=dns.resp.type ttl=dns.resp.ttl rdata=dns.a*"),
        Layer(
            "ARP",
            "arp",
            "op=arp.opcode psrc=arp.src.proto_ipv4@ pdst=arp.dst.proto_ipv4@ hwsrc=arp.src.hw_mac: hwdst=arp.dst.hw_mac:"
        ),
        Layer("Ether", "eth", "src=eth.src: dst=eth.dst: type=eth.type"),
        Layer("Dot1Q", "vlan", "vlan=vlan.id prio=vlan.priority"),
        Layer("Raw", "(tcp.payload or udp.payload)", "load=tcp.payload|udp.payload#"),
    }.ToDictionary(layer => layer.Name, StringComparer.Ordinal);

    /// <summary>The names of all layers.</summary>
    public static IReadOnlyCollection<string> All => Layers.Keys;

    /// <summary>The layer of a name.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out ScapyLayer? layer) =>
        Layers.TryGetValue(name, out layer);

    /// <summary>The fields in which a record's data stands, by the value that is asked for.</summary>
    public static string[] RecordData(string value) =>
        System.Net.IPAddress.TryParse(value.Split('/')[0], out System.Net.IPAddress? address)
            ? [address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "dns.a" : "dns.aaaa"]
            : RecordNames;

    // Of each field: scapy's name, Wireshark's names, and by the last character what it holds.
    private static ScapyLayer Layer(string name, string presence, string fields)
    {
        var found = new Dictionary<string, ScapyField>(StringComparer.Ordinal);
        foreach (string field in fields.Split(' '))
        {
            string[] pair = field.Split('=');
            ScapyKind kind = pair[1][^1] switch
            {
                '@' => ScapyKind.Address,
                ':' => ScapyKind.HardwareAddress,
                '$' => ScapyKind.Text,
                '#' => ScapyKind.Octets,
                '?' => ScapyKind.TcpFlags,
                '!' => ScapyKind.Ipv4Flags,
                '*' => ScapyKind.RecordData,
                _ => ScapyKind.Number,
            };
            string names = kind == ScapyKind.Number ? pair[1] : pair[1][..^1];
            found.Add(pair[0], new ScapyField(names.Split('|'), kind));
        }
        return new ScapyLayer(name, presence, found);
    }
}
