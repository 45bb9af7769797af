using System.Runtime.CompilerServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One end of a conversation.</summary>
/// <param name="Address">The Internet address.</param>
/// <param name="Port">The port; 0 where the protocol has none.</param>
public readonly record struct Endpoint(Address Address, ushort Port) : IComparable<Endpoint>
{
    /// <inheritdoc/>
    public bool Equals(Endpoint other) => Port == other.Port && Address.Equals(other.Address);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(Mixed() >> 32);

    /// <summary>Address and port mixed into 64 bits; differs between processes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Mixed()
    {
        ulong mixed = (Address.Mixed() ^ Port) * 0xc2b2ae3d27d4eb4f;
        return mixed ^ mixed >> 29;
    }

    /// <inheritdoc/>
    public int CompareTo(Endpoint other)
    {
        int order = Address.CompareTo(other.Address);
        return order != 0 ? order : Port.CompareTo(other.Port);
    }

    /// <summary><c>10.0.0.1:80</c>, <c>[2001:db8::1]:80</c>, or the bare address where there is no port.</summary>
    public override string ToString() =>
        Port == 0 ? Address.ToString()
        : Address.Version == 6 ? $"[{Address}]:{Port}"
        : $"{Address}:{Port}";

    /// <summary>Whether <paramref name="left"/> comes first.</summary>
    public static bool operator <(Endpoint left, Endpoint right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes last.</summary>
    public static bool operator >(Endpoint left, Endpoint right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not come last.</summary>
    public static bool operator <=(Endpoint left, Endpoint right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not come first.</summary>
    public static bool operator >=(Endpoint left, Endpoint right) => left.CompareTo(right) >= 0;
}

/// <summary>What makes packets one conversation, whichever way they go: two ends in order, and the Internet protocol.</summary>
/// <remarks>Kept in 40 octets, since every conversation has one and every packet compares one.</remarks>
public readonly record struct FlowKey
{
    private readonly ulong _lowAddressHigh;
    private readonly ulong _lowAddressLow;
    private readonly ulong _highAddressHigh;
    private readonly ulong _highAddressLow;
    private readonly ushort _lowPort;
    private readonly ushort _highPort;
    private readonly byte _lowVersion;
    private readonly byte _highVersion;

    private FlowKey(in Endpoint low, in Endpoint high, byte protocol)
    {
        (_lowAddressHigh, _lowAddressLow, _lowVersion) = low.Address;
        (_highAddressHigh, _highAddressLow, _highVersion) = high.Address;
        (_lowPort, _highPort, Protocol) = (low.Port, high.Port, protocol);
    }

    /// <summary>The end that sorts first.</summary>
    public Endpoint Low => new(new Address(_lowAddressHigh, _lowAddressLow, _lowVersion), _lowPort);

    /// <summary>The end that sorts last.</summary>
    public Endpoint High => new(new Address(_highAddressHigh, _highAddressLow, _highVersion), _highPort);

    /// <summary>Internet protocol number.</summary>
    public byte Protocol { get; }

    /// <summary>The key of a packet from one end to another.</summary>
    public static FlowKey Of(in Endpoint source, in Endpoint destination, byte protocol) =>
        source.CompareTo(destination) <= 0
            ? new FlowKey(source, destination, protocol)
            : new FlowKey(destination, source, protocol);

    /// <summary>Whether packets from one end to the other belong here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Joins(in Endpoint source, in Endpoint destination, byte protocol, out bool fromLow)
    {
        fromLow = IsLow(source);
        return Protocol == protocol && (fromLow ? IsHigh(destination) : IsHigh(source) && IsLow(destination));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsLow(in Endpoint end) =>
        _lowAddressLow == end.Address.Low
        && _lowPort == end.Port
        && _lowAddressHigh == end.Address.High
        && _lowVersion == end.Address.Version;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsHigh(in Endpoint end) =>
        _highAddressLow == end.Address.Low
        && _highPort == end.Port
        && _highAddressHigh == end.Address.High
        && _highVersion == end.Address.Version;
}
