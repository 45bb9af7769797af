using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Shows every packet to the detectors, and says at any moment what they found.</summary>
/// <remarks>
/// Memory: about 120 octets a conversation that the flow table keeps, and what each detector states. Give
/// <see cref="Observers"/> to the pass, in that order.
/// </remarks>
public sealed class ThreatWatch : ITcpObserver
{
    private readonly FlowStates<FlowWatch> _flows = new();
    private readonly ServicePairs _pairs = new();
    private readonly IDetector[] _detectors;
    private readonly ApplicationSinks _sinks;

    /// <summary>Detectors with these thresholds and lists.</summary>
    /// <param name="protocols">The table of protocols that the pass reads by.</param>
    /// <param name="thresholds">From where on they report.</param>
    /// <param name="lists">Names and addresses that a user calls malicious.</param>
    /// <param name="tls">Knows what is weak in TLS.</param>
    /// <param name="order">Shuffles the detectors, to show that nothing depends on their order; null for the usual one.</param>
    public ThreatWatch(
        Protocols protocols,
        DetectionThresholds thresholds,
        ThreatLists? lists = null,
        TlsJudge? tls = null,
        Random? order = null
    )
    {
        ArgumentNullException.ThrowIfNull(protocols);
        ArgumentNullException.ThrowIfNull(thresholds);
        Thresholds = thresholds;
        Clock = new CaptureClock();
        var parts = new ThreatParts(
            protocols,
            thresholds,
            lists ?? new ThreatLists(),
            tls ?? new TlsJudge(),
            _pairs,
            Clock,
            _flows.Find
        );
        _detectors = [.. ThreatDetectors.All(parts, out ApplicationSinks sinks, out IObserver reader)];
        order?.Shuffle(_detectors);
        _sinks = sinks;
        ObserversBeforeApplications = [this, reader];
        Observers = [this, .. StandardApplications.Observe(sinks), reader];
    }

    /// <summary>From where on it reports.</summary>
    public DetectionThresholds Thresholds { get; }

    /// <summary>Everything that has to see the packets: this, and readers of applications.</summary>
    public IReadOnlyList<IObserver> Observers { get; }

    /// <summary>The same for a question that reads applications anyway: see <see cref="Join"/>.</summary>
    public IReadOnlyList<IObserver> ObserversBeforeApplications { get; }

    /// <summary>Limits beyond which something was forgotten, so that there may be more than was found.</summary>
    public IReadOnlyList<ThreatLimit> Limits =>
        [.. _detectors.SelectMany(one => one.Limits).Concat(_pairs.Limits).Where(limit => limit.Forgotten > 0)];

    private CaptureClock Clock { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => ["dns"];

    /// <summary>Adds what it has to be told to the sinks of a question that reads applications itself.</summary>
    public ApplicationSinks Join(ApplicationSinks sinks)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        return sinks with
        {
            Tls = sinks.Tls + _sinks.Tls,
            TlsOpened = sinks.TlsOpened + _sinks.TlsOpened,
            Streams = sinks.Streams + _sinks.Streams,
            Opened = sinks.Opened + _sinks.Opened,
        };
    }

    /// <summary>What was found so far, most severe first. Asking changes nothing: a live capture asks again and again.</summary>
    public IReadOnlyList<ThreatFinding> Findings()
    {
        List<ThreatFinding> findings = [];
        foreach (IDetector detector in _detectors)
            detector.Report(findings);
        findings.Sort(ThreatFinding.Compare);
        return findings;
    }

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet)
    {
        ref readonly LayerSpan layer = ref packet.Layers[segment.Layer];
        Endpoint initiator = segment.Flow.Initiator;
        Endpoint responder = segment.Flow.Responder;
        FlowWatch watch = Find(segment.Flow, packet.Frame, out bool isFirst);
        if (isFirst && (segment.Flags & TcpFlags.Syn) == 0)
            watch.ClientIsInitiator = IsClient(initiator, responder);
        ReadOnlySpan<byte> data = segment.Length > 0 ? packet.SourceOf(layer)[layer.Payload..layer.End] : [];
        var sight = new Sight
        {
            Packet = packet,
            Watch = watch,
            Source = segment.FromInitiator ? initiator : responder,
            Destination = segment.FromInitiator ? responder : initiator,
            FromInitiator = segment.FromInitiator,
            IsFirst = isFirst,
            Protocol = IpProtocols.Tcp,
            Layer = segment.Layer,
            Flags = segment.Flags,
            Length = segment.Length,
            Data = data,
        };
        Show(sight);
        if (!segment.FromInitiator)
        {
            watch.IsAccepted |= (segment.Flags & TcpFlags.Syn) != 0;
            watch.IsRefused |= (segment.Flags & TcpFlags.Rst) != 0 && !watch.IsAccepted;
        }
    }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        Clock.See(packet.Frame);
        foreach (ref readonly FlowMark mark in packet.Flows)
        {
            if (!mark.IsQuoted && mark.Flow.Key.Protocol != IpProtocols.Tcp)
                See(mark, packet);
        }
        foreach (IDetector detector in _detectors)
            detector.OnPacket(packet);
    }

    /// <inheritdoc/>
    public void OnFlowForgotten(Flow flow) => _flows.Remove(flow);

    private void See(in FlowMark mark, in Packet packet)
    {
        ref readonly LayerSpan layer = ref packet.Layers[mark.Layer];
        byte protocol = mark.Flow.Key.Protocol;
        bool isDatagram = ReferenceEquals(layer.Reader.Name, Udp.Name);
        if (protocol == IpProtocols.Udp && !isDatagram)
            return; // a fragment without the header
        FlowWatch watch = Find(mark.Flow, packet.Frame, out bool isFirst);
        if (isFirst)
            watch.ClientIsInitiator = IsClient(mark.Flow.Initiator, mark.Flow.Responder);
        int at = mark.Layer;
        if (protocol is IpProtocols.Icmp or IpProtocols.Icmpv6)
        {
            // the conversation begins at the Internet header, the message stands behind it
            while (at < packet.Layers.Length && packet.Layers[at].Reader.Name is not ("icmp" or "icmpv6"))
                at++;
            if (at == packet.Layers.Length)
                return;
        }
        ref readonly LayerSpan own = ref packet.Layers[at];
        ReadOnlySpan<byte> octets = packet.SourceOf(own);
        int from = isDatagram ? own.Payload : own.Start;
        int length = TcpLength.Claimed(packet.Frame, packet.Layers, at) - (isDatagram ? own.Payload - own.Start : 0);
        Show(
            new Sight
            {
                Packet = packet,
                Watch = watch,
                Source = mark.FromInitiator ? mark.Flow.Initiator : mark.Flow.Responder,
                Destination = mark.FromInitiator ? mark.Flow.Responder : mark.Flow.Initiator,
                FromInitiator = mark.FromInitiator,
                IsFirst = isFirst,
                Protocol = protocol,
                Layer = at,
                Length = Math.Max(0, length),
                Data = isDatagram ? octets[from..own.End] : octets[from..own.Limit],
            }
        );
    }

    private void Show(in Sight sight)
    {
        FlowWatch watch = sight.Watch;
        if (!sight.Packet.Frame.IsTimeless)
            watch.Last = sight.Packet.Frame.At;
        if (sight.Length > 0)
        {
            if (sight.FromClient)
                (watch.ClientData, watch.ClientOctets) = (watch.ClientData + 1, watch.ClientOctets + sight.Length);
            else
                (watch.ServerData, watch.ServerOctets) = (watch.ServerData + 1, watch.ServerOctets + sight.Length);
        }
        _pairs.OnSight(sight);
        foreach (IDetector detector in _detectors)
            detector.OnSight(sight);
    }

    private FlowWatch Find(Flow flow, in Frame frame, out bool isFirst)
    {
        FlowWatch? watch = _flows.Find(flow);
        isFirst = watch is null;
        if (watch is null)
        {
            watch = new FlowWatch { First = frame.At, Last = frame.At };
            _flows.Set(flow, watch);
        }
        return watch;
    }

    // Where the opening was not captured, the service has the lower port, unless both are high.
    private static bool IsClient(Endpoint initiator, Endpoint responder)
    {
        const int Dynamic = 1024;
        return !(initiator.Port < Dynamic && responder.Port >= Dynamic && initiator.Port > 0);
    }
}

/// <summary>When the capture began and how far it came.</summary>
internal sealed class CaptureClock
{
    public Timestamp? First { get; private set; }

    public Timestamp? Last { get; private set; }

    public void See(in Frame frame)
    {
        if (frame.IsTimeless)
            return;
        if (First is null || frame.At < First)
            First = frame.At;
        if (Last is null || frame.At > Last)
            Last = frame.At;
    }
}
