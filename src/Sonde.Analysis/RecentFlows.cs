using System.Runtime.InteropServices;

namespace Sonde.Analysis;

/// <summary>What a conversation carried in one second.</summary>
/// <param name="Flow">The conversation.</param>
/// <param name="Packets">Packets, both ways.</param>
/// <param name="Octets">Octets on the wire, both ways.</param>
public readonly record struct RecentFlow(Flow Flow, long Packets, long Octets);

/// <summary>Counts what each conversation carries in a second of the packets' clock: who uses the network just now.</summary>
/// <remarks>Memory: two seconds of at most <see cref="Limit"/> conversations; packets of further ones are counted apart.</remarks>
public sealed class RecentFlows : IObserver
{
    /// <summary>Conversations counted in a second at most.</summary>
    public const int Limit = 20_000;

    private Dictionary<Flow, DirectionCounters> _current = [];
    private Dictionary<Flow, DirectionCounters> _last = [];
    private long _notCounted;
    private long _lastNotCounted;

    /// <summary>The second that is being counted, since 1970.</summary>
    public long Second { get; private set; }

    /// <summary>Packets of the last whole second that belong to conversations beyond <see cref="Limit"/>.</summary>
    public long NotCounted => _lastNotCounted;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (packet.Frame.IsTimeless)
            return;
        long second = packet.Frame.At.Nanoseconds / Wire.Timestamp.PerSecond;
        if (second > Second)
            Turn(second);
        // the innermost that was sent now: a tunnel alone says little
        Flow? flow = null;
        foreach (ref readonly FlowMark mark in packet.Flows)
        {
            if (!mark.IsQuoted)
                flow = mark.Flow;
        }
        if (flow is null)
            return;
        if (_current.Count >= Limit && !_current.ContainsKey(flow))
        {
            _notCounted++;
            return;
        }
        ref DirectionCounters count = ref CollectionsMarshal.GetValueRefOrAddDefault(_current, flow, out _);
        count = count.Plus(packet.Frame.OriginalLength);
    }

    /// <summary>The conversations of a whole second that carried most octets; none when nothing was captured in it.</summary>
    /// <param name="second">The second, since 1970.</param>
    /// <param name="most">Conversations at most.</param>
    public IReadOnlyList<RecentFlow> Top(long second, int most)
    {
        Dictionary<Flow, DirectionCounters>? counts =
            second == Second ? _current
            : second == Second - 1 ? _last
            : null;
        if (counts is null)
            return [];
        return
        [
            .. counts
                .Select(pair => new RecentFlow(pair.Key, pair.Value.Packets, pair.Value.Octets))
                .OrderByDescending(flow => flow.Octets)
                .ThenBy(flow => flow.Flow.Number)
                .Take(most),
        ];
    }

    private void Turn(long second)
    {
        (_current, _last) = (_last, _current);
        _lastNotCounted = _notCounted;
        if (second != Second + 1)
        {
            _last.Clear();
            _lastNotCounted = 0;
        }
        _current.Clear();
        _notCounted = 0;
        Second = second;
    }
}
