using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>How fast conversations were.</summary>
public sealed record Throughput : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; an empty one too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => SeriesJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string FilePath { get; init; }

    /// <summary>Packets read.</summary>
    [Description("Packets read.")]
    public required long TotalPacketsScanned { get; init; }

    /// <summary>Conversations of the capture.</summary>
    [Description("Conversations in the capture, all protocols.")]
    public required int ConversationsAnalyzed { get; init; }

    /// <summary>Conversations in this answer.</summary>
    [Description("Conversations in this answer.")]
    public required int TopN { get; init; }

    /// <summary>The order.</summary>
    [Description("The order: mbps_total or bytes_total.")]
    public required string SortBy { get; init; }

    /// <summary>The conversations.</summary>
    [Description("The conversations; src is the end that sent more octets.")]
    public required IReadOnlyList<ThroughputRow> Conversations { get; init; }

    /// <summary>All conversations of the list.</summary>
    [Description("Conversations in the whole list.")]
    public required int Total { get; init; }

    /// <summary>Conversations in this answer.</summary>
    [Description("The same as top_n.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>How fast one conversation was.</summary>
public sealed record ThroughputRow
{
    /// <summary>Who sent more.</summary>
    [Description("Address of the end that sent more octets; of equal ones the lower.")]
    public required string SrcIp { get; init; }

    /// <summary>Its port.</summary>
    [Description("Its port; absent where the protocol has none.")]
    public int? SrcPort { get; init; }

    /// <summary>Who sent less.</summary>
    [Description("Address of the other end.")]
    public required string DstIp { get; init; }

    /// <summary>Its port.</summary>
    [Description("Its port; absent where the protocol has none.")]
    public int? DstPort { get; init; }

    /// <summary>Protocol.</summary>
    [Description("TCP, UDP, SCTP, ICMP, ICMPv6 or IP, as in get_conversations.")]
    public required string Protocol { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets both ways.")]
    public required long PacketsTotal { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets on the wire both ways, whole frames.")]
    public required long BytesTotal { get; init; }

    /// <summary>Seconds.</summary>
    [Description("Seconds from the earliest to the latest packet.")]
    public double? DurationSeconds { get; init; }

    /// <summary>Earliest packet.</summary>
    [Description("Time of the earliest packet, seconds since 1970.")]
    public double? StartTime { get; init; }

    /// <summary>Latest packet.</summary>
    [Description("Time of the latest packet, seconds since 1970.")]
    public double? EndTime { get; init; }

    /// <summary>Packets forward.</summary>
    [Description("Packets from src to dst.")]
    public required long PacketsForward { get; init; }

    /// <summary>Octets forward.</summary>
    [Description("Octets from src to dst.")]
    public required long BytesForward { get; init; }

    /// <summary>Packets back.</summary>
    [Description("Packets from dst to src.")]
    public required long PacketsReverse { get; init; }

    /// <summary>Octets back.</summary>
    [Description("Octets from dst to src.")]
    public required long BytesReverse { get; init; }

    /// <summary>Rate forward.</summary>
    [Description("Mbit/s from src to dst over the whole conversation; absent when no time passed.")]
    public double? MbpsForward { get; init; }

    /// <summary>Rate back.</summary>
    [Description("Mbit/s from dst to src, likewise.")]
    public double? MbpsReverse { get; init; }

    /// <summary>Rate both ways.</summary>
    [Description("Mbit/s both ways, likewise.")]
    public double? MbpsTotal { get; init; }

    /// <summary>Highest rate.</summary>
    [Description("Mbit/s both ways in the busiest tenth of a second; absent for conversations shorter than that.")]
    public double? MbpsPeak { get; init; }

    /// <summary>The direction in words.</summary>
    [Description("From which end to which more octets went.")]
    public required string Direction { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("First and last frame, number of packets, and the display filter that selects them.")]
    public required Evidence Evidence { get; init; }
}
