using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Makes rows of findings.</summary>
internal static class ThreatRows
{
    private const double Confirmed = 0.9;
    private const double Likely = 0.7;

    public static ThreatRow Of(ThreatFinding finding, string? within = null)
    {
        Evidence evidence = EvidenceOf(finding, within);
        return new ThreatRow
        {
            ThreatType = finding.Kind.Name,
            Title = finding.Kind.Title,
            Family = finding.Kind.Family,
            Severity = Name(finding.Severity),
            Confidence = Math.Round(finding.Confidence, 2),
            Verdict =
                finding.Confidence >= Confirmed ? "confirmed"
                : finding.Confidence >= Likely ? "likely"
                : "possible",
            Description = finding.Detail,
            Actor = finding.Actor,
            Victim = finding.Victim,
            Port = finding.Port,
            AccountableSide = finding.Side switch
            {
                ThreatSide.Client => "client",
                ThreatSide.Server => "server",
                ThreatSide.Both => "both",
                ThreatSide.Network => "network",
                _ => "unknown",
            },
            AttackId = finding.Kind.Technique,
            Count = finding.Count,
            CountUnit = finding.Unit,
            FirstSeen = finding.Frames.FirstAt?.ToString(),
            LastSeen = finding.Frames.LastAt?.ToString(),
            Reasons = finding.Reasons,
            Against = finding.Against,
            InnocentExplanations = finding.Kind.Explanations,
            Measures = finding.Measures.ToDictionary(one => one.Name, one => Math.Round(one.Value, 4)),
            Filter = evidence.DisplayFilter,
            Evidence = evidence,
        };
    }

    public static Evidence EvidenceOf(ThreatFinding finding, string? within = null)
    {
        string? filter = finding.Filter ?? finding.Frames.ByNumber;
        if (within is not null && filter is not null)
            filter = $"({within}) && ({filter})";
        return new Evidence(finding.Frames.Numbers, finding.Frames.Count, filter);
    }

    public static string Name(ThreatSeverity severity) =>
        severity switch
        {
            ThreatSeverity.Critical => "critical",
            ThreatSeverity.High => "high",
            ThreatSeverity.Medium => "medium",
            ThreatSeverity.Low => "low",
            _ => "info",
        };

    public static ThreatSeverity SeverityOf(string? typed)
    {
        if (typed is null)
            return ThreatSeverity.Info;
        foreach (ThreatSeverity severity in Enum.GetValues<ThreatSeverity>())
        {
            if (Name(severity).Equals(typed, StringComparison.OrdinalIgnoreCase))
                return severity;
        }
        throw EngineException.UnknownName("severity", typed, [.. Enum.GetValues<ThreatSeverity>().Select(Name)]);
    }

    /// <summary>How many findings there are of each severity, the highest first.</summary>
    public static IReadOnlyDictionary<string, int> BySeverity(IReadOnlyList<ThreatFinding> findings) =>
        Enum.GetValues<ThreatSeverity>()
            .OrderDescending()
            .ToDictionary(Name, severity => findings.Count(finding => finding.Severity == severity));

    /// <summary>How many findings there are of each kind, the most frequent first.</summary>
    public static IReadOnlyDictionary<string, int> ByType(IReadOnlyList<ThreatFinding> findings) =>
        findings
            .GroupBy(finding => finding.Kind.Name)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count());

    /// <summary>The findings in a sentence.</summary>
    public static string Say(
        IReadOnlyList<ThreatFinding> findings,
        IReadOnlyList<ThreatFinding> wanted,
        CaptureReading reading
    ) => Say(findings, wanted, reading.Pass.Totals.Packets, reading.Shortfall);

    /// <summary>The same, of so many packets.</summary>
    public static string Say(
        IReadOnlyList<ThreatFinding> findings,
        IReadOnlyList<ThreatFinding> wanted,
        long packets,
        string shortfall
    )
    {
        const int Said = 3;
        string rest =
            findings.Count > wanted.Count
                ? $" {findings.Count - wanted.Count} others that the arguments leave out are counted by type."
                : "";
        if (wanted.Count == 0)
            return $"No threats were found in {packets} packets.{rest}{shortfall}";
        string levels = string.Join(
            ", ",
            BySeverity(wanted).Where(pair => pair.Value > 0).Select(pair => $"{pair.Value} {pair.Key}")
        );
        string first = string.Join(
            "; ",
            wanted.Take(Said).Select(finding => $"{finding.Kind.Title}: {finding.Detail}")
        );
        string more = wanted.Count > Said ? $"; and {wanted.Count - Said} more" : "";
        return $"{wanted.Count} threats in {packets} packets ({levels}). {first}{more}.{rest}{shortfall}";
    }
}
