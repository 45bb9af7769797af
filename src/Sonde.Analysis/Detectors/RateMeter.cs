using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The busiest second of something that is counted.</summary>
/// <remarks>Memory: three numbers.</remarks>
internal struct RateMeter
{
    private long _second;
    private long _count;

    /// <summary>Most in one second of the clock.</summary>
    public long Peak { get; private set; }

    public void Add(in Frame frame)
    {
        if (frame.IsTimeless)
            return;
        long second = frame.At.Nanoseconds / Timestamp.PerSecond;
        if (second != _second)
            (_second, _count) = (second, 0);
        Peak = Math.Max(Peak, ++_count);
    }
}
