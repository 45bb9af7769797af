using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Keeps one record for each TCP connection: how it opened, went and closed.</summary>
/// <remarks>
/// Memory: 1 to 5 KB a connection, for those that are open and for at most the limit of ended ones. What is counted here
/// includes connections that are not kept, and those who watch the ends of connections see their records as well.
/// </remarks>
/// <param name="limit">Connections to keep.</param>
/// <param name="selection">The connections that are meant.</param>
/// <param name="watchers">Who sees the record of each of them when it ends.</param>
public sealed class TcpFlowReport(
    int limit = TcpFlowReport.DefaultLimit,
    TcpSelection selection = default,
    params IReadOnlyList<ITcpFlowObserver> watchers
) : ITcpObserver
{
    /// <summary>Connections kept unless another limit is given.</summary>
    public const int DefaultLimit = 20_000;

    /// <summary>Conversations that a pass keeps when only these records are wanted: they outlast them.</summary>
    public const int ConversationLimit = 100_000;

    private readonly List<TcpFlow> _flows = [];
    private readonly FlowStates<TcpFlow> _open = new();
    private readonly FirstFrames[] _evidence = [.. TcpVerdictNames.All.Select(_ => new FirstFrames())];
    private readonly long[] _counts = new long[TcpVerdictNames.All.Count];

    /// <summary>The records, in the order in which the connections were first seen. Final once the pass has finished.</summary>
    public IReadOnlyList<TcpFlow> Flows => _flows;

    /// <summary>Most connections kept.</summary>
    public int Limit => limit;

    /// <summary>Connections that were not kept.</summary>
    public long NotKept => Seen - _flows.Count;

    /// <summary>Connections, those that were not kept included.</summary>
    public int Seen { get; private set; }

    /// <summary>Connections that are not meant.</summary>
    public int Others { get; private set; }

    /// <summary>Segments of all connections.</summary>
    public long Segments { get; private set; }

    /// <summary>Frames with a segment of TCP.</summary>
    public long Frames { get; private set; }

    /// <summary>Segments with data, of all connections.</summary>
    public long DataSegments { get; private set; }

    /// <summary>Retransmissions with data, of all connections.</summary>
    public long DataRetransmissions { get; private set; }

    /// <summary>Octets of data, of all connections.</summary>
    public long PayloadOctets { get; private set; }

    /// <summary>Octets of data in retransmissions, of all connections.</summary>
    public long RetransmittedOctets { get; private set; }

    /// <summary>Frames with RST, of all connections.</summary>
    public FirstFrames Resets { get; } = new();

    /// <summary>Segments with this verdict, of all connections.</summary>
    public long Count(TcpVerdicts verdict) => _counts[IndexOf(verdict)];

    /// <summary>Frames with this verdict, of all connections.</summary>
    public FirstFrames Evidence(TcpVerdicts verdict) => _evidence[IndexOf(verdict)];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet)
    {
        if (!selection.Selects(segment.Flow))
        {
            if (segment.Connection is { Segments: 1, IsResumed: false })
                Others++;
            return;
        }
        Segments++;
        CountAll(segment);
        if (Find(segment) is { } flow)
            flow.See(segment, packet);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [Tcp.Name];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (!packet.Segments.IsEmpty)
            SeeFrame(packet);
        foreach (ref readonly FlowMark mark in packet.Flows)
        {
            if (mark.IsQuoted)
                _open.Find(mark.Flow)?.SeeIcmpError(packet, mark.Layer);
        }
    }

    /// <inheritdoc/>
    public void OnConnectionEnd(Flow flow, TcpConnection connection)
    {
        if (_open.Remove(flow) is not { } ended)
            return;
        foreach (ITcpFlowObserver watcher in watchers)
            watcher.OnFlowEnd(ended);
    }

    private static int IndexOf(TcpVerdicts verdict) => System.Numerics.BitOperations.TrailingZeroCount((uint)verdict);

    private void CountAll(in TcpSegment segment)
    {
        for (uint rest = (uint)segment.Verdicts; rest != 0; rest &= rest - 1)
            _counts[System.Numerics.BitOperations.TrailingZeroCount(rest)]++;
        if (segment.Length == 0)
            return;
        DataSegments++;
        PayloadOctets += segment.Length;
        if (!segment.Has(TcpVerdicts.Retransmission))
            return;
        DataRetransmissions++;
        RetransmittedOctets += segment.Length;
    }

    private void SeeFrame(in Packet packet)
    {
        bool isSelected = false;
        var verdicts = TcpVerdicts.None;
        var flags = TcpFlags.None;
        foreach (ref readonly TcpSegment segment in packet.Segments)
        {
            if (!selection.Selects(segment.Flow))
                continue;
            isSelected = true;
            verdicts |= segment.Verdicts;
            flags |= segment.Flags;
        }
        if (isSelected)
            Frames++;
        for (uint rest = (uint)verdicts; rest != 0; rest &= rest - 1)
            _evidence[System.Numerics.BitOperations.TrailingZeroCount(rest)].Add(packet.Frame.Number);
        if ((flags & TcpFlags.Rst) != 0)
            Resets.Add(packet.Frame.Number);
    }

    private TcpFlow? Find(in TcpSegment segment)
    {
        TcpConnection connection = segment.Connection;
        TcpFlow? known = _open.Find(segment.Flow);
        if (known is not null || connection.Segments > 1 || connection.IsResumed)
            return known; // of one that is resumed the record is final
        var flow = new TcpFlow(segment.Flow);
        if (Seen++ < limit)
            _flows.Add(flow);
        _open.Set(segment.Flow, flow);
        return flow;
    }
}
