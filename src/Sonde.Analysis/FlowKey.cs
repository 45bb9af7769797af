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
/// <param name="Low">The end that sorts first.</param>
/// <param name="High">The end that sorts last.</param>
/// <param name="Protocol">Internet protocol number.</param>
public readonly record struct FlowKey(Endpoint Low, Endpoint High, byte Protocol)
{
    /// <summary>The key of a packet from one end to another.</summary>
    public static FlowKey Of(Endpoint source, Endpoint destination, byte protocol) =>
        source.CompareTo(destination) <= 0
            ? new FlowKey(source, destination, protocol)
            : new FlowKey(destination, source, protocol);

    /// <inheritdoc/>
    public bool Equals(FlowKey other) => Protocol == other.Protocol && Low.Equals(other.Low) && High.Equals(other.High);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)((Low.Mixed() + High.Mixed() + Protocol) >> 32);

    /// <summary>Whether packets from one end to the other belong here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Joins(in Endpoint source, in Endpoint destination, byte protocol, out bool fromLow)
    {
        fromLow = Low.Equals(source);
        return Protocol == protocol
            && (fromLow ? High.Equals(destination) : High.Equals(source) && Low.Equals(destination));
    }
}
