using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The conversations of a pass, found by their ends and protocol.</summary>
/// <remarks>
/// Memory: about 300 octets a conversation, at most the limit of them. Beyond it the quarter that was silent longest is
/// forgotten and counted; observers are told, so that totals stay exact.
/// </remarks>
public sealed class FlowTable(int limit = FlowTable.DefaultLimit)
{
    /// <summary>Conversations kept unless another limit is given.</summary>
    public const int DefaultLimit = 1_000_000;

    private readonly Dictionary<FlowKey, Flow> _open = [];
    private readonly List<Flow> _flows = [];
    private readonly int[] _streams = new int[256];

    /// <summary>Conversations in memory, in the order they were first seen.</summary>
    public IReadOnlyList<Flow> Flows => _flows;

    /// <summary>Conversations ever seen, forgotten ones included.</summary>
    public int Seen { get; private set; }

    /// <summary>Conversations that were forgotten to stay within the limit.</summary>
    public int Forgotten { get; private set; }

    /// <summary>Wireshark's count of streams of a protocol: TCP, UDP, SCTP.</summary>
    public int Streams(byte protocol) => _streams[protocol];

    internal Action<Flow>? OnForgotten { get; set; }

    internal Flow Find(Endpoint source, Endpoint destination, byte protocol, bool hasPorts, Timestamp at, long frame)
    {
        FlowKey key = FlowKey.Of(source, destination, protocol);
        return _open.TryGetValue(key, out Flow? flow) ? Current(flow) : Open(key, source, hasPorts, at, frame);
    }

    // A number that was announced is taken when the next packet comes: without one Wireshark never shows it.
    private Flow Current(Flow flow)
    {
        if (flow.IsToBeRenumbered)
            flow.Renumber(_streams[flow.Key.Protocol]++);
        return flow;
    }

    internal Flow Open(FlowKey key, Endpoint source, bool hasPorts, Timestamp at, long frame)
    {
        if (_flows.Count >= limit)
            ForgetTheSilent();
        int stream = hasPorts ? _streams[key.Protocol]++ : -1; // a bare fragment of TCP is no TCP stream
        var flow = new Flow(key, source == key.Low, Seen++, stream, at, frame);
        _open[key] = flow;
        _flows.Add(flow);
        return flow;
    }

    private void ForgetTheSilent()
    {
        int kept = Math.Max(1, limit - limit / 4);
        Timestamp[] last = [.. _flows.Select(flow => flow.Last)];
        Array.Sort(last);
        Timestamp border = last[last.Length - kept];
        int write = 0;
        int spare = _flows.Count - kept;
        foreach (Flow flow in _flows)
        {
            if (spare > 0 && flow.Last <= border)
            {
                spare--;
                Forgotten++;
                if (_open.TryGetValue(flow.Key, out Flow? current) && current == flow)
                    _open.Remove(flow.Key);
                OnForgotten?.Invoke(flow);
            }
            else
            {
                _flows[write++] = flow;
            }
        }
        _flows.RemoveRange(write, _flows.Count - write);
    }
}
