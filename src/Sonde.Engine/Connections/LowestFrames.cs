namespace Sonde.Engine;

/// <summary>Counts frames that come in any order and keeps the lowest numbers, to show where a finding can be looked at.</summary>
internal sealed class LowestFrames
{
    private readonly SortedSet<long> _numbers = [];

    /// <summary>Frames altogether.</summary>
    public long Count { get; private set; }

    /// <summary>Adds frames of which the numbers of the first ones are known.</summary>
    public void Add(IEnumerable<long> first, long count)
    {
        Count += count;
        foreach (long number in first)
        {
            if (_numbers.Count < Evidence.MostFrames)
                _numbers.Add(number);
            else if (number < _numbers.Max && _numbers.Add(number))
                _numbers.Remove(_numbers.Max);
        }
    }

    /// <summary>The frames, with a filter that names them where all are known.</summary>
    public Evidence Show() =>
        Count <= Evidence.MostFrames ? TcpReading.Name(_numbers) : new Evidence([.. _numbers], Count);
}
