using System.Buffers;
using System.Globalization;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Prints field values as <c>tshark -T fields</c> does: the one way in which Sonde writes them.</summary>
public static class FieldText
{
    private const string Digits = "0123456789abcdef";

    /// <summary>Prints a number, a Boolean, nanoseconds or a signed number's two's complement.</summary>
    /// <param name="target">Receives the text.</param>
    /// <param name="field">The field.</param>
    /// <param name="length">Octets that the field has on the wire; decides how wide a hexadecimal number is.</param>
    /// <param name="value">The value.</param>
    public static void Append(ArrayBufferWriter<char> target, Field field, int length, ulong value)
    {
        switch (field.Kind)
        {
            case FieldKind.Boolean:
                Append(target, value != 0 ? "1" : "0");
                break;
            case FieldKind.Signed:
                AppendFormatted(target, (long)value, default);
                break;
            case FieldKind.Time:
                AppendTime(target, new Timestamp((long)value));
                break;
            case FieldKind.Duration:
                AppendSeconds(target, (long)value);
                break;
            default:
                if (field.Base == FieldBase.Hex)
                    AppendHex(target, value, Math.Max(length, field.Width) * 2);
                else
                    AppendFormatted(target, value, default);
                break;
        }
    }

    /// <summary>Prints octets or an address.</summary>
    public static void Append(ArrayBufferWriter<char> target, Field field, ReadOnlySpan<byte> octets) =>
        AppendOctets(target, field.HasColons ? FilterType.Ether : FilterTypes.Of(field.Kind), octets);

    /// <summary>Prints text; control characters are escaped, all of them, where tshark lets some through to the terminal.</summary>
    public static void Append(ArrayBufferWriter<char> target, ReadOnlySpan<char> text)
    {
        foreach (char letter in text)
        {
            if (!char.IsControl(letter) && letter is not ('\u2028' or '\u2029'))
                Put(target, letter);
            else
                AppendEscaped(target, letter);
        }
    }

    /// <summary>Prints a floating-point number.</summary>
    public static void Append(ArrayBufferWriter<char> target, double value) =>
        AppendFormatted(target, value, "0.###############");

    /// <summary>Prints what a group without a value of its own has: its presence.</summary>
    public static void AppendPresence(ArrayBufferWriter<char> target) => Put(target, '1');

    internal static void Append(
        ArrayBufferWriter<char> target,
        FilterType type,
        in FilterValue value,
        ReadOnlySpan<byte> octets
    )
    {
        switch (type)
        {
            case FilterType.Time:
                AppendTime(target, new Timestamp((long)value.Number));
                break;
            case FilterType.Duration:
                AppendSeconds(target, (long)value.Number);
                break;
            case FilterType.Double:
                Append(target, value.Real);
                break;
            case FilterType.Number or FilterType.Boolean:
                AppendFormatted(target, value.Number, default);
                break;
            case FilterType.Text:
                Encoding.UTF8.GetChars(octets, target.GetSpan(octets.Length));
                target.Advance(Encoding.UTF8.GetCharCount(octets));
                break;
            default:
                AppendOctets(target, type, octets);
                break;
        }
    }

    private static void AppendOctets(ArrayBufferWriter<char> target, FilterType type, ReadOnlySpan<byte> octets)
    {
        switch (type)
        {
            case FilterType.Ipv4 when octets.Length == 4:
                AppendIpv4(target, octets);
                break;
            case FilterType.Ipv6 when octets.Length == 16:
                AppendIpv6(target, octets);
                break;
            default:
                for (int i = 0; i < octets.Length; i++)
                {
                    if (type == FilterType.Ether && i > 0)
                        Put(target, ':');
                    Put(target, Digits[octets[i] >> 4]);
                    Put(target, Digits[octets[i] & 15]);
                }
                break;
        }
    }

    private static void AppendIpv4(ArrayBufferWriter<char> target, ReadOnlySpan<byte> octets)
    {
        for (int i = 0; i < 4; i++)
        {
            if (i > 0)
                Put(target, '.');
            AppendFormatted(target, octets[i], default);
        }
    }

    // RFC 5952 §4: the longest run of two zero groups or more becomes "::", the first of equal ones; §5: mapped IPv4.
    private static void AppendIpv6(ArrayBufferWriter<char> target, ReadOnlySpan<byte> octets)
    {
        bool isMapped = !octets[..10].ContainsAnyExcept((byte)0) && octets[10] == 0xff && octets[11] == 0xff;
        int groups = isMapped ? 6 : 8;
        (int start, int length) = LongestZeros(octets, groups);
        for (int i = 0; i < groups; i++)
        {
            if (i == start)
            {
                Append(target, "::");
                i += length - 1;
                continue;
            }
            if (i > 0 && i != start + length)
                Put(target, ':');
            AppendFormatted(target, octets[2 * i] << 8 | octets[2 * i + 1], "x");
        }
        if (!isMapped)
            return;
        Put(target, ':');
        AppendIpv4(target, octets[12..]);
    }

    private static (int Start, int Length) LongestZeros(ReadOnlySpan<byte> octets, int groups)
    {
        (int start, int length) = (-1, 1);
        for (int i = 0; i < groups; i++)
        {
            int end = i;
            while (end < groups && octets[2 * end] == 0 && octets[2 * end + 1] == 0)
                end++;
            if (end - i > length)
                (start, length) = (i, end - i);
            i = end;
        }
        return (start, start < 0 ? 0 : length);
    }

    // Nov 20, 2026 13:55:05.702566353 UTC, the day padded with a blank
    private static void AppendTime(ArrayBufferWriter<char> target, Timestamp at)
    {
        long seconds = Math.DivRem(at.Nanoseconds, Timestamp.PerSecond, out long below);
        if (below < 0)
            (seconds, below) = (seconds - 1, below + Timestamp.PerSecond);
        DateTime time = DateTime.UnixEpoch.AddSeconds(seconds);
        AppendFormatted(target, time, "MMM ");
        if (time.Day < 10)
            Put(target, ' ');
        AppendFormatted(target, time, "%d, yyyy HH:mm:ss.");
        AppendFormatted(target, below, "D9");
        Append(target, " UTC");
    }

    private static void AppendSeconds(ArrayBufferWriter<char> target, long nanoseconds)
    {
        ulong size = nanoseconds < 0 ? (ulong)-(Int128)nanoseconds : (ulong)nanoseconds;
        if (nanoseconds < 0)
            Put(target, '-');
        AppendFormatted(target, size / Timestamp.PerSecond, default);
        Put(target, '.');
        AppendFormatted(target, size % Timestamp.PerSecond, "D9");
    }

    private static void AppendHex(ArrayBufferWriter<char> target, ulong value, int digits)
    {
        Append(target, "0x");
        int needed = Math.Max(1, (67 - System.Numerics.BitOperations.LeadingZeroCount(value)) / 4);
        for (int digit = Math.Max(Math.Min(digits, 16), needed) - 1; digit >= 0; digit--)
            Put(target, Digits[(int)(value >> (digit * 4)) & 15]);
    }

    private static void AppendEscaped(ArrayBufferWriter<char> target, char letter)
    {
        char simple = letter switch
        {
            '\a' => 'a',
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\v' => 'v',
            _ => default,
        };
        Put(target, '\\');
        if (simple != default)
        {
            Put(target, simple);
        }
        else if (letter >= '\x80')
        {
            Put(target, 'u');
            AppendFormatted(target, (int)letter, "x4");
        }
        else
        {
            for (int shift = 6; shift >= 0; shift -= 3)
                Put(target, Digits[(letter >> shift) & 7]);
        }
    }

    private static void Append(ArrayBufferWriter<char> target, string text)
    {
        text.CopyTo(target.GetSpan(text.Length));
        target.Advance(text.Length);
    }

    private static void Put(ArrayBufferWriter<char> target, char letter)
    {
        target.GetSpan(1)[0] = letter;
        target.Advance(1);
    }

    private static void AppendFormatted<T>(ArrayBufferWriter<char> target, T value, ReadOnlySpan<char> format)
        where T : ISpanFormattable
    {
        value.TryFormat(target.GetSpan(64), out int written, format, CultureInfo.InvariantCulture);
        target.Advance(written);
    }
}
