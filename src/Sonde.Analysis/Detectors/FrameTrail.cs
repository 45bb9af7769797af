using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The frames that show a finding: the first ones, how many, when, and their numbers while these are few runs.</summary>
/// <remarks>Memory: at most 20 numbers and <see cref="MostRuns"/> pairs of them.</remarks>
public sealed class FrameTrail
{
    /// <summary>Runs of consecutive frames kept; beyond it the numbers alone no longer select the frames.</summary>
    public const int MostRuns = 64;

    private readonly FirstFrames _first = new();
    private List<(long From, long To)>? _runs;

    /// <summary>Numbers of the first frames, at most 20.</summary>
    public IReadOnlyList<long> Numbers => _first.Numbers;

    /// <summary>How many frames.</summary>
    public long Count => _first.Count;

    /// <summary>Number of the first frame; 0 without one.</summary>
    public long First { get; private set; }

    /// <summary>Number of the last frame.</summary>
    public long Last { get; private set; }

    /// <summary>Earliest time; null where no frame has one.</summary>
    public Timestamp? FirstAt { get; private set; }

    /// <summary>Latest time; null where no frame has one.</summary>
    public Timestamp? LastAt { get; private set; }

    /// <summary>The numbers no longer tell all frames.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>All numbers as runs, unless <see cref="IsOverfull"/>.</summary>
    public IReadOnlyList<(long From, long To)> Runs => _runs ?? (IReadOnlyList<(long, long)>)[];

    /// <summary>Seconds from the earliest to the latest frame.</summary>
    public double Seconds => FirstAt is { } from && LastAt is { } to ? (to - from) / (double)Timestamp.PerSecond : 0;

    /// <summary>A filter that selects the frames by their numbers; null where there are too many runs.</summary>
    public string? ByNumber => IsOverfull || Count == 0 ? null : FilterOf(Runs);

    /// <summary>A filter that selects frames by their numbers.</summary>
    public static string FilterOf(IReadOnlyList<(long From, long To)> runs) =>
        $"frame.number in {{{string.Join(", ", runs.Select(run => run.From == run.To ? $"{run.From}" : $"{run.From}..{run.To}"))}}}";

    /// <summary>Adds a frame; the same one as before counts once.</summary>
    internal void Add(in Frame frame) => Add(frame.Number, frame.At, frame.IsTimeless);

    internal void Add(StreamPlace place) => Add(place.Frame, place.At, isTimeless: false);

    internal void Add(long number, Timestamp at, bool isTimeless)
    {
        if (number == Last)
            return;
        _first.Add(number);
        if (First == 0)
            First = number;
        AddRun(number);
        Last = number;
        if (isTimeless)
            return;
        if (FirstAt is null || at < FirstAt)
            FirstAt = at;
        if (LastAt is null || at > LastAt)
            LastAt = at;
    }

    private void AddRun(long number)
    {
        if (IsOverfull)
            return;
        _runs ??= [];
        if (_runs.Count > 0 && _runs[^1].To + 1 == number)
            _runs[^1] = (_runs[^1].From, number);
        else if (_runs.Count < MostRuns && number > Last)
            _runs.Add((number, number));
        else
            (IsOverfull, _runs) = (true, null);
    }

    /// <summary>The trail of all these frames; a frame in several of them counts once for each.</summary>
    internal static FrameTrail Join(IEnumerable<FrameTrail> trails)
    {
        FrameTrail[] all = [.. trails];
        var joined = new FrameTrail();
        foreach (long number in all.SelectMany(trail => trail.Numbers).Distinct().Order().Take(FirstFrames.Most))
            joined._first.Add(number);
        joined._first.Skip(all.Sum(trail => trail.Count) - joined._first.Count);
        (joined.First, joined.Last) = (all.Min(trail => trail.First), all.Max(trail => trail.Last));
        (joined.FirstAt, joined.LastAt) = (all.Min(trail => trail.FirstAt), all.Max(trail => trail.LastAt));
        (long From, long To)[] runs = [.. all.SelectMany(trail => trail.Runs).OrderBy(run => run.From)];
        joined.IsOverfull = runs.Length > MostRuns || Array.Exists(all, trail => trail.IsOverfull);
        joined._runs = joined.IsOverfull ? null : [.. runs];
        return joined;
    }
}
