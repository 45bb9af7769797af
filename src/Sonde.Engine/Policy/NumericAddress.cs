using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Sonde.Engine;

/// <summary>
/// Reads an IPv4 address in every spelling that name resolvers take for one: one to four parts, each decimal, octal
/// (leading 0) or hexadecimal (leading 0x), the last part filling the octets that are left.
/// </summary>
public static class NumericAddress
{
    /// <summary>
    /// Whether resolvers would read the name as a number and not look it up: its last label is a number.
    /// Such a name is an address or it is nothing.
    /// </summary>
    public static bool IsClaimedBy(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string last = name[(name.LastIndexOf('.') + 1)..];
        return last.Length > 0 && (last.All(char.IsAsciiDigit) || IsHexadecimal(last));
    }

    /// <summary>Reads the address; false when it is none or does not fit.</summary>
    public static bool TryParse(string text, out IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = IPAddress.None;
        string[] parts = text.Split('.');
        if (parts.Length > 4)
            return false;
        ulong value = 0;
        for (int part = 0; part < parts.Length; part++)
        {
            bool last = part == parts.Length - 1;
            int octets = last ? 4 - part : 1;
            if (!TryParsePart(parts[part], (1UL << (8 * octets)) - 1, out ulong number))
                return false;
            value = value << (8 * octets) | number;
        }
        Span<byte> wire = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(wire, (uint)value);
        address = new IPAddress(wire);
        return true;
    }

    private static bool TryParsePart(string text, ulong most, out ulong number)
    {
        number = 0;
        if (text.Length == 0)
            return false;
        if (IsHexadecimal(text))
        {
            // "0x" alone is zero to the C library.
            string digits = text[2..].TrimStart('0');
            return (
                    digits.Length == 0
                    || digits.Length <= 8
                        && ulong.TryParse(
                            digits,
                            NumberStyles.AllowHexSpecifier,
                            CultureInfo.InvariantCulture,
                            out number
                        )
                )
                && number <= most;
        }
        uint radix = text.Length > 1 && text[0] == '0' ? 8U : 10U;
        foreach (char letter in text)
        {
            if (!char.IsAsciiDigit(letter) || letter - '0' >= radix)
                return false;
            number = number * radix + (uint)(letter - '0');
            if (number > most)
                return false;
        }
        return true;
    }

    private static bool IsHexadecimal(string text) =>
        text.Length >= 2 && text[0] == '0' && text[1] is 'x' or 'X' && text[2..].All(char.IsAsciiHexDigit);
}
