using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Segments beyond, below and one below what was expected next.</summary>
internal static class RetransmissionRules
{
    private const long FastLimit = 20_000_000; // ns since the duplicate ACK
    private const long ReorderLimit = 3_000_000; // ns, where the round-trip time of the handshake is not known

    public static void Judge(ref TcpSegment segment, in TcpSide sender, in TcpSide receiver)
    {
        if (!sender.Knows(TcpKnown.Next))
            return;
        bool isControl = (segment.Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst)) != 0;
        if (TcpSequence.IsAfter(segment.Sequence, sender.Next))
        {
            if ((segment.Flags & TcpFlags.Rst) == 0)
                segment.Verdicts |= TcpVerdicts.LostSegment;
            return;
        }
        if (!isControl && segment.Length <= 1 && segment.Sequence == sender.Next - 1)
        {
            segment.Verdicts |= TcpVerdicts.KeepAlive;
            return;
        }
        if (segment.TakesSpace && TcpSequence.IsBefore(segment.Sequence, sender.Next))
            segment.Verdicts |= Kind(segment, sender, receiver);
    }

    private static TcpVerdicts Kind(in TcpSegment segment, in TcpSide sender, in TcpSide receiver)
    {
        long now = segment.At.Nanoseconds;
        if (
            segment.Length > 0
            && receiver.Knows(TcpKnown.Ack)
            && !TcpSequence.IsAfter(segment.NextSequence, receiver.Acked)
        )
            return TcpVerdicts.Retransmission | TcpVerdicts.SpuriousRetransmission;
        if (receiver.DuplicateAcks >= 2 && receiver.Acked == segment.Sequence && now - receiver.AckedAt < FastLimit)
            return TcpVerdicts.Retransmission | TcpVerdicts.FastRetransmission;
        long limit = segment.Connection.InitialRtt ?? ReorderLimit;
        if (segment.NextSequence != sender.Next && now - sender.NextAt < limit)
            return TcpVerdicts.OutOfOrder;
        return TcpVerdicts.Retransmission;
    }
}
