using System.ComponentModel;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>How times are distributed, in milliseconds.</summary>
public sealed record LatencyDistribution
{
    /// <summary>Times.</summary>
    [Description("How many times.")]
    public required long Count { get; init; }

    /// <summary>Shortest.</summary>
    [Description("Shortest, milliseconds.")]
    public required double MinMs { get; init; }

    /// <summary>Mean.</summary>
    [Description("Mean, milliseconds.")]
    public required double AvgMs { get; init; }

    /// <summary>Median.</summary>
    [Description("Half take no longer, by nearest rank.")]
    public required double P50Ms { get; init; }

    /// <summary>95th percentile.</summary>
    [Description("95 % take no longer.")]
    public required double P95Ms { get; init; }

    /// <summary>99th percentile.</summary>
    [Description("99 % take no longer.")]
    public required double P99Ms { get; init; }

    /// <summary>Longest.</summary>
    [Description("Longest, milliseconds.")]
    public required double MaxMs { get; init; }

    /// <summary>Of times in order, nanoseconds; null of none.</summary>
    internal static LatencyDistribution? OfSorted(IReadOnlyList<long> times) =>
        times.Count == 0
            ? null
            : new()
            {
                Count = times.Count,
                MinMs = Milliseconds(times[0]),
                AvgMs = Milliseconds(times.Average()),
                P50Ms = Milliseconds(At(times, 50)),
                P95Ms = Milliseconds(At(times, 95)),
                P99Ms = Milliseconds(At(times, 99)),
                MaxMs = Milliseconds(times[^1]),
            };

    /// <summary>Of classes of times; null of none.</summary>
    internal static LatencyDistribution? Of(TimeHistogram times) =>
        times.Count == 0
            ? null
            : new()
            {
                Count = times.Count,
                MinMs = Milliseconds(times.Min),
                AvgMs = Milliseconds(times.Sum / times.Count),
                P50Ms = Milliseconds(times.Percentile(50)),
                P95Ms = Milliseconds(times.Percentile(95)),
                P99Ms = Milliseconds(times.Percentile(99)),
                MaxMs = Milliseconds(times.Max),
            };

    /// <summary>Nanoseconds as milliseconds, to the nanosecond.</summary>
    internal static double Milliseconds(double nanoseconds) => Math.Round(nanoseconds / 1e6, 6);

    private static long At(IReadOnlyList<long> times, int percent) =>
        times[(int)(((long)times.Count * percent + 99) / 100) - 1];
}
