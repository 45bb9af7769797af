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
        else if (isAck && connection.InitialRttNanoseconds < 0 && HasSyn(connection))
        {
            connection.InitialRttNanoseconds = segment.At.Nanoseconds - connection.SynAt;
        }
        bool isOpening = isSyn && !isAck;
        if (isOpening || connection.Segments > 1) // what was under way when the capture began does not count by its first segment
            connection.Completeness |= Seen(segment);
        segment.WindowScale =
            isSyn ? 1
            : (sender.Knows(TcpKnown.Syn) && sender.Shift < 0) || (receiver.Knows(TcpKnown.Syn) && receiver.Shift < 0)
                ? -2
            : !sender.Knows(TcpKnown.Syn) ? -1
            : 1 << sender.Shift;
        segment.Window =
            segment.WindowScale > 0 ? (long)segment.WindowField * segment.WindowScale : segment.WindowField;
    }

    private static bool HasSyn(TcpConnection connection) => (connection.Completeness & TcpCompleteness.Syn) != 0;

    private static TcpCompleteness Seen(in TcpSegment segment)
    {
        var seen = TcpCompleteness.None;
        if ((segment.Flags & TcpFlags.Syn) != 0)
            seen |= (segment.Flags & TcpFlags.Ack) != 0 ? TcpCompleteness.SynAck : TcpCompleteness.Syn;
        else if (segment.Length > 0)
            seen |= TcpCompleteness.Data;
        else if ((segment.Flags & TcpFlags.Ack) != 0)
            seen |= TcpCompleteness.Ack;
        if ((segment.Flags & TcpFlags.Fin) != 0)
            seen |= TcpCompleteness.Fin;
        if ((segment.Flags & TcpFlags.Rst) != 0)
            seen |= TcpCompleteness.Reset;
        return seen;
    }
}
