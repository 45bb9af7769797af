using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Finds hosts that try many ports of one host, or one port of many hosts, and get little out of it.</summary>
/// <remarks>
/// A target counts when an attempt on it was seen; who then exchanges data there uses it, as a browser does, so that what
/// counts is how much of what was tried was used. Memory: <see cref="StateLimit"/> groups of attempts and the targets of
/// <see cref="TargetLimit"/>.
/// </remarks>
internal sealed class ScanDetector(DetectionThresholds thresholds) : IDetector
{
    /// <summary>Groups of attempts kept.</summary>
    public const int StateLimit = 50_000;

    /// <summary>Targets kept, of all groups together.</summary>
    public const int TargetLimit = 500_000;

    private readonly SharedLimit _budget = new(TargetLimit);
    private readonly BoundedTable<ScanKey, ScanTargets> _states = new(
        StateLimit,
        state => state.Targets,
        state => state.Release()
    );

    public IEnumerable<ThreatLimit> Limits =>
        [
            new("groups_of_attempts_in_memory", StateLimit, _states.Forgotten),
            new("attempted_targets_in_memory", TargetLimit, _budget.NotKept),
        ];

    public void OnSight(in Sight sight)
    {
        if (sight.Protocol == IpProtocols.Tcp)
            OnTcp(sight);
        else if (sight.Protocol == IpProtocols.Udp)
            OnUdp(sight);
    }

    public void Report(List<ThreatFinding> findings) =>
        ScanFindings.Add(findings, _states.Values, thresholds, _states.Forgotten > 0);

    private void OnTcp(in Sight sight)
    {
        FlowWatch watch = sight.Watch;
        if (sight.IsPureSyn)
        {
            if (sight.FromInitiator)
                Try(sight, ScanMethod.Syn, both: true);
            return;
        }
        if (MethodOf(sight.Flags) is { } method)
        {
            bool isStealthy = method is ScanMethod.Fin or ScanMethod.Null or ScanMethod.Xmas;
            if (sight.FromInitiator && (isStealthy || (sight.IsFirst && sight.Length == 0)))
            {
                Try(sight, method, both: false);
                return;
            }
        }
        if (watch.OnHost is null && watch.OnPort is null)
            return;
        if (sight.Length > 0)
        {
            if (watch.ClientData + watch.ServerData == 1)
                Tell(
                    watch,
                    sight.FromInitiator ? sight.Destination : sight.Source,
                    (state, target) => state.Use(target)
                );
        }
        else if (!sight.FromInitiator && (sight.Flags & TcpFlags.Rst) != 0)
        {
            if (!watch.IsAccepted)
                Tell(watch, sight.Source, (state, target) => state.Refuse(target));
        }
        else if (!sight.FromInitiator && (sight.Flags & TcpFlags.Syn) != 0)
        {
            Tell(watch, sight.Source, (state, target) => state.Accept(target));
        }
    }

    private static ScanMethod? MethodOf(TcpFlags flags) =>
        (ushort)flags switch
        {
            0 => ScanMethod.Null,
            0x01 => ScanMethod.Fin,
            0x29 => ScanMethod.Xmas,
            0x11 => ScanMethod.FinAck,
            0x10 => ScanMethod.Ack,
            _ => null,
        };

    private void OnUdp(in Sight sight)
    {
        if (!sight.IsFirst)
        {
            FlowWatch watch = sight.Watch;
            if (!sight.FromInitiator && watch.ServerData == 1 && watch.ClientIsInitiator)
                Tell(watch, sight.Source, (state, target) => state.Use(target));
            else if (sight.FromInitiator)
                watch.OnHost?.Probes.Add(sight.Packet.Frame);
            return;
        }
        // answers of a service whose questions were not captured, groups, and the probes of traceroute
        bool isAnswer = sight.Source.Port < 1024 && sight.Destination.Port >= 1024;
        if (isAnswer || AddressScope.IsGroup(sight.Destination.Address) || IsTraceroute(sight))
            return;
        Try(sight, ScanMethod.Udp, both: true);
    }

    private static bool IsTraceroute(in Sight sight)
    {
        const int MostHops = 30;
        if (sight.Destination.Port is < 33434 or > 33600)
            return false;
        for (int index = sight.Layer - 1; index >= 0; index--)
        {
            if (sight.Packet.TryRead(index, out Ipv4 ipv4))
                return ipv4.TimeToLive <= MostHops;
            if (sight.Packet.TryRead(index, out Ipv6 ipv6))
                return ipv6.HopLimit <= MostHops;
        }
        return false;
    }

    private void Try(in Sight sight, ScanMethod method, bool both)
    {
        FlowWatch watch = sight.Watch;
        (Address source, Address host) = (sight.Source.Address, sight.Destination.Address);
        if (watch.OnHost is null or { IsForgotten: true })
            watch.OnHost = Find(new ScanKey(source, host, -1, method));
        watch.OnHost.Try(sight.Destination, sight.Packet.Frame, thresholds.ScanWindow, thresholds.ScanPorts);
        if (!both)
            return;
        if (watch.OnPort is null or { IsForgotten: true })
            watch.OnPort = Find(new ScanKey(source, default, sight.Destination.Port, method));
        watch.OnPort.Try(sight.Destination, sight.Packet.Frame, thresholds.ScanWindow, thresholds.ScanHosts);
    }

    private ScanTargets Find(in ScanKey key) => _states.GetOrAdd(key, one => new ScanTargets(one, _budget));

    private static void Tell(FlowWatch watch, in Endpoint target, Action<ScanTargets, Endpoint> what)
    {
        if (watch.OnHost is { } host)
            what(host, target);
        if (watch.OnPort is { } port)
            what(port, target);
    }
}
