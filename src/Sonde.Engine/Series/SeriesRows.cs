using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>What passed in one interval of time.</summary>
public record IntervalRow
{
    /// <summary>When it begins, from the first packet.</summary>
    [Description("When it begins, in seconds from the first packet; negative for packets earlier than the first.")]
    public required double Start { get; init; }

    /// <summary>When it ends, from the first packet.</summary>
    [Description("When it ends, in seconds from the first packet; what comes exactly then is in the next interval.")]
    public required double End { get; init; }

    /// <summary>When it begins.</summary>
    [Description("When it begins, ISO 8601 UTC.")]
    public required string StartTime { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets.")]
    public required long Packets { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets on the wire.")]
    public required long Bytes { get; init; }

    /// <summary>Bits per second.</summary>
    [Description(
        "Bits per second over the interval, or over the capture when that is shorter; absent when no time passed."
    )]
    public double? Bps { get; init; }

    /// <summary>Packets per second.</summary>
    [Description("Packets per second, likewise.")]
    public double? Pps { get; init; }
}

/// <summary>What a whole series comes to.</summary>
public sealed record SeriesStatistics
{
    /// <summary>Packets.</summary>
    [Description("Packets in all intervals.")]
    public required long Packets { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets on the wire in all intervals.")]
    public required long Bytes { get; init; }

    /// <summary>Seconds.</summary>
    [Description("Seconds from the earliest to the latest packet; absent without packets.")]
    public double? DurationSeconds { get; init; }

    /// <summary>Average rate.</summary>
    [Description("Average bits per second over that time; absent when no time passed.")]
    public double? AverageBps { get; init; }

    /// <summary>Average packets per second.</summary>
    [Description("Average packets per second over that time.")]
    public double? AveragePps { get; init; }

    /// <summary>Highest rate.</summary>
    [Description("Bits per second of the busiest interval.")]
    public double? PeakBps { get; init; }

    /// <summary>Packets per second of the busiest interval.</summary>
    [Description("Packets per second of the interval with most packets.")]
    public double? PeakPps { get; init; }

    /// <summary>When the busiest interval begins.</summary>
    [Description("When the busiest interval begins, ISO 8601 UTC.")]
    public string? PeakTime { get; init; }

    /// <summary>The median rate.</summary>
    [Description("Bits per second that half of the intervals do not exceed, empty ones included.")]
    public double? P50Bps { get; init; }

    /// <summary>The 95th percentile.</summary>
    [Description("Bits per second that 95 % of the intervals do not exceed, empty ones included.")]
    public double? P95Bps { get; init; }

    /// <summary>Intervals without packets.</summary>
    [Description("Intervals without packets, between the first and the last with packets.")]
    public required long EmptyIntervals { get; init; }
}
