using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>How long answers take: acknowledgments of TCP, handshakes, pings, DNS.</summary>
public static class LatencyQuestion
{
    private const int DefaultLimit = 100;
    private const int DefaultTop = 20;
    private const int ServersShown = 20;

    /// <summary>Reads the capture and its round-trip times.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or a page lies beyond the end.</exception>
    public static NetworkLatency Ask(CaptureEngine engine, FlowAndPacketArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var log = new RoundTripLog(offset, limit);
        var icmp = new IcmpTracker(0, 0);
        var dns = new DnsTracker(engine.Protocols, DnsService.Dns);
        CaptureReading reading = engine.Read(
            arguments,
            [log, icmp, dns],
            context,
            flowLimit: TcpFlowReport.ConversationLimit
        );
        dns.Complete();
        Page.ThrowIfBeyond(log.Seen, limit, offset);
        Page<FlowRoundTrips> flows = Flows(log, arguments, out ILookup<int, long>? times);
        long next = offset + (long)log.Page.Count;
        DnsLatencyRow[] servers = Servers(dns);
        return new NetworkLatency
        {
            Summary = Say(reading, log),
            File = reading.Name,
            PcapFile = reading.Name,
            RttAnalysis = log.IsExact ? LatencyDistribution.OfSorted(log.Sorted()) : LatencyDistribution.Of(log.All),
            HandshakeRtt =
                log.NotKept > 0
                    ? LatencyDistribution.Of(log.Handshakes)
                    : LatencyDistribution.OfSorted([
                        .. log.Flows.Select(flow => flow.Handshake).OfType<long>().Where(time => time >= 0).Order(),
                    ]),
            IcmpRtt = LatencyDistribution.OfSorted([
                .. icmp.Echo.Sessions.SelectMany(session => session.RoundTrips).Order(),
            ]),
            DnsResponseTimes = servers.Length > 0 ? servers : null,
            Flows = [.. flows.Items.Select(flow => Row(flow, times))],
            TotalFlows = log.Connections,
            NextFlowOffset = flows.NextOffset,
            LatencyMeasurements = [.. log.Page.Select(Row)],
            TotalMeasurements = log.Seen,
            Total = log.Seen,
            Returned = log.Page.Count,
            NextOffset = next < log.Seen ? next : null,
            Evidence = log.Seen > 0 ? new Evidence(log.Frames.Numbers, log.Frames.Count, "tcp.analysis.ack_rtt") : null,
            Coverage = reading.Coverage.With(
                (!log.IsExact, "round_trip_times_in_memory", RoundTripLog.TimeLimit),
                (log.NotKept > 0, "connections_in_memory", RoundTripLog.FlowLimit),
                (log.Negative > 0, "round_trip_times_below_zero_left_out", log.Negative),
                (icmp.Echo.RoundTripsNotKept > 0, "echo_round_trip_times", EchoPairing.RoundTripLimit)
            ),
        };
    }

    private static Page<FlowRoundTrips> Flows(
        RoundTripLog log,
        FlowAndPacketArguments arguments,
        out ILookup<int, long>? times
    )
    {
        ILookup<int, long>? exact = times = log.IsExact ? log.ByFlow() : null;
        FlowRoundTrips[] all =
        [
            .. log
                .Flows.OrderByDescending(flow => Distribution(flow, exact).P95Ms)
                .ThenByDescending(flow => flow.All.Count)
                .ThenBy(flow => flow.Number),
        ];
        return Page.Of(all, arguments.TopN ?? DefaultTop, arguments.FlowOffset ?? 0);
    }

    private static LatencyDistribution Distribution(FlowRoundTrips flow, ILookup<int, long>? times) =>
        times is null ? LatencyDistribution.Of(flow.All)! : LatencyDistribution.OfSorted([.. times[flow.Number]])!;

    private static FlowLatencyRow Row(FlowRoundTrips flow, ILookup<int, long>? times) =>
        new(
            flow.Flow.Initiator.Address.ToString(),
            flow.Flow.Initiator.Port,
            flow.Flow.Responder.Address.ToString(),
            flow.Flow.Responder.Port,
            flow.Flow.Stream,
            flow.Handshake is { } handshake ? LatencyDistribution.Milliseconds(handshake) : null,
            Distribution(flow, times),
            FlowNames.Evidence(flow.Flow)
        );

    private static LatencyRow Row(RoundTripSeen seen)
    {
        (Analysis.Endpoint source, Analysis.Endpoint destination) = seen.FromInitiator
            ? (seen.Flow.Initiator, seen.Flow.Responder)
            : (seen.Flow.Responder, seen.Flow.Initiator);
        return new LatencyRow(
            seen.Frame,
            seen.AckedFrame,
            source.Address.ToString(),
            source.Port,
            destination.Address.ToString(),
            destination.Port,
            LatencyDistribution.Milliseconds(seen.RoundTrip)
        );
    }

    private static DnsLatencyRow[] Servers(DnsTracker dns) =>
        [
            .. DnsRowMaker
                .Busiest(dns)
                .Where(server => server.Latencies.Count > 0)
                .Take(ServersShown)
                .Select(server => new DnsLatencyRow(
                    server.Endpoint.ToString(),
                    server.Latencies.Count,
                    LatencyDistribution.Milliseconds(server.Latencies.Sum / server.Latencies.Count),
                    LatencyDistribution.Milliseconds(server.Latencies.Percentile(95)),
                    LatencyDistribution.Milliseconds(server.Latencies.Longest)
                )),
        ];

    private static string Say(CaptureReading reading, RoundTripLog log)
    {
        if (reading.Coverage.PacketsRead == 0)
            return "The capture holds no packets." + reading.Shortfall;
        if (log.Seen == 0)
            return "No TCP segment of the capture was acknowledged, so there are no round-trip times of TCP."
                + reading.Shortfall;
        if ((log.IsExact ? LatencyDistribution.OfSorted(log.Sorted()) : LatencyDistribution.Of(log.All)) is not { } all)
            return "All round-trip times of the capture are below zero: its clock ran backwards." + reading.Shortfall;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{log.Seen} TCP segments were acknowledged on {log.Connections} connections: half within {all.P50Ms:0.###} ms, 95 % within {all.P95Ms:0.###} ms, 99 % within {all.P99Ms:0.###} ms, at most {all.MaxMs:0.###} ms. Times are seen from the capture point: towards the near end they are shorter.{reading.Shortfall}"
        );
    }
}
