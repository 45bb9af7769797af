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
internal sealed class ScanTargets(ScanKey key, ScanBudget budget)
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
            Reset();
        Probes.Add(frame);
        if (_targets.Contains(target))
            return;
        if (budget.TryTake())
            _targets.Add(target);
    }

    public void Use(in Endpoint target) => (_used ??= []).Add(target);

    public void Accept(in Endpoint target) => (_accepted ??= []).Add(target);

    public void Refuse(in Endpoint target) => (_refused ??= []).Add(target);

    private void Reset()
    {
        budget.GiveBack(_targets.Count);
        _targets.Clear();
        (_used, _accepted, _refused) = (null, null, null);
        Probes = new FrameTrail();
        BeganAnew = true;
    }
}

/// <summary>How many targets all scans together may keep.</summary>
internal sealed class ScanBudget
{
    public const int Most = 500_000;

    private int _taken;

    public long NotKept { get; private set; }

    public bool TryTake()
    {
        if (_taken >= Most)
        {
            NotKept++;
            return false;
        }
        _taken++;
        return true;
    }

    public void GiveBack(int count) => _taken -= count;
}
