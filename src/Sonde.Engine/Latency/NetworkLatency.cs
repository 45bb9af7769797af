using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>How long answers take.</summary>
public sealed record NetworkLatency : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; one without TCP too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => LatencyJson.Default;

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
    [Description("Always network_latency.")]
    public string AnalysisType { get; } = "network_latency";

    /// <summary>All round-trip times.</summary>
    [Description("Round-trip times of all acknowledged TCP segments together; absent without any.")]
    public LatencyDistribution? RttAnalysis { get; init; }

    /// <summary>Opening handshakes.</summary>
    [Description(
        "Times from SYN to the ACK that ended the handshake, over connections that show it; absent without any."
    )]
    public LatencyDistribution? HandshakeRtt { get; init; }

    /// <summary>Pings.</summary>
    [Description("Times from ICMP echo request to reply; absent without any.")]
    public LatencyDistribution? IcmpRtt { get; init; }

    /// <summary>DNS.</summary>
    [Description("Mean and longest response times of DNS servers, busiest first, at most 20; absent without any.")]
    public IReadOnlyList<DnsLatencyRow>? DnsResponseTimes { get; init; }

    /// <summary>Flows.</summary>
    [Description("TCP connections with round-trip times, highest 95th percentile first.")]
    public required IReadOnlyList<FlowLatencyRow> Flows { get; init; }

    /// <summary>All flows with times.</summary>
    [Description("TCP connections with round-trip times.")]
    public required int TotalFlows { get; init; }

    /// <summary>Where the next page of flows begins.</summary>
    [Description("flow_offset of the next page of flows; absent on the last.")]
    public int? NextFlowOffset { get; init; }

    /// <summary>Single times.</summary>
    [Description(
        "Acknowledgments with the round-trip time of what they acknowledge (tcp.analysis.ack_rtt), in capture order."
    )]
    public required IReadOnlyList<LatencyRow> LatencyMeasurements { get; init; }

    /// <summary>All single times.</summary>
    [Description("Acknowledgments with a round-trip time in the capture.")]
    public required long TotalMeasurements { get; init; }

    /// <summary>All single times, under the general name.</summary>
    [Description("The same as total_measurements.")]
    public required long Total { get; init; }

    /// <summary>Rows of single times.</summary>
    [Description("Acknowledgments in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page of single times begins.</summary>
    [Description("Offset of the next page of acknowledgments; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>What shows it.</summary>
    [Description("The first acknowledgments, and the display filter that selects all.")]
    public Evidence? Evidence { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One acknowledgment and its time.</summary>
/// <param name="Frame">Its frame.</param>
/// <param name="AckedFrame">Frame of what it acknowledges.</param>
/// <param name="SrcIp">Who acknowledges.</param>
/// <param name="SrcPort">Its port.</param>
/// <param name="DstIp">Whose segment it was.</param>
/// <param name="DstPort">Its port.</param>
/// <param name="RttMs">Time between both.</param>
public sealed record LatencyRow(
    [property: Description("Frame of the acknowledgment.")] long Frame,
    [property: Description("Frame of the segment that it acknowledges.")] long AckedFrame,
    [property: Description("Who acknowledges.")] string SrcIp,
    [property: Description("Its port.")] int SrcPort,
    [property: Description("Whose segment is acknowledged.")] string DstIp,
    [property: Description("Its port.")] int DstPort,
    [property: Description("Milliseconds between both: the way from the capture point to src and back.")] double RttMs
);

/// <summary>The round-trip times of one connection.</summary>
/// <param name="SrcIp">Who opened it.</param>
/// <param name="SrcPort">Its port.</param>
/// <param name="DstIp">The other end.</param>
/// <param name="DstPort">Its port.</param>
/// <param name="Stream">Wireshark's number.</param>
/// <param name="HandshakeRttMs">Opening handshake.</param>
/// <param name="Rtt">All times, both ends.</param>
/// <param name="Evidence">Its packets.</param>
public sealed record FlowLatencyRow(
    [property: Description("Address of the end that opened the connection.")] string SrcIp,
    [property: Description("Its port.")] int SrcPort,
    [property: Description("Address of the other end.")] string DstIp,
    [property: Description("Its port.")] int DstPort,
    [property: Description("Wireshark's tcp.stream.")] int Stream,
    [property: Description("Milliseconds from SYN to the ACK that ended the handshake; absent where not captured.")]
        double? HandshakeRttMs,
    [property: Description("Round-trip times of acknowledged segments, both ends.")] LatencyDistribution Rtt,
    [property: Description("First and last frame, and the display filter that selects them.")] Evidence Evidence
);

/// <summary>How fast one DNS server answered.</summary>
/// <param name="Server">The server.</param>
/// <param name="Responses">Responses with a time.</param>
/// <param name="AvgMs">Mean.</param>
/// <param name="P95Ms">95th percentile.</param>
/// <param name="MaxMs">Longest.</param>
public sealed record DnsLatencyRow(
    [property: Description("The server.")] string Server,
    [property: Description("Responses with a time.")] long Responses,
    [property: Description("Mean, milliseconds.")] double AvgMs,
    [property: Description("95 % take no longer.")] double P95Ms,
    [property: Description("Longest, milliseconds.")] double MaxMs
);
