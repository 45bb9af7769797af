using System.Net;
using System.Net.Sockets;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>An IPv4 or IPv6 address as a value: no allocation per packet, ordered by family and then by number.</summary>
/// <param name="Bits">The address as a number; 32 bits of it for IPv4.</param>
/// <param name="Version">4 or 6; 0 in the default value, which is no address.</param>
public readonly record struct Address(UInt128 Bits, byte Version) : IComparable<Address>
{
    /// <summary>An address from four or sixteen octets in network order; no address for any other count.</summary>
    public static Address From(ReadOnlySpan<byte> octets) =>
        octets.Length switch
        {
            4 => new Address(ReadUInt32BigEndian(octets), 4),
            16 => new Address(new UInt128(ReadUInt64BigEndian(octets), ReadUInt64BigEndian(octets[8..])), 6),
            _ => default,
        };

    /// <summary>The framework's address as a value.</summary>
    public static Address From(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[16];
        return address.TryWriteBytes(octets, out int length) ? From(octets[..length]) : default;
    }

    /// <summary>Writes the octets in network order. Returns how many: 4, 16, or 0 for no address.</summary>
    public int Write(Span<byte> target)
    {
        if (Version == 4)
        {
            WriteUInt32BigEndian(target, (uint)Bits);
            return 4;
        }
        if (Version != 6)
            return 0;
        WriteUInt128BigEndian(target, Bits);
        return 16;
    }

    /// <summary>The address as the framework has it.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> octets = stackalloc byte[16];
        return new IPAddress(octets[..Write(octets)]);
    }

    /// <inheritdoc/>
    public bool Equals(Address other) => Bits == other.Bits && Version == other.Version;

    /// <summary>A hash that mixes all octets.</summary>
    public override int GetHashCode()
    {
        ulong mixed = ((ulong)Bits ^ (ulong)(Bits >> 64) * 0xc2b2ae3d27d4eb4f) * 0x9e3779b97f4a7c15;
        return (int)(mixed >> 32) ^ Version;
    }

    /// <inheritdoc/>
    public int CompareTo(Address other) =>
        Version != other.Version ? Version.CompareTo(other.Version) : Bits.CompareTo(other.Bits);

    /// <summary>The usual text: dotted for IPv4, RFC 5952 for IPv6; empty for no address.</summary>
    public override string ToString()
    {
        if (Version == 0)
            return "";
        IPAddress address = ToIPAddress();
        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6
            ? "::ffff:" + address.MapToIPv4()
            : address.ToString();
    }

    /// <summary>Whether <paramref name="left"/> comes first.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes last.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not come last.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not come first.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;
}
