namespace Sonde.Analysis;

/// <summary>Counts frames and keeps the numbers of the first ones, to show where a finding can be looked at.</summary>
public sealed class FirstFrames
{
    /// <summary>Numbers kept.</summary>
    public const int Most = 20;

    /// <summary>No frames, for all who have none: records hold many of these. Nobody adds to it.</summary>
    internal static readonly FirstFrames None = new();

    private List<long>? _numbers; // records hold many of these, most of them empty
    private long _last = -1;

    /// <summary>Numbers of the first frames.</summary>
    public IReadOnlyList<long> Numbers => _numbers ?? (IReadOnlyList<long>)[];

    /// <summary>Frames altogether.</summary>
    public long Count { get; private set; }

    /// <summary>Counts frames whose numbers are not kept.</summary>
    internal void Skip(long frames) => Count += frames;

    /// <summary>Counts a frame; the same one as before counts once.</summary>
    public void AddOnce(long frame)
    {
        if (frame == _last)
            return;
        _last = frame;
        Add(frame);
    }

    /// <summary>Counts a frame.</summary>
    public void Add(long frame)
    {
        Count++;
        if (Count <= Most)
            (_numbers ??= []).Add(frame);
    }
}
