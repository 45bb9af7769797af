using System.Numerics;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>A block of addresses that share their first bits (RFC 4632 §3.1, RFC 4291 §2.3): <c>10.0.0.0/8</c>.</summary>
/// <param name="First">The lowest address as a number; the bits behind the prefix are 0.</param>
/// <param name="Prefix">Bits that the addresses share: 0 to 32 or 128.</param>
/// <param name="Version">4 or 6.</param>
internal readonly record struct CidrBlock(UInt128 First, int Prefix, int Version) : IComparable<CidrBlock>
{
    /// <summary>The block of this length that an address lies in.</summary>
    public static CidrBlock Around(Address address, int prefix)
    {
        var whole = new CidrBlock(0, prefix, address.Version);
        return whole with { First = Number(address) & ~whole.HostMask };
    }

    /// <summary>The address as a number.</summary>
    public static UInt128 Number(Address address) => new(address.High, address.Low);

    /// <summary>Bits of an address: 32 or 128.</summary>
    public int Bits => Version == 4 ? 32 : 128;

    /// <summary>Bits behind the prefix.</summary>
    public int HostBits => Bits - Prefix;

    /// <summary>Ones in the bits behind the prefix.</summary>
    public UInt128 HostMask => Ones(HostBits);

    /// <summary>The highest address as a number.</summary>
    public UInt128 Last => First | HostMask;

    /// <summary>How many addresses there are: up to 2^128, which no 128 bits hold.</summary>
    public BigInteger Size => BigInteger.One << HostBits;

    /// <summary>An IPv4 block whose first and last addresses are the network's and broadcast (RFC 3021 excepts /31).</summary>
    public bool HasBroadcast => Version == 4 && Prefix < 31;

    /// <summary>An IPv6 block whose first address is the subnet-router anycast address (RFC 4291 §2.6.1; RFC 6164 excepts /127).</summary>
    public bool HasAnycast => Version == 6 && Prefix < 127;

    /// <summary>Addresses that hosts may have; of IPv6 all.</summary>
    public BigInteger UsableHosts => HasBroadcast ? Size - 2 : Size;

    /// <summary>The first address that a host may have.</summary>
    public Address FirstUsable => At(HasBroadcast ? First + 1 : First);

    /// <summary>The last address that a host may have.</summary>
    public Address LastUsable => At(HasBroadcast ? Last - 1 : Last);

    /// <summary>The prefix as ones: 255.255.255.0.</summary>
    public Address Netmask => At(Ones(Bits) ^ HostMask);

    /// <summary>Whether the other lies in this one, or is the same.</summary>
    public bool Contains(CidrBlock other) =>
        Version == other.Version && Prefix <= other.Prefix && (other.First & ~HostMask) == First;

    /// <summary>Whether the address lies in the block; one of the other version never does.</summary>
    public bool Contains(Address address) => Version == address.Version && (Number(address) & ~HostMask) == First;

    /// <summary><c>network</c> or <c>broadcast</c> for the addresses that no host has; null for all others.</summary>
    public string? SpecialNameOf(Address address) =>
        !HasBroadcast ? null
        : Number(address) == First ? "network"
        : Number(address) == Last ? "broadcast"
        : null;

    /// <summary>A number of this block's version as an address.</summary>
    public Address At(UInt128 number) => new((ulong)(number >> 64), (ulong)number, (byte)Version);

    /// <inheritdoc/>
    /// <remarks>By version, then by first address; of those that begin together the larger first, so that it stands before what it contains.</remarks>
    public int CompareTo(CidrBlock other) =>
        Version != other.Version ? Version.CompareTo(other.Version)
        : First != other.First ? First.CompareTo(other.First)
        : Prefix.CompareTo(other.Prefix);

    /// <summary><c>10.0.0.0/8</c>, <c>2001:db8::/32</c>.</summary>
    public override string ToString() => $"{At(First)}/{Prefix}";

    /// <summary>A number whose lowest bits are ones.</summary>
    public static UInt128 Ones(int bits) => bits >= 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;
}
