namespace Sonde.Probes;

/// <summary>Round-trip times in numbers, milliseconds.</summary>
/// <param name="Least">Shortest.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Most">Longest.</param>
/// <param name="Deviation">Standard deviation of the times themselves, as ping's "mdev".</param>
/// <param name="Jitter">Mean difference between one time and the next; null of one.</param>
/// <param name="Half">Half take no longer, by nearest rank.</param>
/// <param name="NineTenths">90 % take no longer.</param>
/// <param name="NinetyFive">95 % take no longer.</param>
/// <param name="NinetyNine">99 % take no longer.</param>
public sealed record RoundTrips(
    double Least,
    double Mean,
    double Most,
    double Deviation,
    double? Jitter,
    double Half,
    double NineTenths,
    double NinetyFive,
    double NinetyNine
)
{
    /// <summary>Of times in the order in which the probes were sent; null of none.</summary>
    public static RoundTrips? Of(IReadOnlyList<double> times)
    {
        ArgumentNullException.ThrowIfNull(times);
        if (times.Count == 0)
            return null;
        double mean = times.Average();
        double squares = times.Sum(time => (time - mean) * (time - mean));
        double steps = 0;
        for (int i = 1; i < times.Count; i++)
            steps += Math.Abs(times[i] - times[i - 1]);
        double[] sorted = [.. times.Order()];
        return new RoundTrips(
            sorted[0],
            mean,
            sorted[^1],
            Math.Sqrt(squares / times.Count),
            times.Count > 1 ? steps / (times.Count - 1) : null,
            At(sorted, 50),
            At(sorted, 90),
            At(sorted, 95),
            At(sorted, 99)
        );
    }

    private static double At(double[] sorted, int percent) =>
        sorted[(int)(((long)sorted.Length * percent + 99) / 100) - 1];
}
