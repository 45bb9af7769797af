using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>What selective acknowledgments and timestamps say of one end's retransmissions. The verdicts stay as they are.</summary>
/// <remarks>Memory: 24 octets for each of the last <see cref="Kept"/> retransmissions, and frame numbers.</remarks>
public sealed class TcpSecondOpinion
{
    private const int Kept = 16;

    private readonly Again[] _again = new Again[Kept];
    private int _at;

    /// <summary>Retransmissions of which the receiver said that it had the octets already (D-SACK, RFC 2883).</summary>
    public FirstFrames SpuriousBySack { get; } = new();

    /// <summary>Retransmissions whose acknowledgment echoes a time before them: the first copy had arrived (Eifel, RFC 3522).</summary>
    public FirstFrames SpuriousByTimestamp { get; } = new();

    /// <summary>D-SACKs of octets that the capture shows once: copied, or sent again, out of sight of the capture.</summary>
    public long DuplicatesBeyondCapture { get; private set; }

    /// <summary>Retransmissions by verdict that fill a gap and were sent before what follows it, by the sender's clock: overtaken, not lost.</summary>
    public FirstFrames ReorderedNotLost { get; } = new();

    /// <summary>Segments out of order by verdict that were sent after what follows them, by the sender's clock: lost and sent again.</summary>
    public FirstFrames LostNotReordered { get; } = new();

    /// <summary>The owner sent a segment that comes again or late.</summary>
    internal void Send(in TcpSegment segment, in TcpOptionFacts options, in Placement placement)
    {
        if (segment.Length == 0)
            return;
        if (placement is { Filled: > 0, HasStamp: true } && options.HasTimestamp)
        {
            uint stamp = options.TimestampValue;
            if (segment.Has(TcpVerdicts.OutOfOrder) && TcpSequence.IsAfter(stamp, placement.Stamp))
                LostNotReordered.Add(segment.Frame);
            else if (segment.Has(TcpVerdicts.Retransmission) && TcpSequence.IsBefore(stamp, placement.Stamp))
                ReorderedNotLost.Add(segment.Frame);
        }
        if (!segment.Has(TcpVerdicts.Retransmission))
            return;
        _again[_at] = new Again
        {
            Frame = segment.Frame,
            From = segment.Sequence,
            To = segment.Sequence + (uint)segment.Length,
            Stamp = options.TimestampValue,
            HasStamp = options.HasTimestamp,
        };
        _at = (_at + 1) % Kept;
    }

    /// <summary>The other end acknowledged.</summary>
    /// <param name="acknowledgment">Its number.</param>
    /// <param name="before">The number before.</param>
    /// <param name="options">SACK blocks and timestamp.</param>
    internal void Acknowledge(uint acknowledgment, uint before, in TcpOptionFacts options)
    {
        if (TryReadDuplicate(options.Sack, acknowledgment, out uint left, out uint right))
            SeeDuplicate(left, right);
        if (!options.HasTimestamp || !TcpSequence.IsAfter(acknowledgment, before))
            return;
        foreach (ref Again one in _again.AsSpan())
        {
            // Only of the octets that were waited for: what comes behind a gap does not set the clock that is echoed.
            if (one.Frame == 0 || one.IsTimed || TcpSequence.IsBefore(acknowledgment, one.To))
                continue;
            one.IsTimed = true;
            if (one.HasStamp && one.From == before && TcpSequence.IsBefore(options.TimestampEcho, one.Stamp))
                SpuriousByTimestamp.Add(one.Frame);
        }
    }

    /// <summary>The first SACK block when it tells of octets received twice (RFC 2883 §4).</summary>
    internal static bool TryReadDuplicate(ReadOnlySpan<byte> sack, uint acknowledgment, out uint left, out uint right)
    {
        (left, right) = (0, 0);
        if (sack.Length < 8)
            return false;
        (left, right) = (ReadUInt32BigEndian(sack), ReadUInt32BigEndian(sack[4..]));
        if (!TcpSequence.IsBefore(left, right))
            return false;
        if (!TcpSequence.IsAfter(right, acknowledgment))
            return true;
        return sack.Length >= 16
            && !TcpSequence.IsBefore(left, ReadUInt32BigEndian(sack[8..]))
            && !TcpSequence.IsAfter(right, ReadUInt32BigEndian(sack[12..]));
    }

    private void SeeDuplicate(uint left, uint right)
    {
        bool isFound = false;
        uint last = 0;
        foreach (ref Again one in _again.AsSpan())
        {
            if (one.Frame == 0 || !TcpSequence.IsBefore(one.From, right) || !TcpSequence.IsAfter(one.To, left))
                continue;
            bool isSame = isFound && one.From == last; // one copy came twice, not two
            (isFound, last) = (true, one.From);
            if (one.IsProven || isSame)
                continue;
            one.IsProven = true;
            SpuriousBySack.Add(one.Frame);
        }
        if (!isFound)
            DuplicatesBeyondCapture++;
    }

    private struct Again
    {
        public long Frame;
        public uint From;
        public uint To;
        public uint Stamp;
        public bool HasStamp;
        public bool IsProven;
        public bool IsTimed;
    }
}
