using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What a segment leaves behind for the ones after it.</summary>
internal static class Aftermath
{
    public static void Update(
        ref TcpSegment segment,
        ref TcpSide sender,
        ref TcpSide receiver,
        in TcpOptionFacts options,
        SentSegments sent
    )
    {
        long now = segment.At.Nanoseconds;
        if (
            segment.Has(TcpVerdicts.Retransmission)
            && !segment.Has(TcpVerdicts.FastRetransmission | TcpVerdicts.SpuriousRetransmission)
        )
            TimeOut(ref segment, sender, sent);
        Advance(segment, ref sender);
        if (segment.Has(TcpVerdicts.LostSegment))
            sender.Known |= TcpKnown.Gap;
        if (segment.Length > 0 && !sender.Knows(TcpKnown.Gap))
            Fly(ref segment, ref sender, receiver, sent);
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
        Acknowledge(ref segment, ref sender, ref receiver, sent);
        sender.Sacked = options.SackedOctets();
        sender.Window = segment.WindowField;
        sender.Known |= TcpKnown.Window;
        sender.Last = segment.Verdicts;
    }

    private static void TimeOut(ref TcpSegment segment, in TcpSide sender, SentSegments sent)
    {
        int oldest = sender.Sent.First;
        (segment.RtoFrame, long since) =
            oldest != 0 ? (sent[oldest].Frame, sent[oldest].At) : (sender.NextFrame, sender.NextAt);
        segment.Rto = segment.At.Nanoseconds - since;
        if (segment.Rto == 0)
            segment.RtoFrame = 0;
    }

    private static void Fly(ref TcpSegment segment, ref TcpSide sender, in TcpSide receiver, SentSegments sent)
    {
        uint span = sent.Span(sender.Sent, segment.Sequence, segment.Sequence + (uint)segment.Length, receiver.Acked);
        sender.Pushed += (uint)segment.Length;
        if (span > receiver.Sacked)
        {
            segment.BytesInFlight = span - receiver.Sacked;
            segment.PushBytesSent = sender.Pushed;
        }
        if ((segment.Flags & TcpFlags.Psh) != 0)
            sender.Pushed = 0;
    }

    private static void Advance(in TcpSegment segment, ref TcpSide sender)
    {
        if (segment.Has(TcpVerdicts.ZeroWindowProbe))
            return; // the octet may be refused, and comes again
        uint before = sender.Next;
        bool reopens = sender.Knows(TcpKnown.Fin) && (segment.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;
        if (before == 0 || reopens || TcpSequence.IsAfter(segment.NextSequence, before))
        {
            sender.Next = segment.NextSequence;
            sender.NextAt = segment.At.Nanoseconds;
            sender.NextFrame = (uint)segment.Frame;
        }
        if (sender.Sent.Count < SentSegments.LimitPerSide)
            Reach(segment, ref sender, before);
        if ((segment.Flags & TcpFlags.Fin) != 0)
            sender.Known |= TcpKnown.Fin;
        sender.Known |= TcpKnown.Begun;
    }

    // How far the other end may acknowledge without a remark; what is expected next is known as "before" here.
    private static void Reach(in TcpSegment segment, ref TcpSide sender, uint before)
    {
        if (segment.Has(TcpVerdicts.LostSegment))
            sender.Gap = before;
        bool isAgain = segment.Length > 0 && TcpSequence.IsBefore(segment.Sequence, before);
        if (!sender.Knows(TcpKnown.Begun))
            sender.Reach = sender.Next;
        else if (segment.Has(TcpVerdicts.DuplicateAck))
            sender.Reach = 0;
        else if (sender.Reach == 0)
        {
            if (!isAgain && !segment.Has(TcpVerdicts.LostSegment))
                return;
            sender.Reach = before;
        }
        else if (segment.Sequence == sender.Reach && !segment.Has(TcpVerdicts.LostSegment))
        {
            sender.Reach = sender.Next;
        }
    }

    private static void Acknowledge(ref TcpSegment segment, ref TcpSide sender, ref TcpSide receiver, SentSegments sent)
    {
        receiver.Known &= ~TcpKnown.Gap;
        int acknowledged = sent.Find(receiver.Sent, segment.Acknowledgment);
        if (acknowledged != 0)
        {
            segment.AcksFrame = sent[acknowledged].Frame;
            segment.AckRtt = segment.At.Nanoseconds - sent[acknowledged].At;
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
