namespace Sonde.Analysis;

/// <summary>How regular conversations are, by the four scores that RITA publishes, each a quarter of the whole.</summary>
/// <remarks>
/// RITA judges the last 24 hours; a capture is judged over its own time, which its 24 parts divide.
/// </remarks>
/// <param name="Timing">Distances in time: symmetric (Bowley's skew) and close together (median deviation), 0 to 1.</param>
/// <param name="Sizes">Octets sent: the same of them.</param>
/// <param name="Spread">How evenly they are spread over the parts of the capture.</param>
/// <param name="Duration">The share of the capture's time from the first to the last one.</param>
internal readonly record struct BeaconScore(double Timing, double Sizes, double Spread, double Duration)
{
    private const int Parts = 24;
    private const int FewParts = 11; // parts in use from which on two levels of activity make a pattern
    private const double SameLevel = 0.05;

    /// <summary>0 to 100.</summary>
    public double Total => 25 * (Timing + Sizes + Spread + Duration);

    public static BeaconScore Of(IReadOnlyList<Beat> beats, long first, long last)
    {
        double[] distances = new double[beats.Count - 1];
        for (int index = 1; index < beats.Count; index++)
            distances[index - 1] = (beats[index].At - beats[index - 1].At) / 1e9;
        double[] sizes = [.. beats.Select(beat => (double)beat.Octets).Order()];
        Array.Sort(distances);
        double span = Math.Max(1, last - first);
        double covered = Math.Min(1, (beats[^1].At - beats[0].At) / span * beats.Count / (beats.Count - 1));
        return new BeaconScore(Regularity(distances), Regularity(sizes), SpreadOf(beats, first, last), covered);
    }

    private static double Regularity(double[] sorted)
    {
        (double q1, double q2, double q3) = (
            Statistics.Quantile(sorted, 0.25),
            Statistics.Quantile(sorted, 0.5),
            Statistics.Quantile(sorted, 0.75)
        );
        // Where the middle half is narrow, its lean says nothing.
        bool isNarrow = q3 - q1 < 0.05 * Math.Max(q2, 1) || q2 == q1 || q2 == q3;
        double skew = isNarrow ? 0 : (q1 + q3 - 2 * q2) / (q3 - q1);
        double deviation =
            q2 > 0 ? Math.Min(1, Statistics.MedianDeviation(sorted) / q2)
            : sorted[^1] == 0 ? 0
            : 1;
        return ((1 - Math.Abs(skew)) + (1 - deviation)) / 2;
    }

    private static double SpreadOf(IReadOnlyList<Beat> beats, long first, long last)
    {
        double[] counts = new double[Parts];
        double width = Math.Max(1, (last - first) / (double)Parts);
        foreach (Beat beat in beats)
            counts[Math.Clamp((int)((beat.At - first) / width), 0, Parts - 1)]++;
        double mean = counts.Average();
        double deviation = Math.Sqrt(counts.Sum(count => (count - mean) * (count - mean)) / Parts);
        // fewer beats than parts cannot be spread more evenly than one in every so many
        double least = beats.Count < Parts ? Math.Sqrt(mean * (1 - mean)) : 0;
        double even = mean > 0 ? Math.Max(0, 1 - Math.Max(0, deviation - least) / mean) : 0;
        double[] used = [.. counts.Where(count => count > 0).Order()];
        double levels = 0;
        if (used.Length >= FewParts)
        {
            int[] alike =
            [
                .. used.GroupBy(count => Math.Round(count / (SameLevel * used[^1] + 1)))
                    .Select(group => group.Count())
                    .OrderDescending(),
            ];
            levels = alike.Take(2).Sum() / (double)used.Length;
        }
        return Math.Max(even, levels);
    }
}
