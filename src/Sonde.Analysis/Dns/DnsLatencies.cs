namespace Sonde.Analysis;

/// <summary>Response times, from which percentiles are taken.</summary>
/// <remarks>
/// Memory: at most <see cref="Limit"/> times. Beyond that every second one is dropped and from then on only every second
/// (fourth, eighth …) is kept: an even sample over the capture. Count, sum and extremes stay exact.
/// </remarks>
public sealed class DnsLatencies
{
    /// <summary>Most times kept.</summary>
    public const int Limit = 2048;

    private readonly List<long> _kept = [];
    private long _stride = 1;

    /// <summary>Response times seen.</summary>
    public long Count { get; private set; }

    /// <summary>Response times that percentiles are taken from; fewer than <see cref="Count"/> when they are a sample.</summary>
    public int Kept => _kept.Count;

    /// <summary>Sum in nanoseconds.</summary>
    public double Sum { get; private set; }

    /// <summary>Longest in nanoseconds.</summary>
    public long Longest { get; private set; }

    /// <summary>The time that so many percent of the answers did not exceed, in nanoseconds, by nearest rank.</summary>
    public long Percentile(double percent)
    {
        if (_kept.Count == 0)
            return 0;
        long[] sorted = [.. _kept];
        Array.Sort(sorted);
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    internal void Add(long nanoseconds)
    {
        if (Count++ % _stride == 0)
        {
            if (_kept.Count == Limit)
            {
                for (int i = 0; i < Limit / 2; i++)
                    _kept[i] = _kept[2 * i];
                _kept.RemoveRange(Limit / 2, Limit / 2);
                _stride *= 2;
            }
            if ((Count - 1) % _stride == 0)
                _kept.Add(nanoseconds);
        }
        Sum += nanoseconds;
        Longest = Math.Max(Longest, nanoseconds);
    }
}
