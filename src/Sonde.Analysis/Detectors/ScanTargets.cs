using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>How ports are tried.</summary>
internal enum ScanMethod : byte
{
    Syn,
    Fin,
    Null,
    Xmas,
    FinAck,
    Ack,
    Udp,
}

/// <summary>Which attempts belong together: one host's on another host, or on one port of all hosts.</summary>
/// <param name="Source">Who tries.</param>
/// <param name="Host">The host; no address for any.</param>
/// <param name="Port">The port; -1 for any.</param>
/// <param name="Method">How.</param>
internal readonly record struct ScanKey(Address Source, Address Host, int Port, ScanMethod Method);

/// <summary>Attempts that belong together, and what came of them.</summary>
/// <remarks>Memory: the distinct targets, within the limit that all scans share, and a trail of frames.</remarks>
internal sealed class ScanTargets(ScanKey key, SharedLimit budget)
{
    private readonly HashSet<Endpoint> _targets = [];
    private HashSet<Endpoint>? _used;
    private HashSet<Endpoint>? _accepted;
    private HashSet<Endpoint>? _refused;

    public ScanKey Key => key;

    public FrameTrail Probes { get; private set; } = new();

    public int Targets => _targets.Count;

    public int Used => _used?.Count ?? 0;

    public int Accepted => _accepted?.Count ?? 0;

    public int Refused => _refused?.Count ?? 0;

    public IEnumerable<Endpoint> All => _targets;

    public IEnumerable<Endpoint> AcceptedOnes => _accepted ?? [];

    /// <summary>The table dropped it; conversations that still refer to it get another one.</summary>
    public bool IsForgotten { get; private set; }

    /// <summary>Earlier attempts, long before, are not counted.</summary>
    public bool BeganAnew { get; private set; }

    /// <summary>An attempt on a target; again and again ones count in the trail only.</summary>
    public void Try(in Endpoint target, in Frame frame, TimeSpan window, int threshold)
    {
        bool isOld =
            _targets.Count <= threshold
            && Probes.LastAt is { } last
            && !frame.IsTimeless
            && frame.At - last > window.Ticks * 100;
        if (isOld)
        {
            Clear();
            BeganAnew = true;
        }
        Probes.Add(frame);
        if (_targets.Contains(target))
            return;
        if (budget.TryTake())
            _targets.Add(target);
    }

    public void Use(in Endpoint target) => Add(ref _used, target);

    public void Accept(in Endpoint target) => Add(ref _accepted, target);

    public void Refuse(in Endpoint target) => Add(ref _refused, target);

    /// <summary>It is forgotten: what it held of the common limit is free for others.</summary>
    public void Release()
    {
        Clear();
        IsForgotten = true;
    }

    // what came of targets that were not kept would have no limit
    private void Add(ref HashSet<Endpoint>? those, in Endpoint target)
    {
        if (_targets.Contains(target))
            (those ??= []).Add(target);
    }

    private void Clear()
    {
        budget.GiveBack(_targets.Count);
        _targets.Clear();
        _targets.TrimExcess();
        (_used, _accepted, _refused) = (null, null, null);
        Probes = new FrameTrail();
    }
}
