using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Who talks to whom, and where they are.</summary>
public sealed record NetworkTopology : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; an empty one too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => TopologyJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture, under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>Which analysis this is.</summary>
    [Description("Always network_topology.")]
    public string AnalysisType { get; } = "network_topology";

    /// <summary>Hosts.</summary>
    [Description("Addresses, most octets first, this page: the nodes of the graph.")]
    public required IReadOnlyList<TopologyHost> NetworkEndpoints { get; init; }

    /// <summary>All hosts.</summary>
    [Description("Addresses in the capture.")]
    public required int TotalEndpoints { get; init; }

    /// <summary>Links.</summary>
    [Description("Pairs of addresses, most octets first, this page: the edges of the graph.")]
    public required IReadOnlyList<TopologyLink> Links { get; init; }

    /// <summary>All links.</summary>
    [Description("Pairs of addresses in the capture.")]
    public required int TotalLinks { get; init; }

    /// <summary>Gateways.</summary>
    [Description("Hardware addresses that send datagrams of hosts further away: routers on this link, at most 100.")]
    public required IReadOnlyList<GatewayRow> Gateways { get; init; }

    /// <summary>Subnets.</summary>
    [Description("Subnets of the hosts on this link, /24 and /64 assumed, at most 100.")]
    public required IReadOnlyList<SubnetRow> Subnets { get; init; }

    /// <summary>ICMP.</summary>
    [Description("ICMP and ICMPv6 messages, which tell of routes, this page.")]
    public required IReadOnlyList<RoutingRow> RoutingInformation { get; init; }

    /// <summary>All ICMP.</summary>
    [Description("ICMP and ICMPv6 messages in the capture.")]
    public required long TotalRoutingPackets { get; init; }

    /// <summary>Paths.</summary>
    [Description(
        "Routers on the way between two hosts, as time-exceeded errors show them, at most 100; absent without any."
    )]
    public IReadOnlyList<PathRow>? Paths { get; init; }

    /// <summary>The graph as text.</summary>
    [Description("The graph as a Mermaid flowchart: the 40 links with most octets, grouped by subnet and gateway.")]
    public required string Mermaid { get; init; }

    /// <summary>The longest list.</summary>
    [Description("Entries of the longest one of network_endpoints, links and routing_information.")]
    public required long Total { get; init; }

    /// <summary>Rows of it.</summary>
    [Description("Entries of the longest one of these lists in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page of all three lists; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One address and where it is.</summary>
public sealed record TopologyHost
{
    /// <summary>The address.</summary>
    [Description("The address.")]
    public required string Ip { get; init; }

    /// <summary>Names.</summary>
    [Description("Names that the capture itself gives the address, each with its source.")]
    public IReadOnlyList<NameRow>? Names { get; init; }

    /// <summary>Where it is.</summary>
    [Description("local (on this link), remote (behind a gateway), group (multicast or broadcast), or unknown.")]
    public required string Place { get; init; }

    /// <summary>Routers in between.</summary>
    [Description(
        "Routers between the host and the capture point, guessed from its TTL (64, 128 or 255 at the start); absent when nothing tells."
    )]
    public int? Hops { get; init; }

    /// <summary>Hardware addresses.</summary>
    [Description("Hardware addresses that sent its packets, at most 8; for a remote host those of its gateways.")]
    public IReadOnlyList<string>? Macs { get; init; }

    /// <summary>VLANs.</summary>
    [Description("VLANs of its packets, at most 8.")]
    public IReadOnlyList<int>? Vlans { get; init; }

    /// <summary>Packets sent.</summary>
    [Description("Packets from the address.")]
    public required long PacketsSent { get; init; }

    /// <summary>Packets received.</summary>
    [Description("Packets to the address.")]
    public required long PacketsReceived { get; init; }

    /// <summary>Octets sent.</summary>
    [Description("Octets on the wire from the address.")]
    public required long BytesSent { get; init; }

    /// <summary>Octets received.</summary>
    [Description("Octets on the wire to the address.")]
    public required long BytesReceived { get; init; }
}

/// <summary>What two addresses exchanged.</summary>
/// <param name="AIp">The lower address.</param>
/// <param name="BIp">The higher address.</param>
/// <param name="Packets">Packets both ways.</param>
/// <param name="Bytes">Octets both ways.</param>
/// <param name="PacketsAToB">Packets from a to b.</param>
/// <param name="BytesAToB">Octets from a to b.</param>
/// <param name="PacketsBToA">Packets from b to a.</param>
/// <param name="BytesBToA">Octets from b to a.</param>
/// <param name="Evidence">Its packets.</param>
public sealed record TopologyLink(
    [property: Description("The lower address.")] string AIp,
    [property: Description("The higher address.")] string BIp,
    [property: Description("Packets both ways.")] long Packets,
    [property: Description("Octets on the wire both ways.")] long Bytes,
    [property: Description("Packets from a to b.")] long PacketsAToB,
    [property: Description("Octets from a to b.")] long BytesAToB,
    [property: Description("Packets from b to a.")] long PacketsBToA,
    [property: Description("Octets from b to a.")] long BytesBToA,
    [property: Description("First frame, and the display filter that selects all.")] Evidence Evidence
);

/// <summary>A router on this link.</summary>
/// <param name="Mac">Its hardware address.</param>
/// <param name="OwnIps">Its own addresses.</param>
/// <param name="HostsBehind">How many hosts it carries.</param>
/// <param name="Examples">Some of them.</param>
/// <param name="DisplayFilter">What selects its packets.</param>
public sealed record GatewayRow(
    [property: Description("Its hardware address.")] string Mac,
    [property: Description("Addresses that it claims in ARP, at most 20; absent when it did not say.")]
        IReadOnlyList<string>? OwnIps,
    [property: Description("Hosts further away whose packets it sent; at most 1,000 are counted.")] int HostsBehind,
    [property: Description("Some of these, at most 10.")] IReadOnlyList<string> Examples,
    [property: Description("Wireshark display filter that selects its packets.")] string DisplayFilter
);

/// <summary>Hosts of one subnet.</summary>
/// <param name="Subnet">The subnet.</param>
/// <param name="Hosts">How many hosts of it sent.</param>
/// <param name="Examples">Some of them.</param>
public sealed record SubnetRow(
    [property: Description("The subnet, its length assumed: /24 for IPv4, /64 for IPv6.")] string Subnet,
    [property: Description("Hosts of it on this link.")] int Hosts,
    [property: Description("Some of these, at most 10.")] IReadOnlyList<string> Examples
);

/// <summary>One ICMP message.</summary>
/// <param name="Frame">Its frame.</param>
/// <param name="SrcIp">Who sent it.</param>
/// <param name="DstIp">To whom.</param>
/// <param name="IcmpType">Type.</param>
/// <param name="Ttl">Hops left.</param>
public sealed record RoutingRow(
    [property: Description("Number of the frame.")] long Frame,
    [property: Description("Who sent it.")] string SrcIp,
    [property: Description("To whom.")] string DstIp,
    [property: Description("Type (icmp.type or icmpv6.type).")] int IcmpType,
    [property: Description("Time to live, or hop limit, of its header.")] int Ttl
);

/// <summary>Routers on the way from one host to another.</summary>
/// <param name="SrcIp">From.</param>
/// <param name="DstIp">To.</param>
/// <param name="Routers">The routers in the order of their answers.</param>
/// <param name="Reached">The end answered itself.</param>
public sealed record PathRow(
    [property: Description("Who sent the packets whose hops ran out.")] string SrcIp,
    [property: Description("Whom they were for.")] string DstIp,
    [property: Description("The routers at which they ran out, in the order of their answers.")]
        IReadOnlyList<string> Routers,
    [property: Description("The end answered itself.")] bool Reached
);
