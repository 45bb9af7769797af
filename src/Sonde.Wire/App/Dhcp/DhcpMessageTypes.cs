namespace Sonde.Wire;

/// <summary>Message types, option 53 (RFC 2132 §9.6, RFC 3203, RFC 4388, RFC 6926, RFC 7724).</summary>
public static class DhcpMessageTypes
{
    /// <summary>A client looks for servers.</summary>
    public const byte Discover = 1;

    /// <summary>A server offers an address.</summary>
    public const byte Offer = 2;

    /// <summary>A client asks for an address.</summary>
    public const byte Request = 3;

    /// <summary>A client found the address in use.</summary>
    public const byte Decline = 4;

    /// <summary>A server grants the address.</summary>
    public const byte Ack = 5;

    /// <summary>A server refuses the address.</summary>
    public const byte Nak = 6;

    /// <summary>A client gives the address back.</summary>
    public const byte Release = 7;

    /// <summary>A client asks for settings only.</summary>
    public const byte Inform = 8;

    /// <summary>The word of the standard without its prefix, such as <c>DISCOVER</c>, or null.</summary>
    public static string? NameOf(ulong type) =>
        type switch
        {
            Discover => "DISCOVER",
            Offer => "OFFER",
            Request => "REQUEST",
            Decline => "DECLINE",
            Ack => "ACK",
            Nak => "NAK",
            Release => "RELEASE",
            Inform => "INFORM",
            9 => "FORCERENEW",
            10 => "LEASEQUERY",
            11 => "LEASEUNASSIGNED",
            12 => "LEASEUNKNOWN",
            13 => "LEASEACTIVE",
            14 => "BULKLEASEQUERY",
            15 => "LEASEQUERYDONE",
            16 => "ACTIVELEASEQUERY",
            17 => "LEASEQUERYSTATUS",
            18 => "TLS",
            _ => null,
        };
}
