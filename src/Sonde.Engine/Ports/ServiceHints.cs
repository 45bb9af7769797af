using System.Text;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>What service most likely is behind a port.</summary>
internal static class ServiceHints
{
    private static readonly Dictionary<int, string> ByPort = new()
    {
        [21] = "FTP",
        [22] = "SSH",
        [23] = "Telnet",
        [25] = "SMTP",
        [53] = "DNS",
        [80] = "HTTP",
        [110] = "POP3",
        [143] = "IMAP",
        [443] = "HTTPS",
        [465] = "SMTPS",
        [587] = "SMTP Submission",
        [993] = "IMAPS",
        [995] = "POP3S",
        [3306] = "MySQL",
        [3389] = "RDP",
        [5432] = "PostgreSQL",
        [6379] = "Redis",
        [8080] = "HTTP Proxy",
        [8443] = "HTTPS Alt",
        [27017] = "MongoDB",
    };

    /// <summary>The usual service of a port; null when it has none.</summary>
    public static string? Of(int port) => ByPort.GetValueOrDefault(port);

    /// <summary>The service by what it said, else by its port.</summary>
    public static string? Of(int port, PortWords words)
    {
        string banner = Encoding.Latin1.GetString(words.Banner);
        bool isTls = words.Tls?.Stream is not null;
        string? said =
            words.HttpStatus is not null ? (isTls ? "HTTPS" : "HTTP")
            : banner.StartsWith("SSH-", StringComparison.Ordinal) ? "SSH"
            : banner is "+PONG\r\n"
            || banner.StartsWith("-NOAUTH", StringComparison.Ordinal)
            || banner.StartsWith("-DENIED Redis", StringComparison.Ordinal)
                ? "Redis"
            : banner.StartsWith("RFB 0", StringComparison.Ordinal) ? "VNC"
            : banner.StartsWith("+OK", StringComparison.Ordinal) ? (isTls ? "POP3S" : "POP3")
            : banner.StartsWith("* OK", StringComparison.Ordinal) ? (isTls ? "IMAPS" : "IMAP")
            : banner.StartsWith("220", StringComparison.Ordinal) ? Greeting220(banner, isTls)
            : words.Banner is [_, _, 0, 0, 10, ..] ? "MySQL"
            : null;
        // the published words for a port whose service agrees with what was heard
        if (said is not null && (Of(port) is not { } usual || !usual.StartsWith(said, StringComparison.Ordinal)))
            return said;
        return Of(port) ?? (isTls ? "TLS" : null);
    }

    private static string? Greeting220(string banner, bool isTls) =>
        banner.Contains("SMTP", StringComparison.OrdinalIgnoreCase) ? (isTls ? "SMTPS" : "SMTP")
        : banner.Contains("FTP", StringComparison.OrdinalIgnoreCase) ? "FTP"
        : null;
}
