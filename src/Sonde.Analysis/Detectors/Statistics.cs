namespace Sonde.Analysis;

/// <summary>Figures on the spread of values.</summary>
internal static class Statistics
{
    /// <summary>The value at a share of sorted values, between two of them where it falls so.</summary>
    public static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
            return 0;
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// <summary>Median of the distances from the median.</summary>
    public static double MedianDeviation(double[] sorted)
    {
        double median = Quantile(sorted, 0.5);
        double[] distances = [.. sorted.Select(value => Math.Abs(value - median)).Order()];
        return Quantile(distances, 0.5);
    }

    /// <summary>Bits of information in a character of the text, 0 to 8.</summary>
    public static double Entropy(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[128];
        int all = 0;
        foreach (char letter in text)
        {
            counts[letter & 0x7f]++;
            all++;
        }
        double bits = 0;
        foreach (int count in counts)
        {
            if (count > 0)
                bits -= count / (double)all * Math.Log2(count / (double)all);
        }
        return bits;
    }
}
