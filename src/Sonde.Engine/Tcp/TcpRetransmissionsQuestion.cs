using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What was sent again, how much of everything, on which connections.</summary>
public static class TcpRetransmissionsQuestion
{
    /// <summary>The share above which a rate counts as exceeded unless another is given.</summary>
    public const double DefaultThreshold = 0.02;

    private const string Filter = "tcp.analysis.retransmission";
    private const int MostConnections = 10;

    /// <summary>Reads the capture and lists its retransmissions.</summary>
    /// <exception cref="EngineException">The capture cannot be read, an argument is wrong, or the page lies beyond the end.</exception>
    public static TcpRetransmissions Ask(
        CaptureEngine engine,
        TcpRetransmissionsArguments arguments,
        AskContext context
    )
    {
        ArgumentNullException.ThrowIfNull(arguments);
        double threshold = arguments.Threshold ?? DefaultThreshold;
        TcpEventPage? rows = null;
        var tally = new RetransmissionTally(threshold, MostConnections);
        TcpReading tcp = TcpReading.Of(
            engine,
            arguments,
            context,
            [tally],
            (selection, offset, limit) =>
                [rows = new TcpEventPage(TcpVerdicts.Retransmission, selection, offset, limit)]
        );
        long? next = tcp.NextOffset(rows!.Total);
        TcpFlowReport report = tcp.Report;
        TcpFlow[] flows = [.. tally.Worst.Flows];
        double rate = TcpReading.Rate(report.DataRetransmissions, report.DataSegments);
        var summary = new TcpRetransmissionSummary(
            flows.Length > 0 ? TcpReading.Name(flows[0]) : "",
            flows.Length > 0 ? RateOf(flows[0]) : 0,
            tally.AboveThreshold
        );
        return new TcpRetransmissions
        {
            Overview = Say(tcp, rows.Total, rate, threshold, summary) + tcp.Reading.Shortfall,
            File = tcp.Reading.Name,
            PcapFile = tcp.Reading.Name,
            AnalysisTimestamp = TcpReading.Now,
            TotalPackets = report.Frames,
            DataSegments = report.DataSegments,
            TotalRetransmissions = rows.Total,
            FastRetransmissions = report.Count(TcpVerdicts.FastRetransmission),
            SpuriousRetransmissions = report.Count(TcpVerdicts.SpuriousRetransmission),
            RetransmittedOctets = report.RetransmittedOctets,
            RetransmissionRate = rate,
            Threshold = threshold,
            ExceedsThreshold = rate > threshold,
            ByConnection = [.. flows.Select(Row)],
            ByConnectionTotal = tally.Worst.Count,
            Summary = summary,
            SecondOpinion = tally.Opinions.Row(),
            Total = rows.Total,
            Returned = rows.Events.Count,
            NextOffset = next,
            Retransmissions = [.. rows.Events.Select(TcpEventRow.Retransmission)],
            Coverage = tcp.Coverage.With((tally.Worst.Count > MostConnections, "by_connection", MostConnections)),
            Evidence = tcp.Show(rows.Frames, Filter),
        };
    }

    internal static double RateOf(TcpFlow flow) =>
        TcpReading.Rate(flow.Client.DataRetransmissions + flow.Server.DataRetransmissions, flow.DataSegments);

    private static TcpRetransmissionFlow Row(TcpFlow flow)
    {
        FirstFrames frames = flow.Evidence(TcpVerdicts.Retransmission)!;
        long rto = Math.Max(flow.Client.LongestRto, flow.Server.LongestRto);
        return new TcpRetransmissionFlow
        {
            Connection = TcpReading.Name(flow),
            Stream = flow.Stream,
            RetransCount = flow.Count(TcpVerdicts.Retransmission),
            TotalPackets = flow.Segments,
            DataSegments = flow.DataSegments,
            RetransRate = RateOf(flow),
            FromClient = flow.Client.Count(TcpVerdicts.Retransmission),
            FromServer = flow.Server.Count(TcpVerdicts.Retransmission),
            LongestRtoMs = rto > 0 ? TcpReading.Milliseconds(rto) : null,
            SecondOpinion = new SecondOpinions().Add(flow).Row(),
            Evidence = new Evidence(frames.Numbers, frames.Count, $"tcp.stream == {flow.Stream} && {Filter}"),
        };
    }

    private static string Say(
        TcpReading tcp,
        long count,
        double rate,
        double threshold,
        TcpRetransmissionSummary summary
    )
    {
        if (tcp.Report.Segments == 0)
            return "None: the capture has no TCP that the arguments select.";
        if (count == 0)
            return $"No retransmissions in {tcp.Report.Frames} TCP packets.";
        string word = rate > threshold ? "above" : "within";
        return $"{count} retransmissions; {100 * rate:0.##} % of {tcp.Report.DataSegments} data segments were sent again, "
            + $"{word} the threshold of {100 * threshold:0.##} %. Worst: {summary.WorstConnection} with "
            + $"{100 * summary.WorstRetransRate:0.##} %; {summary.ConnectionsAboveThreshold} connections are above the threshold.";
    }
}
