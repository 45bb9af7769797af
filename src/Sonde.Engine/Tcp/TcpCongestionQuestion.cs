using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Signs of congestion: loss, growing round trips, repeated time-outs, ECN, full windows, and what held data up.</summary>
public static class TcpCongestionQuestion
{
    private const double AllLoss = 0.05;
    private const double AllInflation = 5;
    private const int AllRepeats = 4;
    private const int EnoughSamples = 10;
    private const long ShortestTelling = 1_000_000; // below a millisecond the hosts themselves vary as much

    private const string Filter =
        "(tcp.analysis.retransmission || tcp.analysis.window_full || tcp.analysis.zero_window)";

    /// <summary>Reads the capture and looks for congestion.</summary>
    /// <exception cref="EngineException">The capture cannot be read, an argument is wrong, or the page lies beyond the end.</exception>
    public static TcpCongestionAnswer Ask(CaptureEngine engine, TcpArguments arguments, AskContext context)
    {
        TcpEventPage? full = null;
        TcpEventPage? fast = null;
        var tally = new Tally();
        TcpReading tcp = TcpReading.Of(
            engine,
            arguments,
            context,
            [tally],
            (selection, offset, limit) =>
                [
                    full = new TcpEventPage(TcpVerdicts.WindowFull, selection, offset, limit),
                    fast = new TcpEventPage(TcpVerdicts.FastRetransmission, selection, offset, limit),
                ]
        );
        (TcpFlow Flow, double Score)[] flows =
        [
            .. tcp
                .Report.Flows.Where(flow => flow.DataSegments > 0)
                .Select(flow => (flow, ScoreOf(flow)))
                .OrderByDescending(pair => pair.Item2)
                .ThenByDescending(pair => pair.flow.DataSegments)
                .ThenBy(pair => pair.flow.Stream),
        ];
        long? next = tcp.NextOffset(full!.Total, fast!.Total, flows.Length);
        TcpFlowReport report = tcp.Report;
        double score = tally.Score;
        double rate = TcpReading.Rate(report.DataRetransmissions, report.DataSegments);
        return new TcpCongestionAnswer
        {
            Summary = Say(tcp, score, rate, tally) + tcp.Reading.Shortfall,
            File = tcp.Reading.Name,
            PcapFile = tcp.Reading.Name,
            TotalPackets = report.Frames,
            DataSegments = report.DataSegments,
            Score = Math.Round(score, 1),
            TotalWindowFull = full.Total,
            TotalFastRetrans = fast.Total,
            TotalRetransmissions = report.Count(TcpVerdicts.Retransmission),
            TotalZeroWindow = report.Count(TcpVerdicts.ZeroWindow),
            RetransmissionRate = rate,
            Ecn = tally.Ecn,
            Returned = full.Events.Count,
            NextOffset = next,
            WindowFullEvents = [.. full.Events.Select(TcpEventRow.InFlight)],
            FastRetransmissions = [.. fast.Events.Select(TcpEventRow.Retransmission)],
            Connections = [.. tcp.PageOf(flows).Select(pair => Row(pair.Flow, pair.Score))],
            ConnectionsTotal = tally.WithData,
            Coverage = tcp.Coverage,
            Evidence = tcp.Show(full.Frames, "tcp.analysis.window_full"),
            FastRetransmissionEvidence = tcp.Show(fast.Frames, "tcp.analysis.fast_retransmission"),
        };
    }

    private static double ScoreOf(TcpFlow flow)
    {
        double loss = Math.Min(1, (TcpRetransmissionsQuestion.RateOf(flow) - Copied(flow)) / AllLoss);
        double inflation = Math.Clamp(((Inflation(flow) ?? 1) - 1) / (AllInflation - 1), 0, 1);
        double repeats = Math.Clamp((Repeats(flow) - 1) / (double)(AllRepeats - 1), 0, 1);
        TcpEcnRow ecn = Ecn(flow);
        bool hasEcn = ecn.CongestionExperienced + ecn.Echoes > 0;
        bool isFull = flow.Count(TcpVerdicts.WindowFull) + flow.Count(TcpVerdicts.ZeroWindow) > 0;
        return Math.Round(40 * loss + 20 * inflation + 15 * repeats + (hasEcn ? 15 : 0) + (isFull ? 10 : 0), 1);
    }

    private static double Copied(TcpFlow flow) =>
        TcpReading.Rate(flow.Client.CopiedRetransmissions + flow.Server.CopiedRetransmissions, flow.DataSegments);

    private static int Repeats(TcpFlow flow) => Math.Max(flow.Client.MostRepeats, flow.Server.MostRepeats);

    // The end that is near answers at once, and its times tell of its own work only.
    private static double? Inflation(TcpFlow flow)
    {
        TimeHistogram far = flow.Client.Rtt.Min > flow.Server.Rtt.Min ? flow.Client.Rtt : flow.Server.Rtt;
        return far.Count < EnoughSamples || far.Min < ShortestTelling
            ? null
            : Math.Round((double)far.Percentile(95) / far.Min, 2);
    }

    private static TcpEcnRow Ecn(TcpFlow flow) =>
        new(
            flow.Client.CongestionMarks + flow.Server.CongestionMarks,
            flow.Client.EcnEchoes + flow.Server.EcnEchoes,
            flow.Client.WindowReductions + flow.Server.WindowReductions
        );

    private static TcpCongestionRow Row(TcpFlow flow, double score) =>
        new()
        {
            Stream = flow.Stream,
            Client = flow.Client.Endpoint.ToString(),
            Server = flow.Server.Endpoint.ToString(),
            Score = score,
            RetransmissionRate = TcpRetransmissionsQuestion.RateOf(flow),
            RttInflation = Inflation(flow),
            RtoRepeats = Repeats(flow),
            Ecn = Ecn(flow),
            WindowFull = flow.Count(TcpVerdicts.WindowFull),
            ZeroWindow = flow.Count(TcpVerdicts.ZeroWindow),
            ClientLimited = TcpLimitRow.Of(flow.Client),
            ServerLimited = TcpLimitRow.Of(flow.Server),
            Evidence = new Evidence(flow.Signs.Numbers, flow.Signs.Count, $"tcp.stream == {flow.Stream} && {Filter}"),
        };

    private static string Say(TcpReading tcp, double score, double rate, Tally tally)
    {
        if (tcp.Report.Segments == 0)
            return "None: the capture has no TCP that the arguments select.";
        string worst = tally.Worst is { } flow
            ? $" Worst: {TcpReading.Name(flow)} with {ScoreOf(flow):0.#}."
            : " No connection shows a sign of it.";
        return $"Congestion score {score:0.#} of 100 over {tally.WithData} connections with data; {100 * rate:0.##} % of data segments "
            + $"were sent again, {tcp.Report.Count(TcpVerdicts.WindowFull)} filled a window.{worst}";
    }

    // Of all connections with data, whether or not their records are kept.
    private sealed class Tally : ITcpFlowObserver
    {
        private readonly TopFlows _worst = new(1);
        private long _marks;
        private long _echoes;
        private long _reduced;
        private double _weight;
        private double _weighted;

        public int WithData { get; private set; }

        public TcpEcnRow Ecn => new(_marks, _echoes, _reduced);

        public double Score => _weight == 0 ? 0 : _weighted / _weight;

        public TcpFlow? Worst => _worst.Flows.FirstOrDefault();

        public void OnFlowEnd(TcpFlow flow)
        {
            _marks += flow.Client.CongestionMarks + flow.Server.CongestionMarks;
            _echoes += flow.Client.EcnEchoes + flow.Server.EcnEchoes;
            _reduced += flow.Client.WindowReductions + flow.Server.WindowReductions;
            if (flow.DataSegments == 0)
                return;
            double score = ScoreOf(flow);
            WithData++;
            _weight += flow.DataSegments;
            _weighted += score * flow.DataSegments;
            if (score > 0)
                _worst.Add(flow, score, flow.DataSegments);
        }
    }
}
