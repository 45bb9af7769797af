namespace Sonde.Wire;

/// <summary>What a message asks for, IANA "DNS OpCodes".</summary>
public static class DnsOpcodes
{
    /// <summary>A question.</summary>
    public const int Query = 0;

    /// <summary>A zone has changed (RFC 1996).</summary>
    public const int Notify = 4;

    /// <summary>Change a zone (RFC 2136).</summary>
    public const int Update = 5;

    /// <summary>Stateful operations (RFC 8490).</summary>
    public const int Stateful = 6;

    /// <summary>The opcode in words, or null.</summary>
    public static string? NameOf(ulong opcode) =>
        opcode switch
        {
            Query => "Standard query",
            1 => "Inverse query",
            2 => "Server status request",
            Notify => "Zone change notification",
            Update => "Dynamic update",
            Stateful => "DNS Stateful operations (DSO)",
            _ => null,
        };
}
