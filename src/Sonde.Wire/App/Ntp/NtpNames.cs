namespace Sonde.Wire;

/// <summary>The words of NTP, RFC 5905 §7.3 and RFC 9327.</summary>
internal static class NtpNames
{
    public static string? Leap(ulong value) =>
        value switch
        {
            0 => "no warning",
            1 => "last minute of the day has 61 seconds",
            2 => "last minute of the day has 59 seconds",
            3 => "unknown (clock unsynchronized)",
            _ => null,
        };

    public static string? Mode(ulong value) =>
        value switch
        {
            0 => "reserved",
            1 => "symmetric active",
            2 => "symmetric passive",
            3 => "client",
            4 => "server",
            5 => "broadcast",
            6 => "control message",
            7 => "private use",
            _ => null,
        };

    public static string? Stratum(ulong value) =>
        value switch
        {
            0 => "unspecified or invalid",
            1 => "primary reference",
            <= 15 => "secondary reference",
            16 => "unsynchronized",
            _ => "reserved",
        };

    public static string? ControlOpcode(ulong value) =>
        value switch
        {
            1 => "read status",
            2 => "read variables",
            3 => "write variables",
            4 => "read clock variables",
            5 => "write clock variables",
            6 => "set trap address/port",
            7 => "asynchronous message",
            8 => "runtime configuration",
            10 => "retrieve MRU list",
            11 => "retrieve ordered list",
            12 => "request a nonce",
            31 => "unset trap address/port",
            _ => null,
        };

    public static string? Implementation(ulong value) =>
        value switch
        {
            0 => "UNIV",
            2 => "XNTPD_OLD (pre-IPv6)",
            3 => "XNTPD",
            _ => null,
        };

    public static string? PrivateRequest(ulong value) =>
        value switch
        {
            0 => "PEER_LIST",
            1 => "PEER_LIST_SUM",
            2 => "PEER_INFO",
            3 => "PEER_STATS",
            4 => "SYS_INFO",
            5 => "SYS_STATS",
            6 => "IO_STATS",
            7 => "MEM_STATS",
            8 => "LOOP_INFO",
            9 => "TIMER_STATS",
            16 => "GET_RESTRICT",
            20 => "MON_GETLIST",
            42 => "MON_GETLIST_1",
            _ => null,
        };
}
