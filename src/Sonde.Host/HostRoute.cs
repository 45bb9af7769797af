using System.Net;

namespace Sonde.Host;

/// <summary>One entry of the forwarding tables.</summary>
public sealed record HostRoute
{
    /// <summary>First address of the destination.</summary>
    public required IPAddress Destination { get; init; }

    /// <summary>Bits of the destination's prefix; 0 is the default route.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>What it does: <c>unicast</c>, <c>local</c>, <c>blackhole</c>, <c>unreachable</c>, <c>prohibit</c> …</summary>
    public required string Type { get; init; }

    /// <summary>The table it stands in, by number.</summary>
    public uint Table { get; init; }

    /// <summary>Ways to go; several share the packets. None where packets are refused.</summary>
    public IReadOnlyList<HostNextHop> NextHops { get; init; } = [];

    /// <summary>The lower of two wins.</summary>
    public long? Metric { get; init; }

    /// <summary>Who made it: <c>kernel</c>, <c>dhcp</c>, <c>static</c>, <c>ra</c>, <c>bgp</c> …</summary>
    public string? Protocol { get; init; }

    /// <summary><c>global</c>, <c>link</c>, <c>host</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>Address that packets leave with when their socket has none.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>Prefix of senders that it is for; null for all.</summary>
    public string? FromPrefix { get; init; }

    /// <summary>Path MTU in octets that was set for it.</summary>
    public int? Mtu { get; init; }

    /// <summary>IPv6 router preference (RFC 4191): <c>low</c>, <c>medium</c>, <c>high</c>.</summary>
    public string? Preference { get; init; }

    /// <summary>Flags as the system spells them: letters elsewhere, words on Linux.</summary>
    public string? Flags { get; init; }

    /// <summary>The route is on the way but its interface cannot carry packets.</summary>
    public bool IsDead { get; init; }

    /// <summary>It leads to everything.</summary>
    public bool IsDefault => PrefixLength == 0 && Type == "unicast";
}

/// <summary>One way of a route.</summary>
/// <param name="Gateway">The router; null when the destination is on the link.</param>
/// <param name="InterfaceIndex">The interface; 0 when unknown.</param>
/// <param name="Interface">Its name, or its address where the system names no other.</param>
/// <param name="Weight">Share of the packets among several ways, from 1.</param>
/// <param name="Flags"><c>dead</c>, <c>linkdown</c>, <c>onlink</c> …</param>
public sealed record HostNextHop(
    IPAddress? Gateway,
    int InterfaceIndex,
    string? Interface,
    int Weight,
    IReadOnlyList<string> Flags
);

/// <summary>What the system would do with a packet to one destination.</summary>
public sealed record RouteChoice
{
    /// <summary>Why there is no way: <c>no route</c>, <c>blackhole</c>, <c>unreachable</c>, <c>prohibit</c>; null when there is one.</summary>
    public string? Refused { get; init; }

    /// <summary>The way: gateway, interface, source.</summary>
    public HostRoute? Way { get; init; }

    /// <summary>The entry of the tables that decided; null when the system does not say.</summary>
    public HostRoute? Entry { get; init; }
}
