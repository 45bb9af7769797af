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
        Advance(segment, ref sender);
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
                    Length = (uint)segment.Length,
                    Next = segment.NextSequence,
                }
            );
        Acknowledge(ref segment, ref sender, ref receiver, sent);
        if (segment.Length > 0)
            segment.BytesInFlight = InFlight(sender.Sent, sent);
        sender.Window = segment.WindowField;
        sender.Known |= TcpKnown.Window;
        sender.Last = segment.Verdicts;
    }

    private static void Advance(in TcpSegment segment, ref TcpSide sender)
    {
        if (segment.Has(TcpVerdicts.ZeroWindowProbe))
            return; // the octet may be refused, and comes again
        uint before = sender.Next;
        if (before == 0 || TcpSequence.IsAfter(segment.NextSequence, before))
        {
            sender.Next = segment.NextSequence;
            sender.NextAt = segment.At.Nanoseconds;
        }
        if (!sender.Knows(TcpKnown.Begun))
            sender.Reach = sender.Next;
        else if (segment.Has(TcpVerdicts.LostSegment))
            sender.Reach = before;
        else if (sender.Reach != 0 && segment.Sequence == sender.Reach)
            sender.Reach = sender.Next;
        sender.Known |= TcpKnown.Begun;
    }

    private static uint InFlight(in SentList list, SentSegments sent)
    {
        if (list.First == 0)
            return 0;
        uint low = sent[list.First].Sequence;
        uint high = sent[list.First].End;
        for (int at = list.First; at != 0; at = sent[at].Following)
        {
            if (TcpSequence.IsBefore(sent[at].Sequence, low))
                low = sent[at].Sequence;
            if (TcpSequence.IsAfter(sent[at].End, high))
                high = sent[at].End;
        }
        return high - low;
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
        if (sender.Acked != segment.Acknowledgment)
        {
            sender.AckedFrame = (uint)segment.Frame;
            sender.DuplicateAcks = 0;
        }
        sender.Acked = segment.Acknowledgment;
        sender.AckedAt = segment.At.Nanoseconds;
    }
}
