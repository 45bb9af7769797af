using System.Text;

namespace Sonde.Engine;

/// <summary>Masks passwords, tokens and cookies in octets that are shown.</summary>
internal static class PayloadSecrets
{
    // at the beginning of a line: what follows up to its end is secret
    private static readonly byte[][] Lines =
    [
        "PASS "u8.ToArray(),
        "AUTH "u8.ToArray(),
        "Authorization:"u8.ToArray(),
        "Proxy-Authorization:"u8.ToArray(),
        "Cookie:"u8.ToArray(),
        "Set-Cookie:"u8.ToArray(),
        "X-Api-Key:"u8.ToArray(),
    ];

    // anywhere: what follows up to a separator is secret
    private static readonly byte[][] Values =
    [
        "password="u8.ToArray(),
        "passwd="u8.ToArray(),
        "pwd="u8.ToArray(),
        "token="u8.ToArray(),
        "secret="u8.ToArray(),
        "api_key="u8.ToArray(),
        "\"password\":"u8.ToArray(),
        "\"token\":"u8.ToArray(),
    ];

    /// <summary>Puts asterisks in place of secrets.</summary>
    /// <param name="octets">The octets, of which those that are secret are overwritten.</param>
    /// <param name="protocol">What the conversation carries.</param>
    /// <param name="fromClient">The client sent them.</param>
    public static void Mask(Span<byte> octets, string protocol, bool fromClient)
    {
        const int Header = 5; // octets of a message of PostgreSQL in front of its content
        if (protocol == "pgsql" && fromClient && octets.Length > Header && octets[0] == 'p')
            octets[Header..].Fill((byte)'*');
        if (protocol == "resp" && fromClient && Contains(octets, "\r\nAUTH\r\n"u8, out int command))
            MaskArguments(octets[command..]);
        foreach (byte[] word in Lines)
            MaskAll(octets, word, "\r\n"u8, onlyAtLine: true);
        foreach (byte[] word in Values)
            MaskAll(octets, word, "&;, \r\n}"u8, onlyAtLine: false);
    }

    private static void MaskAll(Span<byte> octets, ReadOnlySpan<byte> word, ReadOnlySpan<byte> ends, bool onlyAtLine)
    {
        for (int at = 0; at + word.Length < octets.Length; at++)
        {
            bool mayBegin = !onlyAtLine || at == 0 || octets[at - 1] == '\n';
            if (!mayBegin || !Ascii.EqualsIgnoreCase(octets.Slice(at, word.Length), word))
                continue;
            Span<byte> value = octets[(at + word.Length)..];
            int end = value.IndexOfAny(ends);
            value[..(end < 0 ? value.Length : end)].Fill((byte)'*');
        }
    }

    // RESP: | $length CR LF | value CR LF | for each argument
    private static void MaskArguments(Span<byte> octets)
    {
        bool isLength = true;
        while (octets.IndexOf("\r\n"u8) is var end and >= 0)
        {
            if (!isLength && octets.Length > 0 && octets[0] == '*')
                return; // the next command
            if (!isLength)
                octets[..end].Fill((byte)'*');
            octets = octets[(end + 2)..];
            isLength = !isLength;
        }
        if (!isLength)
            octets.Fill((byte)'*');
    }

    private static bool Contains(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> word, out int behind)
    {
        behind = 0;
        for (int at = 0; at + word.Length <= octets.Length; at++)
        {
            if (!Ascii.EqualsIgnoreCase(octets.Slice(at, word.Length), word))
                continue;
            behind = at + word.Length;
            return true;
        }
        return false;
    }
}
