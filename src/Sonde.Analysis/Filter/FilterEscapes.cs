using System.Globalization;
using System.Text;

namespace Sonde.Analysis;

/// <summary>Resolves the escapes of text in a filter. The result has one character per octet, in UTF-8.</summary>
internal static class FilterEscapes
{
    /// <summary>The octets of resolved text.</summary>
    public static byte[] Octets(string resolved) => Encoding.Latin1.GetBytes(resolved);

    /// <summary>Resolved text as it was meant to be read.</summary>
    public static string Words(string resolved) => Encoding.UTF8.GetString(Octets(resolved));

    /// <summary>Resolves text without its quotation marks; false with a reason when an escape is unknown.</summary>
    /// <param name="inner">The text.</param>
    /// <param name="raw">Backslashes are themselves; one before a quotation mark protects it and stays.</param>
    /// <param name="value">The text resolved, or what is wrong.</param>
    public static bool TryResolve(ReadOnlySpan<char> inner, bool raw, out string value)
    {
        var octets = new List<byte>(inner.Length);
        Span<byte> utf8 = stackalloc byte[4];
        while (!inner.IsEmpty)
        {
            if (!raw && inner[0] == '\\')
            {
                int taken = Escape(inner[1..], octets);
                if (taken == 0)
                {
                    string shown = inner.Length > 1 && !char.IsControl(inner[1]) ? inner[1].ToString() : "";
                    value = $"\\{shown} is no escape; a backslash itself is written \\\\";
                    return false;
                }
                inner = inner[(taken + 1)..];
                continue;
            }
            if (Rune.DecodeFromUtf16(inner, out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
                rune = Rune.ReplacementChar;
            octets.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
            inner = inner[length..];
        }
        value = Encoding.Latin1.GetString(octets.ToArray());
        return true;
    }

    // Returns how many characters behind the backslash belong to the escape; 0 for none that is known.
    private static int Escape(ReadOnlySpan<char> after, List<byte> octets)
    {
        if (after.IsEmpty)
            return 0;
        int simple = after[0] switch
        {
            '\'' or '"' or '\\' => after[0],
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ => -1,
        };
        if (simple >= 0)
        {
            octets.Add((byte)simple);
            return 1;
        }
        return after[0] switch
        {
            'x' => Digits(after, 1, 2, 16, octets),
            'u' => CodePoint(after, 4, octets),
            'U' => CodePoint(after, 8, octets),
            >= '0' and <= '7' => Digits(after, 0, 3, 8, octets),
            _ => 0,
        };
    }

    private static int Digits(ReadOnlySpan<char> after, int at, int most, int radix, List<byte> octets)
    {
        int value = 0;
        int start = at;
        for (; at < after.Length && at - start < most; at++)
        {
            int digit = char.IsAsciiHexDigit(after[at]) ? Convert.ToInt32(after[at].ToString(), 16) : 99;
            if (digit >= radix)
                break;
            value = value * radix + digit;
        }
        if (at == start || value > 255)
            return 0;
        octets.Add((byte)value);
        return at;
    }

    private static int CodePoint(ReadOnlySpan<char> after, int digits, List<byte> octets)
    {
        if (
            after.Length <= digits
            || !uint.TryParse(
                after.Slice(1, digits),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out uint value
            )
            || !Rune.TryCreate(value, out Rune rune)
        )
            return 0;
        Span<byte> utf8 = stackalloc byte[4];
        octets.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
        return digits + 1;
    }
}
