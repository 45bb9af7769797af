using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Trouble of an end, and of a path that is too narrow: full receivers, slow servers, rate limits, black holes.</summary>
internal static class EndRules
{
    private const long ShortStall = 200_000_000; // 200 ms
    private const long LongStall = 1_000_000_000;
    private const long VerySlow = 3_000_000_000;
    private const long EnoughOctets = 64_000;
    private const int EnoughSegments = 40;
    private const double Even = 0.3; // standard deviation by mean
    private const long Queueing = 30_000_000; // 30 ms
    private const double FewLost = 0.01;
    private const double FullSegments = 0.7; // mean length by largest, of a transfer that has more to send

    public static IEnumerable<Finding> Of(FindingContext context) =>
        context.Flows.SelectMany(flow =>
            new[]
            {
                FullReceiver(flow, true),
                FullReceiver(flow, false),
                SlowServer(context, flow),
                RateLimit(context, flow, true),
                RateLimit(context, flow, false),
                BlackHole(flow, true),
                BlackHole(flow, false),
            }.OfType<Finding>()
        );

    private static Finding? FullReceiver(TcpFlow flow, bool isClient)
    {
        TcpFlowSide receiver = isClient ? flow.Client : flow.Server;
        TcpFlowSide sender = isClient ? flow.Server : flow.Client;
        TcpZeroWindows closed = receiver.ZeroWindows;
        if (closed.Count == 0 || (closed.Total < ShortStall && !closed.IsOpen))
            return null;
        if (flow.Evidence(TcpVerdicts.ZeroWindow) is not { } frames)
            return null;
        List<string> supports =
        [
            Text(
                $"{receiver.Endpoint} closed its window {closed.Count} times for {closed.Total / 1e9:0.###} s, at longest {closed.Longest / 1e9:0.###} s: its program did not read what had arrived"
            ),
        ];
        long probes = closed.First.Sum(one => one.Probes);
        if (probes > 0)
            supports.Add(Text($"the sender asked {probes} times whether the window had opened: it had more to send"));
        bool isLossy = sender.Arrivals is { LostBefore: not null } or { SentAgain: not null };
        if (!isLossy)
            supports.Add("no data to it was lost: the network brought everything");
        if (closed.IsOpen)
            supports.Add("the window was still closed at the end");
        return new Finding(Cause.ReceiverDoesNotRead, flow, isClient)
        {
            Confidence = isLossy ? 0.85 : 0.95,
            Severity = closed.Total >= LongStall || closed.IsOpen ? 3 : 2,
            Count = closed.Count,
            Frames = frames,
            Test = "tcp.analysis.zero_window",
            Tested = frames,
            Supports = supports,
            Against = isLossy ? ["data to it was lost as well: not all waiting is its own"] : [],
        };
    }

    private static Finding? SlowServer(FindingContext context, TcpFlow flow)
    {
        if (flow.Roles == TcpRoles.FirstSegment || context.Paces.Of(flow.Stream) is not { } pace)
            return null;
        TcpPaceSide server = pace.Of(flow.Server.Endpoint);
        FirstFrames slow = server.SlowAnswers;
        if (slow.Count == 0)
            return null;
        List<string> supports =
        [
            Text(
                $"{slow.Count} of {server.Waits.Count} answers took {server.SlowTotal / 1e6 / slow.Count:0.###} ms on average, at longest {server.Waits.Max / 1e6:0.###} ms"
            ),
        ];
        if (flow.Server.Rtt.Count > 0)
            supports.Add(
                Text(
                    $"the way to the server and back takes {flow.Server.Rtt.Min / 1e6:0.###} ms, so the time passed in the server"
                )
            );
        if (server.SlowButAcknowledged > 0)
            supports.Add(
                Text(
                    $"for {server.SlowButAcknowledged} of them the server's system had acknowledged the question at once: the network had brought it"
                )
            );
        return new Finding(Cause.SlowServer, flow, false)
        {
            Confidence = server.SlowButAcknowledged == slow.Count ? 0.9 : 0.75,
            Severity = server.Waits.Max >= VerySlow ? 3 : 2,
            Count = slow.Count,
            Of = server.Waits.Count,
            Frames = slow,
            Supports = supports,
            Against = ["a server may wait on purpose until there is something to say (long polling, subscriptions)"],
        };
    }

    private static Finding? RateLimit(FindingContext context, TcpFlow flow, bool isClient)
    {
        TcpFlowSide sender = isClient ? flow.Client : flow.Server;
        TcpFlowSide receiver = isClient ? flow.Server : flow.Client;
        if (sender.DataSegments < EnoughSegments || context.Paces.Of(flow.Stream) is not { } pace)
            return null;
        bool isBulk = sender.PayloadOctets >= FullSegments * sender.LargestSegment * sender.DataSegments;
        if (!isBulk || sender.Limits?.Dominant == TcpLimit.Application)
            return null; // its program sets the pace
        TcpDelivery delivery = pace.Of(sender.Endpoint).Delivery;
        if (delivery.Octets < EnoughOctets || delivery.Unevenness is not (<= Even and var unevenness))
            return null;
        long before = delivery.DelayGrowth ?? 0;
        long behind = receiver.Rtt.Count > 0 ? receiver.Rtt.Percentile(90) - receiver.Rtt.Min : 0;
        long trip = (flow.Handshake.ServerRtt ?? 0) + (flow.Handshake.ClientRtt ?? 0);
        long growth = Math.Max(before, behind);
        long lost = (sender.Arrivals?.LostBefore?.Count ?? 0) + (sender.Arrivals?.SentAgain?.Count ?? 0);
        if (growth < Math.Max(Queueing, trip) || receiver.ZeroWindows.Count > 0 || lost > FewLost * sender.DataSegments)
            return null;
        FirstFrames ends = new();
        ends.Add(flow.FirstFrame);
        ends.Add(flow.LastFrame);
        return new Finding(Cause.RateLimit, flow, isClient)
        {
            Confidence = growth >= 3 * Math.Max(trip, Queueing) ? 0.9 : 0.75,
            Severity = 2,
            Count = sender.DataSegments,
            Frames = ends,
            Supports =
            [
                Text(
                    $"{delivery.Octets} octets were delivered at an even {delivery.Rate * 8 / 1e6:0.###} Mbit/s of data (varies by {unevenness * 100:0} %)"
                ),
                before >= behind
                    ? Text(
                        $"packets took up to {before / 1e6:0} ms longer from the sender to the capture point than the quickest, by the sender's clock: a queue before the capture point"
                    )
                    : Text(
                        $"acknowledgments took {behind / 1e6:0} ms longer than the quickest: a queue behind the capture point"
                    ),
                lost == 0 ? "nothing was lost" : Text($"only {lost} segments were lost"),
            ],
            Against = ["a link that is no faster looks the same as a limit that was set"],
        };
    }

    /// <summary>Large segments do not arrive, and smaller ones do.</summary>
    public static bool IsBlackHole(TcpFlowSide sender) => sender.BlackHole is { LargestAcknowledged: > 0 };

    private static Finding? BlackHole(TcpFlow flow, bool isClient)
    {
        TcpFlowSide sender = isClient ? flow.Client : flow.Server;
        if (!IsBlackHole(sender) || sender.BlackHole is not { } hole)
            return null;
        FirstFrames frames = sender.Arrivals?.SentAgain ?? new FirstFrames();
        if (frames.Count == 0)
            frames.Add(hole.Frame);
        List<string> supports =
        [
            Text(
                $"the segment of {hole.Octets} octets in frame {hole.Frame} was sent again {hole.Retransmissions} times and not acknowledged, while smaller ones, up to {hole.LargestAcknowledged} octets, were"
            ),
        ];
        if (hole.IsCutSmaller)
            supports.Add("it arrived once it was cut into smaller segments");
        List<string> against = [];
        if (flow.IcmpTooBig.Count == 0)
            supports.Add("no ICMP message told the sender of a smaller MTU (fragmentation needed, packet too big)");
        else
            against.Add(
                Text(
                    $"{flow.IcmpTooBig.Count} ICMP messages told of a smaller MTU; they may not have come to the sender"
                )
            );
        if (!hole.IsCutSmaller)
            against.Add(
                "it did not arrive in smaller segments either in this capture, so other loss of large packets is possible"
            );
        return new Finding(Cause.PathMtuBlackHole, flow, isClient)
        {
            Confidence = hole.IsCutSmaller ? 0.95 : 0.85,
            Severity = 3,
            Count = hole.Retransmissions,
            Frames = frames,
            Test = "tcp.analysis.retransmission",
            Tested = flow.Evidence(TcpVerdicts.Retransmission),
            Supports = supports,
            Against = against,
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
