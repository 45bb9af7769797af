namespace Sonde.Engine;

/// <summary>What goes wrong in the TCP connections of a capture, most severe first.</summary>
public static class TcpIssuesQuestion
{
    /// <summary>Reads the capture and judges its connections.</summary>
    /// <exception cref="EngineException">The capture cannot be read, an argument is wrong, or the page lies beyond the end.</exception>
    public static TcpIssues Ask(CaptureEngine engine, TcpArguments arguments, AskContext context)
    {
        var tally = new TcpIssueTally();
        TcpReading tcp = TcpReading.Of(engine, arguments, context, [tally]);
        List<TcpIssueRow> issues = new TcpIssueFinder(tcp, tally).All();
        long? next = tcp.NextOffset(issues.Count);
        List<TcpIssueRow> page = tcp.PageOf(issues);
        return new TcpIssues
        {
            Summary = Say(tcp, issues) + tcp.Reading.Shortfall,
            FilePath = tcp.Reading.Name,
            PcapFile = tcp.Reading.Name,
            TotalTcpPackets = tcp.Report.Frames,
            DataSegments = tcp.Report.DataSegments,
            Connections = tcp.Report.Seen,
            HasIssues = issues.Exists(issue => issue.Severity != "info"),
            Total = issues.Count,
            Returned = page.Count,
            NextOffset = next,
            Issues = page,
            Coverage = tcp.Coverage,
        };
    }

    private static string Say(TcpReading tcp, List<TcpIssueRow> issues)
    {
        if (tcp.Report.Segments == 0)
            return "None: the capture has no TCP that the arguments select.";
        string seen = $"{tcp.Report.Seen} TCP connections with {tcp.Report.Frames} packets";
        if (issues.Count == 0)
            return $"No issues in {seen}.";
        string found = string.Join(", ", issues.Where(issue => issue.Severity != "info").Take(6).Select(Count));
        string attention = issues[0].Severity == "high" ? "Attention: " : "";
        return found.Length == 0 ? $"No trouble in {seen}." : $"{attention}{seen}: {found}.";
    }

    private static string Count(TcpIssueRow issue) =>
        $"{issue.Count} {issue.IssueType} ({100 * issue.Rate:0.##} % of {issue.RateOf.Replace('_', ' ')})";
}
