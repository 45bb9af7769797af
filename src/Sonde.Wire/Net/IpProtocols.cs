namespace Sonde.Wire;

/// <summary>Internet protocol numbers (IANA) and their keywords.</summary>
public static class IpProtocols
{
    /// <summary>IPv6 hop-by-hop options.</summary>
    public const byte HopByHop = 0;

    /// <summary>ICMP.</summary>
    public const byte Icmp = 1;

    /// <summary>IGMP.</summary>
    public const byte Igmp = 2;

    /// <summary>IPv4 in another datagram.</summary>
    public const byte Ipv4 = 4;

    /// <summary>TCP.</summary>
    public const byte Tcp = 6;

    /// <summary>UDP.</summary>
    public const byte Udp = 17;

    /// <summary>IPv6 in another datagram.</summary>
    public const byte Ipv6 = 41;

    /// <summary>IPv6 routing header.</summary>
    public const byte Routing = 43;

    /// <summary>IPv6 fragment header.</summary>
    public const byte Fragment = 44;

    /// <summary>GRE.</summary>
    public const byte Gre = 47;

    /// <summary>Encapsulating security payload.</summary>
    public const byte Esp = 50;

    /// <summary>Authentication header.</summary>
    public const byte Ah = 51;

    /// <summary>ICMPv6.</summary>
    public const byte Icmpv6 = 58;

    /// <summary>No next header.</summary>
    public const byte NoNext = 59;

    /// <summary>IPv6 destination options.</summary>
    public const byte DestinationOptions = 60;

    /// <summary>SCTP.</summary>
    public const byte Sctp = 132;

    /// <summary>The number's keyword in the registry, or null.</summary>
    public static string? NameOf(ulong value) =>
        value switch
        {
            HopByHop => "IPv6 Hop-by-Hop Option",
            Icmp => "ICMP",
            Igmp => "IGMP",
            Ipv4 => "IPIP",
            Tcp => "TCP",
            8 => "EGP",
            9 => "IGP",
            12 => "PUP",
            Udp => "UDP",
            33 => "DCCP",
            Ipv6 => "IPv6",
            Routing => "Routing Header for IPv6",
            Fragment => "Fragment Header for IPv6",
            46 => "RSVP",
            Gre => "Generic Routing Encapsulation",
            Esp => "Encap Security Payload",
            Ah => "Authentication Header",
            Icmpv6 => "ICMPv6",
            NoNext => "No Next Header for IPv6",
            DestinationOptions => "Destination Options for IPv6",
            88 => "EIGRP",
            89 => "OSPF IGP",
            94 => "IP in IP",
            97 => "EtherIP",
            103 => "PIM",
            108 => "IPComp",
            112 => "VRRP",
            115 => "Layer 2 Tunneling",
            Sctp => "SCTP",
            135 => "Mobility Header",
            136 => "UDPLite",
            137 => "MPLS in IP",
            139 => "Host Identity Protocol",
            140 => "SHIM6",
            _ => null,
        };
}
