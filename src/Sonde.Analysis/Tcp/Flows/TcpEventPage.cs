using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One segment about which something is to be said.</summary>
public readonly record struct TcpEvent
{
    /// <summary>Number of the frame.</summary>
    public required long Frame { get; init; }

    /// <summary>Time of the frame; null when it has none.</summary>
    public required Timestamp? At { get; init; }

    /// <summary>Number of the connection (tcp.stream).</summary>
    public required int Stream { get; init; }

    /// <summary>Who sent it.</summary>
    public required Endpoint Source { get; init; }

    /// <summary>Whom it was for.</summary>
    public required Endpoint Destination { get; init; }

    /// <summary>Wireshark's remarks.</summary>
    public required TcpVerdicts Verdicts { get; init; }

    /// <summary>Flags.</summary>
    public required TcpFlags Flags { get; init; }

    /// <summary>Sequence number counted from the sender's first one (tcp.seq).</summary>
    public required uint Sequence { get; init; }

    /// <summary>Acknowledgment number counted from the receiver's first one (tcp.ack).</summary>
    public required uint Acknowledgment { get; init; }

    /// <summary>Octets of data.</summary>
    public required int Length { get; init; }

    /// <summary>The window, scaled where the scale is known.</summary>
    public required long Window { get; init; }

    /// <summary>Octets in flight (tcp.analysis.bytes_in_flight); 0 where unknown.</summary>
    public required uint InFlight { get; init; }

    /// <summary>How many times the acknowledgment was repeated; 0 when it was not.</summary>
    public required uint DuplicateAckNumber { get; init; }

    /// <summary>Frame of the acknowledgment that is repeated; 0 when none is.</summary>
    public required long DuplicateAckFrame { get; init; }

    /// <summary>Nanoseconds since the segment that the retransmission timer ran from (tcp.analysis.rto); null without one.</summary>
    public required long? Rto { get; init; }

    /// <summary>Octets that the sender's highest sequence number is ahead of this segment's end.</summary>
    public required uint OctetsBehind { get; init; }

    /// <summary>Nanoseconds since the segment with the sender's highest sequence number came.</summary>
    public required long TimeBehind { get; init; }

    /// <summary>Shift of the window scale option; null without the option.</summary>
    public required int? OfferedShift { get; init; }
}

/// <summary>Counts the segments that meet a condition and keeps one page of them.</summary>
/// <remarks>Memory: the page.</remarks>
/// <param name="wanted">Any of these verdicts; none when SYNs with a window scale option are meant.</param>
/// <param name="selection">The connections that are meant.</param>
/// <param name="offset">Segments to leave out before the page.</param>
/// <param name="limit">Segments in the page at most.</param>
public sealed class TcpEventPage(TcpVerdicts wanted, TcpSelection selection, int offset, int limit) : ITcpObserver
{
    private readonly List<TcpEvent> _events = [];

    /// <summary>The page.</summary>
    public IReadOnlyList<TcpEvent> Events => _events;

    /// <summary>The frames with such segments.</summary>
    public FirstFrames Frames { get; } = new();

    /// <summary>Segments altogether.</summary>
    public long Total { get; private set; }

    /// <summary>Most octets that one of them came behind.</summary>
    public long MostOctetsBehind { get; private set; }

    /// <summary>Most nanoseconds that one of them came behind.</summary>
    public long MostTimeBehind { get; private set; }

    private long _lastFrame;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [];

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet)
    {
        int? shift = wanted == TcpVerdicts.None ? Shift(segment, packet) : null;
        bool isMeant = wanted == TcpVerdicts.None ? shift is not null : segment.Has(wanted);
        if (!isMeant || !selection.Selects(segment.Flow))
            return;
        ref TcpSide sender = ref segment.Connection.Side(segment.FromLow);
        uint behind = TcpSequence.IsAfter(sender.Next, segment.NextSequence) ? sender.Next - segment.NextSequence : 0;
        long late = behind == 0 || packet.Frame.IsTimeless ? 0 : Math.Max(0, segment.At.Nanoseconds - sender.NextAt);
        MostOctetsBehind = Math.Max(MostOctetsBehind, behind);
        MostTimeBehind = Math.Max(MostTimeBehind, late);
        if (_lastFrame != segment.Frame)
            Frames.Add(segment.Frame);
        _lastFrame = segment.Frame;
        if (++Total <= offset || _events.Count == limit)
            return;
        FlowKey key = segment.Flow.Key;
        _events.Add(
            new TcpEvent
            {
                Frame = segment.Frame,
                At = packet.Frame.IsTimeless ? null : segment.At,
                Stream = segment.Flow.Stream,
                Source = segment.FromLow ? key.Low : key.High,
                Destination = segment.FromLow ? key.High : key.Low,
                Verdicts = segment.Verdicts,
                Flags = segment.Flags,
                Sequence = segment.RelativeSequence,
                Acknowledgment = segment.RelativeAcknowledgment,
                Length = segment.Length,
                Window = segment.Window,
                InFlight = segment.BytesInFlight,
                DuplicateAckNumber = segment.DuplicateAckNumber,
                DuplicateAckFrame = segment.DuplicateAckFrame,
                Rto = segment.RtoFrame != 0 ? segment.Rto : null,
                OctetsBehind = behind,
                TimeBehind = late,
                OfferedShift = shift,
            }
        );
    }

    private static int? Shift(in TcpSegment segment, in Packet packet)
    {
        if ((segment.Flags & TcpFlags.Syn) == 0 || !packet.TryRead(segment.Layer, out Tcp tcp))
            return null;
        sbyte shift = TcpOptionFacts.Read(tcp.Options).Shift;
        return shift >= 0 ? shift : null;
    }
}
