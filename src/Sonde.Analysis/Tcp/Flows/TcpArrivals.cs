namespace Sonde.Analysis;

/// <summary>What became of one end's data that came late or again: overtaken, lost before the capture point, sent again although captured, or captured twice.</summary>
/// <remarks>
/// The sender's clock (RFC 7323 §3) decides where it can: a segment that fills a gap and was sent before the segment that showed the gap was
/// overtaken. Where both have the same time, one that fills the gap sooner than the sender could hear of it was overtaken;
/// else Wireshark's verdict decides. Memory: 80 octets, and 20 frame numbers of each kind.
/// </remarks>
public sealed class TcpArrivals
{
    private long _gapAt;

    /// <summary>Data that came after what was sent later; null when there is none.</summary>
    public FirstFrames? Overtaken { get; private set; }

    /// <summary>Data sent again that the capture had not seen: lost between the sender and the capture point.</summary>
    public FirstFrames? LostBefore { get; private set; }

    /// <summary>Data sent again that the capture had seen: it, or its acknowledgment, was lost behind the capture point, or was late.</summary>
    public FirstFrames? SentAgain { get; private set; }

    /// <summary>Packets that the capture has twice: the same packet, not the same data sent again.</summary>
    public FirstFrames? Copies { get; private set; }

    /// <summary>Most nanoseconds that an overtaken segment came after the gap was seen.</summary>
    public long LongestOvertaken { get; private set; }

    internal void See(
        in TcpSegment segment,
        in TcpOptionFacts options,
        in Placement placement,
        bool isCopy,
        TcpFlowSide sender,
        long now
    )
    {
        if (segment.Has(TcpVerdicts.LostSegment))
            _gapAt = now;
        bool isProbe = segment.Has(TcpVerdicts.KeepAlive | TcpVerdicts.ZeroWindowProbe);
        if (isCopy)
            (Copies ??= new FirstFrames()).Add(segment.Frame);
        else if (placement.Filled > 0)
            SeeFilling(segment, options, placement, sender, now);
        else if (placement.Again > (placement.New > 0 ? 1 : 0) && !isProbe)
            (SentAgain ??= new FirstFrames()).Add(segment.Frame);
    }

    private void SeeFilling(
        in TcpSegment segment,
        in TcpOptionFacts options,
        in Placement placement,
        TcpFlowSide sender,
        long now
    )
    {
        bool isTimed = placement.HasStamp && options.HasTimestamp;
        bool isLater = isTimed && TcpSequence.IsAfter(options.TimestampValue, placement.Stamp);
        bool isEarlier = isTimed && TcpSequence.IsBefore(options.TimestampValue, placement.Stamp);
        bool isTooSoon = now - _gapAt < TcpLimits.ToSender(sender) / 2; // nobody could have asked for it
        bool isOvertaken = isEarlier || (!isLater && (isTooSoon || segment.Has(TcpVerdicts.OutOfOrder)));
        if (isOvertaken)
        {
            (Overtaken ??= new FirstFrames()).Add(segment.Frame);
            LongestOvertaken = Math.Max(LongestOvertaken, now - _gapAt);
        }
        else
        {
            (LostBefore ??= new FirstFrames()).Add(segment.Frame);
        }
    }
}
