using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>A page of the intervals of a series.</summary>
public record SeriesArguments : CaptureArguments
{
    /// <summary>Intervals to return.</summary>
    [Description("Intervals to return at most.")]
    [DefaultValue(100)]
    [Range(0, 10_000)]
    public int? Limit { get; init; }

    /// <summary>Intervals to skip.</summary>
    [Description("Intervals to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }
}

/// <summary>The arguments of the question about traffic over time.</summary>
public sealed record TimelineArguments : SeriesArguments
{
    /// <summary>Length of an interval.</summary>
    [Description("Seconds of an interval, counted from the first packet; fractions such as 0.1 are allowed.")]
    [DefaultValue(60)]
    public double? TimeInterval { get; init; }
}

/// <summary>The arguments of the question about throughput over time.</summary>
public sealed record IoGraphArguments : SeriesArguments
{
    /// <summary>Length of an interval.</summary>
    [Description("Seconds of an interval, counted from the first packet; fractions such as 0.1 are allowed.")]
    [DefaultValue(1)]
    public double? TimeInterval { get; init; }
}

/// <summary>The arguments of the question about the use of bandwidth.</summary>
public sealed record BandwidthArguments : SeriesArguments
{
    /// <summary>Length of a window.</summary>
    [Description("Seconds of a window, counted from the first packet; fractions such as 0.1 are allowed.")]
    [DefaultValue(10)]
    public double? TimeWindow { get; init; }

    /// <summary>What the link can carry.</summary>
    [Description("Speed of the link in Mbit/s, for shares of it; by default what the capture says of its interface.")]
    public double? LinkMbps { get; init; }
}
