using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What is suspicious in a capture, in the shape that clients of the published tool know.</summary>
public static class SuspiciousQuestion
{
    private const int DefaultLimit = 100;
    private const int MostTargets = 1_000;

    /// <summary>Reads the capture with all detectors; of one that is analyzed while it runs, says what they found so far.</summary>
    /// <exception cref="EngineException">The capture cannot be read, a name is wrong, or the page lies beyond the end.</exception>
    public static SuspiciousActivity Ask(CaptureEngine engine, SuspiciousArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        Predicate<ThreatFinding> isWanted = ThreatReading.OfType(arguments.ThreatType);
        var live = LiveCapture.Of(engine, arguments, arguments.CaptureId);
        if (live is { Watch: { } watch })
            return LiveCapture.Ask(
                engine,
                live.Id,
                watch,
                context,
                (facts, pass) =>
                    Make(
                        facts.CaptureId,
                        (pass.Pass.Totals.Packets, LiveCapture.Shortfall(facts, watch.Skipped)),
                        pass.Findings(),
                        isWanted,
                        (limit, offset),
                        pass.CoverageOf(watch.Skipped, facts.PacketsDropped + facts.InterfaceDrops)
                    )
            );
        if (live is not null)
            arguments = arguments with { FilePath = live.Id };
        ThreatReading read = ThreatReading.Of(engine, arguments, context);
        return Make(
            read.Reading.Name,
            (read.Reading.Pass.Totals.Packets, read.Reading.Shortfall),
            read.Findings,
            isWanted,
            (limit, offset),
            read.Coverage
        );
    }

    private static SuspiciousActivity Make(
        string name,
        (long Packets, string Shortfall) read,
        IReadOnlyList<ThreatFinding> findings,
        Predicate<ThreatFinding> isWanted,
        (int Limit, int Offset) paging,
        Coverage coverage
    )
    {
        ThreatFinding[] wanted = [.. findings.Where(one => isWanted(one))];
        Page<ThreatFinding> page = Page.Of(wanted, paging.Limit, paging.Offset);
        bool isCut = page.Items.Any(one => one.Targets.Count > MostTargets);
        return new SuspiciousActivity
        {
            Overview = ThreatRows.Say(findings, wanted, read.Packets, read.Shortfall),
            Summary = ThreatRows.ByType(wanted),
            File = name,
            Threats =
            [
                .. page.Items.Select(one => new SuspiciousThreat(
                    one.Actor ?? one.Victim,
                    one.Kind.Name,
                    ThreatRows.Name(one.Severity),
                    one.Frames.FirstAt?.ToString(),
                    one.Frames.LastAt?.ToString(),
                    one.Count,
                    one.Detail,
                    ThreatRows.EvidenceOf(one)
                )),
            ],
            PortScans =
            [
                .. page
                    .Items.Where(one => one.Kind == ThreatKinds.PortScan || one.Kind == ThreatKinds.AddressSweep)
                    .Select(Scan),
            ],
            Anomalies =
            [
                .. page
                    .Items.Where(one => one.Kind.Family == "unusual_pattern")
                    .Select(one => new SuspiciousAnomaly(
                        one.Kind.Name,
                        one.Detail,
                        ThreatRows.Name(one.Severity),
                        [.. one.Frames.Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))],
                        one.Frames.FirstAt?.ToString()
                    )),
            ],
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = coverage.With((isCut, "scan_targets_listed", MostTargets)),
        };
    }

    private static SuspiciousScan Scan(ThreatFinding finding) =>
        new(
            finding.Actor,
            finding
                .Targets.Where(target => target.Port > 0)
                .Select(target => target.Port)
                .Distinct()
                .Order()
                .Take(MostTargets)
                .ToDictionary(port => port.ToString(CultureInfo.InvariantCulture), _ => true),
            finding
                .Targets.Select(target => target.Address)
                .Distinct()
                .Order()
                .Take(MostTargets)
                .ToDictionary(address => address.ToString(), _ => true),
            finding.Frames.FirstAt?.ToString(),
            finding.Frames.LastAt?.ToString(),
            finding.Frames.Count,
            finding.Method ?? ""
        );
}
