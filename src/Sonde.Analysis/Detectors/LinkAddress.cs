using System.Globalization;

namespace Sonde.Analysis;

/// <summary>A hardware address of six octets as a value.</summary>
/// <param name="Value">The octets as a number.</param>
internal readonly record struct LinkAddress(ulong Value)
{
    /// <summary>Multicast or broadcast.</summary>
    public bool IsGroup => (Value >> 40 & 1) != 0;

    /// <summary>Shared by routers that stand in for each other: VRRP (RFC 5798 §7.3), HSRP and GLBP.</summary>
    public bool IsVirtualRouter =>
        Value >> 8 is 0x00005e0001 or 0x00005e0002 or 0x00000c07ac
        || Value >> 12 == 0x00000c9ff
        || Value >> 16 == 0x0007b400;

    public static bool TryRead(ReadOnlySpan<byte> octets, out LinkAddress address)
    {
        address = default;
        if (octets.Length != 6)
            return false;
        ulong value = 0;
        foreach (byte octet in octets)
            value = value << 8 | octet;
        address = new LinkAddress(value);
        return true;
    }

    public override string ToString()
    {
        ulong value = Value;
        return string.Join(
            ':',
            Enumerable
                .Range(0, 6)
                .Select(at => (value >> (5 - at) * 8 & 0xff).ToString("x2", CultureInfo.InvariantCulture))
        );
    }
}
