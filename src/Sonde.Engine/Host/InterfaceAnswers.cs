using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The arguments of the question about interfaces.</summary>
public sealed record InterfacesArguments : HostPageArguments
{
    /// <summary>One interface.</summary>
    [Description("Only the interface of this name, such as eth0.")]
    public string? Interface { get; init; }

    /// <summary>One state.</summary>
    [Description("Only interfaces in this state: up or down.")]
    public string? Status { get; init; }
}

/// <summary>The interfaces of this machine.</summary>
public sealed record InterfaceList : IAnswer
{
    /// <inheritdoc/>
    [Description("The system was asked.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => HostJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The interfaces.</summary>
    [Description("The interfaces of this page, by the system's numbers.")]
    public required IReadOnlyList<InterfaceEntry> Interfaces { get; init; }

    /// <summary>That of the default route.</summary>
    [Description("Interface of the default route, IPv4 before IPv6; absent without one.")]
    public string? DefaultInterface { get; init; }

    /// <summary>Routers.</summary>
    [Description("Default routes of both families, lowest metric first.")]
    public required IReadOnlyList<DefaultGateway> DefaultGateways { get; init; }

    /// <summary>How many there are.</summary>
    [Description("Interfaces that fit the arguments.")]
    public required long Total { get; init; }

    /// <summary>On this page.</summary>
    [Description("Interfaces on this page.")]
    public required int Returned { get; init; }

    /// <summary>Next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What the answer rests on.</summary>
    [Description("What the answer rests on.")]
    public required HostCoverage Coverage { get; init; }
}

/// <summary>A default route.</summary>
/// <param name="IpVersion">4 or 6.</param>
/// <param name="Gateway">The router.</param>
/// <param name="Interface">The way to it.</param>
/// <param name="Metric">The lower of two wins.</param>
public sealed record DefaultGateway(
    [property: Description("4 or 6.")] int IpVersion,
    [property: Description("The router; absent when everything is on the link.")] string? Gateway,
    [property: Description("The interface that leads to it.")] string? Interface,
    [property: Description("The lower of two wins.")] long? Metric
);

/// <summary>One interface.</summary>
public sealed record InterfaceEntry
{
    /// <summary>Name.</summary>
    [Description("Name, without what tools add to it.")]
    public required string Name { get; init; }

    /// <summary>Number.</summary>
    [Description("The system's number of it.")]
    public required int Index { get; init; }

    /// <summary>State.</summary>
    [Description("up when packets can pass, else down.")]
    public required string Status { get; init; }

    /// <summary>Switched on.</summary>
    [Description("The administrator switched it on.")]
    public required bool Enabled { get; init; }

    /// <summary>State of the link.</summary>
    [Description("State of the link by RFC 2863: up, down, lowerlayerdown, dormant, unknown.")]
    public string? OperationalState { get; init; }

    /// <summary>Kind.</summary>
    [Description("What it is: ethernet, loopback, bridge, vlan, veth, tun, bond, wireguard, wifi …")]
    public required string Type { get; init; }

    /// <summary>Link-layer address.</summary>
    [Description("Link-layer address.")]
    public string? MacAddress { get; init; }

    /// <summary>IPv4.</summary>
    [Description("IPv4 addresses.")]
    public required IReadOnlyList<string> Ipv4Addresses { get; init; }

    /// <summary>IPv6.</summary>
    [Description("IPv6 addresses.")]
    public required IReadOnlyList<string> Ipv6Addresses { get; init; }

    /// <summary>Mask.</summary>
    [Description("Mask of the first IPv4 address; address_details has those of all.")]
    public string? Netmask { get; init; }

    /// <summary>Broadcast address.</summary>
    [Description("Broadcast address of the first IPv4 address that has one.")]
    public string? Broadcast { get; init; }

    /// <summary>Longest packet.</summary>
    [Description("Longest packet in octets.")]
    public int? Mtu { get; init; }

    /// <summary>All of the addresses.</summary>
    [Description("The addresses with prefix, scope and flags.")]
    public required IReadOnlyList<AddressDetail> AddressDetails { get; init; }

    /// <summary>Routers reached through it.</summary>
    [Description("Routers of default routes through it.")]
    public IReadOnlyList<string>? Gateways { get; init; }

    /// <summary>Speed.</summary>
    [Description("Megabits per second as the driver says; absent when it does not.")]
    public long? SpeedMbps { get; init; }

    /// <summary>Duplex.</summary>
    [Description("full or half.")]
    public string? Duplex { get; init; }

    /// <summary>Bridge or bond.</summary>
    [Description("Bridge or bond that it is a port of.")]
    public string? Master { get; init; }

    /// <summary>Other end or lower interface.</summary>
    [Description("The other end of a veth, or the interface below a VLAN or macvlan.")]
    public string? Link { get; init; }

    /// <summary>Its number.</summary>
    [Description("Number of that interface; it counts in another network namespace when link is absent.")]
    public int? LinkIndex { get; init; }

    /// <summary>VLAN.</summary>
    [Description("VLAN identifier, of a VLAN interface.")]
    public int? VlanId { get; init; }

    /// <summary>Other names.</summary>
    [Description("Other names of it.")]
    public IReadOnlyList<string>? AlternativeNames { get; init; }

    /// <summary>Note.</summary>
    [Description("What the administrator or the system notes of it.")]
    public string? Alias { get; init; }

    /// <summary>Flags.</summary>
    [Description("Flags by the system's names.")]
    public IReadOnlyList<string>? Flags { get; init; }

    /// <summary>Counters.</summary>
    [Description("What passed it since it came to be.")]
    public InterfaceTraffic? Counters { get; init; }
}

/// <summary>An address with what belongs to it.</summary>
public sealed record AddressDetail
{
    /// <summary>Address.</summary>
    [Description("Address.")]
    public required string Address { get; init; }

    /// <summary>Version.</summary>
    [Description("4 or 6.")]
    public required int IpVersion { get; init; }

    /// <summary>Prefix.</summary>
    [Description("Bits of the prefix.")]
    public required int PrefixLength { get; init; }

    /// <summary>Mask.</summary>
    [Description("IPv4: the prefix as a mask.")]
    public string? Netmask { get; init; }

    /// <summary>Broadcast.</summary>
    [Description("IPv4: broadcast address.")]
    public string? Broadcast { get; init; }

    /// <summary>Other end.</summary>
    [Description("The other end of a point-to-point link.")]
    public string? Peer { get; init; }

    /// <summary>Scope.</summary>
    [Description("How far it is valid: global, link, host, site.")]
    public string? Scope { get; init; }

    /// <summary>Flags.</summary>
    [Description("secondary, temporary, deprecated, tentative, dadfailed, permanent, noprefixroute …")]
    public IReadOnlyList<string>? Flags { get; init; }

    /// <summary>Life.</summary>
    [Description("Seconds for which it stays valid; absent when for ever.")]
    public long? ValidSeconds { get; init; }

    /// <summary>Preferred life.</summary>
    [Description("Seconds for which new connections should use it; absent when for ever.")]
    public long? PreferredSeconds { get; init; }
}

/// <summary>Counters of an interface; absent where the system does not count.</summary>
/// <param name="RxPackets">Packets received.</param>
/// <param name="TxPackets">Packets sent.</param>
/// <param name="RxOctets">Octets received.</param>
/// <param name="TxOctets">Octets sent.</param>
/// <param name="RxErrors">Packets received with an error.</param>
/// <param name="TxErrors">Packets that could not be sent.</param>
/// <param name="RxDropped">Packets received and dropped.</param>
/// <param name="TxDropped">Packets dropped instead of sent.</param>
/// <param name="Multicast">Multicast packets received.</param>
/// <param name="Collisions">Collisions.</param>
public sealed record InterfaceTraffic(
    [property: Description("Packets received.")] long? RxPackets,
    [property: Description("Packets sent.")] long? TxPackets,
    [property: Description("Octets received.")] long? RxOctets,
    [property: Description("Octets sent.")] long? TxOctets,
    [property: Description("Packets received with an error.")] long? RxErrors,
    [property: Description("Packets that could not be sent.")] long? TxErrors,
    [property: Description("Packets received and dropped.")] long? RxDropped,
    [property: Description("Packets dropped instead of sent.")] long? TxDropped,
    [property: Description("Multicast packets received.")] long? Multicast,
    [property: Description("Collisions.")] long? Collisions
);
