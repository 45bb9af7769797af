namespace Sonde.Wire;

/// <summary>Addresses as text: dotted decimal for IPv4; RFC 5952 for IPv6, with the dotted form for those that hold an IPv4 address.</summary>
internal static class AddressText
{
    /// <summary>Characters that the longest address takes: eight groups of four digits and seven colons.</summary>
    public const int MostCharacters = 39;

    /// <summary>Writes an address. Returns how many characters: none for no address.</summary>
    public static int Write(in Address address, Span<char> text)
    {
        if (address.Version == 4)
            return WriteDotted((uint)address.Low, text);
        if (address.Version != 6)
            return 0;
        string? prefix = DottedPrefix(address);
        if (prefix is null)
            return WriteGroups(address, text);
        prefix.CopyTo(text);
        return prefix.Length + WriteDotted((uint)address.Low, text[prefix.Length..]);
    }

    // Mapped and compatible addresses, RFC 4291 §2.5.5, end in the IPv4 address.
    private static string? DottedPrefix(in Address address) =>
        address.High != 0 ? null
        : address.Low >> 32 == 0xffff ? "::ffff:"
        : address.Low >> 32 == 0 && address.Low >> 16 != 0 ? "::"
        : null;

    private static int WriteDotted(uint number, Span<char> text)
    {
        int length = 0;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            uint octet = number >> shift & 0xff;
            if (octet >= 100)
                text[length++] = (char)('0' + octet / 100);
            if (octet >= 10)
                text[length++] = (char)('0' + octet / 10 % 10);
            text[length++] = (char)('0' + octet % 10);
            if (shift > 0)
                text[length++] = '.';
        }
        return length;
    }

    private static int WriteGroups(in Address address, Span<char> text)
    {
        (int start, int count) = LongestZeros(address);
        int length = 0;
        for (int group = 0; group < 8; group++)
        {
            if (group == start)
            {
                text[length++] = ':';
                if (group == 0)
                    text[length++] = ':';
                group += count - 1;
                continue;
            }
            length += WriteHexadecimal(Group(address, group), text[length..]);
            if (group < 7)
                text[length++] = ':';
        }
        return length;
    }

    // RFC 5952 §4.2: the longest run of at least two groups of zeros, the first of equal ones.
    private static (int Start, int Count) LongestZeros(in Address address)
    {
        (int Start, int Count) best = (-1, 1);
        int run = 0;
        for (int group = 0; group < 8; group++)
        {
            run = Group(address, group) == 0 ? run + 1 : 0;
            if (run > best.Count)
                best = (group - run + 1, run);
        }
        return best;
    }

    private static int WriteHexadecimal(uint number, Span<char> text)
    {
        int length = 0;
        for (int shift = 12; shift >= 0; shift -= 4)
        {
            uint digit = number >> shift & 0xf;
            if (length > 0 || digit > 0 || shift == 0)
                text[length++] = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
        return length;
    }

    private static uint Group(in Address address, int group) =>
        (uint)((group < 4 ? address.High >> (48 - 16 * group) : address.Low >> (112 - 16 * group)) & 0xffff);
}
