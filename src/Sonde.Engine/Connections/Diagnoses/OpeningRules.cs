using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Connections that do not come about, and resets.</summary>
internal static class OpeningRules
{
    private const int OtherWay = 3; // hops
    private const int FarOther = 20; // hops: another system sent it
    private const long LongEnough = 3_000_000_000; // a SYN is sent again after 1 s (RFC 6298 §2)
    private const int Flood = 100; // attempts
    private const double NearlyAll = 0.8;
    private const double FloodPerSecond = 10;
    private const int ManySources = 20;

    public static IEnumerable<Finding> Of(FindingContext context)
    {
        var flooded = new HashSet<Endpoint>();
        foreach (var group in context.Flows.GroupBy(flow => flow.Server.Endpoint))
        {
            if (FloodOf(context, [.. group]) is not { } flood)
                continue;
            flooded.Add(group.Key);
            yield return flood;
        }
        foreach (TcpFlow flow in context.Flows)
        {
            Finding? finding = ConnectionRowMaker.Opening(flow) switch
            {
                "no_answer" when !flooded.Contains(flow.Server.Endpoint) => Unanswered(context, flow),
                "half_open" when !flooded.Contains(flow.Server.Endpoint) => NotFinished(context, flow),
                _ => null,
            };
            finding ??= flow.FirstReset is { } reset ? Reset(context, flow, reset) : null;
            if (finding is not null)
                yield return finding;
        }
    }

    private static Finding? Unanswered(FindingContext context, TcpFlow flow)
    {
        FirstFrames syns = flow.Evidence(TcpVerdicts.Retransmission) is { } again
            ? With(flow.FirstFrame, again)
            : One(flow.FirstFrame);
        if (flow.IcmpErrors.Count > 0)
            return new Finding(Cause.RejectedByIcmp, flow, true)
            {
                Confidence = 0.95,
                Severity = 2,
                Count = flow.IcmpErrors.Count,
                Frames = flow.IcmpErrors,
                Supports = [Text($"{flow.IcmpErrors.Count} ICMP errors quote its SYN")],
                Against = ["errors that say time exceeded are what traceroute asks for, or a routing loop"],
            };
        if (flow.Handshake.Syns < 2 && context.ToEnd(flow) < LongEnough)
            return null; // the capture ended too soon to say
        bool isAlive = context.Hops(flow.Server.Endpoint.Address) is not null;
        return new Finding(isAlive ? Cause.DroppedOnPath : Cause.NoAnswer, flow, true)
        {
            Confidence = isAlive ? 0.8 : 0.6,
            Severity = 2,
            Count = flow.Handshake.Syns,
            Frames = syns,
            Test = "tcp.flags.syn == 1 && tcp.flags.ack == 0",
            Tested = syns,
            Supports =
            [
                Text(
                    $"{flow.Handshake.Syns} SYNs to {flow.Server.Endpoint} in {flow.Duration / 1e9:0.###} s were not answered, not even with a reset or an ICMP error"
                ),
                .. isAlive
                    ? (string[])
                        [
                            Text(
                                $"{flow.Server.Endpoint.Address} answers on other ports: the host is up, something drops packets for this port"
                            ),
                        ]
                    : [],
            ],
            Against = isAlive
                ? ["a full listen queue of the server drops SYNs as well"]
                : ["a host that is down, a missing route and a packet filter look the same from here"],
        };
    }

    private static Finding? NotFinished(FindingContext context, TcpFlow flow)
    {
        if (flow.Handshake.SynAcks < 2 && context.ToEnd(flow) < LongEnough)
            return null;
        return new Finding(Cause.HandshakeNotFinished, flow, true)
        {
            Confidence = 0.6,
            Severity = 2,
            Count = flow.Handshake.SynAcks,
            Frames = One(flow.Handshake.SynAckFrame),
            Supports = [Text($"{flow.Handshake.SynAcks} SYN-ACKs of {flow.Server.Endpoint} were not acknowledged")],
            Against = ["the client's packets may take another way than the capture point"],
        };
    }

    private static Finding? FloodOf(FindingContext context, TcpFlow[] flows)
    {
        if (flows.Length < Flood)
            return null;
        TcpFlow[] attempts = [.. flows.Where(flow => ConnectionRowMaker.Opening(flow) is "no_answer" or "half_open")];
        if (attempts.Length < Flood || attempts.Length < NearlyAll * flows.Length)
            return null;
        double seconds = Math.Max(1, (context.ToEnd(attempts[0]) - context.ToEnd(attempts[^1])) / 1e9);
        if (attempts.Length / seconds < FloodPerSecond)
            return null;
        int sources = attempts.Select(flow => flow.Client.Endpoint.Address).Distinct().Count();
        FirstFrames frames = new();
        foreach (TcpFlow flow in attempts)
            frames.Add(flow.FirstFrame);
        return new Finding(Cause.SynFlood, attempts[0], true)
        {
            Confidence = sources >= ManySources ? 0.9 : 0.7,
            Severity = 3,
            Count = attempts.Length,
            Of = flows.Length,
            Frames = frames,
            Supports =
            [
                Text(
                    $"{attempts.Length} of {flows.Length} connections to {attempts[0].Server.Endpoint} from {sources} addresses in {seconds:0.#} s never finished their handshake"
                ),
            ],
            Against =
                sources >= ManySources ? [] : ["few sources: a scan, a load test or a broken client looks the same"],
        };
    }

    private static Finding? Reset(FindingContext context, TcpFlow flow, TcpReset reset)
    {
        if (flow.Stage == TcpResetStage.AfterClose || flow.Closing == TcpClosing.Fin)
            return null;
        bool byClient = flow.ResetByClient == true;
        TcpFlowSide sender = byClient ? flow.Client : flow.Server;
        int? usual = reset.UsualHopsLeft ?? context.Hops(sender.Endpoint.Address);
        int apart = usual is { } hops ? Math.Abs(reset.HopsLeft - hops) : 0;
        bool isOther = apart >= OtherWay || reset.LooksInjected;
        bool isRefusal = flow.Stage == TcpResetStage.Refused;
        List<string> supports = [When(flow, sender)];
        List<string> against = [];
        if (apart >= OtherWay)
            supports.Add(
                Text(
                    $"it came with {reset.HopsLeft} hops left, other packets of {sender.Endpoint.Address} with {usual}: it did not come from there"
                )
            );
        else if (usual is not null)
            (isOther ? against : supports).Add(
                Text($"it came with {reset.HopsLeft} hops left, as other packets of {sender.Endpoint.Address} do")
            );
        else
            against.Add(Text($"no other packet of {sender.Endpoint.Address} was captured to compare the hops with"));
        AddSigns(reset.Signs, isOther, supports, against);
        return new Finding(CauseOf(byClient, isOther, isRefusal), flow, byClient)
        {
            Confidence = Confidence(reset, apart, usual is not null, isOther),
            Severity =
                isOther ? 3
                : byClient && !isRefusal ? 1
                : 2,
            Count = 1,
            Frames = One(reset.Frame),
            Supports = supports,
            Against = against,
        };
    }

    private static double Confidence(TcpReset reset, int apart, bool isKnown, bool isOther) =>
        !isOther ? (isKnown ? 0.85 : 0.65)
        : reset.LooksInjected ? 0.95
        : apart >= FarOther ? 0.9
        : 0.75;

    private static Cause CauseOf(bool byClient, bool isOther, bool isRefusal) =>
        (isRefusal, isOther) switch
        {
            (true, true) => Cause.RefusedOnPath,
            (true, false) => Cause.RefusedByServer,
            (false, true) => Cause.ResetOnPath,
            _ => byClient ? Cause.ResetByClient : Cause.ResetByServer,
        };

    private static string When(TcpFlow flow, TcpFlowSide sender) =>
        flow.Stage switch
        {
            TcpResetStage.Refused => Text($"a reset in the name of {sender.Endpoint} answered the SYN"),
            TcpResetStage.Handshake => Text($"a reset in the name of {sender.Endpoint} ended the handshake"),
            TcpResetStage.BeforeData => Text($"a reset in the name of {sender.Endpoint} came before any data"),
            TcpResetStage.AfterRequest => Text(
                $"a reset in the name of {sender.Endpoint} came in place of the answer to the client's last data"
            ),
            TcpResetStage.MidTransfer => Text(
                $"a reset in the name of {sender.Endpoint} came while the connection was in use"
            ),
            _ => Text($"a reset in the name of {sender.Endpoint}; its opening was not captured"),
        };

    private static void AddSigns(TcpResetSigns signs, bool isOther, List<string> supports, List<string> against)
    {
        (TcpResetSigns Sign, string Says)[] all =
        [
            (TcpResetSigns.Identification, "its IP identification breaks the sender's counting"),
            (TcpResetSigns.Sequence, "its sequence number is not the sender's next one"),
            (TcpResetSigns.Timing, "it came sooner than the sender ever answered"),
            (TcpResetSigns.SenderWentOn, "the end in whose name it came went on sending data"),
            (TcpResetSigns.Volley, "several resets with different sequence numbers came at once"),
        ];
        foreach ((TcpResetSigns sign, string says) in all)
        {
            if ((signs & sign) != 0)
                (isOther ? supports : against).Add(says);
        }
        if (isOther && (signs & TcpResetSigns.Sequence) == 0)
            against.Add(
                "its sequence number is the one that the end would have used: whoever sent it saw the connection"
            );
    }

    private static FirstFrames One(long frame)
    {
        FirstFrames frames = new();
        frames.Add(frame);
        return frames;
    }

    private static FirstFrames With(long first, FirstFrames others)
    {
        FirstFrames frames = One(first);
        foreach (long frame in others.Numbers)
            frames.Add(frame);
        return frames;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
