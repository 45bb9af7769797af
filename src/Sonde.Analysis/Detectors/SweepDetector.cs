using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds hosts that call many others by ping, ARP or neighbor solicitation to see which are there.</summary>
/// <remarks>Memory: <see cref="Limit"/> callers with at most <see cref="MostTargets"/> addresses each and <see cref="TargetLimit"/> together.</remarks>
internal sealed class SweepDetector : IDetector
{
    /// <summary>Callers kept; those that called the fewest are forgotten first.</summary>
    public const int Limit = 5_000;

    /// <summary>Addresses kept of one caller.</summary>
    public const int MostTargets = 65_536;

    /// <summary>Addresses kept of all callers together.</summary>
    public const int TargetLimit = 500_000;

    private const long Window = 60 * Timestamp.PerSecond; // hosts that come and go call many in a day, but not in a minute
    private const double MostlySilent = 0.5;
    private const double SomeSilent = 0.25;
    private const int FewCalls = 3;

    private readonly DetectionThresholds _thresholds;
    private readonly SharedLimit _targets = new(TargetLimit);
    private readonly BoundedTable<(Way Way, Address Caller), Calls> _calls;

    public SweepDetector(DetectionThresholds thresholds)
    {
        _thresholds = thresholds;
        _calls = new(Limit, calls => calls.Targets.Count, calls => _targets.GiveBack(calls.Targets.Count));
    }

    private enum Way : byte
    {
        Ping,
        Arp,
        Neighbor,
    }

    public IEnumerable<ThreatLimit> Limits =>
        [
            new("sweeping_hosts_in_memory", Limit, _calls.Forgotten),
            new("swept_addresses_in_memory", TargetLimit, _targets.NotKept),
        ];

    public void OnSight(in Sight sight)
    {
        if (sight.Data.IsEmpty)
            return;
        byte type = sight.Data[0];
        if (sight.Protocol == IpProtocols.Icmp)
        {
            if (type == Icmp.EchoRequest)
                Call(Way.Ping, sight.Source.Address, sight.Destination.Address, sight.Packet.Frame);
            else if (type == Icmp.EchoReply)
                Answer(Way.Ping, sight.Destination.Address, sight.Source.Address);
        }
        else if (sight.Protocol == IpProtocols.Icmpv6)
        {
            if (type == Icmpv6.EchoRequest)
                Call(Way.Ping, sight.Source.Address, sight.Destination.Address, sight.Packet.Frame);
            else if (type == Icmpv6.EchoReply)
                Answer(Way.Ping, sight.Destination.Address, sight.Source.Address);
            else if (type == Icmpv6.NeighborSolicitation && sight.Data.Length >= 24)
                Call(Way.Neighbor, sight.Source.Address, Address.From(sight.Data[8..24]), sight.Packet.Frame);
            else if (type == Icmpv6.NeighborAdvertisement && sight.Data.Length >= 24)
                Answer(Way.Neighbor, sight.Destination.Address, Address.From(sight.Data[8..24]));
        }
    }

    public void OnPacket(in Packet packet)
    {
        if (packet.Layers.IsEmpty || !ReferenceEquals(packet.Layers[^1].Reader.Name, Arp.Name))
            return;
        if (!packet.TryRead(packet.Layers.Length - 1, out Arp arp) || !arp.IsEthernetAndIpv4)
            return;
        (Address sender, Address target) = (Address.From(arp.SenderProtocol), Address.From(arp.TargetProtocol));
        if (sender.Version != 4 || target.Version != 4 || arp.IsGratuitous || sender.Low == 0)
            return;
        if (arp.Opcode == 1)
            Call(Way.Arp, sender, target, packet.Frame);
        else if (arp.Opcode == 2)
            Answer(Way.Arp, target, sender);
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Calls calls in _calls.Values)
        {
            if (calls.Most > Least(calls.Way) && IsSearch(calls))
                findings.Add(Make(calls));
        }
    }

    // who looks for hosts does not find all, or calls each but once or twice
    private static bool IsSearch(Calls calls) =>
        calls.Way == Way.Ping
            ? calls.Silent >= SomeSilent * calls.Targets.Count || calls.Frames.Count <= FewCalls * calls.Targets.Count
            : calls.Silent >= MostlySilent * calls.Targets.Count;

    private int Least(Way way) => way == Way.Ping ? 2 * _thresholds.ScanHosts : _thresholds.SweepHosts;

    private void Call(Way way, Address caller, Address target, in Frame frame)
    {
        if (caller is { High: 0, Low: 0 })
            return;
        Calls calls = _calls.GetOrAdd((way, caller), key => new Calls(key.Way, key.Caller));
        calls.Frames.Add(frame);
        if (AddressScope.IsGroup(target))
            return;
        long now = frame.At.Nanoseconds;
        if (now - calls.WindowFrom > Window)
        {
            calls.WindowFrom = now;
            calls.InWindow.Clear();
        }
        bool isKnown = calls.Targets.ContainsKey(target);
        if (!isKnown && !_targets.TryTake(calls.Targets.Count < MostTargets))
            return;
        if (calls.InWindow.Add(target))
            calls.Most = Math.Max(calls.Most, calls.InWindow.Count);
        calls.Targets.TryAdd(target, false);
    }

    private void Answer(Way way, Address caller, Address target)
    {
        if (_calls.TryGet((way, caller), out Calls? calls) && calls.Targets.ContainsKey(target))
            calls.Targets[target] = true;
    }

    private static ThreatFinding Make(Calls calls)
    {
        int targets = calls.Targets.Count;
        string what = calls.Way switch
        {
            Way.Ping => "by ping",
            Way.Arp => "by ARP",
            _ => "by neighbor solicitation",
        };
        string caller = calls.Caller.ToString();
        return new ThreatFinding
        {
            Kind = ThreatKinds.AddressSweep,
            Severity = calls.Way == Way.Ping ? ThreatSeverity.Medium : ThreatSeverity.Low,
            Confidence = Math.Min(0.95, 0.45 + 0.25 * calls.Silent / targets + 0.2 * Math.Min(1, calls.Most / 100.0)),
            Detail = Text(
                $"{caller} called {targets} addresses {what} in {calls.Frames.Seconds:0.###} s, {targets - calls.Silent} of which answered"
            ),
            Reasons =
            [
                Text($"{calls.Most} different addresses within a minute"),
                Text($"{calls.Silent} of {targets} gave no answer"),
            ],
            Against =
            [
                .. calls.Way != Way.Ping
                    ? (string[])["a router asks for every address that somebody outside tries"]
                    : [],
            ],
            Actor = caller,
            Side = calls.Way == Way.Ping ? ThreatSide.Client : ThreatSide.Network,
            Count = targets,
            Unit = "addresses",
            Measures =
            [
                new("targets", targets),
                new("most_in_a_minute", calls.Most),
                new("answered", targets - calls.Silent),
                new("seconds", calls.Frames.Seconds),
            ],
            Targets = [.. calls.Targets.Keys.Order().Select(target => new Endpoint(target, 0))],
            Method = calls.Way switch
            {
                Way.Ping => "PING",
                Way.Arp => "ARP",
                _ => "ND",
            },
            Frames = calls.Frames,
            Filter = FilterOf(calls),
        };
    }

    private static string? FilterOf(Calls calls) =>
        calls.Way switch
        {
            Way.Arp =>
                $"arp.opcode == 1 && arp.src.proto_ipv4 == {calls.Caller} && !(arp.dst.proto_ipv4 == {calls.Caller})",
            Way.Ping => $"{ThreatFilters.From(calls.Caller)} && {ThreatFilters.Echo(calls.Caller, requestsOnly: true)}",
            _ => $"{ThreatFilters.From(calls.Caller)} && icmpv6.type == 135",
        };

    private sealed class Calls(Way way, Address caller)
    {
        public Way Way => way;

        public Address Caller => caller;

        public FrameTrail Frames { get; } = new();

        public Dictionary<Address, bool> Targets { get; } = [];

        public HashSet<Address> InWindow { get; } = [];

        public long WindowFrom { get; set; }

        public int Most { get; set; }

        public int Silent => Targets.Values.Count(isThere => !isThere);
    }
}
