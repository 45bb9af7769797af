using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Measures how soon each end of each TCP connection answers, and how evenly its data is delivered.</summary>
/// <remarks>Memory: about 1 KB a connection, at most the limit of them.</remarks>
/// <param name="limit">Connections to keep.</param>
/// <param name="selection">The connections that are meant.</param>
public sealed class TcpPaces(int limit = TcpFlowReport.DefaultLimit, TcpSelection selection = default) : ITcpObserver
{
    private readonly Dictionary<int, TcpPace> _paces = [];

    /// <summary>What was measured of a connection, by its number (tcp.stream); null when it was not kept.</summary>
    public TcpPace? Of(int stream) => _paces.GetValueOrDefault(stream);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [];

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet)
    {
        if (packet.Frame.IsTimeless || !selection.Selects(segment.Flow))
            return;
        if (!_paces.TryGetValue(segment.Flow.Stream, out TcpPace? pace))
        {
            if (_paces.Count >= limit)
                return;
            _paces.Add(segment.Flow.Stream, pace = new TcpPace(segment.Flow.Key.Low));
        }
        pace.See(segment, packet);
    }
}

/// <summary>How soon both ends of a connection answer, and how evenly their data is delivered.</summary>
public sealed class TcpPace
{
    private readonly Endpoint _lowEnd;
    private readonly TcpPaceSide _low = new();
    private readonly TcpPaceSide _high = new();

    internal TcpPace(Endpoint lowEnd) => _lowEnd = lowEnd;

    /// <summary>What was measured of one end.</summary>
    public TcpPaceSide Of(Endpoint end) => end == _lowEnd ? _low : _high;

    internal void See(in TcpSegment segment, in Packet packet)
    {
        TcpPaceSide sender = segment.FromLow ? _low : _high;
        TcpPaceSide receiver = segment.FromLow ? _high : _low;
        long now = segment.At.Nanoseconds;
        if ((segment.Flags & (TcpFlags.Ack | TcpFlags.Rst)) == TcpFlags.Ack)
        {
            receiver.Delivery.Acknowledge(segment.Acknowledgment, now);
            sender.Hear(segment, now);
        }
        if (segment.Length == 0 || segment.Has(TcpVerdicts.KeepAlive | TcpVerdicts.ZeroWindowProbe))
            return;
        TcpOptionFacts options = packet.TryRead(segment.Layer, out Tcp tcp)
            ? TcpOptionFacts.Read(tcp.Options)
            : default;
        sender.Delivery.Send(options, now);
        sender.Answer(segment, now);
        receiver.Ask(segment, now);
    }
}

/// <summary>How soon one end answers the other's data, and how evenly its own is delivered.</summary>
public sealed class TcpPaceSide
{
    /// <summary>An answer that takes so many nanoseconds more than the network is slow.</summary>
    public const long SlowAfter = 500_000_000;

    private long _askedAt;
    private bool _isAsked;
    private bool _isClear; // nothing of the question was lost
    private bool _isAcknowledged;
    private long _nearest = long.MaxValue;

    /// <summary>Time from the last data of the other end to the first data of this one, in nanoseconds, the way to it and back included.</summary>
    public TimeHistogram Waits { get; } = new();

    /// <summary>Frames that begin a slow answer.</summary>
    public FirstFrames SlowAnswers { get; } = new();

    /// <summary>Slow answers whose question this end had acknowledged long before: the network had brought it.</summary>
    public long SlowButAcknowledged { get; private set; }

    /// <summary>Nanoseconds of all slow answers.</summary>
    public long SlowTotal { get; private set; }

    /// <summary>How its data was delivered.</summary>
    public TcpDelivery Delivery { get; } = new();

    internal void Ask(in TcpSegment segment, long now)
    {
        if (!_isAsked)
            (_isAsked, _isClear) = (true, true);
        _isClear &= !segment.Has(TcpVerdicts.Retransmission | TcpVerdicts.OutOfOrder | TcpVerdicts.LostSegment);
        _isAcknowledged = false;
        _askedAt = now;
    }

    internal void Hear(in TcpSegment segment, long now)
    {
        if (segment.AcksFrame != 0 && segment.AckRtt >= 0)
            _nearest = Math.Min(_nearest, segment.AckRtt);
        if (_isAsked && segment.Length == 0 && now - _askedAt < SlowAfter / 2)
            _isAcknowledged = true;
    }

    internal void Answer(in TcpSegment segment, long now)
    {
        if (!_isAsked)
            return;
        _isAsked = false;
        long wait = now - _askedAt;
        if (!_isClear || wait < 0 || segment.Has(TcpVerdicts.Retransmission | TcpVerdicts.LostSegment))
            return;
        Waits.Add(wait);
        if (wait - (_nearest == long.MaxValue ? 0 : _nearest) < SlowAfter)
            return;
        SlowAnswers.Add(segment.Frame);
        SlowTotal += wait;
        if (_isAcknowledged)
            SlowButAcknowledged++;
    }
}

/// <summary>How one end's data was delivered: octets acknowledged over time, and how long its packets were under way.</summary>
public sealed class TcpDelivery
{
    private const int Slots = 32;
    private const long FirstSlot = 10_000_000; // 10 ms
    private const long Millisecond = 1_000_000; // what the clocks of most systems count (RFC 7323 §5.4)
    private const double SlowestClock = 3.5; // milliseconds a tick; beyond, the clock is another
    private const uint FarthestJump = 1u << 30;

    private readonly long[] _slots = new long[Slots];
    private long _slot = FirstSlot;
    private long _begin;
    private long _end;
    private uint _acknowledged;
    private bool _hasAcknowledged;
    private long _firstSentAt;
    private uint _firstStamp;
    private long _lastSentAt;
    private uint _lastStamp;
    private bool _isTimed;
    private long _leastDelay;
    private long _mostDelay;

    /// <summary>Octets that were acknowledged.</summary>
    public long Octets { get; private set; }

    /// <summary>Nanoseconds by which packets took longer from the sender to the capture point than the quickest, by the sender's clock; null where it has none.</summary>
    public long? DelayGrowth
    {
        get
        {
            uint ticks = _lastStamp - _firstStamp;
            long elapsed = (_lastSentAt - _firstSentAt) / Millisecond;
            return !_isTimed || ticks == 0 || elapsed / (double)ticks > SlowestClock ? null : _mostDelay - _leastDelay;
        }
    }

    /// <summary>Octets a second over the time in which data was delivered, the beginning left out; 0 when there was too little.</summary>
    public double Rate => Steady() is { Count: > 0 } slots ? slots.Average() * 1e9 / _slot : 0;

    /// <summary>How uneven the rate was: standard deviation by mean; null when there was too little to say.</summary>
    public double? Unevenness
    {
        get
        {
            const int enough = 8;
            List<long> slots = Steady();
            if (slots.Count < enough || slots.Average() is var mean && mean <= 0)
                return null;
            return Math.Sqrt(slots.Average(octets => (octets - mean) * (octets - mean))) / mean;
        }
    }

    internal void Acknowledge(uint acknowledgment, long now)
    {
        uint more = acknowledgment - _acknowledged;
        bool isForward = _hasAcknowledged && more is > 0 and < FarthestJump;
        if (!_hasAcknowledged || isForward)
            (_acknowledged, _hasAcknowledged) = (acknowledgment, true);
        if (!isForward)
            return;
        Octets += more;
        if (_begin == 0)
            _begin = now;
        long since = Math.Max(0, now - _begin);
        while (since / _slot >= Slots)
            Halve();
        _slots[since / _slot] += more;
        _end = Math.Max(_end, now);
    }

    internal void Send(in TcpOptionFacts options, long now)
    {
        if (!options.HasTimestamp)
            return;
        uint stamp = options.TimestampValue;
        if (!_isTimed)
            (_isTimed, _firstSentAt, _firstStamp) = (true, now, stamp);
        (_lastSentAt, _lastStamp) = (now, stamp);
        long delay = now - _firstSentAt - (int)(stamp - _firstStamp) * Millisecond;
        _leastDelay = Math.Min(_leastDelay, delay);
        _mostDelay = Math.Max(_mostDelay, delay);
    }

    // The first quarter is the slow start, the last part is not whole.
    private List<long> Steady()
    {
        int last = _end > _begin ? (int)((_end - _begin) / _slot) : 0;
        int first = (last + 3) / 4;
        return [.. _slots.Take(last).Skip(first)];
    }

    private void Halve()
    {
        for (int i = 0; i < Slots; i++)
            _slots[i] = i < Slots / 2 ? _slots[2 * i] + _slots[2 * i + 1] : 0;
        _slot *= 2;
    }
}
