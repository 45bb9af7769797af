using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What goes wrong in the TCP connections of a capture.</summary>
public sealed record TcpIssues : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => TcpJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string FilePath { get; init; }

    /// <summary>The capture under its other name.</summary>
    [Description("The same as file_path.")]
    public required string PcapFile { get; init; }

    /// <summary>What was done.</summary>
    [Description("tcp_issues")]
    public string AnalysisType { get; } = "tcp_issues";

    /// <summary>Packets.</summary>
    [Description("Packets with TCP of the connections that were asked about.")]
    public required long TotalTcpPackets { get; init; }

    /// <summary>Segments with data.</summary>
    [Description("Segments with data among them: what rates of retransmissions refer to.")]
    public required long DataSegments { get; init; }

    /// <summary>Connections.</summary>
    [Description("TCP connections.")]
    public required long Connections { get; init; }

    /// <summary>There is something to look at.</summary>
    [Description("There is an issue of severity low or higher.")]
    public required bool HasIssues { get; init; }

    /// <summary>Kinds of issues.</summary>
    [Description("Kinds of issues on all pages.")]
    public required int Total { get; init; }

    /// <summary>Kinds in this answer.</summary>
    [Description("Kinds of issues in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>The issues.</summary>
    [Description("What was found, one entry a kind, most severe first.")]
    public required IReadOnlyList<TcpIssueRow> Issues { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One kind of trouble.</summary>
public sealed record TcpIssueRow
{
    /// <summary>Kind.</summary>
    [Description(
        "retransmission, fast_retransmission, spurious_retransmission, out_of_order, duplicate_ack, lost_segment, ack_lost_segment, "
            + "captured_twice, zero_window, window_full, keep_alive, reused_ports, reset, injected_reset, connection_refused, no_answer or path_mtu."
    )]
    public required string IssueType { get; init; }

    /// <summary>How many.</summary>
    [Description("How many, in the unit of rate_of: segments, or connections.")]
    public required long Count { get; init; }

    /// <summary>Share.</summary>
    [Description("The count as a share (0 to 1) of what rate_of names.")]
    public required double Rate { get; init; }

    /// <summary>Of what.</summary>
    [Description("What the rate refers to: data_segments, segments or connections.")]
    public required string RateOf { get; init; }

    /// <summary>Severity.</summary>
    [Description("info, low, medium or high, by count.")]
    public required string Severity { get; init; }

    /// <summary>Connections.</summary>
    [Description("The connections with most of it, client -> server; at most 5.")]
    public required IReadOnlyList<string> AffectedFlows { get; init; }

    /// <summary>How many connections.</summary>
    [Description("Connections with it.")]
    public required int AffectedFlowsTotal { get; init; }

    /// <summary>What it means.</summary>
    [Description("What it means and what to look at next.")]
    public required string Recommendation { get; init; }

    /// <summary>Where to look.</summary>
    [Description("Frames, and a filter that selects them.")]
    public required Evidence Evidence { get; init; }
}
