using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Counts packets and octets by the short list of protocol names that summaries show: HTTP, DNS, TCP, …</summary>
/// <remarks>
/// A name is decided per packet, by the layers where they tell and by the well-known port where they do not. Memory: one
/// pair of counters a name.
/// </remarks>
public sealed class PublishedProtocols : IObserver
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

    private readonly (long Packets, long Octets)[] _counts = new (long, long)[AllNames.Length];

    /// <summary>Every name there is.</summary>
    public static IReadOnlyList<string> Names => AllNames;

    /// <summary>Packets and octets by name; names that do not occur are left out.</summary>
    public IEnumerable<(string Name, long Packets, long Octets)> Counts =>
        AllNames
            .Select((name, i) => (name, _counts[i].Packets, _counts[i].Octets))
            .Where(count => count.Packets > 0)
            .OrderByDescending(count => count.Packets);

    /// <summary>The name of a packet.</summary>
    public static string NameOf(in Packet packet) => AllNames[IndexOf(packet)];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        ref (long Packets, long Octets) count = ref _counts[IndexOf(packet)];
        count.Packets++;
        count.Octets += packet.Frame.OriginalLength;
    }

    private static int IndexOf(in Packet packet)
    {
        int name = (int)Kind.Other;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            switch (layer.Reader.Name)
            {
                case "tcp":
                    name = OfTcp(Ports(packet, layer));
                    break;
                case "udp":
                    name = OfUdp(Ports(packet, layer));
                    break;
                case "dns" or "mdns" or "llmnr":
                    return (int)Kind.Dns;
                case "dhcp" or "dhcpv6":
                    return (int)Kind.Dhcp;
                case "icmp":
                    return (int)Kind.Icmp;
                case "icmpv6":
                    return (int)Kind.Icmpv6;
                case "igmp":
                    return (int)Kind.Igmp;
                case "sctp":
                    name = (int)Kind.Sctp;
                    break;
                case "arp":
                    return (int)Kind.Arp;
                case "ip" or "ipv6":
                    name = (int)Kind.OtherIp;
                    break;
                default:
                    break;
            }
        }
        return name;
    }

    private static (ushort Low, ushort High) Ports(in Packet packet, in LayerSpan layer)
    {
        ReadOnlySpan<byte> octets = packet.GivenTo(layer);
        if (octets.Length < 4)
            return default;
        ushort one = ReadUInt16BigEndian(octets);
        ushort two = ReadUInt16BigEndian(octets[2..]);
        return (Math.Min(one, two), Math.Max(one, two));
    }

    private static int OfTcp((ushort Low, ushort High) ports)
    {
        int name = OfTcpPort(ports.Low);
        return name >= 0 ? name
            : OfTcpPort(ports.High) is var high and >= 0 ? high
            : (int)Kind.Tcp;
    }

    private static int OfUdp((ushort Low, ushort High) ports)
    {
        int name = OfUdpPort(ports.Low);
        return name >= 0 ? name
            : OfUdpPort(ports.High) is var high and >= 0 ? high
            : (int)Kind.Udp;
    }

    private static int OfTcpPort(ushort port) =>
        port switch
        {
            80 or 8080 => (int)Kind.Http,
            443 or 8443 => (int)Kind.Tls,
            22 => (int)Kind.Ssh,
            21 => (int)Kind.Ftp,
            25 or 587 => (int)Kind.Smtp,
            23 => (int)Kind.Telnet,
            3389 => (int)Kind.Rdp,
            _ => -1,
        };

    private static int OfUdpPort(ushort port) =>
        port switch
        {
            53 => (int)Kind.Dns,
            67 or 68 => (int)Kind.Dhcp,
            123 => (int)Kind.Ntp,
            161 or 162 => (int)Kind.Snmp,
            514 => (int)Kind.Syslog,
            _ => -1,
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
