namespace Sonde.Analysis;

/// <summary>One acknowledged segment and how long its acknowledgment took.</summary>
/// <param name="Frame">Frame of the acknowledgment.</param>
/// <param name="AckedFrame">Frame of the segment it acknowledges.</param>
/// <param name="Flow">The conversation.</param>
/// <param name="FromInitiator">The end that opened the conversation acknowledges.</param>
/// <param name="RoundTrip">Nanoseconds between both.</param>
public readonly record struct RoundTripSeen(long Frame, long AckedFrame, Flow Flow, bool FromInitiator, long RoundTrip);

/// <summary>The round-trip times of one conversation.</summary>
public sealed class FlowRoundTrips
{
    private long _lastOfInitiator = -1;
    private long _lastOfResponder = -1;
    private long _differences;
    private double _sumOfDifferences;

    internal FlowRoundTrips(Flow flow, int number) => (Flow, Number) = (flow, number);

    /// <summary>The conversation.</summary>
    public Flow Flow { get; }

    /// <summary>Its place among those with round-trip times.</summary>
    public int Number { get; }

    /// <summary>Nanoseconds from the SYN to the ACK that ended the handshake; null where it was not captured.</summary>
    public long? Handshake { get; internal set; }

    /// <summary>Count, least, most and sum over all its times.</summary>
    public TimeHistogram All { get; } = new();

    /// <summary>Mean difference between a time and the one before it from the same end, in nanoseconds; null without two.</summary>
    public double? Variation => _differences > 0 ? _sumOfDifferences / _differences : null;

    // The difference from the time before it of the same end.
    internal long? See(long time, bool fromInitiator)
    {
        All.Add(time);
        ref long last = ref fromInitiator ? ref _lastOfInitiator : ref _lastOfResponder;
        long? difference = last >= 0 ? Math.Abs(time - last) : null;
        last = time;
        if (difference is { } one)
        {
            _differences++;
            _sumOfDifferences += one;
        }
        return difference;
    }
}

/// <summary>Keeps how long each acknowledged TCP segment waited for its acknowledgment (Wireshark's <c>tcp.analysis.ack_rtt</c>).</summary>
/// <remarks>
/// Memory: 16 octets a time, at most <see cref="TimeLimit"/>; beyond it percentiles come from classes that are 3.2 per
/// cent wide. About 300 octets a conversation: for those that are open, and for at most <see cref="FlowLimit"/> that ended.
/// </remarks>
/// <param name="skip">Times to leave out of <see cref="Page"/> at its beginning.</param>
/// <param name="take">Times to keep in <see cref="Page"/>.</param>
public sealed class RoundTripLog(long skip, long take) : ITcpObserver
{
    /// <summary>Most times kept one by one.</summary>
    public const int TimeLimit = 2_000_000;

    /// <summary>Most conversations kept.</summary>
    public const int FlowLimit = 50_000;

    private readonly Dictionary<Flow, FlowRoundTrips> _open = [];
    private readonly List<FlowRoundTrips> _flows = [];
    private readonly List<RoundTripSeen> _page = [];
    private readonly List<(int Flow, long Time)> _times = [];
    private long _differences;
    private double _sumOfDifferences;

    /// <summary>Times seen.</summary>
    public long Seen { get; private set; }

    /// <summary>Times below zero, which a clock that ran backwards makes; they are in <see cref="Seen"/> and in no average.</summary>
    public long Negative { get; private set; }

    /// <summary>Conversations with times, those that are not kept included.</summary>
    public int Connections { get; private set; }

    /// <summary>Conversations that came after the limit; they are in no row.</summary>
    public int NotKept => Connections - _flows.Count;

    /// <summary>The acknowledgments asked for, in capture order.</summary>
    public IReadOnlyList<RoundTripSeen> Page => _page;

    /// <summary>Frames with an acknowledgment that has a time.</summary>
    public FirstFrames Frames { get; } = new();

    /// <summary>All times together.</summary>
    public TimeHistogram All { get; } = new();

    /// <summary>The conversations with times, in the order of their first one.</summary>
    public IReadOnlyList<FlowRoundTrips> Flows => _flows;

    /// <summary>Mean difference between a time and the one before it from the same end of the same conversation, in nanoseconds; null without any.</summary>
    public double? Variation => _differences > 0 ? _sumOfDifferences / _differences : null;

    /// <summary>Time from the SYN to the ACK that ended the handshake, of all conversations with times.</summary>
    public TimeHistogram Handshakes { get; } = new();

    /// <summary>Every time was kept, so that percentiles are exact.</summary>
    public bool IsExact => All.Count == _times.Count;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [];

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet)
    {
        if (segment.AcksFrame == 0 || packet.Frame.IsTimeless)
            return;
        Frames.Add(segment.Frame);
        if (Seen++ >= skip && _page.Count < take)
            _page.Add(new(segment.Frame, segment.AcksFrame, segment.Flow, segment.FromInitiator, segment.AckRtt));
        if (segment.AckRtt < 0)
        {
            Negative++;
            return;
        }
        All.Add(segment.AckRtt);
        FlowRoundTrips flow = Find(segment.Flow);
        if (flow.See(segment.AckRtt, segment.FromInitiator) is { } difference)
        {
            _differences++;
            _sumOfDifferences += difference;
        }
        if (_times.Count < TimeLimit)
            _times.Add((flow.Number, segment.AckRtt));
    }

    /// <inheritdoc/>
    public void OnConnectionEnd(Flow flow, TcpConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (!_open.Remove(flow, out FlowRoundTrips? trips))
            return;
        trips.Handshake = connection.InitialRtt;
        if (trips.Handshake is { } handshake)
            Handshakes.Add(handshake);
    }

    /// <summary>Every time, in order.</summary>
    public long[] Sorted() => [.. _times.Select(time => time.Time).Order()];

    /// <summary>The times of each conversation, by its number, in order.</summary>
    public ILookup<int, long> ByFlow() =>
        _times.OrderBy(time => time.Time).ToLookup(time => time.Flow, time => time.Time);

    private FlowRoundTrips Find(Flow flow)
    {
        if (_open.TryGetValue(flow, out FlowRoundTrips? trips))
            return trips;
        trips = new FlowRoundTrips(flow, Connections++);
        _open.Add(flow, trips);
        if (_flows.Count < FlowLimit)
            _flows.Add(trips);
        return trips;
    }
}
