namespace Sonde.Wire;

/// <summary>The registered types of IGMP messages and records (IANA) in words.</summary>
public static class IgmpNames
{
    /// <summary>A message type in words, or null.</summary>
    public static string? TypeName(ulong value) =>
        value switch
        {
            0x11 => "Membership Query",
            0x12 => "Membership Report, version 1",
            0x13 => "DVMRP",
            0x14 => "PIM version 1",
            0x15 => "Cisco trace message",
            0x16 => "Membership Report, version 2",
            0x17 => "Leave Group",
            0x1e => "Multicast traceroute response",
            0x1f => "Multicast traceroute",
            0x22 => "Membership Report, version 3",
            0x30 => "Multicast router advertisement",
            0x31 => "Multicast router solicitation",
            0x32 => "Multicast router termination",
            _ => null,
        };

    /// <summary>The type of a group record in words, RFC 3376 §4.2.12 and RFC 3810 §5.2.12, or null.</summary>
    public static string? RecordType(ulong value) =>
        value switch
        {
            1 => "Mode is include",
            2 => "Mode is exclude",
            3 => "Change to include mode",
            4 => "Change to exclude mode",
            5 => "Allow new sources",
            6 => "Block old sources",
            _ => null,
        };
}
