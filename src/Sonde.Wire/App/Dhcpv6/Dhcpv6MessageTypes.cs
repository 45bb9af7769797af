namespace Sonde.Wire;

/// <summary>Message types, RFC 8415 §7.3 and IANA "DHCPv6 Message Types".</summary>
public static class Dhcpv6MessageTypes
{
    /// <summary>A client looks for servers.</summary>
    public const byte Solicit = 1;

    /// <summary>A server answers a look-out.</summary>
    public const byte Advertise = 2;

    /// <summary>A client asks for addresses.</summary>
    public const byte Request = 3;

    /// <summary>A server grants, or answers.</summary>
    public const byte Reply = 7;

    /// <summary>A relay agent passes a message to a server.</summary>
    public const byte RelayForward = 12;

    /// <summary>A server passes a message to a relay agent.</summary>
    public const byte RelayReply = 13;

    /// <summary>The word of the standard, such as <c>Solicit</c>, or null.</summary>
    public static string? NameOf(ulong type) =>
        type switch
        {
            Solicit => "Solicit",
            Advertise => "Advertise",
            Request => "Request",
            4 => "Confirm",
            5 => "Renew",
            6 => "Rebind",
            Reply => "Reply",
            8 => "Release",
            9 => "Decline",
            10 => "Reconfigure",
            11 => "Information-request",
            RelayForward => "Relay-forw",
            RelayReply => "Relay-reply",
            14 => "Leasequery",
            15 => "Leasequery-reply",
            16 => "Leasequery-done",
            17 => "Leasequery-data",
            18 => "Reconfigure-request",
            19 => "Reconfigure-reply",
            20 => "DHCPv4-query",
            21 => "DHCPv4-response",
            _ => null,
        };
}
