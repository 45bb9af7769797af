using System.Net;

namespace Sonde.Host;

/// <summary>One network interface.</summary>
public sealed record HostInterface
{
    /// <summary>The system's number of it.</summary>
    public required int Index { get; init; }

    /// <summary>Its name, without what tools add to it.</summary>
    public required string Name { get; init; }

    /// <summary>Other names of the same interface.</summary>
    public IReadOnlyList<string> AlternativeNames { get; init; } = [];

    /// <summary>The administrator switched it on.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>It is on and its link is there: packets can pass.</summary>
    public bool IsUp { get; init; }

    /// <summary>State of the link by RFC 2863: <c>up</c>, <c>down</c>, <c>lowerlayerdown</c>, <c>unknown</c> …</summary>
    public string? OperationalState { get; init; }

    /// <summary>What it is: <c>ethernet</c>, <c>loopback</c>, <c>bridge</c>, <c>veth</c>, <c>tun</c> …</summary>
    public required string Type { get; init; }

    /// <summary>It leads to this machine itself.</summary>
    public bool IsLoopback { get; init; }

    /// <summary>Address of the link layer, colons between octets.</summary>
    public string? LinkAddress { get; init; }

    /// <summary>Longest packet in octets.</summary>
    public int? Mtu { get; init; }

    /// <summary>Megabits per second, as the driver says.</summary>
    public long? SpeedMegabits { get; init; }

    /// <summary><c>full</c> or <c>half</c>.</summary>
    public string? Duplex { get; init; }

    /// <summary>Number of the bridge or bond that it is a port of.</summary>
    public int? MasterIndex { get; init; }

    /// <summary>Number of the other end (veth) or of the interface below (VLAN, macvlan).</summary>
    public int? LinkIndex { get; init; }

    /// <summary>The other end lies in another network namespace, where that number counts.</summary>
    public bool LinkIsElsewhere { get; init; }

    /// <summary>VLAN identifier, of a VLAN interface.</summary>
    public int? VlanId { get; init; }

    /// <summary>What the administrator noted.</summary>
    public string? Alias { get; init; }

    /// <summary>Flags by the system's names, lower case.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Its addresses.</summary>
    public IReadOnlyList<HostAddress> Addresses { get; init; } = [];

    /// <summary>What passed it since it came to be.</summary>
    public HostCounters? Counters { get; init; }
}

/// <summary>An address of an interface.</summary>
public sealed record HostAddress
{
    /// <summary>The interface that has it.</summary>
    public required int InterfaceIndex { get; init; }

    /// <summary>The address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Bits of the prefix.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The other end, of a point-to-point link.</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>IPv4 broadcast address.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>How far it is valid: <c>global</c>, <c>link</c>, <c>host</c>, <c>site</c>.</summary>
    public string? Scope { get; init; }

    /// <summary><c>secondary</c>, <c>temporary</c>, <c>deprecated</c>, <c>tentative</c>, <c>dadfailed</c>, <c>permanent</c> …</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Seconds for which it stays valid; null for ever.</summary>
    public long? ValidSeconds { get; init; }

    /// <summary>Seconds for which new connections should use it (RFC 4862 §5.5.4); null for ever.</summary>
    public long? PreferredSeconds { get; init; }
}

/// <summary>What passed an interface. Null where the system does not count it.</summary>
public sealed record HostCounters
{
    /// <summary>Packets received.</summary>
    public long? ReceivedPackets { get; init; }

    /// <summary>Packets sent.</summary>
    public long? SentPackets { get; init; }

    /// <summary>Octets received.</summary>
    public long? ReceivedOctets { get; init; }

    /// <summary>Octets sent.</summary>
    public long? SentOctets { get; init; }

    /// <summary>Packets received with an error.</summary>
    public long? ReceiveErrors { get; init; }

    /// <summary>Packets that could not be sent.</summary>
    public long? SendErrors { get; init; }

    /// <summary>Packets received and dropped.</summary>
    public long? ReceiveDrops { get; init; }

    /// <summary>Packets dropped instead of sent.</summary>
    public long? SendDrops { get; init; }

    /// <summary>Multicast packets received.</summary>
    public long? Multicast { get; init; }

    /// <summary>Collisions.</summary>
    public long? Collisions { get; init; }
}
