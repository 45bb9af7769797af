using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The pass over the frames of a live capture: what the tools for files ask one pass each for, in one that goes on.</summary>
/// <remarks>
/// Belongs to one thread at a time. Memory: <see cref="FlowLimit"/> conversations, and what each analyzer states.
/// </remarks>
internal sealed class LivePass
{
    /// <summary>Conversations in memory; a quarter of those for files, since several captures may run.</summary>
    public const int FlowLimit = 250_000;

    private readonly ThreatWatch? _threats;
    private readonly UnreadLinkTypes _unread;

    /// <param name="engine">Whose protocols and thresholds.</param>
    /// <param name="lists">Malicious names and addresses; null when no threats are looked for.</param>
    /// <param name="others">Who sees the packets as well.</param>
    public LivePass(CaptureEngine engine, ThreatLists? lists, params IReadOnlyList<IObserver> others)
    {
        Flat = new PublishedProtocols(engine.Protocols);
        _unread = new UnreadLinkTypes(engine.Protocols);
        if (lists is not null)
            _threats = new ThreatWatch(
                engine.Protocols,
                engine.Config.Detection.Thresholds,
                lists,
                ThreatReading.Judge
            );
        Pass = new Pass(engine.Protocols, FlowLimit, [.. _threats?.Observers ?? [], Flat, Talkers, Recent, .. others]);
    }

    /// <summary>Threats are looked for.</summary>
    public bool Detects => _threats is not null;

    /// <summary>Conversations and totals.</summary>
    public Pass Pass { get; }

    /// <summary>Packets by the short names of protocols.</summary>
    public PublishedProtocols Flat { get; }

    /// <summary>Packets by address.</summary>
    public Talkers Talkers { get; } = new();

    /// <summary>Who uses the network just now.</summary>
    public RecentFlows Recent { get; } = new();

    /// <summary>Shows it a frame.</summary>
    public void Feed(in Frame frame)
    {
        _unread.See(frame.LinkType);
        Pass.Feed(frame);
    }

    /// <summary>What was found so far; it stays as it is when further frames come.</summary>
    public IReadOnlyList<ThreatFinding> Findings() =>
        _threats is null ? [] : [.. _threats.Findings().Select(finding => finding.Frozen())];

    /// <summary>What the analysis is based on.</summary>
    /// <param name="skipped">Packets that it left out.</param>
    /// <param name="dropped">Packets that never reached it.</param>
    public Coverage CoverageOf(long skipped, long dropped)
    {
        Totals totals = Pass.Totals;
        List<LimitReached> limits = CaptureEngine.LimitsOf(Pass);
        if (skipped > 0)
            limits.Insert(0, new("packets_skipped_by_analysis", skipped));
        foreach (ThreatLimit limit in _threats?.Limits ?? [])
            limits.Add(new(limit.Name, limit.Most));
        return new Coverage
        {
            Complete = skipped == 0,
            PacketsRead = totals.Packets,
            PacketsDropped = dropped,
            PacketsCut = totals.CutPackets,
            OctetsRead = totals.Octets,
            FirstTime = totals.Earliest?.ToString(),
            LastTime = totals.Latest?.ToString(),
            Directions = Directions.Of(Pass.Flows),
            Limits = limits.Count > 0 ? limits : null,
            Ended = skipped > 0 ? $"the analysis could not keep up and left {skipped} packets out" : null,
            LinkTypesNotRead = _unread.Notes,
        };
    }
}
