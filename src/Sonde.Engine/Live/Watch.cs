using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>What to watch.</summary>
public sealed record WatchArguments
{
    /// <summary>Interface; that of the default route when null.</summary>
    public string? Interface { get; init; }

    /// <summary>Capture filter; every packet when null.</summary>
    public string? Filter { get; init; }

    /// <summary>Seconds after which it ends; until it is broken off when null.</summary>
    public int? Seconds { get; init; }
}

/// <summary>What passed an interface in one second, and since the watch began.</summary>
public sealed record WatchLine
{
    /// <summary>Time.</summary>
    [Description("Time, ISO 8601 UTC.")]
    public required string Time { get; init; }

    /// <summary>Interface.</summary>
    [Description("Interface.")]
    public required string Interface { get; init; }

    /// <summary>What passes.</summary>
    [Description("What passes.")]
    public required LiveTraffic Traffic { get; init; }

    /// <summary>Packets so far.</summary>
    [Description("Packets so far.")]
    public required long Packets { get; init; }

    /// <summary>Octets so far.</summary>
    [Description("Octets on the wire so far.")]
    public required long Octets { get; init; }

    /// <summary>Protocols.</summary>
    [Description("Packets so far by short protocol name.")]
    public required IReadOnlyDictionary<string, long> Protocols { get; init; }

    /// <summary>Threats so far.</summary>
    [Description("Threats found so far.")]
    public required int Threats { get; init; }

    /// <summary>New threats.</summary>
    [Description("Those that were not there a second ago, or were less severe.")]
    public required IReadOnlyList<ThreatRow> NewThreats { get; init; }

    /// <summary>The threats, most severe first.</summary>
    internal IReadOnlyList<LiveFinding> All { get; init; } = [];

    /// <summary>The most severe threats, at most so many.</summary>
    public IReadOnlyList<ThreatRow> Worst(int most) => [.. All.Take(most).Select(one => ThreatRows.Of(one.Finding))];

    /// <summary>The line as JSON.</summary>
    public string ToJson() => AnswerSerializer.Text(this, LiveJson.Default);
}

/// <summary>Watches an interface, a line a second.</summary>
public static class WatchQuestion
{
    // Nothing is stored, so the limits of what is stored do not end it.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);
    private static readonly RingLimits Kept = new(10_000, 16 << 20, null);

    /// <summary>Watches until the time is over, the interface is lost or the asker gives up.</summary>
    /// <param name="engine">Whose captures.</param>
    /// <param name="arguments">What to watch.</param>
    /// <param name="show">Hears of every second.</param>
    /// <param name="context">Breaks it off.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="EngineException">The interface cannot be opened.</exception>
    public static CaptureSessionFacts Ask(
        CaptureEngine engine,
        WatchArguments arguments,
        Action<WatchLine> show,
        AskContext context
    )
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(show);
        ArgumentNullException.ThrowIfNull(context);
        if (arguments.Seconds is < 1)
            throw LivePlanning.Wrong("seconds", "must be 1 or more");
        string name = LivePlanning.Interface(arguments.Interface, engine.Live.Config);
        string id = LivePlanning.NewId();
        LiveWatch watch = LiveWatching.Of(engine, id, analyze: true, null, context)!;
        engine.Live.Start(_ => new CapturePlan
        {
            Id = id,
            Interface = name,
            Filter = LivePlanning.Filter("filter", arguments.Filter),
            Duration = arguments.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Longest,
            SnapLength = 262_144,
            IsPromiscuous = true,
            MaxOctets = 0,
            FileName = id + ".pcapng",
            Memory = Kept,
            Watch = watch,
        });
        try
        {
            var seen = new Dictionary<string, ThreatSeen>(StringComparer.Ordinal);
            var processes = new LiveProcesses();
            WatchLine? line = null;
            while (Next(engine, id, context.Cancel))
            {
                line = Line(engine, id, watch, seen);
                show(line with { Traffic = processes.Name(line.Traffic) });
            }
            if (!context.Cancel.IsCancellationRequested)
            {
                watch.Completed.Wait(TimeSpan.FromSeconds(5));
                WatchLine last = Line(engine, id, watch, seen);
                if (last.Packets != line?.Packets || last.NewThreats.Count > 0) // else it was told already
                    show(last with { Traffic = processes.Name(last.Traffic) });
            }
        }
        finally
        {
            engine.Live.Stop(id, CancellationToken.None);
        }
        return engine.Live.Find(id)!;
    }

    private sealed record ThreatSeen(Analysis.ThreatSeverity Severity);

    // Waits for the next second; false when there is none.
    private static bool Next(CaptureEngine engine, string id, CancellationToken cancel)
    {
        // a little after the second is over, so that its last packets have come
        TimeSpan wait =
            TimeSpan.FromSeconds(1)
            - TimeSpan.FromTicks(DateTime.UtcNow.Ticks % TimeSpan.TicksPerSecond)
            + CaptureSession.Drain;
        long end = Environment.TickCount64 + (long)wait.TotalMilliseconds;
        while (Environment.TickCount64 < end)
        {
            if (cancel.WaitHandle.WaitOne(50) || engine.Live.Own(id)?.Ended.IsCompleted != false)
                return false;
        }
        return true;
    }

    private static WatchLine Line(
        CaptureEngine engine,
        string id,
        LiveWatch watch,
        Dictionary<string, ThreatSeen> seen
    ) =>
        watch.Ask(
            pass =>
            {
                CaptureSessionFacts facts = engine.Live.Find(id)!;
                IReadOnlyList<LiveFinding> all = watch.Findings.Now;
                LiveFinding[] news =
                [
                    .. all.Where(one =>
                        !(seen.TryGetValue(one.Id, out ThreatSeen? before) && before.Severity >= one.Finding.Severity)
                    ),
                ];
                foreach (LiveFinding one in news)
                    seen[one.Id] = new ThreatSeen(one.Finding.Severity);
                return new WatchLine
                {
                    Time = LiveDescription.Now().ToString(),
                    Interface = Quote.Clean(facts.Interface)!,
                    Traffic = LiveTraffic.Of(facts, watch, pass),
                    Packets = pass.Pass.Totals.Packets + watch.Skipped,
                    Octets = facts.BytesCaptured,
                    Protocols = pass.Flat.Counts().ToDictionary(count => count.Name, count => count.Packets),
                    Threats = all.Count,
                    NewThreats = [.. news.Select(one => ThreatRows.Of(one.Finding))],
                    All = all,
                };
            },
            CancellationToken.None
        );
}
