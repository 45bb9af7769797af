namespace Sonde.Wire;

/// <summary>The protocol numbers of Cisco HDLC and of Cisco's frame relay encapsulation: EtherTypes and some of Cisco's own.</summary>
internal static class CiscoProtocols
{
    /// <summary>What a number says follows.</summary>
    public static NextLayer Following(ushort protocol) =>
        protocol switch
        {
            EtherTypes.Ipv4 or EtherTypes.Ipv6 or EtherTypes.Mpls or EtherTypes.MplsMulticast or 0x8137 or 0x80f3 =>
                new(NextSpace.EtherType, protocol),
            EtherTypes.Bridging => new(NextSpace.Direct, Direct.Ethernet),
            0x809b => new(NextSpace.Direct, Direct.AppleTalk),
            0x4242 => new(NextSpace.Direct, Direct.SpanningTree),
            0xfefe => new(NextSpace.Direct, Direct.Osi),
            _ => new(NextSpace.CiscoHdlc, protocol),
        };

    /// <summary>Whether the number is in use; what else stands in its place is told from it by that.</summary>
    public static bool IsKnown(ushort protocol) =>
        protocol
            is 0x0111
                or 0x2000
                or 0x4242
                or 0x6003
                or 0x6558
                or 0x8035
                or 0x8038
                or 0x809b
                or 0x80f3
                or 0x8137
                or EtherTypes.Ipv4
                or EtherTypes.Ipv6
                or EtherTypes.Mpls
                or EtherTypes.MplsMulticast
                or 0xfefe;

    /// <summary>A number's name, or null.</summary>
    public static string? NameOf(ulong protocol) =>
        protocol switch
        {
            0x0111 => "UDLD",
            0x2000 => "Cisco Discovery Protocol",
            0x4242 => "Spanning Tree BPDU",
            0x8035 => "SLARP",
            0xfefe => "ISO Network Layer",
            _ => EtherTypes.NameOf(protocol),
        };
}
