using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What a segment leaves behind for the ones after it.</summary>
internal static class Aftermath
{
    public static void Update(ref TcpSegment segment, ref TcpSide sender, ref TcpSide receiver, SentSegments sent)
    {
        long now = segment.At.Nanoseconds;
        if (segment.Has(TcpVerdicts.Retransmission) && sender.Sent.First != 0)
        {
            ref SentSegment oldest = ref sent[sender.Sent.First];
            segment.RtoFrame = oldest.Frame;
            segment.Rto = now - oldest.At;
        }
        if (!sender.Knows(TcpKnown.Next) || TcpSequence.IsAfter(segment.NextSequence, sender.Next))
        {
            sender.Next = segment.NextSequence;
            sender.NextAt = now;
            sender.Known |= TcpKnown.Next;
        }
        if (!sender.Knows(TcpKnown.Reach) || TcpSequence.IsAfter(sender.Next, sender.Reach))
        {
            sender.Reach = sender.Next;
            sender.Known |= TcpKnown.Reach;
        }
        if (segment.Length > 0)
        {
            sender.Pushed += (uint)segment.Length;
            segment.PushBytesSent = sender.Pushed;
            if ((segment.Flags & TcpFlags.Psh) != 0)
                sender.Pushed = 0;
        }
        if (segment.TakesSpace)
            sent.Add(
                ref sender.Sent,
                new SentSegment
                {
                    At = now,
                    Frame = (uint)segment.Frame,
                    Sequence = segment.Sequence,
                    Next = segment.NextSequence,
                }
            );
        if ((segment.Flags & TcpFlags.Ack) != 0)
            Acknowledge(ref segment, ref sender, ref receiver, sent);
        if (segment.Length > 0 && sender.Sent.First != 0)
            segment.BytesInFlight = sender.Next - sent[sender.Sent.First].Sequence;
        sender.Window = segment.WindowField;
        sender.Known |= TcpKnown.Window;
        sender.Last = segment.Verdicts;
    }

    private static void Acknowledge(ref TcpSegment segment, ref TcpSide sender, ref TcpSide receiver, SentSegments sent)
    {
        for (int at = receiver.Sent.First; at != 0; at = sent[at].Following)
        {
            if (sent[at].Next != segment.Acknowledgment)
                continue;
            segment.AcksFrame = sent[at].Frame;
            segment.AckRtt = segment.At.Nanoseconds - sent[at].At;
        }
        sent.Acknowledge(ref receiver.Sent, segment.Acknowledgment);
        if (!sender.Knows(TcpKnown.Ack) || sender.Acked != segment.Acknowledgment)
        {
            sender.AckedFrame = (uint)segment.Frame;
            sender.DuplicateAcks = 0;
        }
        sender.Acked = segment.Acknowledgment;
        sender.AckedAt = segment.At.Nanoseconds;
        sender.Known |= TcpKnown.Ack;
    }
}
