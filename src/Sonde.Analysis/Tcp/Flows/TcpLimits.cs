using System.Runtime.CompilerServices;

namespace Sonde.Analysis;

/// <summary>What held up the data of one end.</summary>
public enum TcpLimit
{
    /// <summary>Nothing: it did not send data twice.</summary>
    None,

    /// <summary>Its program: everything sent was acknowledged, and nothing new came, or it waited for the other end's data.</summary>
    Application,

    /// <summary>The receiver: its window had no room for another segment, or was closed.</summary>
    ReceiverWindow,

    /// <summary>Data was in flight, there was room in the window, and new data came at the pace of acknowledgments: congestion window, send buffer or link.</summary>
    SenderOrCongestionWindow,

    /// <summary>Loss: what came next was a retransmission.</summary>
    Loss,
}

/// <summary>How long the data of one end was held up by what; each time between two of its data segments counts once.</summary>
/// <remarks>
/// What is known of the receiver is taken as the sender knows it: an acknowledgment seen now reaches a sender that is far
/// from the capture point only half a round trip later, and answers it after a whole one. Memory: about 400 octets.
/// </remarks>
public sealed class TcpLimits
{
    /// <summary>Parts of the time line.</summary>
    public const int Slots = 16;

    private const long FirstSlot = 100_000_000; // 100 ms
    private const long Slack = 2_000_000; // a system takes its time
    private const int Classes = 4;

    private Times _times;
    private long[]? _line; // from the second segment with data on, which many connections never send
    private Edges _edges;
    private uint _next;
    private long _lastAt;
    private int _lastLength;
    private long _peerDataAt;
    private bool _wasClosed;

    internal TcpLimits(long begin) => Begin = begin;

    /// <summary>When the time line begins, in nanoseconds since 1970.</summary>
    public long Begin { get; }

    /// <summary>Nanoseconds of one part of the time line.</summary>
    public long SlotLength { get; private set; } = FirstSlot;

    /// <summary>Nanoseconds that are accounted for.</summary>
    public long Total => _times[0] + _times[1] + _times[2] + _times[3];

    /// <summary>What held it up longest.</summary>
    public TcpLimit Dominant => Longest(_times);

    /// <summary>Nanoseconds held up by one reason.</summary>
    public long Time(TcpLimit limit) => limit == TcpLimit.None ? 0 : _times[(int)limit - 1];

    /// <summary>Nanoseconds held up by one reason in one part of the time line.</summary>
    public long Time(int slot, TcpLimit limit) =>
        limit == TcpLimit.None || _line is null ? 0 : _line[slot * Classes + (int)limit - 1];

    /// <summary>What held it up longest in one part of the time line.</summary>
    public TcpLimit In(int slot) => _line is null ? TcpLimit.None : Longest(_line.AsSpan(slot * Classes, Classes));

    /// <summary>The end sent data.</summary>
    internal void Send(in TcpSegment segment, TcpFlowSide sender, TcpFlowSide receiver, long now)
    {
        if (_lastAt == 0 && receiver.HasAcknowledged)
            _edges.Add(receiver.AcknowledgedAt, receiver.RightEdge, 0);
        if (_lastAt != 0 && now > _lastAt)
            Account(Judge(segment, sender, receiver, now), _lastAt, now);
        _next = sender.Seen.HasBegun ? sender.Seen.Next : segment.NextSequence;
        if (TcpSequence.IsAfter(segment.NextSequence, _next))
            _next = segment.NextSequence;
        _lastAt = now;
        _lastLength = segment.Length;
        _wasClosed = false;
    }

    /// <summary>The other end sent something.</summary>
    internal void Hear(in TcpSegment segment, TcpFlowSide receiver, long toSender, long now)
    {
        _edges.Add(now, receiver.RightEdge, toSender / 4);
        if (segment.Length > 0)
            _peerDataAt = now;
        _wasClosed |= segment.Has(TcpVerdicts.ZeroWindow);
    }

    private TcpLimit Judge(in TcpSegment segment, TcpFlowSide sender, TcpFlowSide receiver, long now)
    {
        if (segment.Has(TcpVerdicts.Retransmission) && !segment.Has(TcpVerdicts.ZeroWindowProbe))
            return TcpLimit.Loss;
        if (_wasClosed || segment.Has(TcpVerdicts.ZeroWindowProbe))
            return TcpLimit.ReceiverWindow;
        long toSender = ToSender(sender);
        int full = Math.Max(Math.Max(sender.LargestSegment, receiver.Mss), 1);
        bool knowsWindow = receiver.HasAcknowledged && receiver.SynSeen; // else the scale is not known
        uint edge = _edges.At(now - toSender, receiver.RightEdge);
        bool wasFull = knowsWindow && (int)(edge - _next) < full;
        bool isAllAcknowledged = receiver.HasAcknowledged && !TcpSequence.IsAfter(_next, receiver.Acknowledged);
        if (_peerDataAt > _lastAt && isAllAcknowledged)
            return TcpLimit.Application; // its turn came with the other end's data
        long sinceAck = now - receiver.AcknowledgedAt;
        if (isAllAcknowledged && receiver.AcknowledgedAt >= _lastAt && sinceAck > toSender + toSender / 2 + Slack)
            return TcpLimit.Application;
        if (wasFull)
            return TcpLimit.ReceiverWindow;
        bool isPaced = receiver.AcknowledgedAt >= _lastAt || now - _lastAt <= Slack || _lastLength >= full;
        return isPaced ? TcpLimit.SenderOrCongestionWindow : TcpLimit.Application;
    }

    /// <summary>Nanoseconds from the capture point to an end and back, as far as known.</summary>
    internal static long ToSender(TcpFlowSide side) => side.Rtt.Count > 0 ? side.Rtt.Min : side.HandshakeRtt;

    private void Account(TcpLimit limit, long from, long to)
    {
        int kind = (int)limit - 1;
        _times[kind] += to - from;
        from = Math.Max(0, from - Begin);
        to = Math.Max(0, to - Begin);
        _line ??= new long[Slots * Classes];
        while (to / SlotLength >= Slots)
            Halve(_line);
        while (from < to)
        {
            int slot = (int)(from / SlotLength);
            long end = Math.Min(to, (slot + 1) * SlotLength);
            _line[slot * Classes + kind] += end - from;
            from = end;
        }
    }

    private void Halve(long[] line)
    {
        for (int slot = 0; slot < Slots; slot++)
        {
            for (int kind = 0; kind < Classes; kind++)
            {
                int at = 2 * slot * Classes + kind;
                line[slot * Classes + kind] = slot < Slots / 2 ? line[at] + line[at + Classes] : 0;
            }
        }
        SlotLength *= 2;
    }

    private static TcpLimit Longest(ReadOnlySpan<long> times)
    {
        int most = 0;
        for (int i = 1; i < times.Length; i++)
        {
            if (times[i] > times[most])
                most = i;
        }
        return times[most] == 0 ? TcpLimit.None : (TcpLimit)(most + 1);
    }

    [InlineArray(Classes)]
    private struct Times
    {
        private long _first;
    }

    // What the receiver allowed in the recent past.
    private struct Edges
    {
        private const int Kept = 8;

        private Ring _kept;
        private int _count;

        public void Add(long now, uint edge, long apart)
        {
            if (_count > 0 && now - _kept[(_count - 1) % Kept].At < apart)
                return;
            _kept[_count % Kept] = (now, edge);
            _count = _count + 1 < 2 * Kept ? _count + 1 : Kept + (_count + 1) % Kept;
        }

        public readonly uint At(long time, uint latest)
        {
            uint edge = latest;
            for (int i = _count - 1; i >= 0 && i >= _count - Kept; i--)
            {
                edge = _kept[i % Kept].Edge;
                if (_kept[i % Kept].At <= time)
                    break;
            }
            return edge;
        }

        [InlineArray(Kept)]
        private struct Ring
        {
            private (long At, uint Edge) _first;
        }
    }
}
