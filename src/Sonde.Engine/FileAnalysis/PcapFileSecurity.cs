using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The threats in a capture, or in the part of it that a display filter selects.</summary>
internal static class PcapFileSecurity
{
    private const int DefaultRows = 100;

    public static PcapFileAnalysis Ask(
        CaptureEngine engine,
        PcapFileArguments arguments,
        AskContext context,
        string? typed,
        PacketFilter? filter
    )
    {
        var selection = new Selection(filter);
        ThreatReading read = ThreatReading.Of(
            engine,
            arguments,
            context,
            null,
            filter,
            TcpFlowReport.ConversationLimit,
            selection
        );
        Page<ThreatFinding> page = Page.Of(read.Findings, arguments.Limit ?? DefaultRows, arguments.Offset ?? 0);
        Totals totals = selection.Totals;
        return new PcapFileAnalysis
        {
            Summary = ThreatRows.Say(read.Findings, read.Findings, read.Reading),
            PcapFile = read.Reading.Name,
            AnalysisType = "security",
            Filter = typed,
            FileSizeBytes = read.Reading.SizeOfFiles,
            TotalPackets = read.Reading.Pass.Totals.Packets,
            MatchingPackets = totals.Packets,
            MatchingBytes = totals.Octets,
            StartTime = totals.Earliest?.ToString(),
            EndTime = totals.Latest?.ToString(),
            DurationSeconds = totals.DurationNanoseconds / (double)Timestamp.PerSecond,
            SecurityFindings =
            [
                .. page.Items.Select(one =>
                {
                    Evidence evidence = ThreatRows.EvidenceOf(one, typed);
                    return new SecurityFinding(
                        one.Kind.Title,
                        one.Count,
                        evidence.DisplayFilter,
                        ThreatRows.Name(one.Severity),
                        one.Detail,
                        evidence
                    );
                }),
            ],
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = read.Coverage with { Filter = typed },
        };
    }
}
