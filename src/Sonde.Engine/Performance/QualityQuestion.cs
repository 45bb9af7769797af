using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>How good the network was: jitter, loss and errors of TCP, RTP and pings.</summary>
public static class QualityQuestion
{
    private const int DefaultLimit = 100;
    private const int DefaultTop = 20;
    private const int EchoShown = 100;

    /// <summary>Reads the capture and measures its quality.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or a page lies beyond the end.</exception>
    public static NetworkQuality Ask(CaptureEngine engine, FlowAndPacketArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var tcp = new TcpFlowReport();
        var trips = new RoundTripLog(0, 0);
        var rtp = new RtpStreams();
        var icmp = new IcmpTracker(0, 0);
        var losses = new LossEvents(offset, limit);
        var checksums = new ChecksumWatch(offset, limit);
        CaptureReading reading = engine.Read(
            arguments,
            [tcp, trips, rtp, icmp, losses, checksums],
            context,
            flowLimit: TcpFlowReport.ConversationLimit
        );
        long most = Math.Max(losses.Seen, checksums.Errors);
        Page.ThrowIfBeyond(most, limit, offset);
        Dictionary<int, FlowRoundTrips> byStream = [];
        foreach (FlowRoundTrips flow in trips.Flows)
            byStream[flow.Flow.Stream] = flow;
        Page<TcpFlow> page = Page.Of(
            [.. tcp.Flows.OrderByDescending(Loss).ThenByDescending(flow => flow.Segments).ThenBy(flow => flow.Stream)],
            arguments.TopN ?? DefaultTop,
            arguments.FlowOffset ?? 0
        );
        IReadOnlyList<RtpStream> streams = rtp.Streams;
        TcpQuality? quality = PerformanceQuestion.TotalsOf(tcp, trips) is { } totals
            ? new TcpQuality(
                totals,
                tcp.Count(TcpVerdicts.LostSegment),
                tcp.Count(TcpVerdicts.OutOfOrder),
                tcp.Count(TcpVerdicts.DuplicateAck),
                Milliseconds(trips.Variation)
            )
            : null;
        EchoQualityRow[] echoes = Echoes(icmp);
        int returned = Math.Max(losses.Page.Count, checksums.Page.Count);
        return new NetworkQuality
        {
            Summary = Say(reading, quality, streams, icmp.Echo.Sessions, checksums),
            File = reading.Name,
            PcapFile = reading.Name,
            TcpQuality = quality,
            RtpAnalysis = RtpRow.Of(streams) ?? [],
            IcmpEcho = echoes.Length > 0 ? echoes : null,
            Flows = [.. page.Items.Select(flow => Row(flow, byStream.GetValueOrDefault(flow.Stream)))],
            TotalFlows = tcp.Seen,
            NextFlowOffset = page.NextOffset,
            PacketLossEvents =
            [
                .. losses.Page.Select(loss => new PacketPlaceRow(
                    loss.Frame,
                    loss.Source.ToString(),
                    loss.Destination.ToString(),
                    "tcp"
                )),
            ],
            TotalPacketLoss = losses.Seen,
            ChecksumErrors =
            [
                .. checksums.Page.Select(error => new PacketPlaceRow(
                    error.Frame,
                    error.Source.ToString(),
                    error.Destination.ToString(),
                    error.Protocol
                )),
            ],
            TotalChecksumErrors = checksums.Errors,
            ChecksumsVerified = checksums.Verified,
            ChecksumsOffloaded = checksums.Offloaded,
            Total = most,
            Returned = returned,
            NextOffset = (long)offset + returned < most ? (long)offset + returned : null,
            Coverage = reading.Coverage.With(
                (tcp.NotKept > 0, "connections_in_memory", tcp.Limit),
                (!trips.IsExact, "round_trip_times_in_memory", RoundTripLog.TimeLimit),
                (streams.Count > RtpRow.Most, "rtp_streams_listed", RtpRow.Most),
                (rtp.NotKept > 0, "rtp_candidates_in_memory", RtpStreams.Limit),
                (icmp.Echo.Sessions.Count > EchoShown, "icmp_echo_listed", EchoShown)
            ),
        };
    }

    // Segments sent again needlessly were not lost.
    private static double Loss(TcpFlow flow) =>
        Percent.Of(
            flow.Count(TcpVerdicts.Retransmission) - flow.Count(TcpVerdicts.SpuriousRetransmission),
            flow.DataSegments
        );

    private static FlowQualityRow Row(TcpFlow flow, FlowRoundTrips? trips) =>
        new(
            flow.Stream,
            flow.Client.Endpoint.Address.ToString(),
            flow.Client.Endpoint.Port,
            flow.Server.Endpoint.Address.ToString(),
            flow.Server.Endpoint.Port,
            flow.Segments,
            flow.Count(TcpVerdicts.Retransmission),
            Loss(flow),
            flow.Count(TcpVerdicts.LostSegment),
            flow.Count(TcpVerdicts.OutOfOrder),
            flow.Count(TcpVerdicts.DuplicateAck),
            trips is null ? null : Milliseconds(trips.All.Sum / trips.All.Count),
            Milliseconds(trips?.Variation),
            new Evidence(
                flow.FirstFrame == flow.LastFrame ? [flow.FirstFrame] : [flow.FirstFrame, flow.LastFrame],
                flow.Segments,
                $"tcp.stream == {flow.Stream}"
            )
        );

    private static EchoQualityRow[] Echoes(IcmpTracker icmp) =>
        [
            .. icmp
                .Echo.Sessions.Where(session => session.Requests > 0)
                .OrderByDescending(session => Percent.Of(session.Unanswered, session.Requests))
                .ThenByDescending(session => session.Requests)
                .Take(EchoShown)
                .Select(session => new EchoQualityRow(
                    session.Requester.ToString(),
                    session.Responder.ToString(),
                    session.Identifier,
                    session.Requests,
                    session.Unanswered,
                    Percent.Of(session.Unanswered, session.Requests),
                    LatencyDistribution.OfSorted([.. session.RoundTrips.Order()]),
                    session.RoundTrips.Count > 1
                        ? Milliseconds(
                            session
                                .RoundTrips.Zip(session.RoundTrips.Skip(1), (one, next) => (double)Math.Abs(next - one))
                                .Average()
                        )
                        : null,
                    session.Frames.Numbers
                )),
        ];

    private static double? Milliseconds(double? nanoseconds) =>
        nanoseconds is { } time ? LatencyDistribution.Milliseconds(time) : null;

    private static string Say(
        CaptureReading reading,
        TcpQuality? tcp,
        IReadOnlyList<RtpStream> rtp,
        IReadOnlyCollection<EchoSession> echoes,
        ChecksumWatch checksums
    )
    {
        if (reading.Coverage.PacketsRead == 0)
            return "The capture holds no packets." + reading.Shortfall;
        List<string> parts = [];
        if (tcp is not null)
            parts.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"TCP: {tcp.Totals.Retransmissions} of {tcp.Totals.DataSegments} segments with data sent again ({tcp.Totals.RetransmissionPercent} %), {tcp.LostSegments} gaps in the capture, {tcp.OutOfOrder} segments out of order"
                )
            );
        if (rtp.Count > 0)
            parts.Add(
                $"RTP: {rtp.Sum(stream => stream.Lost)} of {rtp.Sum(stream => stream.Expected)} packets of {rtp.Count} streams lost"
            );
        if (echoes.Sum(session => session.Requests) is > 0 and var requests)
            parts.Add($"pings: {echoes.Sum(session => session.Unanswered)} of {requests} requests without a reply");
        if (parts.Count == 0)
            parts.Add("no TCP, RTP or pings to measure");
        parts.Add(
            $"checksums: {checksums.Errors} of {checksums.Verified} wrong"
                + (checksums.Offloaded > 0 ? $", {checksums.Offloaded} left for the network card" : "")
        );
        string said = string.Join("; ", parts);
        return char.ToUpperInvariant(said[0]) + said[1..] + "." + reading.Shortfall;
    }
}
