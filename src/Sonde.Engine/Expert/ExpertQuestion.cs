using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What would Wireshark's expert remark on this capture.</summary>
public static class ExpertQuestion
{
    private const int DefaultItems = 100;

    /// <summary>Reads the capture and makes the remarks.</summary>
    /// <exception cref="EngineException">The capture cannot be read, a name is wrong, or the page lies beyond the end.</exception>
    public static ExpertInformation Ask(CaptureEngine engine, ExpertArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultItems, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        ExpertSeverity? severity = SeverityNames.Of(arguments.SeverityFilter);
        bool isExact = arguments.SeverityMatch == "exact";
        var report = new ExpertReport(engine.Protocols);
        CaptureReading reading = engine.Read(arguments, [report], context);
        IEnumerable<ExpertFinding> chosen = report.Book.Findings;
        if (severity is { } least)
            chosen = chosen.Where(one => isExact ? one.Rule.Severity == least : one.Rule.Severity >= least);
        if (arguments.Protocol is { } protocol)
            chosen = chosen.Where(one => one.Rule.Protocol.Equals(protocol, StringComparison.OrdinalIgnoreCase));
        Page<ExpertFinding> page = Page.Of([.. Ordered(chosen)], limit, offset);
        return new ExpertInformation
        {
            Summary = Say(report.Book, page, arguments, reading),
            File = reading.Name,
            PcapFile = reading.Name,
            SeverityFilter = arguments.SeverityFilter,
            BySeverity = Enum.GetValues<ExpertSeverity>()
                .OrderDescending()
                .ToDictionary(one => one.ToString(), one => Count(report.Book, one)),
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Items = [.. page.Items.Select(Item)],
            Coverage = reading.Coverage.With((report.Book.NotKept > 0, "remarks_in_memory", ExpertBook.Limit)),
        };
    }

    private static IOrderedEnumerable<ExpertFinding> Ordered(IEnumerable<ExpertFinding> findings) =>
        findings
            .OrderByDescending(one => one.Rule.Severity)
            .ThenByDescending(one => one.Count)
            .ThenBy(one => one.Frames.Numbers[0])
            .ThenBy(one => one.Summary, StringComparer.Ordinal);

    private static ExpertItem Item(ExpertFinding finding) =>
        new(
            finding.Rule.Severity.ToString(),
            finding.Rule.Group.ToString(),
            finding.Rule.Protocol,
            finding.Summary,
            finding.Count,
            finding.Frames.Numbers,
            new Evidence(finding.Frames.Numbers, finding.Frames.Count, finding.Filter)
        );

    private static long Count(ExpertBook book, ExpertSeverity severity) =>
        book.Findings.Where(one => one.Rule.Severity == severity).Sum(one => one.Count);

    private static string Say(
        ExpertBook book,
        Page<ExpertFinding> page,
        ExpertArguments arguments,
        CaptureReading reading
    )
    {
        if (page.Total == 0)
        {
            string asked =
                arguments.SeverityFilter is null && arguments.Protocol is null ? "" : " that meets the arguments";
            return $"Nothing to remark{asked} in {reading.Pass.Totals.Packets} packets.{reading.Shortfall}";
        }
        string first = page.Items.Count > 0 ? $" First: {page.Items[0].Summary} ({page.Items[0].Count} times)." : "";
        return $"{Count(book, ExpertSeverity.Error)} errors, {Count(book, ExpertSeverity.Warning)} warnings, {Count(book, ExpertSeverity.Note)} notes, "
            + $"{Count(book, ExpertSeverity.Chat)} chats; {page.Items.Count} of {page.Total} different remarks shown.{first}{reading.Shortfall}";
    }
}
