using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Segments beyond, below and one below what was expected next.</summary>
internal static class RetransmissionRules
{
    private const long FastLimit = 20_000_000; // ns since the duplicate ACK
    private const long ReorderLimit = 3_000_000; // ns, where the round-trip time of the handshake is not known

    public static void Judge(ref TcpSegment segment, in TcpSide sender, in TcpSide receiver)
    {
        if (segment.Has(TcpVerdicts.ZeroWindowProbe))
            return;
        bool isKnown = sender.Next != 0;
        if (isKnown && TcpSequence.IsAfter(segment.Sequence, sender.Next))
        {
            if ((segment.Flags & TcpFlags.Rst) == 0)
                segment.Verdicts |= TcpVerdicts.LostSegment;
            return;
        }
        bool isControl = (segment.Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst)) != 0;
        if (isKnown && !isControl && segment.Length <= 1 && segment.Sequence == sender.Next - 1)
            segment.Verdicts |= TcpVerdicts.KeepAlive;
        else if (IsSpurious(segment, receiver))
            segment.Verdicts |= TcpVerdicts.Retransmission | TcpVerdicts.SpuriousRetransmission;
        else if (isKnown && segment.TakesSpace && TcpSequence.IsBefore(segment.Sequence, sender.Next))
            segment.Verdicts |= Kind(segment, sender, receiver);
    }

    // Also where the capture shows the ACK first: the segment is then not below what was expected.
    private static bool IsSpurious(in TcpSegment segment, in TcpSide receiver) =>
        segment.Length > 0 && receiver.Acked != 0 && !TcpSequence.IsAfter(segment.NextSequence, receiver.Acked);

    private static TcpVerdicts Kind(in TcpSegment segment, in TcpSide sender, in TcpSide receiver)
    {
        if (segment.Length > 1 && segment.Sequence == sender.Next - 1)
            return TcpVerdicts.None; // the octet of a probe or a keep-alive, now with what follows it
        if (
            receiver.DuplicateAcks >= 2
            && receiver.Acked == segment.Sequence
            && IsWithin(receiver.AckedAt, segment, FastLimit)
        )
            return TcpVerdicts.Retransmission | TcpVerdicts.FastRetransmission;
        long limit = segment.Connection.InitialRtt ?? ReorderLimit;
        if (segment.NextSequence != sender.Next && IsWithin(sender.NextAt, segment, limit))
            return TcpVerdicts.OutOfOrder;
        return TcpVerdicts.Retransmission;
    }

    // A clock that ran backwards says nothing.
    private static bool IsWithin(long before, in TcpSegment segment, long limit)
    {
        long passed = segment.At.Nanoseconds - before;
        return passed >= 0 && passed < limit;
    }
}
