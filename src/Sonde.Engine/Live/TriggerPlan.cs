using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>A trigger that was asked for, checked.</summary>
internal sealed record TriggerPlan
{
    private const string AnyThreat = "any";

    /// <summary>The display filter as it was typed; whoever makes the pass reads it.</summary>
    public string? Filter { get; init; }

    /// <summary>Which findings fire; null for none.</summary>
    public Predicate<ThreatFinding>? Threat { get; init; }

    public long? PacketsPerSecond { get; init; }

    public long? BitsPerSecond { get; init; }

    public bool Stops { get; init; }

    public TimeSpan Before { get; init; }

    public TimeSpan After { get; init; }

    public int Times { get; init; }

    /// <summary>Checks what was asked for; null for nothing.</summary>
    /// <exception cref="EngineException">A condition cannot be understood, or there is none.</exception>
    public static TriggerPlan? Of(LiveTrigger? asked)
    {
        if (asked is null)
            return null;
        bool isThreat = asked.ThreatType is not null || asked.MinSeverity is not null;
        if (
            string.IsNullOrWhiteSpace(asked.Filter)
            && !isThreat
            && asked is { PacketsPerSecond: null, BitsPerSecond: null }
        )
            throw LivePlanning.Wrong(
                "trigger",
                "has no condition",
                "Give filter, threat_type, min_severity, packets_per_second or bits_per_second."
            );
        if (asked.Action is not (null or "save" or "stop"))
            throw EngineException.UnknownName("action of trigger", asked.Action, ["save", "stop"]);
        return new TriggerPlan
        {
            Filter = string.IsNullOrWhiteSpace(asked.Filter) ? null : asked.Filter,
            Threat = isThreat ? Threats(asked) : null,
            PacketsPerSecond = Positive("packets_per_second", asked.PacketsPerSecond),
            BitsPerSecond = Positive("bits_per_second", asked.BitsPerSecond),
            Stops = asked.Action == "stop",
            Before = Seconds("before_seconds", asked.BeforeSeconds ?? 30, 86_400),
            After = Seconds("after_seconds", asked.AfterSeconds ?? 5, 3600),
            Times = asked.Times is null or (>= 1 and <= 100)
                ? asked.Times ?? 1
                : throw LivePlanning.Wrong("trigger.times", "must be from 1 to 100"),
        };
    }

    private static Predicate<ThreatFinding> Threats(LiveTrigger asked)
    {
        Predicate<ThreatFinding> isType = ThreatReading.OfType(asked.ThreatType == AnyThreat ? null : asked.ThreatType);
        ThreatSeverity least = ThreatRows.SeverityOf(asked.MinSeverity);
        return finding => finding.Severity >= least && isType(finding);
    }

    private static long? Positive(string name, long? value) =>
        value is null or >= 1 ? value : throw LivePlanning.Wrong("trigger." + name, "must be 1 or more");

    private static TimeSpan Seconds(string name, double value, double most) =>
        value >= 0 && value <= most
            ? TimeSpan.FromSeconds(value)
            : throw LivePlanning.Wrong("trigger." + name, $"must be from 0 to {most}");
}
