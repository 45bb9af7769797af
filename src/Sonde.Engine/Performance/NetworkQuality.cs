using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Jitter, loss and errors.</summary>
public sealed record NetworkQuality : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; an empty one too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PerformanceJson.Default;

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
    [Description("Always network_quality_metrics.")]
    public string AnalysisType { get; } = "network_quality_metrics";

    /// <summary>TCP as a whole.</summary>
    [Description("All TCP connections together; absent without TCP.")]
    public TcpQuality? TcpQuality { get; init; }

    /// <summary>Media streams.</summary>
    [Description("RTP streams, most lost packets first, at most 100.")]
    public required IReadOnlyList<RtpRow> RtpAnalysis { get; init; }

    /// <summary>Pings.</summary>
    [Description("ICMP and ICMPv6 echo, most lost first, at most 100; absent without any.")]
    public IReadOnlyList<EchoQualityRow>? IcmpEcho { get; init; }

    /// <summary>Connections.</summary>
    [Description("TCP connections, highest share of retransmissions first.")]
    public required IReadOnlyList<FlowQualityRow> Flows { get; init; }

    /// <summary>All connections.</summary>
    [Description("TCP connections in the list.")]
    public required int TotalFlows { get; init; }

    /// <summary>Where the next page of connections begins.</summary>
    [Description("flow_offset of the next page of flows; absent on the last.")]
    public int? NextFlowOffset { get; init; }

    /// <summary>Gaps.</summary>
    [Description("TCP segments before which something is missing (tcp.analysis.lost_segment), this page.")]
    public required IReadOnlyList<PacketPlaceRow> PacketLossEvents { get; init; }

    /// <summary>All gaps.</summary>
    [Description("Such segments in the capture.")]
    public required long TotalPacketLoss { get; init; }

    /// <summary>Wrong checksums.</summary>
    [Description(
        "Wrong checksums of IPv4, TCP and UDP, this page; those left for the network card are not among them."
    )]
    public required IReadOnlyList<PacketPlaceRow> ChecksumErrors { get; init; }

    /// <summary>All wrong checksums.</summary>
    [Description("Wrong checksums in the capture.")]
    public required long TotalChecksumErrors { get; init; }

    /// <summary>Checksums verified.</summary>
    [Description("Checksums that could be verified: of whole datagrams that are no fragments.")]
    public required long ChecksumsVerified { get; init; }

    /// <summary>Checksums of the network card.</summary>
    [Description("Checksums that the capturing machine left for its network card: no errors.")]
    public required long ChecksumsOffloaded { get; init; }

    /// <summary>The longer of the two lists of packets.</summary>
    [Description("Entries of the longer one of packet_loss_events and checksum_errors.")]
    public required long Total { get; init; }

    /// <summary>Rows of both.</summary>
    [Description("Entries of the longer one of both lists in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page of both begins.</summary>
    [Description("Offset of the next page of packet_loss_events and checksum_errors; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>The quality of all TCP connections together.</summary>
/// <param name="Totals">Segments, retransmissions and times.</param>
/// <param name="LostSegments">Gaps.</param>
/// <param name="OutOfOrder">Overtaken segments.</param>
/// <param name="DuplicateAcks">Repeated acknowledgments.</param>
/// <param name="JitterMs">Variation of round-trip times.</param>
public sealed record TcpQuality(
    [property: Description("Segments, retransmissions and round-trip times.")] TcpTotals Totals,
    [property: Description("Segments before which something is missing in the capture (tcp.analysis.lost_segment).")]
        long LostSegments,
    [property: Description("Segments overtaken on the way (tcp.analysis.out_of_order).")] long OutOfOrder,
    [property: Description("Repeated acknowledgments (tcp.analysis.duplicate_ack).")] long DuplicateAcks,
    [property: Description(
        "Mean difference between a round-trip time and the one before it from the same end, milliseconds."
    )]
        double? JitterMs
);

/// <summary>The quality of one TCP connection.</summary>
/// <param name="Stream">Wireshark's number.</param>
/// <param name="SrcIp">Client.</param>
/// <param name="SrcPort">Its port.</param>
/// <param name="DstIp">Server.</param>
/// <param name="DstPort">Its port.</param>
/// <param name="Packets">Segments.</param>
/// <param name="Retransmissions">Sent again.</param>
/// <param name="LossPercent">Share sent again.</param>
/// <param name="LostSegments">Gaps.</param>
/// <param name="OutOfOrder">Overtaken.</param>
/// <param name="DuplicateAcks">Repeated acknowledgments.</param>
/// <param name="RttAvgMs">Mean round-trip time.</param>
/// <param name="JitterMs">Its variation.</param>
/// <param name="Evidence">Its packets.</param>
public sealed record FlowQualityRow(
    [property: Description("Wireshark's tcp.stream.")] int Stream,
    [property: Description("Address of the client.")] string SrcIp,
    [property: Description("Its port.")] int SrcPort,
    [property: Description("Address of the server.")] string DstIp,
    [property: Description("Its port.")] int DstPort,
    [property: Description("Segments both ways.")] long Packets,
    [property: Description("Segments sent again.")] long Retransmissions,
    [property: Description(
        "Estimate of the loss: segments sent again, but not needlessly, in percent of those with data."
    )]
        double LossPercent,
    [property: Description("Segments before which something is missing in the capture.")] long LostSegments,
    [property: Description("Segments overtaken on the way.")] long OutOfOrder,
    [property: Description("Repeated acknowledgments.")] long DuplicateAcks,
    [property: Description("Mean round-trip time, milliseconds; absent without any.")] double? RttAvgMs,
    [property: Description(
        "Mean difference between round-trip times that follow each other, milliseconds; absent without two."
    )]
        double? JitterMs,
    [property: Description("First and last frame, and the display filter that selects them.")] Evidence Evidence
);

/// <summary>The quality of one run of pings.</summary>
/// <param name="SrcIp">Who asks.</param>
/// <param name="DstIp">Who is asked.</param>
/// <param name="Identifier">Identifier of the messages.</param>
/// <param name="Requests">Requests.</param>
/// <param name="Unanswered">Requests without a reply.</param>
/// <param name="LossPercent">Their share.</param>
/// <param name="Rtt">Times.</param>
/// <param name="JitterMs">Their variation.</param>
/// <param name="Frames">First frames.</param>
public sealed record EchoQualityRow(
    [property: Description("Who asks.")] string SrcIp,
    [property: Description("Who is asked.")] string DstIp,
    [property: Description("Identifier of the messages.")] int Identifier,
    [property: Description("Echo requests.")] long Requests,
    [property: Description("Requests without a reply in the capture.")] long Unanswered,
    [property: Description("Requests without a reply in percent.")] double LossPercent,
    [property: Description("Times from request to reply; absent without any.")] LatencyDistribution? Rtt,
    [property: Description("Mean difference between times that follow each other, milliseconds; absent without two.")]
        double? JitterMs,
    [property: Description("Numbers of the first frames, at most 20.")] IReadOnlyList<long> Frames
);

/// <summary>A packet, to be looked at.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="SrcIp">Who sent it.</param>
/// <param name="DstIp">To whom.</param>
/// <param name="Protocol">Which header.</param>
public sealed record PacketPlaceRow(
    [property: Description("Number of the frame.")] long Frame,
    [property: Description("Who sent it.")] string SrcIp,
    [property: Description("To whom.")] string DstIp,
    [property: Description("The header that it is about.")] string Protocol
);
