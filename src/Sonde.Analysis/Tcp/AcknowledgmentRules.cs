using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Acknowledgments that repeat, answer probes, or tell of what was not captured.</summary>
internal static class AcknowledgmentRules
{
    public static void Judge(ref TcpSegment segment, ref TcpSide sender, ref TcpSide receiver)
    {
        bool isControl = (segment.Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst)) != 0;
        bool isAck = (segment.Flags & TcpFlags.Ack) != 0;
        if (
            !isControl
            && segment.Length == 0
            && sender.Knows(TcpKnown.Window)
            && sender.Next != 0
            && segment.Sequence == sender.Next
            && segment.Acknowledgment == sender.Acked
        )
            JudgeRepeated(ref segment, ref sender, receiver);
        if (
            isAck
            && (segment.Flags & TcpFlags.Rst) == 0
            && receiver.Reach != 0
            && TcpSequence.IsAfter(segment.Acknowledgment, receiver.Reach)
        )
        {
            segment.Verdicts |= TcpVerdicts.AckLostSegment;
            // Said once; of a single gap twice, for what is missing in it and for what is missing after it.
            bool isGap = receiver.Reach == receiver.Gap && receiver.Reach != receiver.Next;
            bool isAllSeen = segment.Acknowledgment == receiver.Next;
            receiver.Reach = isGap || isAllSeen ? receiver.Next : 0;
        }
    }

    private static void JudgeRepeated(ref TcpSegment segment, ref TcpSide sender, in TcpSide receiver)
    {
        bool sameWindow = segment.WindowField == sender.Window;
        if (segment.WindowField == 0)
        {
            if (sameWindow && (receiver.Last & TcpVerdicts.ZeroWindowProbe) != 0)
                segment.Verdicts |= TcpVerdicts.ZeroWindowProbeAck;
            return;
        }
        if (sameWindow && (receiver.Last & TcpVerdicts.KeepAlive) != 0)
        {
            segment.Verdicts |= TcpVerdicts.KeepAliveAck;
            return;
        }
        if (!sameWindow)
            return;
        sender.DuplicateAcks++;
        segment.Verdicts |= TcpVerdicts.DuplicateAck;
        segment.DuplicateAckNumber = sender.DuplicateAcks;
        segment.DuplicateAckFrame = sender.AckedFrame;
    }
}
