using System.Net;

namespace Sonde.Host;

/// <summary>A host on the same link, as ARP (IPv4) or Neighbor Discovery (IPv6) knows it.</summary>
public sealed record HostNeighbour
{
    /// <summary>Its address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Its link-layer address; null while it is not known.</summary>
    public string? LinkAddress { get; init; }

    /// <summary>Number of the interface; 0 when unknown.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>Name of the interface, or its address where the system names no other.</summary>
    public string? Interface { get; init; }

    /// <summary>RFC 4861 §7.3.2 and what systems add, upper case: <c>REACHABLE</c>, <c>STALE</c>, <c>PERMANENT</c> …</summary>
    public string? State { get; init; }

    /// <summary>It said that it is a router (RFC 4861 §4.4).</summary>
    public bool IsRouter { get; init; }

    /// <summary>This machine answers for it.</summary>
    public bool IsProxy { get; init; }

    /// <summary>Somebody else than the kernel wrote the entry.</summary>
    public bool IsExternal { get; init; }
}
