using System.Buffers;
using System.Text;

namespace Sonde.Engine;

/// <summary>Finds runs of readable text in octets.</summary>
internal static class PayloadTexts
{
    private const int Shortest = 4; // octets
    private const int LongestShown = 200; // characters
    private const int MostRuns = 5;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create(".,;:!?()");

    private static readonly string[] SqlBeginnings =
    [
        "SELECT ",
        "INSERT INTO ",
        "UPDATE ",
        "DELETE FROM ",
        "CREATE ",
        "DROP ",
        "ALTER ",
        "TRUNCATE ",
        "WITH ",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "EXPLAIN ",
        "GRANT ",
        "REVOKE ",
        "SHOW ",
        "REPLACE INTO ",
        "MERGE ",
    ];

    private static readonly string[] Commands =
    [
        "GET ",
        "POST ",
        "PUT ",
        "HEAD ",
        "OPTIONS ",
        "DELETE ",
        "PATCH ",
        "CONNECT ",
        "HELO ",
        "EHLO ",
        "MAIL FROM:",
        "RCPT TO:",
        "DATA",
        "QUIT",
        "USER ",
        "PASS ",
        "RETR ",
        "STOR ",
        "LIST",
        "AUTH ",
        "SET ",
        "HGET",
        "HSET",
        "INCR",
        "EXPIRE",
        "PING",
        "SUBSCRIBE",
        "INVITE ",
        "REGISTER ",
        "LOGIN ",
    ];

    /// <summary>The first runs.</summary>
    public static IReadOnlyList<PayloadTextRow> Of(ReadOnlySpan<byte> octets)
    {
        var runs = new List<PayloadTextRow>();
        int start = 0;
        for (int at = 0; at <= octets.Length && runs.Count < MostRuns; at++)
        {
            if (at < octets.Length && IsText(octets, ref at))
                continue;
            if (at - start >= Shortest)
                Add(runs, octets[start..at], start);
            start = at + 1;
        }
        return runs;
    }

    /// <summary>Whether most octets of a beginning can be read.</summary>
    public static bool IsMostly(ReadOnlySpan<byte> octets)
    {
        octets = octets[..Math.Min(octets.Length, 200)];
        int readable = 0;
        for (int at = 0; at < octets.Length; at++)
            readable += IsText(octets, ref at) ? 1 : 0;
        return octets.Length > 0 && readable * 10 >= octets.Length * 7;
    }

    private static void Add(List<PayloadTextRow> runs, ReadOnlySpan<byte> octets, int offset)
    {
        bool isAscii = Ascii.IsValid(octets);
        string text = Encoding.UTF8.GetString(octets);
        string trimmed = text.TrimStart();
        if (trimmed.Length < Shortest)
            return;
        bool isSql = Array.Exists(SqlBeginnings, word => trimmed.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        bool isCommand = Array.Exists(Commands, word => trimmed.StartsWith(word, StringComparison.Ordinal));
        double confidence =
            0.5
            + (text.Contains(' ', StringComparison.Ordinal) ? 0.1 : 0)
            + (text.AsSpan().ContainsAny(Punctuation) ? 0.1 : 0)
            + (isSql ? 0.2 : 0)
            + (isCommand ? 0.2 : 0)
            + (text.Length > 20 ? 0.1 : 0);
        runs.Add(
            new PayloadTextRow(
                offset,
                octets.Length,
                Quote.Clean(text, LongestShown)!,
                isAscii ? "ascii" : "utf-8",
                isSql,
                isCommand,
                Math.Min(1, Math.Round(confidence, 1))
            )
        );
    }

    // A printable octet, white space, or a whole character of UTF-8, of which the last octet is then at hand.
    private static bool IsText(ReadOnlySpan<byte> octets, ref int at)
    {
        byte octet = octets[at];
        if (octet is >= 0x20 and < 0x7f or (byte)'\t' or (byte)'\r' or (byte)'\n')
            return true;
        if (octet < 0xc2 || Rune.DecodeFromUtf8(octets[at..], out Rune rune, out int length) != OperationStatus.Done)
            return false;
        if (!Rune.IsLetterOrDigit(rune))
            return false;
        at += length - 1;
        return true;
    }
}
