using System.Runtime.CompilerServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What went one way in a conversation.</summary>
/// <param name="Packets">Packets.</param>
/// <param name="Octets">Octets on the wire, whole frames (Wireshark's frame.len).</param>
public readonly record struct DirectionCounters(long Packets, long Octets)
{
    internal DirectionCounters Plus(long octets) => new(Packets + 1, Octets + octets);

    internal DirectionCounters Plus(DirectionCounters other) => new(Packets + other.Packets, Octets + other.Octets);
}

/// <summary>A conversation: all packets between two ends over one protocol, whichever way they go.</summary>
/// <remarks>Memory: about 200 octets each, kept until the pass ends or the table forgets it.</remarks>
public sealed class Flow
{
    private readonly FlowKey _key;
    private DirectionCounters _forward;
    private DirectionCounters _backward;
    private Carried? _carried; // rare, so it costs a word where nothing was

    internal Flow(in FlowKey key, bool initiatorIsLow, int number, int stream, Timestamp at, long frame)
    {
        _key = key;
        InitiatorIsLow = initiatorIsLow;
        Number = number;
        Stream = stream;
        First = Last = at;
        FirstFrame = LastFrame = frame;
    }

    /// <summary>What the end that sent first sent.</summary>
    public DirectionCounters Forward => _forward;

    /// <summary>What the end that sent first received.</summary>
    public DirectionCounters Backward => _backward;

    /// <summary>Both ends and the protocol.</summary>
    public FlowKey Key => _key;

    /// <summary>The order in which conversations of all protocols were first seen, from 0.</summary>
    public int Number { get; }

    /// <summary>Wireshark's number of the conversation within its protocol (<c>tcp.stream</c>, <c>udp.stream</c>), from 0; -1 without ports.</summary>
    public int Stream { get; }

    /// <summary>Both ends have ports; false for protocols without, and for fragments that do not show them.</summary>
    public bool HasPorts => Stream >= 0;

    /// <summary>The end that opened the conversation: the sender of the SYN, or of the first packet seen.</summary>
    public Endpoint Initiator => InitiatorIsLow ? Key.Low : Key.High;

    /// <summary>The end that answers.</summary>
    public Endpoint Responder => InitiatorIsLow ? Key.High : Key.Low;

    /// <summary>At least one of its packets has a time.</summary>
    public bool HasTimes { get; private set; }

    /// <summary>Time of the earliest packet; means nothing without <see cref="HasTimes"/>.</summary>
    public Timestamp First { get; private set; }

    /// <summary>Time of the latest packet; means nothing without <see cref="HasTimes"/>.</summary>
    public Timestamp Last { get; private set; }

    /// <summary>Number of the first frame.</summary>
    public long FirstFrame { get; private set; }

    /// <summary>Number of the last frame.</summary>
    public long LastFrame { get; private set; }

    /// <summary>Packets both ways.</summary>
    public long Packets => _forward.Packets + _backward.Packets;

    /// <summary>Octets both ways.</summary>
    public long Octets => _forward.Octets + _backward.Octets;

    /// <summary>The opening was seen: a TCP SYN, so that client and server are certain.</summary>
    public bool OpeningSeen { get; internal set; }

    /// <summary>Both ends and the protocol, in place.</summary>
    internal ref readonly FlowKey Ends => ref _key;

    internal bool InitiatorIsLow { get; private set; }

    /// <summary>Sequence number before the first octet that the low end sent, once known.</summary>
    internal uint? LowBase { get; set; }

    /// <summary>Sequence number before the first octet that the high end sent, once known.</summary>
    internal uint? HighBase { get; set; }

    /// <summary>What the TCP tracker knows; null where nobody asked for it, and for other protocols.</summary>
    public TcpConnection? Tcp { get; internal set; }

    /// <summary>Its TCP connection had closed and was forgotten to keep memory bounded.</summary>
    internal bool IsRetired { get; set; }

    /// <summary>The packet at hand begins another connection on ports that were used before.</summary>
    internal bool IsReuse { get; set; }

    /// <summary>What the low end's stream messages still wait for.</summary>
    internal StreamSide? LowStream { get; set; }

    /// <summary>What the high end's stream messages still wait for.</summary>
    internal StreamSide? HighStream { get; set; }

    /// <summary>What its stream messages are, found by content because the ports say nothing.</summary>
    internal LayerReader? StreamReader { get; set; }

    /// <summary>What analyzers keep of it; see <see cref="FlowStates{T}"/>.</summary>
    internal FlowState? States { get; set; }

    /// <summary>What its HTTP messages wait for; null where it is not HTTP.</summary>
    internal HttpConversation? Http { get; set; }

    /// <summary>What one end sent whose frames have the conversation's own Internet header outermost.</summary>
    internal DirectionCounters Outermost(bool fromLow)
    {
        DirectionCounters all = fromLow == InitiatorIsLow ? Forward : Backward;
        DirectionCounters carried = (fromLow ? _carried?.FromLow : _carried?.FromHigh) ?? default;
        return new(all.Packets - carried.Packets, all.Octets - carried.Octets);
    }

    /// <summary>A conversation between the same ends that has no packets yet.</summary>
    internal Flow Empty(in Frame frame) => new(_key, InitiatorIsLow, Number, Stream, frame.At, frame.Number);

    /// <summary>Takes over who opened the conversation, which another one between the same ends learnt meanwhile.</summary>
    internal Flow As(Flow other)
    {
        if (other.OpeningSeen)
            OpenedBy(other.InitiatorIsLow);
        return this;
    }

    internal void CountCarried(bool fromLow, long octets)
    {
        _carried ??= new Carried();
        if (fromLow)
            _carried.FromLow = _carried.FromLow.Plus(octets);
        else
            _carried.FromHigh = _carried.FromHigh.Plus(octets);
    }

    internal void Count(bool fromLow, in Frame frame)
    {
        if (_forward.Packets + _backward.Packets == 0)
            FirstFrame = frame.Number;
        LastFrame = frame.Number;
        if (!frame.IsTimeless)
            Count(frame.At);
        ref DirectionCounters way = ref fromLow == InitiatorIsLow ? ref _forward : ref _backward;
        way = way.Plus(frame.OriginalLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Count(Timestamp at)
    {
        if (!HasTimes)
        {
            First = Last = at;
            HasTimes = true;
        }
        else if (at < First)
        {
            First = at;
        }
        else if (at > Last)
        {
            Last = at;
        }
    }

    /// <summary>Its next packet opens another conversation between the same ends.</summary>
    internal bool IsToBeSplit { get; set; }

    /// <summary>An earlier conversation between the same ends was split, and this came of it.</summary>
    internal bool IsSplit { get; set; }

    internal void OpenedBy(bool low)
    {
        if (OpeningSeen)
            return;
        OpeningSeen = true;
        if (InitiatorIsLow == low)
            return;
        InitiatorIsLow = low;
        (_forward, _backward) = (_backward, _forward);
    }

    // What came inside another Internet header.
    private sealed class Carried
    {
        public DirectionCounters FromLow { get; set; }

        public DirectionCounters FromHigh { get; set; }
    }
}
