using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Attacks and weaknesses as causes of trouble: the findings of all detectors, those of one kind together.</summary>
internal sealed class ThreatCauses : ICauseSource
{
    private const int Told = 3; // reasons, and what else could explain it
    private const int MostFlows = 20;

    private readonly ThreatWatch _watch;

    public ThreatCauses(CaptureEngine engine, AskContext context)
    {
        ThreatLists lists = BlockListReader.Read(engine, [], context.Cancel);
        _watch = new ThreatWatch(engine.Protocols, engine.Config.Detection.Thresholds, lists, ThreatReading.Judge);
        Observers = _watch.ObserversBeforeApplications;
    }

    public IReadOnlyList<IObserver> Observers { get; }

    public string LookedAt => $"security: {ThreatKinds.All.Count} kinds of attacks and weaknesses";

    public ApplicationSinks Join(ApplicationSinks sinks) => _watch.Join(sinks);

    public Coverage Complete(Coverage coverage) =>
        coverage.With([.. _watch.Limits.Select(limit => (true, limit.Name, limit.Most))]);

    public IReadOnlyList<string> NotObservable(CaptureReading reading) =>
        reading.Coverage.Decryption is { StreamsEncrypted: > 0 and var closed }
            ? [$"attacks inside {closed} encrypted conversations"]
            : [];

    public IReadOnlyList<CaptureCause> Find(CaptureReading reading) =>
        [
            .. _watch
                .Findings()
                .Where(one => one.Severity > ThreatSeverity.Info) // worth knowing, but no trouble
                .GroupBy(one => one.Kind)
                .Select(group => Cause([.. group])),
        ];

    // The gravest comes first.
    private static CaptureCause Cause(ThreatFinding[] findings)
    {
        ThreatFinding first = findings[0];
        ThreatKind kind = first.Kind;
        (Evidence evidence, bool isOfAll) = Show(findings);
        string[] flows = [.. findings.Select(Flow).OfType<string>().Distinct()];
        string[] hosts =
        [
            .. findings
                .SelectMany(one => new[] { one.Actor, one.Victim })
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        return new CaptureCause
        {
            Cause = kind.Name,
            Area = "security",
            Severity = ThreatRows.Name(first.Severity),
            Confidence = Math.Round(Math.Min(first.Confidence, Most(first.Severity)), 2),
            Explanation = $"{kind.Title}: {first.Detail}.",
            Supports =
            [
                .. first.Reasons.Take(Told),
                .. findings.Length > 1
                    ? (string[])
                        [
                            $"{findings.Length} findings of this kind{(isOfAll ? "" : "; the evidence is that of the gravest")}",
                        ]
                    : [],
            ],
            SpeaksAgainst = [.. first.Against, .. kind.Explanations.Take(Told).Select(one => $"it may be {one}")],
            NotObservable = Hidden(kind),
            Count = findings.Sum(one => one.Count),
            Hosts = [.. hosts.Take(MostFlows)],
            Flows = [.. flows.Take(MostFlows)],
            FlowsTotal = findings.All(one => one.Victim is not null) ? flows.Length : null,
            Evidence = evidence,
            Next = new(
                $"Which {kind.Name} findings are there, and what shows each (threat_type {kind.Name})?",
                "analyze_security_threats"
            ),
        };
    }

    // That somebody attacks or that something is weak is one thing, that it is what users suffer from another.
    private static double Most(ThreatSeverity severity) =>
        severity switch
        {
            ThreatSeverity.Low => 0.4,
            ThreatSeverity.Medium => 0.7,
            _ => 0.95,
        };

    private static string? Flow(ThreatFinding one) =>
        one is { Actor: { } actor, Victim: { } victim }
            ? one.Port is { } port
                ? $"{actor} <-> {(victim.Contains(':', StringComparison.Ordinal) ? $"[{victim}]" : victim)}:{port.ToString(CultureInfo.InvariantCulture)}"
                : $"{actor} <-> {victim}"
            : null;

    // Exact for all findings where the numbers of all frames are known; else for the gravest.
    private static (Evidence Evidence, bool IsOfAll) Show(ThreatFinding[] findings)
    {
        if (findings.Length == 1)
            return (ThreatRows.EvidenceOf(findings[0]), true);
        if (findings.Any(one => one.Frames.IsOverfull))
            return (ThreatRows.EvidenceOf(findings[0]), false);
        List<(long From, long To)> runs = [];
        foreach ((long from, long to) in findings.SelectMany(one => one.Frames.Runs).OrderBy(run => run.From))
        {
            if (runs.Count > 0 && from <= runs[^1].To + 1)
                runs[^1] = (runs[^1].From, Math.Max(runs[^1].To, to));
            else
                runs.Add((from, to));
        }
        if (runs.Count > FrameTrail.MostRuns)
            return (ThreatRows.EvidenceOf(findings[0]), false);
        IEnumerable<long> numbers = runs.SelectMany(run => Between(run.From, run.To)).Take(Evidence.MostFrames);
        return (new Evidence([.. numbers], runs.Sum(run => run.To - run.From + 1), FrameTrail.FilterOf(runs)), true);
    }

    private static IEnumerable<long> Between(long from, long to)
    {
        for (long number = from; number <= to; number++)
            yield return number;
    }

    private static IReadOnlyList<string> Hidden(ThreatKind kind) =>
        kind.Name switch
        {
            "port_scan" or "address_sweep" => ["who is behind the source, and what was done with the result"],
            "syn_flood" or "udp_flood" or "icmp_flood" or "tcp_flood" or "dhcp_flood" or "wireless_flood" =>
            [
                "whether the senders' addresses are forged",
            ],
            "reflection_amplification" => ["who forged the questions: they were sent elsewhere"],
            "brute_force" => ["what was done after a login that was granted, where that is encrypted"],
            "data_exfiltration" or "large_data_transfer" => ["what the data is, where it is encrypted"],
            "dns_tunnel" or "dga_domain" or "icmp_tunnel" or "beacon" or "malicious_dns" or "malicious_address" =>
            [
                "which program on the host does it",
            ],
            "arp_spoofing" or "duplicate_address" or "rogue_dhcp" or "rogue_router" =>
            [
                "which of the machines belongs here",
            ],
            "web_attack" or "exploit_attempt" => ["what the attacked program did that no packet shows"],
            _ => [],
        };
}
