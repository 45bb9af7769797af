namespace Sonde.Host;

/// <summary>The states of a TCP connection (RFC 9293 §3.3.2), whatever a program calls them.</summary>
public static class SocketState
{
    /// <summary>The names, in the order of a connection's life.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "LISTEN",
        "SYN-SENT",
        "SYN-RECEIVED",
        "ESTABLISHED",
        "FIN-WAIT-1",
        "FIN-WAIT-2",
        "CLOSE-WAIT",
        "CLOSING",
        "LAST-ACK",
        "TIME-WAIT",
        "CLOSED",
    ];

    /// <summary>The RFC's name; null when it is none of the spellings of ss, netstat (Linux, BSD, Windows) and the RFC.</summary>
    public static string? Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string letters = string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return letters switch
        {
            "LISTEN" or "LISTENING" => "LISTEN",
            "SYNSENT" => "SYN-SENT",
            "SYNRECEIVED" or "SYNRECV" or "SYNRCVD" => "SYN-RECEIVED",
            "ESTABLISHED" or "ESTAB" => "ESTABLISHED",
            "FINWAIT1" => "FIN-WAIT-1",
            "FINWAIT2" => "FIN-WAIT-2",
            "CLOSEWAIT" => "CLOSE-WAIT",
            "CLOSING" => "CLOSING",
            "LASTACK" => "LAST-ACK",
            "TIMEWAIT" => "TIME-WAIT",
            "CLOSED" or "CLOSE" or "UNCONN" => "CLOSED",
            _ => null,
        };
    }
}
