namespace Sonde.Wire;

/// <summary>Message types of STUN and TURN (IANA) in words.</summary>
internal static class StunNames
{
    /// <summary>A message type in words, or null.</summary>
    public static string? TypeName(ulong value) =>
        value switch
        {
            0x0001 => "Binding Request",
            0x0011 => "Binding Indication",
            0x0101 => "Binding Success Response",
            0x0111 => "Binding Error Response",
            0x0002 => "Shared Secret Request",
            0x0102 => "Shared Secret Response",
            0x0112 => "Shared Secret Error Response",
            0x0003 => "Allocate Request",
            0x0103 => "Allocate Success Response",
            0x0113 => "Allocate Error Response",
            0x0004 => "Refresh Request",
            0x0104 => "Refresh Success Response",
            0x0114 => "Refresh Error Response",
            0x0016 => "Send Indication",
            0x0017 => "Data Indication",
            0x0008 => "CreatePermission Request",
            0x0108 => "CreatePermission Success Response",
            0x0118 => "CreatePermission Error Response",
            0x0009 => "Channel-Bind Request",
            0x0109 => "Channel-Bind Success Response",
            0x0119 => "Channel-Bind Error Response",
            _ => null,
        };
}
