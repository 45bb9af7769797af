namespace Sonde.Analysis;

/// <summary>Tells by the first octets of a server which service asks for a login there, whatever its port.</summary>
internal static class ServiceBanner
{
    private static readonly Dictionary<int, string> ByPort = new()
    {
        [21] = "ftp",
        [22] = "ssh",
        [23] = "telnet",
        [110] = "pop3",
        [139] = "smb",
        [143] = "imap",
        [389] = "ldap",
        [445] = "smb",
        [512] = "rexec",
        [513] = "rlogin",
        [587] = "smtp",
        [636] = "ldaps",
        [993] = "imaps",
        [995] = "pop3s",
        [1433] = "mssql",
        [1521] = "oracle",
        [2222] = "ssh",
        [3306] = "mysql",
        [3389] = "rdp",
        [5432] = "postgresql",
        [5900] = "vnc",
        [5901] = "vnc",
        [5985] = "winrm",
        [5986] = "winrm",
        [6379] = "redis",
        [8291] = "winbox",
    };

    /// <summary>The service; null when the octets do not tell.</summary>
    public static string? Of(ReadOnlySpan<byte> octets) =>
        octets.StartsWith("SSH-"u8) ? "ssh"
        : octets.StartsWith("RFB "u8) ? "vnc"
        : octets.StartsWith("+OK"u8) ? "pop3"
        : octets.StartsWith("* OK"u8) ? "imap"
        : octets.Length >= 2 && octets[0] == 0xff && octets[1] is >= 0xfa and <= 0xfe ? "telnet"
        : octets.Length >= 8 && octets[4] == 0xff && octets[5..].StartsWith("SMB"u8) ? "smb"
        : octets.Length >= 8 && octets[4] == 0xfe && octets[5..].StartsWith("SMB"u8) ? "smb"
        : null;

    /// <summary>The service that usually asks for a login on this port; null where none does.</summary>
    public static string? OnPort(int port) => ByPort.GetValueOrDefault(port);
}
