using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Makes what looks at a live capture while it runs.</summary>
internal static class LiveWatching
{
    /// <summary>Captures that are analyzed at once; each may need some hundred megabytes.</summary>
    public const int MostAtOnce = 4;

    /// <summary>Checks what was asked for; null when nothing is to be looked at.</summary>
    /// <param name="engine">Whose captures.</param>
    /// <param name="captureId">The capture.</param>
    /// <param name="analyze">Whether the detectors are wanted.</param>
    /// <param name="trigger">What is to fire; null for nothing.</param>
    /// <param name="context">Breaks it off.</param>
    /// <exception cref="EngineException">A condition cannot be understood, or too many captures are analyzed already.</exception>
    public static LiveWatch? Of(
        CaptureEngine engine,
        string captureId,
        bool analyze,
        LiveTrigger? trigger,
        AskContext context
    )
    {
        var plan = TriggerPlan.Of(trigger);
        bool detects = analyze || plan?.Threat is not null;
        if (!detects && plan is null)
            return null;
        bool needsFrames = detects || plan?.Filter is not null;
        if (needsFrames && !HasRoom(engine))
            throw new EngineException(
                EngineFault.LimitExceeded,
                $"{MostAtOnce} captures are analyzed already.",
                "Stop one of them first, or capture without analyze and trigger."
            );
        LiveTriggers? triggers = plan is null ? null : new LiveTriggers(plan, engine, captureId);
        IObserver[] others = [];
        if (plan?.Filter is { } typed)
        {
            var catalog = new FieldCatalog(engine.Protocols);
            FilterNode condition = PacketConditions.Parse("trigger.filter", typed, catalog);
            others = [catalog, new LiveFilterWatch(new PacketFilter(condition, catalog), triggers!)];
        }
        ThreatLists? lists = detects ? BlockListReader.Read(engine, [], context.Cancel) : null;
        return new LiveWatch(new LivePass(engine, lists, others), new LiveFindings(), triggers, needsFrames);
    }

    /// <summary>Whether one more capture can be analyzed.</summary>
    public static bool HasRoom(CaptureEngine engine) => engine.Live.Analyzed < MostAtOnce;
}
