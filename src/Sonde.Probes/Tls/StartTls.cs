using System.Text;

namespace Sonde.Probes;

/// <summary>Asks a service that speaks in the clear to go on in TLS.</summary>
public static class StartTls
{
    private const int LongestLine = 2048;
    private const int MostLines = 100;

    /// <summary>The services that can be asked.</summary>
    public static IReadOnlyList<string> Services { get; } =
    ["smtp", "imap", "pop3", "ftp", "postgres", "mysql", "ldap"];

    /// <summary>The service whose port this is, where TLS comes after a question; null for all other ports.</summary>
    public static string? ServiceOf(int port) =>
        port switch
        {
            21 => "ftp",
            25 or 587 => "smtp",
            110 => "pop3",
            143 => "imap",
            389 => "ldap",
            3306 => "mysql",
            5432 => "postgres",
            _ => null,
        };

    /// <summary>Has the conversation up to where the handshake begins.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="service">One of <see cref="Services"/>.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Null when the handshake may begin; else what the service said instead, as it came.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public static Task<string?> AskAsync(Stream stream, string service, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return service switch
        {
            "smtp" => SmtpAsync(stream, cancel),
            "imap" => ImapAsync(stream, cancel),
            "pop3" => TextAsync(stream, "+OK", "STLS", "+OK", cancel),
            "ftp" => FtpAsync(stream, cancel),
            "postgres" => PostgresAsync(stream, cancel),
            "mysql" => MysqlAsync(stream, cancel),
            "ldap" => LdapAsync(stream, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(service), service, "Not a service of the list."),
        };
    }

    // RFC 3207
    private static async Task<string?> SmtpAsync(Stream stream, CancellationToken cancel)
    {
        string said = await ReplyAsync(stream, cancel);
        if (!said.StartsWith("220", StringComparison.Ordinal))
            return said;
        await SayAsync(stream, "EHLO sonde.invalid", cancel);
        said = await ReplyAsync(stream, cancel);
        if (!said.StartsWith("250", StringComparison.Ordinal))
            return said;
        await SayAsync(stream, "STARTTLS", cancel);
        said = await ReplyAsync(stream, cancel);
        return said.StartsWith("220", StringComparison.Ordinal) ? null : said;
    }

    // RFC 4217 §4
    private static async Task<string?> FtpAsync(Stream stream, CancellationToken cancel)
    {
        string said = await ReplyAsync(stream, cancel);
        if (!said.StartsWith("220", StringComparison.Ordinal))
            return said;
        await SayAsync(stream, "AUTH TLS", cancel);
        said = await ReplyAsync(stream, cancel);
        return said.StartsWith("234", StringComparison.Ordinal) ? null : said;
    }

    // RFC 9051 §6.2.1
    private static async Task<string?> ImapAsync(Stream stream, CancellationToken cancel)
    {
        string said = await LineAsync(stream, cancel);
        if (!said.StartsWith("* OK", StringComparison.OrdinalIgnoreCase))
            return said;
        await SayAsync(stream, "a1 STARTTLS", cancel);
        for (int lines = 0; lines < MostLines; lines++)
        {
            said = await LineAsync(stream, cancel);
            if (said.StartsWith("a1 ", StringComparison.OrdinalIgnoreCase))
                return said.StartsWith("a1 OK", StringComparison.OrdinalIgnoreCase) ? null : said;
        }
        return said;
    }

    // RFC 2595 §4
    private static async Task<string?> TextAsync(
        Stream stream,
        string greeting,
        string question,
        string consent,
        CancellationToken cancel
    )
    {
        string said = await LineAsync(stream, cancel);
        if (!said.StartsWith(greeting, StringComparison.OrdinalIgnoreCase))
            return said;
        await SayAsync(stream, question, cancel);
        said = await LineAsync(stream, cancel);
        return said.StartsWith(consent, StringComparison.OrdinalIgnoreCase) ? null : said;
    }

    // SSLRequest: length 8, code 80877103
    private static async Task<string?> PostgresAsync(Stream stream, CancellationToken cancel)
    {
        await stream.WriteAsync(new byte[] { 0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f }, cancel);
        byte[] answer = new byte[1];
        await stream.ReadExactlyAsync(answer, cancel);
        return answer[0] == 'S' ? null : Encoding.Latin1.GetString(answer);
    }

    // greeting: length 3, sequence 1, protocol 1, version text 0, thread 4, salt 8, 0, capabilities 2 …
    private static async Task<string?> MysqlAsync(Stream stream, CancellationToken cancel)
    {
        const ushort speaksTls = 0x0800;
        byte[] header = new byte[4];
        await stream.ReadExactlyAsync(header, cancel);
        int length = header[0] | header[1] << 8 | header[2] << 16;
        if (length is 0 or > LongestLine)
            return $"a packet of {length} octets";
        byte[] greeting = new byte[length];
        await stream.ReadExactlyAsync(greeting, cancel);
        int end = Array.IndexOf(greeting, (byte)0, 1);
        int at = end + 1 + 4 + 8 + 1;
        if (greeting[0] != 10 || end < 0 || at + 2 > length)
            return Encoding.Latin1.GetString(greeting);
        if (((greeting[at] | greeting[at + 1] << 8) & speaksTls) == 0)
            return "no TLS among its capabilities";
        byte[] request = new byte[36];
        request[0] = 32;
        request[3] = (byte)(header[3] + 1);
        // CLIENT_PROTOCOL_41 | CLIENT_SSL | CLIENT_SECURE_CONNECTION
        (request[4], request[5], request[11], request[12]) = (0x00, 0x8a, 0x01, 33);
        await stream.WriteAsync(request, cancel);
        return null;
    }

    // RFC 4511 §4.14: ExtendedRequest with the name of StartTLS; resultCode 0 is consent
    private static async Task<string?> LdapAsync(Stream stream, CancellationToken cancel)
    {
        byte[] name = "1.3.6.1.4.1.1466.20037"u8.ToArray();
        await stream.WriteAsync((byte[])[0x30, 0x1d, 2, 1, 1, 0x77, 0x18, 0x80, 0x16, .. name], cancel);
        byte[] head = new byte[2];
        await stream.ReadExactlyAsync(head, cancel);
        int length = head[1];
        if (head[0] == 0x30 && length is > 0x80 and <= 0x84) // the long form, which Active Directory always takes
        {
            byte[] octets = new byte[length & 0x0f];
            await stream.ReadExactlyAsync(octets, cancel);
            length = octets.Aggregate(0, (sum, octet) => sum > LongestLine ? sum : sum << 8 | octet);
        }
        if (head[0] != 0x30 || head[1] is 0x80 or > 0x84 || length is 0 or > LongestLine)
            return Encoding.Latin1.GetString(head);
        byte[] answer = new byte[length];
        await stream.ReadExactlyAsync(answer, cancel); // nothing of what follows: that is TLS
        bool isConsent = answer.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x0a, 1, 0]) > 0;
        return isConsent ? null : Encoding.Latin1.GetString(answer);
    }

    // All lines of a reply: "250-" goes on, "250 " ends it. The last one stands for all.
    private static async Task<string> ReplyAsync(Stream stream, CancellationToken cancel)
    {
        string line = "";
        for (int lines = 0; lines < MostLines; lines++)
        {
            line = await LineAsync(stream, cancel);
            if (line.Length < 4 || line[3] != '-')
                break;
        }
        return line;
    }

    private static async Task<string> LineAsync(Stream stream, CancellationToken cancel)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1]; // what follows the line belongs to TLS
        while (line.Length < LongestLine && await stream.ReadAsync(one, cancel) == 1 && one[0] != '\n')
            line.Append((char)one[0]);
        return line.ToString().TrimEnd('\r');
    }

    private static Task SayAsync(Stream stream, string line, CancellationToken cancel) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancel).AsTask();
}
