using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What came late, twice, or after a silence.</summary>
public sealed record TcpTimingAnswer : IAnswer
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
    public required string File { get; init; }

    /// <summary>The capture under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>What was done.</summary>
    [Description("packet_timing_issues")]
    public string AnalysisType { get; } = "packet_timing_issues";

    /// <summary>Packets.</summary>
    [Description("Packets with TCP of the connections that were asked about.")]
    public required long TotalPackets { get; init; }

    /// <summary>Segments with data.</summary>
    [Description("Segments with data: what the rate of segments out of order refers to.")]
    public required long DataSegments { get; init; }

    /// <summary>Out of order.</summary>
    [Description("Segments out of order (tcp.analysis.out_of_order).")]
    public required long TotalOutOfOrder { get; init; }

    /// <summary>Share.</summary>
    [Description("Them as a share (0 to 1) of the segments with data.")]
    public required double OutOfOrderRate { get; init; }

    /// <summary>Extent in octets.</summary>
    [Description("Most octets that one of them came behind.")]
    public required long MaxOctetsBehind { get; init; }

    /// <summary>Extent in time.</summary>
    [Description("Most milliseconds that one of them came after what overtook it.")]
    public required double MaxMsBehind { get; init; }

    /// <summary>Duplicate ACKs.</summary>
    [Description("Duplicate ACKs (tcp.analysis.duplicate_ack).")]
    public required long TotalDuplicates { get; init; }

    /// <summary>Duplicate frames.</summary>
    [Description(
        "Internet packets that the capture has twice: mirrored ports, several interfaces, loops. All protocols."
    )]
    public required long TotalDuplicateFrames { get; init; }

    /// <summary>Silences.</summary>
    [Description("Connections that were silent for a second or more.")]
    public required int TotalSilences { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries of out_of_order_packets in this answer; the same page of the other lists is in it.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page of any of the lists; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>Segments out of order.</summary>
    [Description("Segments out of order in capture order, one page of them.")]
    public required IReadOnlyList<TcpEventRow> OutOfOrderPackets { get; init; }

    /// <summary>Duplicate ACKs.</summary>
    [Description("Duplicate ACKs in capture order, one page of them.")]
    public required IReadOnlyList<TcpEventRow> DuplicatePackets { get; init; }

    /// <summary>Copies.</summary>
    [Description("Packets captured twice, one page of them.")]
    public required IReadOnlyList<DuplicateFrameRow> DuplicateFrames { get; init; }

    /// <summary>Silences.</summary>
    [Description("Connections with silences, longest first, one page of them.")]
    public required IReadOnlyList<TcpSilenceRow> Silences { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }

    /// <summary>Segments out of order.</summary>
    [Description("Frames out of order, and a filter that selects them.")]
    public required Evidence Evidence { get; init; }

    /// <summary>Duplicate ACKs.</summary>
    [Description("Frames with duplicate ACKs, and a filter that selects them.")]
    public required Evidence DuplicateEvidence { get; init; }

    /// <summary>Copies.</summary>
    [Description("The second copies; the filter is absent when there are more than 20.")]
    public required Evidence DuplicateFrameEvidence { get; init; }
}

/// <summary>A packet that was captured twice.</summary>
/// <param name="Frame">The second copy.</param>
/// <param name="OriginalFrame">The first copy.</param>
/// <param name="MsApart">Time between them.</param>
/// <param name="Kind">Whether it is the same frame or the packet further on its way.</param>
public sealed record DuplicateFrameRow(
    [property: Description("Number of the second copy.")] long Frame,
    [property: Description("Number of the first copy.")] long OriginalFrame,
    [property: Description("Milliseconds between them.")] double MsApart,
    [property: Description("identical, or forwarded: other link header or fewer hops left, so seen at two places.")]
        string Kind
);

/// <summary>The silences of one connection.</summary>
public sealed record TcpSilenceRow
{
    /// <summary>Number.</summary>
    [Description("Number of the connection (tcp.stream).")]
    public required int Stream { get; init; }

    /// <summary>Client.</summary>
    [Description("The client.")]
    public required string Client { get; init; }

    /// <summary>Server.</summary>
    [Description("The server.")]
    public required string Server { get; init; }

    /// <summary>How many.</summary>
    [Description("Silences of a second or more.")]
    public required long Count { get; init; }

    /// <summary>Longest.</summary>
    [Description("Milliseconds of the longest.")]
    public required double LongestMs { get; init; }

    /// <summary>All.</summary>
    [Description("Seconds of all of them.")]
    public required double TotalSeconds { get; init; }

    /// <summary>Where the longest ended.</summary>
    [Description("Frame that ended the longest.")]
    public required long LongestFrame { get; init; }

    /// <summary>Where to look.</summary>
    [Description("Frames that ended them, and a filter that selects these.")]
    public required Evidence Evidence { get; init; }
}
