using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Turns what is written in a filter into a value of the type that the other side has.</summary>
internal static class FilterLiterals
{
    private const ulong MostNames = 65_536; // values that are asked for their names

    /// <summary>Converts a literal.</summary>
    /// <param name="token">The literal.</param>
    /// <param name="type">The wanted type.</param>
    /// <param name="field">The field on the other side, for the names of its values.</param>
    /// <param name="reason">Why it cannot be converted.</param>
    /// <param name="nearest">Names like the one that is unknown.</param>
    public static ConstantOperand? Convert(
        FilterToken token,
        FilterType type,
        Field? field,
        out string reason,
        out IReadOnlyList<string> nearest
    )
    {
        nearest = [];
        reason = "";
        ConstantOperand? constant = type switch
        {
            FilterType.Text => new ConstantOperand(type, FilterEscapes.Octets(token.Value)),
            FilterType.Octets => Octets(token),
            FilterType.Number or FilterType.Boolean => Number(token, type, field),
            FilterType.Time => FilterTimes.TryReadTime(FilterEscapes.Words(token.Value), out long at)
                ? new ConstantOperand(type, at)
                : null,
            _ when token.Kind != TokenKind.Word => null,
            FilterType.Double => double.TryParse(
                token.Value,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out double real
            )
                ? new ConstantOperand(real)
                : null,
            FilterType.Duration => FilterTimes.TryReadSeconds(token.Value, out long nanoseconds)
                ? new ConstantOperand(type, nanoseconds)
                : null,
            FilterType.Ipv4 => Ipv4(token.Value),
            FilterType.Ipv6 => Ipv6(token.Value),
            FilterType.Ether => TryReadOctets(token.Value, out byte[] octets) && octets.Length == 6
                ? new ConstantOperand(type, octets)
                : null,
            _ => null,
        };
        if (constant is not null)
            return constant;
        reason = Reason(token, type, field);
        if (field?.Names is not null && token.Kind != TokenKind.Character)
            nearest = Nearest.To(FilterEscapes.Words(token.Value), NamesOf(field).Select(pair => pair.Name).Distinct());
        return null;
    }

    private static ConstantOperand? Number(FilterToken token, FilterType type, Field? field)
    {
        if (token.Kind == TokenKind.Character)
            return new ConstantOperand(type, token.Value[0]);
        if (token.Kind == TokenKind.Word && TryReadNumber(token.Value, out Int128 number))
            return new ConstantOperand(type, type == FilterType.Boolean && number != 0 ? 1 : number);
        string word = FilterEscapes.Words(token.Value);
        if (type == FilterType.Boolean)
        {
            switch (word.ToUpperInvariant())
            {
                case "TRUE" or "SET":
                    return new ConstantOperand(type, 1);
                case "FALSE" or "NOT SET":
                    return new ConstantOperand(type, 0);
            }
        }
        return field is not null && TryFindName(field, word, out ulong value) ? new ConstantOperand(type, value) : null;
    }

    private static bool TryReadNumber(string word, out Int128 number)
    {
        number = 0;
        bool isNegative = word.StartsWith('-');
        ReadOnlySpan<char> digits = word.AsSpan(isNegative ? 1 : 0);
        int radix = 10;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            radix = 16;
        else if (digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase))
            radix = 2;
        else if (digits.Length > 1 && digits[0] == '0')
            radix = 8;
        digits = digits[
            (
                radix == 10 ? 0
                : radix == 8 ? 1
                : 2
            )..
        ];
        if (digits.IsEmpty)
            return false;
        foreach (char letter in digits)
        {
            int digit = char.IsAsciiHexDigit(letter) ? HexDigit(letter) : 99;
            if (digit >= radix)
                return false;
            number = number * radix + digit;
            if (number > ulong.MaxValue)
                return false;
        }
        if (isNegative)
            number = -number;
        return number >= long.MinValue;
    }

    private static ConstantOperand? Octets(FilterToken token) =>
        token.Kind != TokenKind.Word ? new ConstantOperand(FilterType.Octets, FilterEscapes.Octets(token.Value))
        : TryReadOctets(token.Value, out byte[] octets) ? new ConstantOperand(FilterType.Octets, octets)
        : null;

    // aa:bb, aa-bb, aa.bb (groups of one or two digits, with points also four), aabb, 0xaa
    private static bool TryReadOctets(string word, out byte[] octets)
    {
        octets = [];
        if (word.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            word = word.Length <= 4 ? word[2..] : "?"; // more than one octet would need a byte order
        char separator =
            word.Contains(':') ? ':'
            : word.Contains('-') ? '-'
            : '.';
        var all = new List<byte>();
        string[] groups = word.TrimEnd(separator).Split(separator);
        foreach (string group in groups)
        {
            bool isWhole = group.Length % 2 == 0 && (groups.Length == 1 || group.Length == 2 || separator == '.');
            if (group.Length == 0 || !(isWhole || group.Length == 1))
                return false;
            for (int at = 0; at < group.Length; at += 2)
            {
                ReadOnlySpan<char> digits = group.AsSpan(at, Math.Min(2, group.Length - at));
                if (
                    !byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet)
                )
                    return false;
                all.Add(octet);
            }
        }
        octets = [.. all];
        return true;
    }

    private static ConstantOperand? Ipv4(string word)
    {
        if (!TrySplitPrefix(word, 32, out string address, out int prefix))
            return null;
        string[] parts = address.Split('.');
        byte[] octets = new byte[4];
        if (parts.Length != 4)
            return null;
        for (int i = 0; i < 4; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out octets[i]))
                return null;
        }
        return new ConstantOperand(FilterType.Ipv4, octets, prefix);
    }

    private static ConstantOperand? Ipv6(string word) =>
        TrySplitPrefix(word, 128, out string text, out int prefix)
        && IPAddress.TryParse(text, out IPAddress? address)
        && address.AddressFamily == AddressFamily.InterNetworkV6
            ? new ConstantOperand(FilterType.Ipv6, address.GetAddressBytes(), prefix)
            : null;

    private static bool TrySplitPrefix(string word, int most, out string address, out int prefix)
    {
        int stroke = word.IndexOf('/');
        address = stroke < 0 ? word : word[..stroke];
        prefix = -1;
        return stroke < 0
            || (
                int.TryParse(word.AsSpan(stroke + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix)
                && prefix <= most
            );
    }

    private static int HexDigit(char letter) => letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10;

    private static bool TryFindName(Field field, string name, out ulong value)
    {
        ulong? other = null;
        foreach ((ulong candidate, string word) in NamesOf(field))
        {
            value = candidate;
            if (word == name)
                return true;
            if (string.Equals(word, name, StringComparison.OrdinalIgnoreCase))
                other ??= candidate;
        }
        value = other ?? 0;
        return other is not null;
    }

    private static IEnumerable<(ulong Value, string Name)> NamesOf(Field field)
    {
        for (ulong value = 0; field.Names is not null && value < MostNames; value++)
        {
            if (field.Names(value) is { } name)
                yield return (value, name);
        }
    }

    private static string Reason(FilterToken token, FilterType type, Field? field)
    {
        string what = $"\"{FilterText.Quote(token)}\"";
        bool isQuoted = token.Kind == TokenKind.Text;
        return type switch
        {
            FilterType.Number when field?.Names is not null => $"{what} is neither a number nor a value of {field}",
            FilterType.Number when isQuoted && TryReadNumber(token.Value, out _) =>
                "a number is written without quotation marks",
            FilterType.Number => $"{what} is not a number of 64 bits (decimal, 0x, 0b, or octal with a leading 0)",
            FilterType.Boolean => $"{what} is neither true nor false",
            FilterType.Double => $"{what} is not a number",
            FilterType.Duration => $"{what} is not a span of time in seconds, such as 0.25",
            FilterType.Time =>
                $"{what} is not a time, such as \"2023-11-14 22:13:20\", \"Nov 14, 2023 22:13:20\" or seconds since 1970 (UTC)",
            FilterType.Ipv4 or FilterType.Ipv6 or FilterType.Ether when isQuoted =>
                "an address is written without quotation marks",
            FilterType.Ipv4 when token.Value.Contains(':') =>
                $"{what} is not an IPv4 address{Of(field)}; IPv6 addresses are in fields such as ipv6.addr",
            FilterType.Ipv4 => $"{what} is not an IPv4 address or network such as 10.0.0.0/8 (names are not looked up)",
            FilterType.Ipv6 when Ipv4(token.Value) is not null =>
                $"{what} is not an IPv6 address{Of(field)}; IPv4 addresses are in fields such as ip.addr",
            FilterType.Ipv6 => $"{what} is not an IPv6 address or network such as 2001:db8::/32",
            FilterType.Ether => $"{what} is not an Ethernet address of six octets such as 00:00:5e:00:53:01",
            FilterType.Octets => $"{what} is not a sequence of octets such as 0a:0b:0c, or text in quotation marks",
            _ => $"{what} cannot be compared",
        };
    }

    private static string Of(Field? field) => field is null ? "" : $", which {field} holds";
}
