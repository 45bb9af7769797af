using System.Diagnostics.CodeAnalysis;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Follows every TCP connection and judges each segment as Wireshark's <c>tcp.analysis</c> does.</summary>
/// <remarks>
/// The rules are those that Wireshark's user's guide documents under "TCP Analysis". Memory: a
/// <see cref="TcpConnection"/> a conversation, and 24 octets for each unacknowledged segment, within a limit a direction.
/// </remarks>
internal sealed class TcpTracker
{
    private const int MostSegments = FlowMarker.MostMarks; // as many as a packet has conversations

    /// <summary>Closed connections kept for what may still come: beyond it those go that closed longest ago, and are new should they go on.</summary>
    public const int ClosedLimit = 10_000;

    private readonly Queue<Flow> _closed = new();
    private readonly Stack<TcpConnection> _spare = new();
    private readonly TcpSegment[] _segments = new TcpSegment[MostSegments];
    private readonly SentSegments _sent = new();
    private int _count;
    private int _placed; // conversations of the frame at hand that were looked at
    private int _closedKept;

    /// <summary>Segments, and ICMP errors that quote one, of connections that had gone because of the limit: only these make an answer differ.</summary>
    public long Resumed { get; private set; }

    /// <summary>The segments of the frame at hand.</summary>
    public ReadOnlySpan<TcpSegment> Segments => _segments.AsSpan(0, _count);

    /// <summary>A frame begins.</summary>
    public void Begin() => (_count, _placed) = (0, 0);

    /// <summary>The last segment of the frame at hand is one that Wireshark takes for a repetition, and so does not read.</summary>
    public bool IsRepetition =>
        _count > 0
        && (_segments[_count - 1].Verdicts & (TcpVerdicts.Retransmission | TcpVerdicts.SpuriousRetransmission)) != 0;

    /// <summary>
    /// Judges the TCP segments of a frame that were not judged so far. Those that an ICMP error quotes were not sent now
    /// and are left out.
    /// </summary>
    public void Place(in Frame frame, ReadOnlySpan<LayerSpan> layers, Sources sources, ReadOnlySpan<FlowMark> marks)
    {
        for (; _placed < marks.Length; _placed++)
        {
            ref readonly FlowMark mark = ref marks[_placed];
            if (mark.Flow.Ends.Protocol != IpProtocols.Tcp)
                continue;
            if (mark.Flow.IsRetired)
                Resumed++;
            if (mark.IsQuoted)
                continue;
            ref readonly LayerSpan layer = ref layers[mark.Layer];
            if (layer.Reader.Name != Tcp.Name)
                continue; // a fragment without the header
            ReadOnlySpan<byte> octets = layer.Source == 0 ? frame.Octets : sources[layer.Source];
            if (Tcp.TryRead(octets[layer.Start..layer.Limit], out Tcp tcp) > ReadStatus.Cut)
                continue;
            ref TcpSegment segment = ref _segments[_count++];
            segment = default;
            segment.Layer = mark.Layer;
            segment.FromInitiator = mark.FromInitiator;
            segment.Flow = mark.Flow;
            segment.Frame = frame.Number;
            segment.At = frame.At;
            segment.Length = TcpLength.Claimed(frame, layers, mark.Layer) - tcp.HeaderLength;
            Read(ref segment, tcp);
            Judge(ref segment, TcpOptionFacts.Read(tcp.Options));
        }
    }

    /// <summary>Gives back what a connection needed for segments to come. False when it had ended before, or is none.</summary>
    public bool TryEnd(Flow flow, [NotNullWhen(true)] out TcpConnection? connection)
    {
        connection = flow.Tcp;
        if (connection is null || connection.IsEnded)
            return false;
        connection.IsEnded = true;
        if (connection.IsClosed)
            _closedKept--;
        _sent.Clear(ref connection.Low.Sent);
        _sent.Clear(ref connection.High.Sent);
        return true;
    }

    /// <summary>Takes back the memory of a connection that ended, for another one.</summary>
    public void Drop(Flow flow)
    {
        if (flow.Tcp is { } connection)
            _spare.Push(connection);
        flow.Tcp = null;
    }

    /// <summary>The next closed connection that is to be dropped to stay within the limit, those aside that are over anyhow.</summary>
    public bool TryRetire([NotNullWhen(true)] out Flow? flow)
    {
        while (_closed.TryPeek(out flow))
        {
            bool isOver = flow.Tcp is null or { IsEnded: true };
            if (!isOver && _closedKept <= ClosedLimit)
                return false;
            _closed.Dequeue();
            if (isOver)
                continue;
            flow.IsRetired = true;
            return true;
        }
        return false;
    }

    private TcpConnection Open(Flow flow, long now)
    {
        if (!_spare.TryPop(out TcpConnection? connection))
            connection = new TcpConnection();
        connection.Begin(now);
        connection.IsResumed = flow.IsRetired;
        return flow.Tcp = connection;
    }

    private void SeeWhetherItCloses(in TcpSegment segment)
    {
        TcpConnection connection = segment.Connection;
        bool isClosed =
            (segment.Flags & TcpFlags.Rst) != 0
            || (connection.Low.Knows(TcpKnown.Fin) && connection.High.Knows(TcpKnown.Fin));
        if (!isClosed || connection.IsClosed)
            return;
        connection.IsClosed = true;
        _closedKept++;
        _closed.Enqueue(segment.Flow);
    }

    private static void Read(ref TcpSegment segment, in Tcp tcp)
    {
        Flow flow = segment.Flow;
        bool low = segment.FromInitiator == flow.InitiatorIsLow;
        segment.FromLow = low;
        segment.Flags = tcp.Flags;
        segment.Sequence = tcp.SequenceNumber;
        segment.WindowField = tcp.Window;
        segment.NextSequence =
            segment.Sequence + (uint)segment.Length + ((tcp.Flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0 ? 1u : 0u);
        segment.RelativeSequence = segment.Sequence - ((low ? flow.LowBase : flow.HighBase) ?? segment.Sequence);
        segment.Acknowledgment = tcp.AcknowledgmentNumber;
        segment.RelativeAcknowledgment = segment.Acknowledgment;
        if ((tcp.Flags & TcpFlags.Ack) == 0)
            return; // there is nothing to count from
        uint? other = low ? flow.HighBase : flow.LowBase;
        if (other is null)
        {
            other = segment.Acknowledgment - 1;
            if (low)
                flow.HighBase = other;
            else
                flow.LowBase = other;
        }
        segment.RelativeAcknowledgment = segment.Acknowledgment - other.Value;
    }

    private void Judge(ref TcpSegment segment, in TcpOptionFacts options)
    {
        long now = segment.At.Nanoseconds;
        TcpConnection connection = segment.Flow.Tcp ?? Open(segment.Flow, now);
        segment.Connection = connection;
        segment.SinceFirst = now - connection.FirstAt;
        segment.SincePrevious = now - connection.LastAt;
        segment.Completeness = connection.Completeness;
        connection.LastAt = now;
        connection.Segments++;
        ref TcpSide sender = ref connection.Side(segment.FromLow);
        ref TcpSide receiver = ref connection.Side(!segment.FromLow);
        if (segment.Flow.IsReuse)
        {
            segment.Flow.IsReuse = false;
            segment.Verdicts |= TcpVerdicts.ReusedPorts;
            segment.Completeness |= TcpCompleteness.Syn; // the conversation that begins with it has it from the start
        }
        if (options.FastOpenCookie && (segment.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn)
            segment.Verdicts |= TcpVerdicts.FastOpenSyn;
        Handshake.See(ref segment, ref sender, in receiver, options);
        WindowRules.Judge(ref segment, in sender, in receiver);
        AcknowledgmentRules.Judge(ref segment, ref sender, ref receiver);
        RetransmissionRules.Judge(ref segment, in sender, in receiver);
        Aftermath.Update(ref segment, ref sender, ref receiver, options, _sent);
        SeeWhetherItCloses(segment);
    }
}
