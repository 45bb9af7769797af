namespace Sonde.Wire;

/// <summary>Network layer protocol identifiers, ISO/IEC TR 9577.</summary>
internal static class NetworkIdentifiers
{
    /// <summary>SNAP follows.</summary>
    public const byte Snap = 0x80;

    private const byte Ipv4 = 0xcc;
    private const byte Ipv6 = 0x8e;
    private const byte Ppp = 0xcf;

    /// <summary>Whether the identifier stands before the packet; that of an OSI protocol is the packet's first octet.</summary>
    public static bool IsOwnOctet(byte identifier) => identifier is Ipv4 or Ipv6 or Ppp or Snap;

    /// <summary>What an identifier says follows.</summary>
    public static NextLayer Following(byte identifier) =>
        identifier switch
        {
            Ipv4 => new(NextSpace.EtherType, EtherTypes.Ipv4),
            Ipv6 => new(NextSpace.EtherType, EtherTypes.Ipv6),
            Ppp => new(NextSpace.Direct, Direct.Ppp),
            _ => new(NextSpace.Nlpid, identifier),
        };

    /// <summary>An identifier's name, or null.</summary>
    public static string? NameOf(ulong identifier) =>
        identifier switch
        {
            0x00 => "NULL",
            0x08 => "Q.933",
            0x09 => "LMI",
            Snap => "SNAP",
            0x81 => "CLNP",
            0x82 => "ES-IS",
            0x83 => "IS-IS",
            Ipv6 => "IPv6",
            Ipv4 => "IP",
            Ppp => "PPP",
            _ => null,
        };
}
