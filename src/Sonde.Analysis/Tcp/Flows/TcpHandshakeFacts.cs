using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>How a connection opened: frames and times of SYN, SYN-ACK and the ACK after it.</summary>
/// <remarks>
/// The capture point splits the round trip: SYN to SYN-ACK is the way to the server and back, SYN-ACK to ACK the way to the client
/// and back. Where a SYN was sent again, the timestamp that is echoed (RFC 7323 §3) says which one was answered; without it the
/// last one is taken and <see cref="IsAmbiguous"/> says so. Memory: 24 octets for each of up to <see cref="TriesKept"/> SYNs.
/// </remarks>
public sealed class TcpHandshakeFacts
{
    private const int TriesKept = 8;

    private readonly List<Try> _syns = new(1);
    private readonly List<Try> _answers = new(1);
    private uint _answerNext;

    /// <summary>SYNs of the client, repeated ones included.</summary>
    public int Syns { get; private set; }

    /// <summary>SYN-ACKs of the server, repeated ones included.</summary>
    public int SynAcks { get; private set; }

    /// <summary>Frame of the first SYN; 0 when it was not captured.</summary>
    public long SynFrame { get; private set; }

    /// <summary>Frame of the first SYN-ACK; 0 when there was none.</summary>
    public long SynAckFrame { get; private set; }

    /// <summary>Frame of the ACK that ended the handshake; 0 when there was none.</summary>
    public long AckFrame { get; private set; }

    /// <summary>Nanoseconds from SYN to SYN-ACK: from the capture point to the server and back.</summary>
    public long? ServerRtt { get; private set; }

    /// <summary>Nanoseconds from SYN-ACK to ACK: from the capture point to the client and back.</summary>
    public long? ClientRtt { get; private set; }

    /// <summary>Nanoseconds from the first SYN to the ACK: what the client waited, repeated SYNs included.</summary>
    public long? SetupTime { get; private set; }

    /// <summary>A SYN or SYN-ACK was sent again and nothing tells which one was answered.</summary>
    public bool IsAmbiguous { get; private set; }

    /// <summary>SYN, SYN-ACK and ACK were captured.</summary>
    public bool IsComplete => SynFrame != 0 && SynAckFrame != 0 && AckFrame != 0;

    internal void See(in TcpSegment segment, long now, in TcpOptionFacts options)
    {
        bool isSyn = (segment.Flags & TcpFlags.Syn) != 0;
        bool isAck = (segment.Flags & TcpFlags.Ack) != 0;
        var at = new Try(segment.Frame, now, options.TimestampValue, options.HasTimestamp);
        if (isSyn && !isAck)
        {
            Syns++;
            if (SynFrame == 0)
                SynFrame = segment.Frame;
            if (SynAckFrame == 0)
                Keep(_syns, at);
        }
        else if (isSyn)
        {
            SynAcks++;
            _answerNext = segment.Sequence + 1;
            if (SynAckFrame == 0)
            {
                SynAckFrame = segment.Frame;
                ServerRtt = Since(_syns, now, options);
            }
            if (AckFrame == 0)
                Keep(_answers, at);
        }
        else if (
            isAck
            && AckFrame == 0
            && SynAckFrame != 0
            && (segment.Flags & TcpFlags.Rst) == 0
            && segment.Acknowledgment == _answerNext
        )
        {
            AckFrame = segment.Frame;
            ClientRtt = Since(_answers, now, options);
            if (_syns.Count > 0)
                SetupTime = now - _syns[0].At;
        }
    }

    private static void Keep(List<Try> tries, Try one)
    {
        if (tries.Count == TriesKept)
            tries.RemoveAt(1); // the first says when it began, the last ones may be answered
        tries.Add(one);
    }

    private long? Since(List<Try> tries, long now, in TcpOptionFacts options)
    {
        if (tries.Count == 0)
            return null;
        long at = tries[^1].At;
        if (tries.Count > 1)
        {
            uint echo = options.TimestampEcho;
            int found = options.HasTimestamp ? tries.FindLastIndex(one => one.HasStamp && one.Stamp == echo) : -1;
            if (found >= 0)
                at = tries[found].At;
            else
                IsAmbiguous = true;
        }
        return now >= at ? now - at : null;
    }

    private readonly record struct Try(long Frame, long At, uint Stamp, bool HasStamp);
}
