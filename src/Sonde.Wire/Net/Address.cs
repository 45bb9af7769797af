using System.Net;
using System.Runtime.CompilerServices;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>An IPv4 or IPv6 address as a value: no allocation per packet, ordered by family and then by number.</summary>
/// <remarks>Two words and not a <see cref="UInt128"/>: methods that pass one cannot be compiled ahead of time.</remarks>
/// <param name="High">The first eight octets as a number; 0 for IPv4.</param>
/// <param name="Low">The last eight octets as a number; 32 bits of it for IPv4.</param>
/// <param name="Version">4 or 6; 0 in the default value, which is no address.</param>
public readonly record struct Address(ulong High, ulong Low, byte Version) : IComparable<Address>
{
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() << 1 ^ (ulong)Environment.TickCount64;

    /// <summary>A group's address: 224.0.0.0/4 or ff00::/8.</summary>
    public bool IsMulticast => Version == 4 ? Low >> 28 == 14 : High >> 56 == 0xff;

    /// <summary>An address from four or sixteen octets in network order; no address for any other count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Address From(ReadOnlySpan<byte> octets) =>
        octets.Length switch
        {
            4 => new Address(0, ReadUInt32BigEndian(octets), 4),
            16 => new Address(ReadUInt64BigEndian(octets), ReadUInt64BigEndian(octets[8..]), 6),
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
            WriteUInt32BigEndian(target, (uint)Low);
            return 4;
        }
        if (Version != 6)
            return 0;
        WriteUInt64BigEndian(target, High);
        WriteUInt64BigEndian(target[8..], Low);
        return 16;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(Address other) => Low == other.Low && High == other.High && Version == other.Version;

    /// <summary>A hash that mixes all octets with a number of this process, so that no traffic can aim at collisions.</summary>
    public override int GetHashCode() => (int)(Mixed() >> 32);

    /// <summary>All octets mixed into 64 bits; differs between processes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Mixed()
    {
        ulong mixed = (Low ^ Seed) * 0x9e3779b97f4a7c15;
        mixed = (mixed ^ mixed >> 32 ^ High) * 0xd6e8feb86659fd93;
        return mixed ^ mixed >> 32 ^ Version;
    }

    /// <inheritdoc/>
    public int CompareTo(Address other) =>
        Version != other.Version ? Version.CompareTo(other.Version)
        : High != other.High ? High.CompareTo(other.High)
        : Low.CompareTo(other.Low);

    /// <summary>The usual text: dotted for IPv4, RFC 5952 for IPv6; empty for no address.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[AddressText.MostCharacters];
        return new string(text[..AddressText.Write(this, text)]);
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
