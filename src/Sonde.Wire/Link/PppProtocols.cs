namespace Sonde.Wire;

/// <summary>PPP protocol numbers (IANA) and their names.</summary>
public static class PppProtocols
{
    /// <summary>Multilink, RFC 1990.</summary>
    public const ushort Multilink = 0x003d;

    /// <summary>Bridged frames, RFC 3518.</summary>
    public const ushort Bridging = 0x0031;

    /// <summary>Link control, RFC 1661.</summary>
    public const ushort LinkControl = 0xc021;

    /// <summary>Password authentication, RFC 1334.</summary>
    public const ushort PasswordAuthentication = 0xc023;

    /// <summary>Challenge handshake authentication, RFC 1994.</summary>
    public const ushort ChallengeHandshake = 0xc223;

    /// <summary>Extensible authentication, RFC 3748.</summary>
    public const ushort ExtensibleAuthentication = 0xc227;

    /// <summary>IPv4 control, RFC 1332.</summary>
    public const ushort IpControl = 0x8021;

    /// <summary>IPv6 control, RFC 5072.</summary>
    public const ushort Ipv6Control = 0x8057;

    /// <summary>Compression control, RFC 1962.</summary>
    public const ushort CompressionControl = 0x80fd;

    /// <summary>What a protocol number says follows.</summary>
    public static NextLayer Following(ushort protocol) =>
        protocol switch
        {
            0x0021 or EtherTypes.Ipv4 => new(NextSpace.EtherType, EtherTypes.Ipv4),
            0x0057 or EtherTypes.Ipv6 => new(NextSpace.EtherType, EtherTypes.Ipv6),
            0x0281 or 0x0283 => new(NextSpace.EtherType, EtherTypes.Mpls),
            0x002b => new(NextSpace.Direct, Direct.Ipx),
            0x0023 => new(NextSpace.Direct, Direct.Osi),
            0x0029 => new(NextSpace.Direct, Direct.AppleTalk),
            0x004b => new(NextSpace.Direct, Direct.Llc),
            _ => new(NextSpace.PppProtocol, protocol),
        };

    /// <summary>The number's name in the registry, or null.</summary>
    public static string? NameOf(ulong value) =>
        value switch
        {
            0x0021 => "Internet Protocol version 4",
            0x0023 => "OSI Network Layer",
            0x0029 => "Appletalk",
            0x002b => "Novell IPX",
            0x002d => "Van Jacobson Compressed TCP/IP",
            0x002f => "Van Jacobson Uncompressed TCP/IP",
            Bridging => "Bridging PDU",
            Multilink => "Multi-Link",
            0x0057 => "Internet Protocol version 6",
            0x00fb => "Single Link Compression in Multilink",
            0x00fd => "Compressed Datagram",
            0x0207 => "Cisco Discovery Protocol",
            0x0281 => "MPLS Unicast",
            0x0283 => "MPLS Multicast",
            IpControl => "Internet Protocol Control Protocol",
            0x8023 => "OSI Network Layer Control Protocol",
            0x8031 => "Bridging Control Protocol",
            Ipv6Control => "IPv6 Control Protocol",
            CompressionControl => "Compression Control Protocol",
            0x8207 => "Cisco Discovery Protocol Control",
            0x8281 => "MPLS Control Protocol",
            LinkControl => "Link Control Protocol",
            PasswordAuthentication => "Password Authentication Protocol",
            0xc025 => "Link Quality Report",
            0xc029 => "CallBack Control Protocol",
            0xc02b => "Bandwidth Allocation Control Protocol",
            0xc02d => "Bandwidth Allocation Protocol",
            ChallengeHandshake => "Challenge Handshake Authentication Protocol",
            ExtensibleAuthentication => "Extensible Authentication Protocol",
            _ => null,
        };
}
