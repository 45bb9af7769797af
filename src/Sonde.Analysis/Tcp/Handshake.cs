using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What the opening of a connection settles: window scales, the first round-trip time, completeness.</summary>
internal static class Handshake
{
    public static void See(ref TcpSegment segment, ref TcpSide sender, in TcpSide receiver, in TcpOptionFacts options)
    {
        TcpConnection connection = segment.Connection;
        bool isSyn = (segment.Flags & TcpFlags.Syn) != 0;
        bool isAck = (segment.Flags & TcpFlags.Ack) != 0;
        if (isSyn)
        {
            sender.Known |= TcpKnown.Syn;
            sender.Shift = options.Shift;
            if (!isAck)
                connection.SynAt = segment.At.Nanoseconds;
        }
        else if (
            connection.InitialRttNanoseconds < 0
            && (connection.Completeness & (TcpCompleteness.Syn | TcpCompleteness.SynAck))
                == (TcpCompleteness.Syn | TcpCompleteness.SynAck)
            && isAck
            && segment.RelativeSequence == 1
            && segment.RelativeAcknowledgment == 1
            && segment.FromInitiator
        )
        {
            connection.InitialRttNanoseconds = segment.At.Nanoseconds - connection.SynAt;
        }
        if (isSyn)
            connection.Completeness |= isAck ? TcpCompleteness.SynAck : TcpCompleteness.Syn;
        else if (isAck && segment.Length == 0)
            connection.Completeness |= TcpCompleteness.Ack;
        if (segment.Length > 0)
            connection.Completeness |= TcpCompleteness.Data;
        if ((segment.Flags & TcpFlags.Fin) != 0)
            connection.Completeness |= TcpCompleteness.Fin;
        if ((segment.Flags & TcpFlags.Rst) != 0)
            connection.Completeness |= TcpCompleteness.Reset;
        segment.WindowScale =
            isSyn ? 1
            : !sender.Knows(TcpKnown.Syn) ? -1
            : sender.Shift < 0 || (receiver.Knows(TcpKnown.Syn) && receiver.Shift < 0) ? -2
            : 1 << sender.Shift;
        segment.Window =
            segment.WindowScale > 0 ? (long)segment.WindowField * segment.WindowScale : segment.WindowField;
    }
}
