using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What in a capture looks like an attack or a weakness, what shows it and what else could explain it.</summary>
public static class SecurityThreatsQuestion
{
    private const int DefaultLimit = 100;

    /// <summary>Reads the capture with all detectors.</summary>
    /// <exception cref="EngineException">The capture or a list cannot be read, a name is wrong, or the page lies beyond the end.</exception>
    public static SecurityThreats Ask(CaptureEngine engine, ThreatArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        Predicate<ThreatFinding> isWanted = ThreatReading.OfType(arguments.ThreatType);
        ThreatSeverity least = ThreatRows.SeverityOf(arguments.MinSeverity);
        ThreatReading read = ThreatReading.Of(engine, arguments, context, arguments.BlockLists);
        ThreatFinding[] wanted = [.. read.Findings.Where(one => isWanted(one) && one.Severity >= least)];
        Page<ThreatFinding> page = Page.Of(wanted, limit, offset);
        return new SecurityThreats
        {
            Summary = ThreatRows.Say(read.Findings, wanted, read.Reading),
            File = read.Reading.Name,
            PcapFile = read.Reading.Name,
            TotalThreatTypes = wanted.Select(one => one.Kind).Distinct().Count(),
            BySeverity = ThreatRows.BySeverity(read.Findings),
            ByType = ThreatRows.ByType(read.Findings),
            Threats = [.. page.Items.Select(one => ThreatRows.Of(one))],
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = read.Coverage,
        };
    }
}
