namespace Sonde.Wire;

/// <summary>What a SNAP header says follows: an organization and a number that it assigned (IEEE 802 §9.5).</summary>
internal static class Snap
{
    /// <summary>The organization whose numbers are EtherTypes.</summary>
    public const int EtherType = 0x000000;

    /// <summary>Cisco.</summary>
    public const int Cisco = 0x00000c;

    private const int Bridges = 0x0080c2; // IEEE 802.1: bridged frames, RFC 2427 §4.2
    private const int CiscoBridged = 0x0000f8; // IEEE 802.1H, also EtherTypes
    private const int Apple = 0x080007;
    private const int AppleTalk = 0x809b;

    /// <summary>Whether the organization's numbers are EtherTypes.</summary>
    public static bool IsEtherType(int organization) => organization is EtherType or CiscoBridged;

    /// <summary>Whether a whole frame of another medium follows, before which some encapsulations put padding.</summary>
    public static bool IsBridged(int organization, ushort protocol) =>
        organization == Bridges && protocol is 1 or 7 or 3 or 9 or 4 or 10;

    /// <summary>What follows.</summary>
    public static NextLayer Following(int organization, ushort protocol) =>
        organization switch
        {
            EtherType or CiscoBridged => new(NextSpace.EtherType, protocol),
            Bridges => protocol switch
            {
                1 or 7 => new(NextSpace.Direct, Direct.Ethernet),
                3 or 9 => new(NextSpace.Direct, Direct.TokenRing),
                4 or 10 => new(NextSpace.Direct, Direct.Fddi),
                14 => new(NextSpace.Direct, Direct.SpanningTree),
                _ => NextLayer.Data,
            },
            Apple when protocol == AppleTalk => new(NextSpace.Direct, Direct.AppleTalk),
            <= 0xffff => new(NextSpace.Snap, ((uint)organization << 16) | protocol),
            _ => NextLayer.Data,
        };
}
