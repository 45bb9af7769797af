using System.Runtime.CompilerServices;

namespace Sonde.Wire;

/// <summary>EtherType values (IEEE 802 numbers, IANA) and their names.</summary>
public static class EtherTypes
{
    /// <summary>Up to here the field is a length and LLC follows (IEEE 802.3 §3.2.6).</summary>
    public const ushort LargestLength = 1500;

    /// <summary>From here on the field is an EtherType; the values between mean nothing.</summary>
    public const ushort Smallest = 1536;

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

    /// <summary>Whether a field of the type-or-length kind is a length. Senders that write 0 mean no length at all.</summary>
    public static bool IsLength(ushort typeOrLength) => typeOrLength is > 0 and <= LargestLength;

    /// <summary>What follows a type-or-length field, given the octets behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NextLayer Following(ushort typeOrLength, ReadOnlySpan<byte> data) =>
        typeOrLength >= Smallest ? new(NextSpace.EtherType, typeOrLength)
        : !IsLength(typeOrLength) ? NextLayer.Data
        : data is [0xff, 0xff, ..] ? new(NextSpace.Direct, Direct.Ipx) // Novell's frames carry IPX without LLC
        : new(NextSpace.Direct, Direct.Llc);

    /// <summary>How many of the octets behind a type-or-length field belong to the next layer.</summary>
    public static int Kept(ushort typeOrLength, int available) =>
        IsLength(typeOrLength) ? Math.Min(typeOrLength, available) : available;

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
