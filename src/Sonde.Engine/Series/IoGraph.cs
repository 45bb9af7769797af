using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Throughput over time, as numbers and as pictures.</summary>
public sealed record IoGraph : IAnswer
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
    public required string File { get; init; }

    /// <summary>The capture, under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>Which analysis this is.</summary>
    [Description("Always throughput_io_graph.")]
    public string AnalysisType { get; } = "throughput_io_graph";

    /// <summary>Seconds of an interval.</summary>
    [Description("Seconds of an interval: as asked, or longer when coverage.limits says intervals_in_memory.")]
    public required double TimeInterval { get; init; }

    /// <summary>Seconds of an interval, under their other name.</summary>
    [Description("The same as time_interval.")]
    public required double TimeIntervalSeconds { get; init; }

    /// <summary>A picture in text.</summary>
    [Description("Octets over the whole capture as one line of blocks, blank where nothing passed.")]
    public required string ThroughputData { get; init; }

    /// <summary>A picture in text, under its other name.</summary>
    [Description("The same as throughput_data.")]
    public required string IoGraphData { get; init; }

    /// <summary>A picture.</summary>
    [Description(
        "The whole capture as an SVG picture: bits per second over time, the busiest interval of each of at most 240 columns."
    )]
    public required string Svg { get; init; }

    /// <summary>The intervals.</summary>
    [Description("The intervals of this page, empty ones included; borders count from the first packet.")]
    public required IReadOnlyList<IntervalRow> Buckets { get; init; }

    /// <summary>All intervals.</summary>
    [Description("Intervals from the first to the last packet.")]
    public required long Total { get; init; }

    /// <summary>Intervals in this answer.</summary>
    [Description("Intervals in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>What the whole comes to.</summary>
    [Description("Sums, averages, peak and percentiles over all intervals.")]
    public required SeriesStatistics Statistics { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}
