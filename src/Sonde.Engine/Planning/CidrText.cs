using System.Buffers;
using System.Globalization;
using System.Net;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>How the length of a prefix was written.</summary>
internal enum CidrNotation
{
    /// <summary>As a number of bits: <c>/24</c>.</summary>
    Length,

    /// <summary>Not at all: the block is one address.</summary>
    None,

    /// <summary>As a mask: <c>/255.255.255.0</c>.</summary>
    Netmask,

    /// <summary>As a mask turned round: <c>/0.0.0.255</c>.</summary>
    Hostmask,
}

/// <summary>A block as it was written.</summary>
/// <param name="Block">The block.</param>
/// <param name="Typed">The address before the slash.</param>
/// <param name="Notation">How the length was written.</param>
internal readonly record struct WrittenCidr(CidrBlock Block, Address Typed, CidrNotation Notation)
{
    /// <summary>The address before the slash was not the first of the block.</summary>
    public bool HadHostBits => CidrBlock.Number(Typed) != Block.First;
}

/// <summary>Reads addresses and blocks as people write them.</summary>
internal static class CidrText
{
    private const int Longest = 100; // two IPv6 addresses, a slash and a zone
    private static readonly SearchValues<char> Version6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Reads a block; white space around it and bits behind the prefix do not matter.</summary>
    /// <param name="text">The text.</param>
    /// <param name="written">The block.</param>
    /// <param name="problem">What is wrong with the text otherwise, as the end of a sentence.</param>
    public static bool TryParse(string? text, out WrittenCidr written, out string problem)
    {
        written = default;
        problem = "is not a block such as 10.0.0.0/24 or 2001:db8::/48";
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > Longest)
            return false;
        int slash = trimmed.IndexOf('/');
        if (!TryReadAddress(slash < 0 ? trimmed : trimmed[..slash], out Address address, ref problem))
            return false;
        int bits = address.Version == 4 ? 32 : 128;
        int length = bits;
        var notation = CidrNotation.None;
        if (slash >= 0 && !TryReadLength(trimmed[(slash + 1)..], address, out length, out notation, out problem))
            return false;
        written = new WrittenCidr(CidrBlock.Around(address, length), address, notation);
        problem = "";
        return true;
    }

    /// <summary>Reads an address; the zone of an IPv6 address (RFC 4007 §11) names an interface and is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <param name="problem">What is wrong with the text otherwise, as the end of a sentence.</param>
    public static bool TryParseAddress(string? text, out Address address, out string problem)
    {
        address = default;
        problem = "is not an IP address";
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > Longest)
            return false;
        int zone = trimmed.IndexOf('%');
        if (zone > 0 && zone < trimmed.Length - 1 && trimmed.Contains(':'))
            trimmed = trimmed[..zone];
        return TryReadAddress(trimmed, out address, ref problem);
    }

    private static bool TryReadAddress(ReadOnlySpan<char> text, out Address address, ref string problem)
    {
        if (!text.Contains(':'))
            return TryReadVersion4(text, out address, ref problem);
        address = default;
        // the framework also reads ports, brackets, zones and prefixes
        if (text.ContainsAnyExcept(Version6Characters))
            return false;
        if (text.Contains('.') && !TryReadVersion4(text[(text.LastIndexOf(':') + 1)..], out _, ref problem))
            return false;
        if (!IPAddress.TryParse(text, out IPAddress? parsed))
            return false;
        address = Address.From(parsed);
        return address.Version == 6;
    }

    // Four decimal numbers and nothing else: to some resolvers 010 is 8, to others 10.
    private static bool TryReadVersion4(ReadOnlySpan<char> text, out Address address, ref string problem)
    {
        address = default;
        uint value = 0;
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            if (++parts > 4 || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out byte octet))
                return false;
            if (part.Length > 1 && part[0] == '0')
            {
                problem = "has an octet with a leading zero, which some programs read as octal";
                return false;
            }
            value = value << 8 | octet;
        }
        if (parts != 4)
            return false;
        address = new Address(0, value, 4);
        return true;
    }

    private static bool TryReadLength(
        ReadOnlySpan<char> text,
        Address address,
        out int length,
        out CidrNotation notation,
        out string problem
    )
    {
        int bits = address.Version == 4 ? 32 : 128;
        notation = CidrNotation.Length;
        problem = $"has a prefix length that is not from 0 to {bits}";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length))
            return length <= bits;
        problem = "has neither a prefix length nor a mask behind the slash";
        if (!TryReadAddress(text, out Address mask, ref problem) || mask.Version != address.Version)
            return false;
        UInt128 all = CidrBlock.Ones(bits);
        UInt128 number = CidrBlock.Number(mask);
        // a mask is ones followed by zeros, so what is zero in it is one less than a power of two
        (UInt128 hostPart, notation) = IsRunOfOnes(all ^ number)
            ? (all ^ number, CidrNotation.Netmask)
            : (number, CidrNotation.Hostmask);
        problem = "has a mask whose ones do not stand together";
        length = bits - (int)UInt128.PopCount(hostPart);
        return IsRunOfOnes(hostPart);
    }

    private static bool IsRunOfOnes(UInt128 number) => (number & (number + 1)) == 0;
}
