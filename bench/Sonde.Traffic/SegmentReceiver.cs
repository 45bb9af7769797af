namespace Sonde.Traffic;

/// <summary>The receiving end of one burst: which of its segments are there, and up to where without a gap.</summary>
internal sealed class SegmentReceiver(int count)
{
    private readonly bool[] _there = new bool[count];
    private int _latest;

    /// <summary>The first segment that is missing.</summary>
    public int Expected { get; private set; }

    public bool IsComplete => Expected == _there.Length;

    public bool HasGap => Array.IndexOf(_there, true, Expected) >= 0;

    /// <summary>Takes a segment; false when it leaves or stays behind a gap.</summary>
    public bool Take(int segment)
    {
        _there[segment] = true;
        _latest = segment;
        if (segment != Expected)
            return false;
        while (Expected < _there.Length && _there[Expected])
            Expected++;
        return true;
    }

    /// <summary>What is there behind the gap, the range with the latest segment first (RFC 2018 §4).</summary>
    public (int From, int To)[] Held(int most)
    {
        var ranges = new List<(int From, int To)>();
        for (int i = Expected; i < _there.Length; i++)
        {
            if (!_there[i])
                continue;
            int from = i;
            while (i < _there.Length && _there[i])
                i++;
            ranges.Add((from, i));
        }
        return [.. ranges.OrderBy(range => _latest >= range.From && _latest < range.To ? 0 : 1).Take(most)];
    }
}
