using System.Globalization;

namespace Sonde.Engine;

/// <summary>The words of numbers that the kernel says.</summary>
internal static class MonitorWords
{
    /// <summary>A protocol that IP carries.</summary>
    public static string Protocol(int number) =>
        number switch
        {
            1 => "ICMP",
            2 => "IGMP",
            6 => "TCP",
            17 => "UDP",
            58 => "ICMPv6",
            132 => "SCTP",
            262 => "MPTCP",
            _ => number.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>What a packet is, by its EtherType and the protocol that IP carries.</summary>
    public static string Packet(int etherType, int protocol) =>
        etherType switch
        {
            0x0806 => "ARP",
            0x0800 or 0x86dd => Protocol(protocol),
            0 => "unknown",
            _ => string.Create(CultureInfo.InvariantCulture, $"EtherType 0x{etherType:x4}"),
        };

    /// <summary>The system's name of an error of connections (Linux), and what it means.</summary>
    public static (string Name, string Meaning) Error(int number) =>
        number switch
        {
            TablesSession.ErrorUnknown => ("unknown", "failed for an unknown reason"),
            1 => ("EPERM", "not permitted"),
            13 => ("EACCES", "not permitted"),
            32 => ("EPIPE", "closed by the other side"),
            92 => ("ENOPROTOOPT", "protocol not available"),
            98 => ("EADDRINUSE", "address in use"),
            99 => ("EADDRNOTAVAIL", "no address"),
            100 => ("ENETDOWN", "network down"),
            101 => ("ENETUNREACH", "network unreachable"),
            103 => ("ECONNABORTED", "aborted"),
            104 => ("ECONNRESET", "reset"),
            110 => ("ETIMEDOUT", "timed out"),
            111 => ("ECONNREFUSED", "refused"),
            112 => ("EHOSTDOWN", "host down"),
            113 => ("EHOSTUNREACH", "host unreachable"),
            _ => (string.Create(CultureInfo.InvariantCulture, $"errno {number}"), "failed"),
        };

    /// <summary>A time as answers print it, ISO 8601 UTC with microseconds.</summary>
    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
