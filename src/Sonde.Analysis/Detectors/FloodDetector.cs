using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds hosts that are flooded: with SYNs that nobody finishes, with datagrams, echo requests or stray segments.</summary>
/// <remarks>Memory: <see cref="Limit"/> hosts and as many ports of hosts; those with the least traffic are forgotten first.</remarks>
internal sealed class FloodDetector(DetectionThresholds thresholds) : IDetector
{
    /// <summary>Hosts, and ports of hosts, whose arrivals are counted.</summary>
    public const int Limit = 20_000;

    private const double FinishedInFlood = 0.2;
    private const double AnsweredInFlood = 0.1;

    private readonly BoundedTable<Address, InboundHost> _hosts = new(
        Limit,
        host => host.Datagrams.Count + host.Echoes.Count + host.Strays.Count
    );

    private readonly BoundedTable<Endpoint, InboundPort> _ports = new(Limit, port => port.Syns.Count);

    public IEnumerable<ThreatLimit> Limits =>
        [new("hosts_with_arrivals_in_memory", Limit, _hosts.Forgotten + _ports.Forgotten)];

    public void OnSight(in Sight sight)
    {
        FlowWatch watch = sight.Watch;
        switch (sight.Protocol)
        {
            case IpProtocols.Tcp:
                OnTcp(sight, watch);
                break;
            case IpProtocols.Udp:
                watch.Inbound ??= Host((sight.FromInitiator ? sight.Destination : sight.Source).Address);
                watch.InboundBack ??= Host((sight.FromInitiator ? sight.Source : sight.Destination).Address);
                (InboundHost to, InboundHost from) = sight.FromInitiator
                    ? (watch.Inbound, watch.InboundBack)
                    : (watch.InboundBack, watch.Inbound);
                to.Datagrams.Add(sight.Packet.Frame);
                to.DatagramRate.Add(sight.Packet.Frame);
                to.Octets += sight.Length;
                from.DatagramsBack++;
                if (sight.IsFirst)
                    to.From(sight.Source.Address);
                break;
            case IpProtocols.Icmp or IpProtocols.Icmpv6:
                if (sight.Data.Length > 0 && sight.Data[0] is Icmp.EchoRequest or Icmpv6.EchoRequest)
                {
                    InboundHost host = Host(sight.Destination.Address);
                    host.Echoes.Add(sight.Packet.Frame);
                    host.EchoRate.Add(sight.Packet.Frame);
                    host.From(sight.Source.Address);
                }
                break;
        }
    }

    private void OnTcp(in Sight sight, FlowWatch watch)
    {
        if (sight.IsPureSyn)
        {
            watch.InboundPort ??= _ports.GetOrAdd(sight.Destination, one => new InboundPort(one));
            if (sight.IsFirst)
                watch.InboundPort.Conversations++;
            watch.InboundPort.Syns.Add(sight.Packet.Frame);
            watch.InboundPort.Rate.Add(sight.Packet.Frame);
            watch.InboundPort.From(sight.Source.Address);
        }
        else if (watch.InboundPort is { } port)
        {
            if (!sight.FromInitiator)
            {
                if ((sight.Flags & TcpFlags.Syn) != 0 && !watch.IsAccepted)
                    port.Accepted++;
            }
            else if (!watch.IsFinished && (sight.Flags & (TcpFlags.Rst | TcpFlags.Ack)) == TcpFlags.Ack)
            {
                watch.IsFinished = true;
                port.Finished++;
            }
        }
        else if (sight.IsFirst)
        {
            InboundHost host = Host(sight.Destination.Address);
            host.Strays.Add(sight.Packet.Frame);
            host.StrayRate.Add(sight.Packet.Frame);
            host.From(sight.Source.Address);
        }
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (InboundPort port in _ports.Values)
        {
            if (port.Rate.Peak >= thresholds.SynsPerSecond && port.Finished <= FinishedInFlood * port.Conversations)
                findings.Add(SynFlood(port));
        }
        foreach (InboundHost host in _hosts.Values)
        {
            bool isAnswered = host.DatagramsBack > AnsweredInFlood * host.Datagrams.Count;
            if (
                host.DatagramRate.Peak >= thresholds.DatagramsPerSecond
                && !isAnswered
                && !AddressScope.IsGroup(host.Host)
            )
                findings.Add(
                    Flood(
                        host,
                        ThreatKinds.UdpFlood,
                        host.Datagrams,
                        host.DatagramRate.Peak,
                        "datagrams",
                        $"{ThreatFilters.To(host.Host)} && udp && {ThreatFilters.NotQuoted}",
                        Text($"{host.DatagramsBack} datagrams went back")
                    )
                );
            if (host.EchoRate.Peak >= thresholds.EchoesPerSecond)
                findings.Add(
                    Flood(
                        host,
                        ThreatKinds.IcmpFlood,
                        host.Echoes,
                        host.EchoRate.Peak,
                        "echo requests",
                        $"{ThreatFilters.To(host.Host)} && {ThreatFilters.Echo(host.Host, requestsOnly: true)}",
                        "an ordinary ping sends one a second"
                    )
                );
            if (host.StrayRate.Peak >= thresholds.DatagramsPerSecond)
                findings.Add(
                    Flood(
                        host,
                        ThreatKinds.TcpFlood,
                        host.Strays,
                        host.StrayRate.Peak,
                        "segments",
                        null,
                        "they begin conversations without a SYN"
                    )
                );
        }
    }

    private static ThreatFinding SynFlood(InboundPort port)
    {
        double rate = port.Syns.Seconds > 0 ? port.Syns.Count / port.Syns.Seconds : port.Syns.Count;
        return new ThreatFinding
        {
            Kind = ThreatKinds.SynFlood,
            Severity = port.Accepted == 0 && port.Syns.Count < 1_000 ? ThreatSeverity.Medium : ThreatSeverity.High,
            Confidence = Math.Min(
                0.95,
                0.6 + 0.1 * Math.Log10(port.Rate.Peak) + 0.1 * Math.Min(1, port.Sources.Count / 100.0)
            ),
            Detail = Text(
                $"{port.Target} got {port.Syns.Count} SYNs from {Many(port.Sources)}, at most {port.Rate.Peak} in one second, and {port.Finished} handshakes were finished"
            ),
            Reasons =
            [
                Text($"{port.Rate.Peak} SYNs in the busiest second, {rate:0.#} a second on average"),
                Text(
                    $"{port.Finished} of {port.Conversations} handshakes were finished, {port.Accepted} accepted by the server"
                ),
            ],
            Against = port.Accepted == 0 ? ["the server accepted none, so it may simply be down"] : [],
            Actor = port.Sources.Count == 1 ? port.Sources.First().ToString() : null,
            Victim = port.Target.Address.ToString(),
            Port = port.Target.Port,
            Side = ThreatSide.Client,
            Count = port.Syns.Count,
            Unit = "SYNs",
            Measures =
            [
                new("peak_per_second", port.Rate.Peak),
                new("sources", port.Sources.Count),
                new("accepted", port.Accepted),
                new("finished", port.Finished),
                new("seconds", port.Syns.Seconds),
            ],
            Frames = port.Syns,
            Filter =
                $"{ThreatFilters.To(port.Target.Address)} && tcp.dstport == {port.Target.Port} && {ThreatFilters.PureSyn} && {ThreatFilters.NotQuoted}",
        };
    }

    private static ThreatFinding Flood(
        InboundHost host,
        ThreatKind kind,
        FrameTrail frames,
        long peak,
        string unit,
        string? filter,
        string reason
    ) =>
        new()
        {
            Kind = kind,
            Severity = ThreatSeverity.High,
            Confidence = Math.Min(0.95, 0.5 + 0.1 * Math.Log10(peak)),
            Detail = Text(
                $"{host.Host} got {frames.Count} {unit} from {Many(host.Sources)}, at most {peak} in one second"
            ),
            Reasons = [Text($"{peak} {unit} in the busiest second"), reason],
            Actor = host.Sources.Count == 1 ? host.Sources.First().ToString() : null,
            Victim = host.Host.ToString(),
            Side = ThreatSide.Client,
            Count = frames.Count,
            Unit = unit,
            Measures =
            [
                new("peak_per_second", peak),
                new("sources", host.Sources.Count),
                new("seconds", frames.Seconds),
            ],
            Frames = frames,
            Filter = filter,
        };

    private static string Many(IReadOnlyCollection<Address> sources) =>
        sources.Count == 1 ? sources.First().ToString()
        : sources.Count >= InboundHost.MostSources ? $"{sources.Count} or more addresses"
        : $"{sources.Count} addresses";

    private InboundHost Host(Address address) => _hosts.GetOrAdd(address, one => new InboundHost(one));
}
