namespace Sonde.Wire;

/// <summary>How the data of an option is laid out.</summary>
internal enum DhcpForm : byte
{
    /// <summary>A form of its own, or unknown.</summary>
    Special,

    /// <summary>One IPv4 address.</summary>
    Address,

    /// <summary>IPv4 addresses.</summary>
    Addresses,

    /// <summary>Text.</summary>
    Text,

    /// <summary>One octet, 0 or 1.</summary>
    Boolean,

    /// <summary>A number of one octet.</summary>
    Number8,

    /// <summary>A number of two octets.</summary>
    Number16,

    /// <summary>A number of four octets.</summary>
    Number32,

    /// <summary>A signed number of four octets.</summary>
    Signed32,

    /// <summary>Numbers of one octet.</summary>
    Numbers8,

    /// <summary>Numbers of two octets.</summary>
    Numbers16,
}
