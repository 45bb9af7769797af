using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>How well the network carried what was sent: rates, round-trip times, what was sent again, what held data up.</summary>
public static class PerformanceQuestion
{
    private const int DefaultLimit = 100;

    /// <summary>Reads the capture and its TCP connections and RTP streams.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static NetworkPerformance Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var series = new TimeSeries(Timestamp.PerSecond);
        var tcp = new TcpFlowReport();
        var trips = new RoundTripLog(0, 0);
        var rtp = new RtpStreams();
        CaptureReading reading = engine.Read(
            arguments,
            [series, tcp, trips, rtp],
            context,
            flowLimit: TcpFlowReport.ConversationLimit
        );
        var report = new SeriesReport(series, reading, new SeriesArguments { Limit = 0 });
        Page<TcpFlow> page = Page.Of(
            [
                .. tcp
                    .Flows.OrderByDescending(flow => flow.Client.WireOctets + flow.Server.WireOctets)
                    .ThenBy(flow => flow.Stream),
            ],
            limit,
            offset
        );
        TcpTotals? totals = TotalsOf(tcp, trips);
        IReadOnlyList<RtpStream> streams = rtp.Streams;
        SeriesStatistics statistics = report.Statistics();
        return new NetworkPerformance
        {
            Summary = Say(reading, statistics, totals, streams),
            File = reading.Name,
            PcapFile = reading.Name,
            PerformanceStats = statistics,
            TcpTotals = totals,
            TcpAnalysis = [.. page.Items.Select(Row)],
            RtpStreams = RtpRow.Of(streams),
            Total = tcp.Seen,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = report.Coverage.With(
                (tcp.NotKept > 0, "connections_in_memory", tcp.Limit),
                (!trips.IsExact, "round_trip_times_in_memory", RoundTripLog.TimeLimit),
                (streams.Count > RtpRow.Most, "rtp_streams_listed", RtpRow.Most),
                (rtp.NotKept > 0, "rtp_candidates_in_memory", Analysis.RtpStreams.Limit)
            ),
        };
    }

    /// <summary>All connections together; null without any.</summary>
    internal static TcpTotals? TotalsOf(TcpFlowReport tcp, RoundTripLog trips)
    {
        if (tcp.Segments == 0)
            return null;
        long again = tcp.Count(TcpVerdicts.Retransmission);
        FirstFrames frames = tcp.Evidence(TcpVerdicts.Retransmission);
        return new TcpTotals(
            tcp.Seen,
            tcp.Segments,
            tcp.DataSegments,
            tcp.PayloadOctets,
            again,
            Percent.Of(again, tcp.DataSegments),
            trips.IsExact ? LatencyDistribution.OfSorted(trips.Sorted()) : LatencyDistribution.Of(trips.All),
            again > 0 ? new Evidence(frames.Numbers, frames.Count, "tcp.analysis.retransmission") : null
        );
    }

    private static TcpPerformanceRow Row(TcpFlow flow)
    {
        double seconds = flow.Duration / (double)Timestamp.PerSecond;
        long again = flow.Count(TcpVerdicts.Retransmission);
        return new TcpPerformanceRow
        {
            Stream = flow.Stream,
            SrcIp = flow.Client.Endpoint.Address.ToString(),
            SrcPort = flow.Client.Endpoint.Port,
            DstIp = flow.Server.Endpoint.Address.ToString(),
            DstPort = flow.Server.Endpoint.Port,
            Packets = flow.Segments,
            Bytes = flow.Client.WireOctets + flow.Server.WireOctets,
            DurationSeconds = seconds,
            MbpsForward = BitRates.Mbps(flow.Client.WireOctets, seconds),
            MbpsReverse = BitRates.Mbps(flow.Server.WireOctets, seconds),
            HandshakeRttMs = flow.Handshake.SetupTime is { } time ? LatencyDistribution.Milliseconds(time) : null,
            RttServer = LatencyDistribution.Of(flow.Server.Rtt),
            RttClient = LatencyDistribution.Of(flow.Client.Rtt),
            Retransmissions = again,
            RetransmissionPercent = Percent.Of(again, flow.DataSegments),
            ZeroWindows = flow.Count(TcpVerdicts.ZeroWindow),
            WindowFull = flow.Count(TcpVerdicts.WindowFull),
            ClientLimitedBy = Reason(flow.Client),
            ServerLimitedBy = Reason(flow.Server),
            ClientWindowMax = flow.Client.LargestWindow,
            ServerWindowMax = flow.Server.LargestWindow,
            MostBytesInFlight = Math.Max(flow.Client.MostInFlight, flow.Server.MostInFlight),
            Evidence = new Evidence(
                flow.FirstFrame == flow.LastFrame ? [flow.FirstFrame] : [flow.FirstFrame, flow.LastFrame],
                flow.Segments,
                $"tcp.stream == {flow.Stream}"
            ),
        };
    }

    private static string? Reason(TcpFlowSide side) =>
        side.Limits?.Dominant switch
        {
            TcpLimit.Application => "application",
            TcpLimit.ReceiverWindow => "receiver_window",
            TcpLimit.SenderOrCongestionWindow => "sender_or_congestion_window",
            TcpLimit.Loss => "loss",
            _ => null,
        };

    private static string Say(
        CaptureReading reading,
        SeriesStatistics all,
        TcpTotals? tcp,
        IReadOnlyList<RtpStream> rtp
    )
    {
        if (reading.Coverage.PacketsRead == 0)
            return "The capture holds no packets." + reading.Shortfall;
        string rates = all.AverageBps is null
            ? "no time passed, so there are no rates"
            : $"average {BitRates.Say(all.AverageBps)}, busiest second {BitRates.Say(all.PeakBps)}";
        string ofTcp =
            tcp is null ? " No TCP."
            : tcp.Rtt is null ? $" {tcp.Connections} TCP connections, none with a round-trip time."
            : string.Create(
                CultureInfo.InvariantCulture,
                $" {tcp.Connections} TCP connections: {tcp.Retransmissions} of {tcp.DataSegments} segments with data sent again ({tcp.RetransmissionPercent} %), round-trip time {tcp.Rtt.P50Ms:0.###} ms in the middle, {tcp.Rtt.P95Ms:0.###} ms at the 95th percentile."
            );
        string ofRtp =
            rtp.Count == 0
                ? ""
                : $" {rtp.Count} RTP streams, {rtp.Sum(stream => stream.Lost)} of {rtp.Sum(stream => stream.Expected)} packets lost.";
        return $"{reading.Coverage.PacketsRead} packets, {rates}.{ofTcp}{ofRtp}{reading.Shortfall}";
    }
}
