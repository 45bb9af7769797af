using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What one end of a TCP connection sent, and what that tells of it.</summary>
/// <remarks>Memory: about 500 octets, and what its parts state.</remarks>
public sealed class TcpFlowSide
{
    private uint[]? _verdicts; // most sides have none
    private FirstFrames? _capturedTwice;
    internal SeenOctets Seen;
    internal PathMtuWatch PathMtu;

    internal TcpFlowSide(Endpoint end) => Endpoint = end;

    /// <summary>Address and port.</summary>
    public Endpoint Endpoint { get; }

    /// <summary>Segments.</summary>
    public long Segments { get; private set; }

    /// <summary>Segments with data.</summary>
    public long DataSegments { get; private set; }

    /// <summary>Octets of data on the wire (tcp.len), repeated ones included.</summary>
    public long PayloadOctets { get; private set; }

    /// <summary>Octets of data, each counted once: what reached the other end of what was captured.</summary>
    public long UniqueOctets { get; private set; }

    /// <summary>Octets of whole frames on the wire (frame.len).</summary>
    public long WireOctets { get; private set; }

    /// <summary>Segments with SYN, SYN-ACKs included.</summary>
    public long Syns { get; private set; }

    /// <summary>Segments with SYN and ACK.</summary>
    public long SynAcks { get; private set; }

    /// <summary>Segments with ACK.</summary>
    public long Acks { get; private set; }

    /// <summary>Segments with RST.</summary>
    public long Resets { get; private set; }

    /// <summary>Segments with FIN.</summary>
    public long Fins { get; private set; }

    /// <summary>Frame of the first FIN; 0 when there was none.</summary>
    public long FinFrame { get; private set; }

    /// <summary>Retransmissions with data.</summary>
    public long DataRetransmissions { get; private set; }

    /// <summary>Octets of data in retransmissions, the fast and the spurious kind included.</summary>
    public long RetransmittedOctets { get; private set; }

    /// <summary>Octets of data in fast retransmissions.</summary>
    public long FastRetransmittedOctets { get; private set; }

    /// <summary>Octets of data in spurious retransmissions.</summary>
    public long SpuriousRetransmittedOctets { get; private set; }

    /// <summary>Retransmissions of octets that the capture had seen: they, or their acknowledgment, were lost behind the capture point, or only late.</summary>
    public long LostAfterCapture { get; private set; }

    /// <summary>Retransmissions that fill a gap: the first copy was lost between the sender and the capture point.</summary>
    public long LostBeforeCapture { get; private set; }

    /// <summary>Octets that the other end acknowledged and the capture never showed: lost by the capture, not by the network.</summary>
    public long NotCapturedOctets => Seen.NotCaptured;

    /// <summary>Times that an acknowledgment covered octets that the capture had not shown.</summary>
    public long NotCapturedHoles => Seen.Holes;

    /// <summary>Time that this end takes to acknowledge (tcp.analysis.ack_rtt of its segments): from the capture point to it and back.</summary>
    public TimeHistogram Rtt { get; } = new();

    /// <summary>Longest time a retransmission came after the segment that its timer ran from, in nanoseconds (tcp.analysis.rto); 0 when none did.</summary>
    public long LongestRto { get; private set; }

    /// <summary>Most octets in flight (tcp.analysis.bytes_in_flight).</summary>
    public long MostInFlight { get; private set; }

    /// <summary>Most times that one segment was sent again in a row.</summary>
    public int MostRepeats => PathMtu.MostRepeats;

    /// <summary>Maximum segment size that it announced; 0 when its SYN was not captured or did not say.</summary>
    public int Mss { get; private set; }

    /// <summary>Octets of data in its largest segment.</summary>
    public int LargestSegment { get; private set; }

    /// <summary>Shift that its SYN announced; null when the SYN was not captured or did not offer scaling.</summary>
    public int? WindowShift { get; private set; }

    /// <summary>Its SYN was captured, so that what it did not offer is known.</summary>
    public bool SynSeen { get; private set; }

    /// <summary>Frame of its first SYN or SYN-ACK; 0 when there was none.</summary>
    public long SynFrame { get; private set; }

    /// <summary>Its SYN permitted selective acknowledgments (RFC 2018).</summary>
    public bool SackPermitted { get; private set; }

    /// <summary>It sent timestamps (RFC 7323).</summary>
    public bool Timestamps { get; private set; }

    /// <summary>Smallest window it announced after the SYN, in octets, scaled where the scale is known; null without such a segment.</summary>
    public long? SmallestWindow { get; private set; }

    /// <summary>Largest window it announced after the SYN, in octets, scaled where the scale is known.</summary>
    public long? LargestWindow { get; private set; }

    /// <summary>Times in which it could take no data.</summary>
    public TcpZeroWindows ZeroWindows { get; } = new();

    /// <summary>How its data was held up; null until it sent data twice.</summary>
    public TcpLimits? Limits { get; internal set; }

    /// <summary>What SACK and timestamps say of its retransmissions; null while it sent nothing again and out of order.</summary>
    public TcpSecondOpinion? SecondOpinion { get; internal set; }

    /// <summary>Frames whose datagram the capture has twice (mirrored ports, several interfaces): verdicts of repetition say nothing of them.</summary>
    public FirstFrames CapturedTwice => _capturedTwice ?? FirstFrames.None;

    /// <summary>Retransmissions with data, by verdict, among these: nobody sent anything again.</summary>
    public long CopiedRetransmissions { get; private set; }

    /// <summary>What became of its data that came late or again; null until it sent data.</summary>
    public TcpArrivals? Arrivals { get; internal set; }

    /// <summary>TTL or hop limit of its latest packet that was no reset; null when there was none.</summary>
    public int? HopsLeft { get; private set; }

    /// <summary>Number of its last frame; 0 when it sent nothing.</summary>
    public long LastFrame { get; private set; }

    /// <summary>Frames with ECN-Echo after the SYN: the other end's data met congestion.</summary>
    public long EcnEchoes { get; private set; }

    /// <summary>Frames with Congestion Window Reduced after the SYN.</summary>
    public long WindowReductions { get; private set; }

    /// <summary>Frames whose Internet header says that congestion was met (CE).</summary>
    public long CongestionMarks { get; private set; }

    /// <summary>A sign that its large segments do not arrive; null when there is none.</summary>
    public TcpBlackHole? BlackHole => PathMtu.Sign;

    /// <summary>Retransmissions that were neither fast nor spurious: a timer ran out, or a probe for the tail.</summary>
    public long TimeoutRetransmissions =>
        Count(TcpVerdicts.Retransmission)
        - Count(TcpVerdicts.FastRetransmission)
        - Count(TcpVerdicts.SpuriousRetransmission);

    /// <summary>The last acknowledgment number it sent and when.</summary>
    internal uint Acknowledged { get; private set; }

    internal bool HasAcknowledged { get; private set; }

    internal long AcknowledgedAt { get; private set; }

    /// <summary>What its last segment allows the other end to send up to; meaningful with <see cref="HasAcknowledged"/>.</summary>
    internal uint RightEdge { get; private set; }

    internal long LastAt { get; private set; }

    /// <summary>Its part of the handshake's round trip, in nanoseconds; 0 where unknown.</summary>
    internal long HandshakeRtt { get; set; }

    internal NetworkTrail Trail;

    /// <summary>Segments with this verdict.</summary>
    public long Count(TcpVerdicts verdict) =>
        _verdicts?[System.Numerics.BitOperations.TrailingZeroCount((uint)verdict)] ?? 0;

    internal void SeeCopy(long frame) => (_capturedTwice ??= new FirstFrames()).Add(frame);

    /// <summary>Counts what the segment itself says. Called after the analyses that compare it with what was there before.</summary>
    internal Placement See(in TcpSegment segment, in Packet packet, in TcpOptionFacts options, long now, bool isCopy)
    {
        Segments++;
        WireOctets += packet.Frame.OriginalLength;
        LastFrame = segment.Frame;
        CountFlags(segment.Flags);
        for (uint rest = (uint)segment.Verdicts; rest != 0; rest &= rest - 1)
            (_verdicts ??= new uint[TcpVerdictNames.All.Count])[
                System.Numerics.BitOperations.TrailingZeroCount(rest)
            ]++;
        if (segment.AcksFrame != 0)
            Rtt.Add(segment.AckRtt);
        if (segment.RtoFrame != 0)
            LongestRto = Math.Max(LongestRto, segment.Rto);
        MostInFlight = Math.Max(MostInFlight, segment.BytesInFlight);
        if ((segment.Flags & TcpFlags.Syn) != 0)
            SeeSyn(segment, options);
        else
            SeeWindow(segment);
        Timestamps |= options.HasTimestamp;
        Placement placement = default;
        if ((segment.Flags & TcpFlags.Rst) == 0)
            placement = SeeData(segment, options, isCopy);
        if ((segment.Flags & (TcpFlags.Ack | TcpFlags.Rst)) == TcpFlags.Ack)
        {
            Acknowledged = segment.Acknowledgment;
            HasAcknowledged = true;
            AcknowledgedAt = now;
            RightEdge = segment.Acknowledgment + (uint)Math.Min(segment.Window, 1 << 30);
        }
        LastAt = now;
        return placement;
    }

    private void CountFlags(TcpFlags flags)
    {
        if ((flags & TcpFlags.Ack) != 0)
            Acks++;
        if ((flags & TcpFlags.Rst) != 0)
            Resets++;
        if ((flags & TcpFlags.Syn) == 0)
            return;
        Syns++;
        if ((flags & TcpFlags.Ack) != 0)
            SynAcks++;
    }

    internal void SeeNetwork(in TcpSegment segment, in NetworkFacts network)
    {
        Trail.See(network);
        if ((segment.Flags & TcpFlags.Rst) == 0)
            HopsLeft = network.HopsLeft;
        if (network.IsCongested)
            CongestionMarks++;
        if ((segment.Flags & TcpFlags.Syn) != 0)
            return; // there they negotiate (RFC 3168 §6.1.1)
        if ((segment.Flags & TcpFlags.Ece) != 0)
            EcnEchoes++;
        if ((segment.Flags & TcpFlags.Cwr) != 0)
            WindowReductions++;
    }

    private void SeeSyn(in TcpSegment segment, in TcpOptionFacts options)
    {
        if (SynFrame == 0)
            SynFrame = segment.Frame;
        SynSeen = true;
        Mss = options.SegmentSize;
        WindowShift = options.Shift >= 0 ? options.Shift : null;
        SackPermitted = options.SackPermitted;
        if (!Seen.HasBegun || Seen.Next != segment.Sequence + 1)
            Seen.Begin(segment.Sequence + 1);
    }

    private void SeeWindow(in TcpSegment segment)
    {
        if ((segment.Flags & TcpFlags.Rst) != 0)
            return; // its window means nothing
        SmallestWindow = Math.Min(SmallestWindow ?? long.MaxValue, segment.Window);
        LargestWindow = Math.Max(LargestWindow ?? 0, segment.Window);
    }

    private Placement SeeData(in TcpSegment segment, in TcpOptionFacts options, bool isCopy)
    {
        bool isFin = (segment.Flags & TcpFlags.Fin) != 0;
        if (isFin)
        {
            Fins++;
            if (FinFrame == 0)
                FinFrame = segment.Frame;
        }
        uint sequence = (segment.Flags & TcpFlags.Syn) != 0 ? segment.Sequence + 1 : segment.Sequence;
        bool isProbe = segment.Has(TcpVerdicts.KeepAlive) && segment.Length <= 1;
        if (segment.Length == 0 && Seen.HasBegun && !isFin)
            return default;
        Placement placement = Seen.Add(
            sequence,
            isProbe ? 0 : segment.Length,
            isFin,
            options.TimestampValue,
            options.HasTimestamp
        );
        if (segment.Length == 0)
            return placement;
        DataSegments++;
        PayloadOctets += segment.Length;
        UniqueOctets += placement.New + placement.Filled;
        if (!isProbe)
            LargestSegment = Math.Max(LargestSegment, segment.Length);
        if (!segment.Has(TcpVerdicts.Retransmission))
            return placement;
        DataRetransmissions++;
        RetransmittedOctets += segment.Length;
        if (segment.Has(TcpVerdicts.FastRetransmission))
            FastRetransmittedOctets += segment.Length;
        if (segment.Has(TcpVerdicts.SpuriousRetransmission))
            SpuriousRetransmittedOctets += segment.Length;
        if (isCopy)
            CopiedRetransmissions++;
        else if (placement.Filled > 0)
            LostBeforeCapture++;
        else if (!segment.Has(TcpVerdicts.SpuriousRetransmission))
            LostAfterCapture++;
        return placement;
    }
}
