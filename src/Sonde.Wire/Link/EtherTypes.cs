namespace Sonde.Wire;

/// <summary>EtherType values (IEEE 802 numbers, IANA) and their names.</summary>
public static class EtherTypes
{
    /// <summary>Not an EtherType: the key under which IEEE 802.2 LLC is registered, for frames with a length.</summary>
    public const ushort Llc = 4;

    /// <summary>IPv4.</summary>
    public const ushort Ipv4 = 0x0800;

    /// <summary>ARP.</summary>
    public const ushort Arp = 0x0806;

    /// <summary>Reverse ARP.</summary>
    public const ushort ReverseArp = 0x8035;

    /// <summary>IEEE 802.1Q tag.</summary>
    public const ushort Vlan = 0x8100;

    /// <summary>IPv6.</summary>
    public const ushort Ipv6 = 0x86dd;

    /// <summary>MPLS, unicast.</summary>
    public const ushort Mpls = 0x8847;

    /// <summary>MPLS, multicast.</summary>
    public const ushort MplsMulticast = 0x8848;

    /// <summary>IEEE 802.1ad service tag.</summary>
    public const ushort ServiceVlan = 0x88a8;

    /// <summary>Transparent Ethernet bridging (GRE, Geneve).</summary>
    public const ushort Bridging = 0x6558;

    /// <summary>The value's name in the registry, or null.</summary>
    public static string? NameOf(ulong value) =>
        value switch
        {
            Ipv4 => "IPv4",
            Arp => "ARP",
            0x0842 => "Wake on LAN",
            Bridging => "Transparent Ethernet bridging",
            ReverseArp => "RARP",
            0x809b => "AppleTalk (EtherTalk)",
            0x80f3 => "AppleTalk ARP",
            Vlan => "802.1Q Virtual LAN",
            0x8137 => "IPX",
            Ipv6 => "IPv6",
            0x8808 => "Ethernet flow control",
            0x8809 => "Slow protocols",
            Mpls => "MPLS label switched packet",
            MplsMulticast => "MPLS multicast",
            0x8863 => "PPPoE Discovery",
            0x8864 => "PPPoE Session",
            0x888e => "802.1X Authentication",
            0x8892 => "PROFINET",
            0x88a4 => "EtherCAT",
            ServiceVlan => "802.1ad Service VLAN",
            0x88b8 => "GOOSE",
            0x88ba => "IEC 61850 sampled values",
            0x88cc => "LLDP",
            0x88e5 => "802.1AE MACsec",
            0x88e7 => "802.1ah Provider Backbone Bridge",
            0x88f7 => "PTP over Ethernet",
            0x8902 => "802.1ag connectivity fault management",
            0x8906 => "FCoE",
            0x9000 => "Loopback",
            _ => null,
        };
}
