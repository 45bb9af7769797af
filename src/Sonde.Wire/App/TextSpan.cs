using System.Globalization;
using System.Text;

namespace Sonde.Wire;

/// <summary>Text built in a span of characters; what does not fit is left out and marked by an ellipsis.</summary>
internal ref struct TextSpan(Span<char> target)
{
    private const char Ellipsis = '…';
    private const string Base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly Span<char> _target = target;

    /// <summary>Characters written.</summary>
    public int Length { get; private set; }

    /// <summary>Something did not fit.</summary>
    public bool IsFull { get; private set; }

    public void Append(char value)
    {
        if (Length < _target.Length)
            _target[Length++] = value;
        else
            MarkFull();
    }

    public void Append(scoped ReadOnlySpan<char> value)
    {
        int fits = Math.Min(value.Length, _target.Length - Length);
        value[..fits].CopyTo(_target[Length..]);
        Length += fits;
        if (fits < value.Length)
            MarkFull();
    }

    public void Append(ulong value)
    {
        Span<char> digits = stackalloc char[20];
        value.TryFormat(digits, out int count, provider: CultureInfo.InvariantCulture);
        Append(digits[..count]);
    }

    public void AppendHex(scoped ReadOnlySpan<byte> octets)
    {
        foreach (byte octet in octets)
        {
            if (IsFull)
                return;
            AppendHexDigit(octet >> 4);
            AppendHexDigit(octet & 15);
        }
    }

    /// <summary>Octets with a separator between them: <c>02:00:0a</c>.</summary>
    public void AppendHex(scoped ReadOnlySpan<byte> octets, char separator)
    {
        for (int at = 0; at < octets.Length && !IsFull; at++)
        {
            if (at > 0)
                Append(separator);
            AppendHex(octets.Slice(at, 1));
        }
    }

    public void AppendBase64(scoped ReadOnlySpan<byte> octets)
    {
        for (int at = 0; at < octets.Length && !IsFull; at += 3)
        {
            int left = octets.Length - at;
            int bits = octets[at] << 16 | (left > 1 ? octets[at + 1] << 8 : 0) | (left > 2 ? octets[at + 2] : 0);
            Append(Base64Digits[bits >> 18]);
            Append(Base64Digits[bits >> 12 & 63]);
            Append(left > 1 ? Base64Digits[bits >> 6 & 63] : '=');
            Append(left > 2 ? Base64Digits[bits & 63] : '=');
        }
    }

    /// <summary>RFC 4648 §7 without padding, in lower case: how NSEC3 names are written.</summary>
    public void AppendBase32Hex(scoped ReadOnlySpan<byte> octets)
    {
        int bits = 0;
        int count = 0;
        foreach (byte octet in octets)
        {
            bits = (bits << 8 | octet) & 0xfff;
            count += 8;
            for (; count >= 5; count -= 5)
                AppendBase32Digit(bits >> (count - 5) & 31);
        }
        if (count > 0)
            AppendBase32Digit(bits << (5 - count) & 31);
    }

    /// <summary>An IPv4 address from four octets.</summary>
    public void AppendIpv4(scoped ReadOnlySpan<byte> octets)
    {
        for (int at = 0; at < 4; at++)
        {
            if (at > 0)
                Append('.');
            Append((ulong)octets[at]);
        }
    }

    /// <summary>An IPv6 address from sixteen octets, RFC 5952.</summary>
    public void AppendIpv6(scoped ReadOnlySpan<byte> octets)
    {
        if (octets[..10].IndexOfAnyExcept((byte)0) < 0 && octets[10] == 0xff && octets[11] == 0xff)
        {
            Append("::ffff:");
            AppendIpv4(octets[12..]);
            return;
        }
        (int from, int count) = LongestZeros(octets);
        for (int group = 0; group < 8; group++)
        {
            if (group == from && count > 1)
            {
                Append("::");
                group += count - 1;
                continue;
            }
            if (group > 0 && group != from + count)
                Append(':');
            int value = octets[group * 2] << 8 | octets[group * 2 + 1];
            for (
                int shift =
                    value > 0xfff ? 12
                    : value > 0xff ? 8
                    : value > 0xf ? 4
                    : 0;
                shift >= 0;
                shift -= 4
            )
                AppendHexDigit(value >> shift & 15);
        }
    }

    /// <summary>ASCII; every other octet becomes U+FFFD.</summary>
    public void AppendAscii(scoped ReadOnlySpan<byte> octets)
    {
        foreach (byte octet in octets)
            Append(octet < 0x80 ? (char)octet : '\ufffd');
    }

    /// <summary>UTF-8 as Wireshark reads it: overlong forms count, and one U+FFFD stands for each broken sequence.</summary>
    public void AppendUtf8(scoped ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty && !IsFull)
        {
            int plain = octets.IndexOfAnyInRange((byte)0x80, (byte)0xff);
            AppendAscii(plain < 0 ? octets : octets[..plain]);
            if (plain < 0)
                return;
            octets = octets[(plain + AppendSequence(octets[plain..]))..];
        }
    }

    /// <summary>
    /// Text as zone files escape it (RFC 1035 §5.1): printable UTF-8 stays, other octets become <c>\DDD</c>, and
    /// <paramref name="quoted"/> characters get a backslash.
    /// </summary>
    public void AppendEscaped(scoped ReadOnlySpan<byte> octets, scoped ReadOnlySpan<char> quoted)
    {
        while (!octets.IsEmpty && !IsFull)
        {
            bool valid =
                Rune.DecodeFromUtf8(octets, out Rune rune, out int used) == System.Buffers.OperationStatus.Done;
            if (valid && IsPrintable(rune))
                AppendRune(rune, quoted);
            else
                foreach (byte octet in octets[..used])
                    AppendDecimalEscape(octet);
            octets = octets[used..];
        }
    }

    /// <summary>Like <see cref="AppendEscaped"/>, with <c>\DDD</c> for every octet that is not printable ASCII.</summary>
    public void AppendEscapedAscii(
        scoped ReadOnlySpan<byte> octets,
        scoped ReadOnlySpan<char> quoted,
        bool spaceIsPlain = true
    )
    {
        foreach (byte octet in octets)
        {
            if (IsFull)
                return;
            if (octet is < 0x20 or >= 0x7f || octet == 0x20 && !spaceIsPlain)
            {
                AppendDecimalEscape(octet);
                continue;
            }
            if (quoted.Contains((char)octet))
                Append('\\');
            Append((char)octet);
        }
    }

    private static bool IsPrintable(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    private static (int From, int Count) LongestZeros(ReadOnlySpan<byte> octets)
    {
        (int From, int Count) best = (-1, 0);
        for (int group = 0; group < 8; group++)
        {
            int count = 0;
            while (group + count < 8 && octets[(group + count) * 2] == 0 && octets[(group + count) * 2 + 1] == 0)
                count++;
            if (count > best.Count)
                best = (group, count);
            group += count;
        }
        return best.Count > 1 ? best : (-1, 0);
    }

    private int AppendSequence(scoped ReadOnlySpan<byte> octets)
    {
        int lead = octets[0];
        int length = lead switch
        {
            < 0xc0 or > 0xfd => 1,
            < 0xe0 => 2,
            < 0xf0 => 3,
            < 0xf8 => 4,
            < 0xfc => 5,
            _ => 6,
        };
        uint value = (uint)(lead & 0x7f >> length);
        int used = 1;
        for (; used < length && used < octets.Length && (octets[used] & 0xc0) == 0x80; used++)
            value = value << 6 | (uint)(octets[used] & 0x3f);
        if (length > 1 && used == length && Rune.TryCreate(value, out Rune rune))
            AppendRune(rune, []);
        else
            Append('\ufffd');
        return used;
    }

    private void AppendRune(Rune rune, scoped ReadOnlySpan<char> quoted)
    {
        Span<char> units = stackalloc char[2];
        int count = rune.EncodeToUtf16(units);
        if (count == 1 && quoted.Contains(units[0]))
            Append('\\');
        Append(units[..count]);
    }

    private void AppendDecimalEscape(byte octet)
    {
        Append('\\');
        Append((char)('0' + octet / 100));
        Append((char)('0' + octet / 10 % 10));
        Append((char)('0' + octet % 10));
    }

    private void AppendHexDigit(int value) => Append((char)(value < 10 ? '0' + value : 'a' + value - 10));

    private void AppendBase32Digit(int value) => Append((char)(value < 10 ? '0' + value : 'a' + value - 10));

    private void MarkFull()
    {
        IsFull = true;
        if (_target.Length > 0)
            _target[^1] = Ellipsis;
        Length = _target.Length;
    }
}
