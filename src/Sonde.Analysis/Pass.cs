using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One trip over the packets, shared by every observer.</summary>
/// <remarks>
/// Single-threaded. Memory: the flow table, datagrams and messages under way, each with its limit; nothing is allocated
/// per packet once these have grown.
/// </remarks>
public sealed class Pass
{
    /// <summary>Fragmented datagrams that may be under way at once.</summary>
    public const int DatagramLimit = Defragmenter.OpenLimit;

    /// <summary>Closed TCP connections in memory; beyond it those that closed longest ago are forgotten.</summary>
    public const int ClosedConnectionLimit = TcpTracker.ClosedLimit;

    private const int DeepestPacket = 256; // layers: a tunnel in a tunnel has about twenty, a bundle of packets a hundred; hostile nesting ends here

    private readonly Protocols _protocols;
    private readonly IObserver[] _observers;
    private readonly Audience _audience;
    private readonly LayerSpan[] _layers = new LayerSpan[DeepestPacket];
    private readonly Sources _sources = new();
    private readonly Defragmenter _defragmenter = new();
    private readonly StreamMessages _messages;
    private readonly AnnouncedConversations _announced;
    private readonly FlowMarker _marker;
    private readonly ITcpObserver[] _tcpObservers;
    private readonly TcpTracker? _tracker;

    /// <summary>A pass that shows every packet to the observers, in their order.</summary>
    public Pass(Protocols protocols, params IEnumerable<IObserver> observers)
        : this(protocols, FlowTable.DefaultLimit, observers) { }

    /// <summary>A pass that keeps at most so many conversations in memory.</summary>
    public Pass(Protocols protocols, int flowLimit, params IEnumerable<IObserver> observers)
    {
        _protocols = protocols;
        _observers = [.. observers];
        _audience = new Audience(protocols, _observers);
        _tcpObservers = [.. _observers.OfType<ITcpObserver>()];
        _tracker = Array.Exists(_observers, observer => observer.WantsSegments) ? new TcpTracker() : null;
        Flows = new FlowTable(flowLimit) { OnForgotten = Forgotten };
        _announced = new AnnouncedConversations(protocols);
        _messages = new StreamMessages(protocols, _sources, WantedInStreams(_observers));
        _marker = new FlowMarker(protocols, Flows) { OnReplaced = _tracker is null ? null : DropConnection };
    }

    // The names of all protocols in streams that somebody looks at; null where somebody looks at all.
    private static HashSet<string>? WantedInStreams(IObserver[] observers)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (IObserver observer in observers)
        {
            if (observer.StreamProtocols is not { } wanted)
                return null;
            names.UnionWith(wanted);
        }
        return names;
    }

    /// <summary>The conversations so far.</summary>
    public FlowTable Flows { get; }

    /// <summary>Counts over all frames so far.</summary>
    public Totals Totals { get; } = new();

    /// <summary>Fragmented datagrams that were given up because too many were under way at once.</summary>
    public long DatagramsGivenUp => _defragmenter.GivenUp;

    /// <summary>Packets of TCP connections that had closed and were forgotten because of <see cref="ClosedConnectionLimit"/>.</summary>
    public long SegmentsAfterForgetting => _tracker?.Resumed ?? 0;

    /// <summary>Shows one frame to everyone. The octets are needed only during the call.</summary>
    public void Feed(in Frame frame)
    {
        Totals.Count(frame);
        while (_tracker is not null && _tracker.TryRetire(out Flow? closed))
            DropConnection(closed);
        _sources.Clear();
        _marker.Begin();
        _tracker?.Begin();
        var first = new NextLayer(NextSpace.LinkType, (uint)frame.LinkType);
        int count = _protocols.Walk(frame.Octets, 0, frame.Octets.Length, first, 0, _layers, 0);
        count = ReadOn(frame, count);
        _marker.End(frame);
        ReadOnlySpan<LayerSpan> layers = _layers.AsSpan(0, count);
        _tracker?.Place(frame, layers, _sources, _marker.Marks);
        ReadOnlySpan<TcpSegment> segments = _tracker is null ? [] : _tracker.Segments;
        var packet = new Packet(frame, layers, _sources, _marker.Marks, segments);
        _audience.ShowSegments(packet);
        _audience.Show(packet);
    }

    // From where a walk ended: what needs memory, and layers with several payloads.
    private int ReadOn(in Frame frame, int count)
    {
        while (count > 0)
        {
            ref LayerSpan last = ref _layers[count - 1];
            if (last.Status == ReadStatus.TooShort && frame.IsCut && EndsTheCapture(last, frame))
                last = last with { Status = ReadStatus.Cut, Following = NextLayer.None };
            _marker.Mark(frame, _layers.AsSpan(0, count), _sources);
            if (last.Following.Space == NextSpace.Parts)
                return ReadParts(frame, count);
            int more = last.Following.Space switch
            {
                NextSpace.Fragment => ReadDatagram(frame, count),
                NextSpace.TcpPort => IsRepeated(frame, count) ? count : _messages.Read(frame, _marker, _layers, count),
                NextSpace.None when ReferenceEquals(last.Reader.Name, Tcp.Name) => _messages.ReadEmpty(
                    OctetsOf(frame, last),
                    _marker,
                    _layers,
                    count
                ),
                NextSpace.None => _announced.Read(OctetsOf(frame, last), _marker, _layers, count),
                _ => count,
            };
            if (more == count)
                break;
            count = more;
        }
        return count;
    }

    private bool IsRepeated(in Frame frame, int count)
    {
        if (_tracker is null)
            return false;
        _tracker.Place(frame, _layers.AsSpan(0, count), _sources, _marker.Marks);
        return _tracker.IsRepetition;
    }

    // Nests as deep as bundles stand in bundles; every step takes a layer, of which there are DeepestPacket.
    private int ReadParts(in Frame frame, int count)
    {
        LayerSpan bundle = _layers[count - 1];
        ReadOnlySpan<byte> octets = OctetsOf(frame, bundle);
        FlowMarker.Place place = _marker.Here;
        var cursor = new PartCursor();
        while (
            count < _layers.Length
            && bundle.Reader.NextPart!(octets[bundle.Start..bundle.Limit], ref cursor, out LayerPart part)
        )
        {
            (int start, int end) = (bundle.Start + part.Start, bundle.Start + part.End);
            int more = _protocols.Walk(octets, start, end, part.Next, bundle.Source, _layers, count);
            if (more == count)
                continue;
            _layers[count] = _layers[count] with { BeginsPart = true };
            _marker.BeginPart(place, part.IsCopy);
            count = ReadOn(frame, more);
        }
        return count;
    }

    /// <summary>Says that no frame follows: connections that are still open end here. Once, after the last frame.</summary>
    public void Finish()
    {
        if (_tracker is not null)
        {
            foreach (Flow flow in Flows.Flows)
                EndConnection(flow);
        }
        foreach (IObserver observer in _observers)
            observer.OnEnd();
    }

    private static bool EndsTheCapture(in LayerSpan layer, in Frame frame) =>
        layer.Source == 0 && layer.Limit == frame.Octets.Length;

    private ReadOnlySpan<byte> OctetsOf(in Frame frame, in LayerSpan layer) =>
        layer.Source == 0 ? frame.Octets : _sources[layer.Source];

    private int ReadDatagram(in Frame frame, int count)
    {
        LayerSpan layer = _layers[count - 1];
        ReadOnlySpan<byte> octets = OctetsOf(frame, layer);
        if (!FragmentFacts.TryRead(layer, _layers.AsSpan(0, count), octets, out FragmentFacts fragment))
            return count;
        ReadOnlySpan<byte> data = octets[layer.Payload..layer.End];
        if (layer.Status == ReadStatus.Cut)
        {
            // The rest of this fragment was not captured, so the datagram can never be whole: show what is here.
            NextLayer next = fragment.Offset == 0 ? new(NextSpace.IpProtocol, layer.Following.First) : NextLayer.Data;
            return _protocols.Walk(octets, layer.Payload, layer.End, next, layer.Source, _layers, count);
        }
        if (
            _defragmenter.Add(fragment.Key, fragment.Offset, fragment.More, data, out ReadOnlyMemory<byte> whole)
            && _sources.Add(whole) is var source and > 0
        )
        {
            var next = new NextLayer(NextSpace.IpProtocol, fragment.FirstProtocol);
            return _protocols.Walk(whole.Span, 0, whole.Length, next, source, _layers, count);
        }
        return _protocols.Walk(octets, layer.Payload, layer.End, NextLayer.Data, layer.Source, _layers, count);
    }

    private void EndConnection(Flow flow)
    {
        if (_tracker is null || !_tracker.TryEnd(flow, out TcpConnection? connection))
            return;
        foreach (ITcpObserver observer in _tcpObservers)
            observer.OnConnectionEnd(flow, connection);
    }

    private void DropConnection(Flow flow)
    {
        EndConnection(flow);
        _tracker?.Drop(flow);
    }

    private void Forgotten(Flow flow)
    {
        DropConnection(flow);
        foreach (IObserver observer in _observers)
            observer.OnFlowForgotten(flow);
    }
}
