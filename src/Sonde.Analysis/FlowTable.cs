using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The conversations of a pass, found by their ends and protocol.</summary>
/// <remarks>
/// Memory: about 300 octets a conversation, at most the limit of them. Beyond it a quarter is forgotten and counted: TCP
/// connections that closed, then what was silent longest; observers are told, so that totals stay exact.
/// </remarks>
public sealed class FlowTable(int limit = FlowTable.DefaultLimit)
{
    /// <summary>Conversations kept unless another limit is given.</summary>
    public const int DefaultLimit = 1_000_000;

    private const long Closed = 1L << 61; // nanoseconds: closed connections count as silent for decades

    private readonly List<Flow> _flows = [];
    private readonly int[] _streams = new int[256];
    private FlowIndex _open = new();

    /// <summary>Conversations that are kept at most.</summary>
    public int Limit => limit;

    /// <summary>Conversations in memory, in the order they were first seen.</summary>
    public IReadOnlyList<Flow> Flows => _flows;

    /// <summary>Conversations ever seen, forgotten ones included.</summary>
    public int Seen { get; private set; }

    /// <summary>Conversations that were forgotten to stay within the limit.</summary>
    public int Forgotten { get; private set; }

    /// <summary>Wireshark's count of streams of a protocol: TCP, UDP, SCTP.</summary>
    public int Streams(byte protocol) => _streams[protocol];

    internal Action<Flow>? OnForgotten { get; set; }

    internal Flow Find(
        in Endpoint source,
        in Endpoint destination,
        byte protocol,
        bool hasPorts,
        in Frame frame,
        out bool fromLow
    )
    {
        if (_open.Find(source, destination, protocol, out fromLow) is not { } flow || (hasPorts && !flow.HasPorts))
        {
            FlowKey key = FlowKey.Of(source, destination, protocol);
            fromLow = source == key.Low;
            return Open(key, fromLow, hasPorts, frame);
        }
        if (!flow.IsToBeSplit)
            return flow;
        // A conversation that was announced opens when its first packet comes: without one Wireshark never shows it.
        flow.IsToBeSplit = false;
        flow = Open(flow.Ends, fromLow, hasPorts, frame);
        flow.IsSplit = true;
        return flow;
    }

    /// <summary>Opens a conversation, which takes the place of an older one between the same ends.</summary>
    internal Flow Open(in FlowKey key, bool fromLow, bool hasPorts, in Frame frame)
    {
        if (_flows.Count >= limit)
            ForgetTheSilent();
        int stream = hasPorts ? _streams[key.Protocol]++ : -1; // a bare fragment of TCP is no TCP stream
        var flow = new Flow(key, fromLow, Seen++, stream, frame.At, frame.Number);
        _open.Set(flow);
        _flows.Add(flow);
        return flow;
    }

    private void ForgetTheSilent()
    {
        int kept = Math.Max(1, limit - limit / 4);
        long[] last = [.. _flows.Select(Silence)];
        Array.Sort(last);
        long border = last[last.Length - kept];
        int write = 0;
        int spare = _flows.Count - kept;
        for (int read = 0; read < _flows.Count; read++)
        {
            Flow flow = _flows[read];
            if (spare > 0 && Silence(flow) <= border)
            {
                spare--;
                Forgotten++;
                OnForgotten?.Invoke(flow);
            }
            else
            {
                _flows[write++] = flow;
            }
        }
        _flows.RemoveRange(write, _flows.Count - write);
        _open = new FlowIndex();
        foreach (Flow flow in _flows)
            _open.Set(flow);
    }

    private static long Silence(Flow flow)
    {
        bool isClosed = flow.IsRetired || flow.Tcp is { IsClosed: true } or { IsEnded: true };
        return isClosed ? flow.Last.Nanoseconds - Closed : flow.Last.Nanoseconds;
    }
}
