using System.Runtime.CompilerServices;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Counts packets and octets by the short list of protocol names that summaries show: HTTP, DNS, TCP, …</summary>
/// <remarks>
/// A name is decided per packet, by the layers where they tell and by the well-known port where they do not. Memory: one
/// pair of counters a name.
/// </remarks>
public sealed class PublishedProtocols(Protocols protocols) : IObserver
{
    private static readonly string[] AllNames =
    [
        "HTTP",
        "HTTPS/TLS",
        "SSH",
        "FTP",
        "SMTP",
        "Telnet",
        "RDP",
        "TCP",
        "DNS",
        "DHCP",
        "NTP",
        "SNMP",
        "Syslog",
        "UDP",
        "SCTP",
        "ICMP",
        "ICMPv6",
        "IGMP",
        "ARP",
        "IP (other)",
        "Other",
    ];

    private const ushort HighestKnownPort = 8443;

    private readonly Kind[] _roles = RolesOf(protocols);
    private readonly DirectionCounters[] _counts = new DirectionCounters[AllNames.Length];

    /// <summary>Every name there is.</summary>
    public static IReadOnlyList<string> Names => AllNames;

    /// <summary>Packets and octets by name, most packets first; names that do not occur are left out.</summary>
    public IReadOnlyList<ProtocolCount> Counts()
    {
        List<ProtocolCount> counts = [];
        for (int kind = 0; kind < AllNames.Length; kind++)
        {
            if (_counts[kind].Packets > 0)
                counts.Add(new ProtocolCount(AllNames[kind], _counts[kind].Packets, _counts[kind].Octets));
        }
        counts.Sort(
            (one, other) =>
                other.Packets.CompareTo(one.Packets) is var byPackets and not 0
                    ? byPackets
                    : Array.IndexOf(AllNames, one.Name) - Array.IndexOf(AllNames, other.Name)
        );
        return counts;
    }

    /// <summary>The name of a packet.</summary>
    public static string NameOf(in Packet packet)
    {
        Kind kind = Kind.Other;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (Decide(RoleOf(layer.Reader.Name), packet, layer, ref kind))
                break;
        }
        return AllNames[(int)kind];
    }

    /// <summary>The name of a packet of the pass whose protocols these are: faster than <see cref="NameOf"/>.</summary>
    public string Name(in Packet packet) => AllNames[(int)KindOf(packet)];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => ["dns"];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        Kind kind = KindOf(packet);
        _counts[(int)kind] = _counts[(int)kind].Plus(packet.Frame.OriginalLength);
    }

    private Kind KindOf(in Packet packet)
    {
        Kind kind = Kind.Other;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (Decide(_roles[layer.Reader.Id], packet, layer, ref kind))
                break;
        }
        return kind;
    }

    private static Kind[] RolesOf(Protocols protocols)
    {
        var roles = new Kind[protocols.Readers.Count];
        for (int id = 0; id < roles.Length; id++)
            roles[id] = RoleOf(protocols.Readers[id].Name);
        return roles;
    }

    // What a layer of this name says of the packet's name; Other for layers that say nothing.
    private static Kind RoleOf(string name) =>
        name switch
        {
            "tcp" => Kind.Tcp,
            "udp" => Kind.Udp,
            "dns" or "mdns" or "llmnr" => Kind.Dns,
            "dhcp" or "dhcpv6" => Kind.Dhcp,
            "icmp" => Kind.Icmp,
            "icmpv6" => Kind.Icmpv6,
            "igmp" => Kind.Igmp,
            "sctp" => Kind.Sctp,
            "arp" => Kind.Arp,
            "ip" or "ipv6" => Kind.OtherIp,
            _ => Kind.Other,
        };

    // True when the layer settles the name; layers inside may still change it otherwise.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Decide(Kind role, in Packet packet, in LayerSpan layer, ref Kind kind)
    {
        switch (role)
        {
            case Kind.Other:
                return false;
            case Kind.Tcp or Kind.Udp:
                kind = OfPorts(role, packet.GivenTo(layer));
                return false;
            case Kind.Sctp or Kind.OtherIp:
                kind = role;
                return false;
            default:
                kind = role;
                return true;
        }
    }

    // The lower port names the packet if it is known, else the higher one.
    private static Kind OfPorts(Kind transport, ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 4)
            return transport;
        ushort one = ReadUInt16BigEndian(octets);
        ushort two = ReadUInt16BigEndian(octets[2..]);
        Kind lower = OfPort(transport, Math.Min(one, two));
        return lower != transport ? lower : OfPort(transport, Math.Max(one, two));
    }

    private static Kind OfPort(Kind transport, ushort port) =>
        port > HighestKnownPort ? transport
        : transport == Kind.Tcp ? OfTcpPort(port)
        : OfUdpPort(port);

    private static Kind OfTcpPort(ushort port) =>
        port switch
        {
            80 or 8080 => Kind.Http,
            443 or 8443 => Kind.Tls,
            22 => Kind.Ssh,
            21 => Kind.Ftp,
            25 or 587 => Kind.Smtp,
            23 => Kind.Telnet,
            3389 => Kind.Rdp,
            _ => Kind.Tcp,
        };

    private static Kind OfUdpPort(ushort port) =>
        port switch
        {
            53 => Kind.Dns,
            67 or 68 => Kind.Dhcp,
            123 => Kind.Ntp,
            161 or 162 => Kind.Snmp,
            514 => Kind.Syslog,
            _ => Kind.Udp,
        };

    // In the order of AllNames.
    private enum Kind
    {
        Http,
        Tls,
        Ssh,
        Ftp,
        Smtp,
        Telnet,
        Rdp,
        Tcp,
        Dns,
        Dhcp,
        Ntp,
        Snmp,
        Syslog,
        Udp,
        Sctp,
        Icmp,
        Icmpv6,
        Igmp,
        Arp,
        OtherIp,
        Other,
    }
}

/// <summary>How often a protocol's name was given.</summary>
/// <param name="Name">The name, as summaries show it.</param>
/// <param name="Packets">Packets.</param>
/// <param name="Octets">Octets on the wire.</param>
public sealed record ProtocolCount(string Name, long Packets, long Octets);
