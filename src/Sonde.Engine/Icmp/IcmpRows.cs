using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>Errors or redirects that say the same.</summary>
public sealed record IcmpProblemRow
{
    /// <summary>Type.</summary>
    [Description("Name of the type.")]
    public required string IcmpTypeName { get; init; }

    /// <summary>Code.</summary>
    [Description("Name of the code.")]
    public required string IcmpCodeName { get; init; }

    /// <summary>How many.</summary>
    [Description("Messages.")]
    public required long Count { get; init; }

    /// <summary>Who says so.</summary>
    [Description("Who sent them.")]
    public required string Reporter { get; init; }

    /// <summary>Sender of the quoted packets.</summary>
    [Description("Sender of the quoted packets.")]
    public required string QuotedSrcIp { get; init; }

    /// <summary>Destination of the quoted packets.</summary>
    [Description("Destination of the quoted packets: what could not be reached; absent without a readable quote.")]
    public string? QuotedDstIp { get; init; }

    /// <summary>Protocol of the quoted packets.</summary>
    [Description("Protocol of the quoted packets.")]
    public string? QuotedProtocol { get; init; }

    /// <summary>Destination ports of the quoted packets.</summary>
    [Description("Destination ports of the quoted packets, the first 20.")]
    public IReadOnlyList<int>? QuotedDstPorts { get; init; }

    /// <summary>Next-hop MTU.</summary>
    [Description("Largest packet for the next hop, octets; of fragmentation needed and packet too big.")]
    public long? Mtu { get; init; }

    /// <summary>Gateway.</summary>
    [Description("Gateway that a redirect names.")]
    public string? Gateway { get; init; }

    /// <summary>Frames.</summary>
    [Description("Frames, and a display filter that selects them.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>One path with the routers that answered on it.</summary>
public sealed record IcmpTraceRow
{
    /// <summary>Sender.</summary>
    [Description("Who sent the packets.")]
    public required string SrcIp { get; init; }

    /// <summary>Target.</summary>
    [Description("Whom they were for.")]
    public required string Target { get; init; }

    /// <summary>Protocol.</summary>
    [Description("Protocol of the packets.")]
    public required string Protocol { get; init; }

    /// <summary>Routers.</summary>
    [Description("Routers in the order of their first answers, which need not be their order on the path.")]
    public required IReadOnlyList<TraceRouterRow> Routers { get; init; }

    /// <summary>Whether the target answered.</summary>
    [Description("The target itself answered: an echo reply, or an error of its own.")]
    public required bool Reached { get; init; }

    /// <summary>Frames.</summary>
    [Description("Frames with the routers' answers, and a display filter that selects them.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>A router on a path.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Answers">How often it answered.</param>
public sealed record TraceRouterRow(
    [property: Description("Address that the router answered from.")] string Address,
    [property: Description("Answers.")] long Answers
);

/// <summary>One ICMP message.</summary>
public sealed record IcmpPacketRow
{
    /// <summary>Frame.</summary>
    [Description("Number of the frame in the capture.")]
    public required long PacketNumber { get; init; }

    /// <summary>Time.</summary>
    [Description("Time, ISO 8601 UTC; absent when the file has none.")]
    public string? Timestamp { get; init; }

    /// <summary>Sender.</summary>
    [Description("Sender.")]
    public required string SrcIp { get; init; }

    /// <summary>Receiver.</summary>
    [Description("Receiver.")]
    public required string DstIp { get; init; }

    /// <summary>IP version.</summary>
    [Description("4 or 6.")]
    public required int IpVersion { get; init; }

    /// <summary>Time to live.</summary>
    [Description("Time to live; of IPv4.")]
    public int? Ttl { get; init; }

    /// <summary>Hop limit.</summary>
    [Description("Hop limit; of IPv6.")]
    public int? HopLimit { get; init; }

    /// <summary>Octets of the frame.</summary>
    [Description("Octets of the frame on the wire.")]
    public required long PacketSize { get; init; }

    /// <summary>Type.</summary>
    [Description("Type (IANA); ICMP's for ip_version 4, ICMPv6's for 6.")]
    public required int IcmpType { get; init; }

    /// <summary>Code.</summary>
    [Description("Code, by type.")]
    public required int IcmpCode { get; init; }

    /// <summary>Type in words.</summary>
    [Description("Name of the type.")]
    public required string IcmpTypeName { get; init; }

    /// <summary>Code in words.</summary>
    [Description("Name of the code.")]
    public required string IcmpCodeName { get; init; }

    /// <summary>Identifier.</summary>
    [Description("Identifier of echo, timestamp, information and mask messages.")]
    public int? IcmpId { get; init; }

    /// <summary>Sequence number.</summary>
    [Description("Sequence number of the same.")]
    public int? IcmpSeq { get; init; }

    /// <summary>Checksum.</summary>
    [Description("Checksum as in the message.")]
    public required int Checksum { get; init; }

    /// <summary>Round-trip time.</summary>
    [Description("Milliseconds since the request; of its first reply.")]
    public double? RttMs { get; init; }

    /// <summary>The request.</summary>
    [Description("Frame of the request that this reply or error is about.")]
    public long? RequestFrame { get; init; }

    /// <summary>The reply.</summary>
    [Description("Frame of the first reply to this request.")]
    public long? ReplyFrame { get; init; }

    /// <summary>The error.</summary>
    [Description("Frame of the first error about this request.")]
    public long? ErrorFrame { get; init; }

    /// <summary>Whether the reply came again.</summary>
    [Description("The request had a reply already; absent otherwise.")]
    public bool? Duplicate { get; init; }

    /// <summary>Next-hop MTU.</summary>
    [Description("Largest packet for the next hop, octets.")]
    public long? Mtu { get; init; }

    /// <summary>Gateway.</summary>
    [Description("Gateway that a redirect names.")]
    public string? Gateway { get; init; }

    /// <summary>Neighbor.</summary>
    [Description("Neighbor that a solicitation or advertisement is about.")]
    public string? NeighborTarget { get; init; }

    /// <summary>Quoted packet.</summary>
    [Description("The packet that an error or redirect is about, as far as it quotes it.")]
    public QuotedPacketRow? Quoted { get; init; }
}

/// <summary>A packet quoted by an error.</summary>
/// <param name="SrcIp">Sender.</param>
/// <param name="DstIp">Destination.</param>
/// <param name="Protocol">Protocol.</param>
/// <param name="SrcPort">Source port.</param>
/// <param name="DstPort">Destination port.</param>
public sealed record QuotedPacketRow(
    [property: Description("Its sender.")] string SrcIp,
    [property: Description("Its destination.")] string DstIp,
    [property: Description("Its protocol.")] string Protocol,
    [property: Description("Its source port.")] int? SrcPort,
    [property: Description("Its destination port.")] int? DstPort
);
