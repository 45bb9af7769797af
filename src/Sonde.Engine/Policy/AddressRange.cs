using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sonde.Engine;

/// <summary>A range of addresses that share their first bits: <c>10.0.0.0/8</c>.</summary>
internal readonly struct AddressRange
{
    private readonly UInt128 _first;
    private readonly UInt128 _mask;
    private readonly AddressFamily _family;

    private AddressRange(IPAddress address, int length)
    {
        _family = address.AddressFamily;
        int bits = Bits(_family);
        _mask = length == 0 ? 0 : ~UInt128.Zero << (128 - length) >> (128 - bits);
        _first = Number(address) & _mask;
    }

    /// <summary>Reads a range that the program itself spells.</summary>
    public static AddressRange Parse(string text) =>
        TryParse(text, out AddressRange range) ? range : throw new FormatException($"{text} is no range.");

    /// <summary>Reads <c>address/bits</c>; bits of the address beyond the prefix are ignored.</summary>
    public static bool TryParse(string text, out AddressRange range)
    {
        range = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !TryParseAddress(text[..slash], out IPAddress address))
            return false;
        if (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int length))
            return false;
        if (length > Bits(address.AddressFamily))
            return false;
        if (address.IsIPv4MappedToIPv6 && length >= 96)
            (address, length) = (address.MapToIPv4(), length - 96);
        range = new AddressRange(address, length);
        return true;
    }

    /// <summary>Whether the address is in the range; addresses of the other family never are.</summary>
    public bool Contains(IPAddress address) => address.AddressFamily == _family && (Number(address) & _mask) == _first;

    /// <summary>The lowest address of the range.</summary>
    public IPAddress First => Address(_first);

    /// <summary>The highest address of the range.</summary>
    public IPAddress Last => Address(_first | (~_mask & (~UInt128.Zero >> (128 - Bits(_family)))));

    private IPAddress Address(UInt128 number)
    {
        Span<byte> wire = stackalloc byte[16];
        for (int octet = 15; octet >= 0; octet--, number >>= 8)
            wire[octet] = (byte)number;
        return new IPAddress(_family == AddressFamily.InterNetwork ? wire[12..] : wire);
    }

    // In a range only the plain spelling counts: "10/8" would otherwise mean 0.0.0.10.
    private static bool TryParseAddress(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.IndexOfAny(['[', ']', '%', ' ']) >= 0 || !IPAddress.TryParse(text, out IPAddress? parsed))
            return false;
        address = parsed;
        return parsed.AddressFamily == AddressFamily.InterNetworkV6 || parsed.ToString() == text;
    }

    private static int Bits(AddressFamily family) => family == AddressFamily.InterNetwork ? 32 : 128;

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> wire = stackalloc byte[16];
        address.TryWriteBytes(wire, out int length);
        UInt128 number = 0;
        foreach (byte octet in wire[..length])
            number = number << 8 | octet;
        return number;
    }
}
