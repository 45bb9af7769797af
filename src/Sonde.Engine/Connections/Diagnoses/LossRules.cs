using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Loss, reordering, needless repetition, and what only the capture missed.</summary>
internal static class LossRules
{
    private const double ManyLost = 0.05;
    private const double SomeLost = 0.01;
    private const int AskedAgain = 3; // duplicate ACKs that mean a loss (RFC 5681 §3.2)
    private const int FewOvertaken = 3;

    public static IEnumerable<Finding> Of(FindingContext context)
    {
        foreach (TcpFlow flow in context.Flows)
        {
            foreach (bool isClient in (bool[])[true, false])
            {
                TcpFlowSide sender = isClient ? flow.Client : flow.Server;
                if (sender.Arrivals is { } arrivals)
                {
                    foreach (Finding finding in OfArrivals(context, flow, isClient, sender, arrivals))
                        yield return finding;
                }
                if (NotCaptured(flow, isClient, sender) is { } missed)
                    yield return missed;
            }
        }
    }

    private static IEnumerable<Finding> OfArrivals(
        FindingContext context,
        TcpFlow flow,
        bool isClient,
        TcpFlowSide sender,
        TcpArrivals arrivals
    )
    {
        TcpFlowSide receiver = isClient ? flow.Server : flow.Client;
        if (arrivals.Copies is { Count: >= FewOvertaken } copies)
            yield return CapturedTwice(flow, isClient, sender, copies);
        if (arrivals.LostBefore is { } before)
            yield return Before(context, flow, isClient, sender, receiver, before);
        if (
            arrivals.Overtaken is { } overtaken
            && (overtaken.Count >= FewOvertaken || Share(overtaken, sender) >= SomeLost)
        )
            yield return Reordering(flow, isClient, sender, arrivals, overtaken);
        if (arrivals.SentAgain is not { } again || receiver.Segments == 0 || IsExplained(flow, again))
            yield break;
        long needless = Needless(sender);
        if (needless > 0)
            yield return Unnecessary(flow, isClient, sender, again, needless);
        if (again.Count > needless)
            yield return IsUnanswered(sender, receiver, again)
                ? Silent(flow, isClient, sender, receiver, again)
                : Behind(flow, isClient, sender, receiver, again, needless);
    }

    // After a reset nobody takes data; a black hole has a finding of its own, and swallows acknowledgments with the data.
    private static bool IsExplained(TcpFlow flow, FirstFrames again) =>
        EndRules.IsBlackHole(flow.Client)
        || EndRules.IsBlackHole(flow.Server)
        || (flow.FirstReset is { } reset && again.Numbers[0] > reset.Frame);

    private static bool IsUnanswered(TcpFlowSide sender, TcpFlowSide receiver, FirstFrames again) =>
        sender.MostRepeats >= AskedAgain && receiver.LastFrame < again.Numbers[0];

    private static long Needless(TcpFlowSide sender) =>
        sender.SecondOpinion is { } opinion
            ? Math.Max(opinion.SpuriousBySack.Count, opinion.SpuriousByTimestamp.Count)
            : 0;

    private static double Share(FirstFrames frames, TcpFlowSide sender) =>
        (double)frames.Count / Math.Max(1, sender.DataSegments);

    private static int Severity(double share) =>
        share >= ManyLost ? 3
        : share >= SomeLost ? 2
        : 1;

    private static Finding Before(
        FindingContext context,
        TcpFlow flow,
        bool isClient,
        TcpFlowSide sender,
        TcpFlowSide receiver,
        FirstFrames frames
    )
    {
        List<string> supports =
        [
            Text(
                $"{frames.Count} of {sender.DataSegments} segments with data filled a gap of the capture and had been sent again: the first copies never came to the capture point"
            ),
        ];
        if (sender.Timestamps)
            supports.Add("the sender's clock says that they were sent after the segments that showed the gaps");
        long duplicates = receiver.Count(TcpVerdicts.DuplicateAck);
        if (duplicates > 0)
            supports.Add(
                Text($"the receiver asked for them with {duplicates} duplicate ACKs: it did not have them either")
            );
        List<string> against = [];
        if (context.Read.Reading.Coverage.PacketsDropped is > 0 and var dropped)
            against.Add(Text($"the capturing machine says it dropped {dropped} packets itself"));
        if (arrivalsOvertaken(sender) is > 0 and var overtaken)
            against.Add(Text($"{overtaken} other segments were only overtaken, not lost"));
        return new Finding(Cause.LossBeforeCapture, flow, isClient)
        {
            Confidence = (duplicates > 0 ? 0.9 : 0.75) + (sender.Timestamps ? 0.05 : 0) - (against.Count > 0 ? 0.1 : 0),
            Severity = Severity(Share(frames, sender)),
            Count = frames.Count,
            Of = sender.DataSegments,
            Frames = frames,
            Test = "tcp.analysis.retransmission",
            Tested = flow.Evidence(TcpVerdicts.Retransmission),
            Supports = supports,
            Against = against,
        };

        static long arrivalsOvertaken(TcpFlowSide side) => side.Arrivals?.Overtaken?.Count ?? 0;
    }

    private static Finding Behind(
        TcpFlow flow,
        bool isClient,
        TcpFlowSide sender,
        TcpFlowSide receiver,
        FirstFrames frames,
        long needless
    )
    {
        List<string> supports =
        [
            Text(
                $"{frames.Count} of {sender.DataSegments} segments with data were sent again although the capture had seen them: they got lost behind the capture point"
            ),
        ];
        List<string> against = [];
        long duplicates = receiver.Count(TcpVerdicts.DuplicateAck);
        if (duplicates >= AskedAgain)
            supports.Add(Text($"the receiver asked for them with {duplicates} duplicate ACKs"));
        else
            against.Add("the receiver did not ask for them: their acknowledgments may have been lost instead, or late");
        if (sender.SackPermitted && receiver.SackPermitted && needless == 0)
            supports.Add("no D-SACK says that the receiver had them already");
        if (needless > 0)
            against.Add(Text($"{needless} of them were needless: the receiver had the data"));
        return new Finding(Cause.LossBehindCapture, flow, isClient)
        {
            Confidence = duplicates >= AskedAgain ? 0.9 : 0.7,
            Severity = Severity(Share(frames, sender)),
            Count = frames.Count - needless,
            Of = sender.DataSegments,
            Frames = frames,
            Test = "tcp.analysis.retransmission",
            Tested = flow.Evidence(TcpVerdicts.Retransmission),
            Supports = supports,
            Against = against,
        };
    }

    private static Finding Unnecessary(
        TcpFlow flow,
        bool isClient,
        TcpFlowSide sender,
        FirstFrames frames,
        long needless
    ) =>
        new(Cause.UnnecessaryRetransmission, flow, isClient)
        {
            Confidence = 0.9,
            Severity = 1,
            Count = needless,
            Of = sender.DataSegments,
            Frames = frames,
            Test = "tcp.analysis.retransmission",
            Tested = flow.Evidence(TcpVerdicts.Retransmission),
            Supports =
            [
                Text(
                    $"for {needless} of {frames.Count} repeated segments the receiver says that it had the data already (D-SACK or echoed timestamp)"
                ),
            ],
            Against = frames.Count > needless ? ["others were needed: see the other findings"] : [],
        };

    private static Finding Silent(
        TcpFlow flow,
        bool isClient,
        TcpFlowSide sender,
        TcpFlowSide receiver,
        FirstFrames frames
    ) =>
        new(Cause.PeerSilent, flow, isClient)
        {
            Confidence = 0.8,
            Severity = 3,
            Count = frames.Count,
            Frames = frames,
            Test = "tcp.analysis.retransmission",
            Tested = flow.Evidence(TcpVerdicts.Retransmission),
            Supports =
            [
                Text(
                    $"{receiver.Endpoint} sent nothing after frame {receiver.LastFrame}, while the same data was sent again {sender.MostRepeats} times"
                ),
            ],
            Against = ["whether the host went away or the path to it broke cannot be told from one capture point"],
        };

    private static Finding Reordering(
        TcpFlow flow,
        bool isClient,
        TcpFlowSide sender,
        TcpArrivals arrivals,
        FirstFrames frames
    )
    {
        List<string> supports =
        [
            Text(
                $"{frames.Count} of {sender.DataSegments} segments with data came at most {arrivals.LongestOvertaken / 1e6:0.###} ms after the ones behind them"
            ),
        ];
        if (sender.Timestamps)
            supports.Add(
                "by the sender's clock, or because nobody could have asked for them so soon, they were not sent again"
            );
        else
            supports.Add("they came sooner than a retransmission would");
        long fast = flow.Count(TcpVerdicts.FastRetransmission);
        List<string> against = [];
        if (fast > 0)
            supports.Add(
                Text($"Wireshark takes some of them for retransmissions ({fast} fast): duplicate ACKs came before them")
            );
        if (arrivals.LostBefore is { } lost)
            against.Add(Text($"{lost.Count} other segments were lost, not overtaken"));
        return new Finding(Cause.ReorderingOnPath, flow, isClient)
        {
            Confidence = sender.Timestamps ? 0.95 : 0.7,
            Severity = Share(frames, sender) >= ManyLost ? 2 : 1,
            Count = frames.Count,
            Of = sender.DataSegments,
            Frames = frames,
            Test = "(tcp.analysis.out_of_order || tcp.analysis.retransmission)",
            Supports = supports,
            Against = against,
        };
    }

    private static Finding CapturedTwice(TcpFlow flow, bool isClient, TcpFlowSide sender, FirstFrames frames) =>
        new(Cause.CapturedTwice, flow, isClient)
        {
            Confidence = 0.95,
            Severity = 0,
            Count = frames.Count,
            Of = sender.DataSegments,
            Frames = frames,
            Supports =
            [
                Text(
                    $"{frames.Count} of {sender.DataSegments} segments with data are there twice with the same IP identification or time stamp: one packet seen at two places"
                ),
            ],
        };

    private static Finding? NotCaptured(TcpFlow flow, bool isClient, TcpFlowSide sender)
    {
        if (sender.NotCapturedOctets <= 1) // one may be a FIN
            return null;
        FirstFrames? seen = flow.Evidence(TcpVerdicts.AckLostSegment) ?? flow.Evidence(TcpVerdicts.LostSegment);
        if (seen is null)
            return null;
        bool isAck = flow.Evidence(TcpVerdicts.AckLostSegment) is not null;
        return new Finding(Cause.CaptureMissedPackets, flow, isClient)
        {
            Confidence = 0.9,
            Severity = 1,
            Count = sender.NotCapturedHoles,
            Frames = seen,
            Test = isAck ? "tcp.analysis.ack_lost_segment" : "tcp.analysis.lost_segment",
            Tested = seen,
            Supports =
            [
                Text(
                    $"{sender.NotCapturedOctets} octets were acknowledged that the capture never showed: they arrived, so the network did not lose them"
                ),
            ],
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
