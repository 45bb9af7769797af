using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Keeps what each client did with each service, for the detectors that judge whole conversations over time.</summary>
/// <remarks>Memory: at most <see cref="Limit"/> pairs; those with the fewest conversations are forgotten first.</remarks>
internal sealed class ServicePairs
{
    /// <summary>Pairs kept.</summary>
    public const int Limit = 50_000;

    /// <summary>Conversations whose times are kept, over all pairs.</summary>
    public const int CallLimit = 500_000;

    private readonly SharedLimit _calls = new(CallLimit);
    private readonly BoundedTable<ServiceKey, ServicePair> _pairs;

    public ServicePairs() =>
        _pairs = new(
            Limit,
            pair => pair.Conversations + pair.ClientOctets / 1_000,
            pair => _calls.GiveBack(pair.Release())
        );

    public IEnumerable<ServicePair> All => _pairs.Values;

    public IEnumerable<ThreatLimit> Limits =>
        [
            new("pairs_of_client_and_service_in_memory", Limit, _pairs.Forgotten),
            new("conversations_with_times_in_memory", CallLimit, _calls.NotKept),
        ];

    public void OnSight(in Sight sight)
    {
        if (sight.Protocol is not (IpProtocols.Tcp or IpProtocols.Udp))
            return;
        FlowWatch watch = sight.Watch;
        if (sight.IsFirst || watch.Pair is { IsForgotten: true })
            Begin(sight);
        if (watch.Pair is not { } pair)
            return;
        if (sight.FromClient)
        {
            bool isOpening = sight.Protocol == IpProtocols.Udp || sight.IsPureSyn;
            if (isOpening)
                pair.Openings.Add(sight.Packet.Frame);
            if (isOpening || sight.Length > 0)
                pair.Hear(sight.Packet.Frame, sight.Length);
        }
        else
        {
            pair.ServerOctets += sight.Length;
            if (pair.Service is null && sight.Length > 0 && watch.ServerData == 1)
                pair.Service = ServiceBanner.Of(sight.Data);
        }
        if (watch is { IsTalk: false, ClientData: > 0, ServerData: > 0 })
        {
            watch.IsTalk = true;
            pair.Talks++;
        }
    }

    private void Begin(in Sight sight)
    {
        var key = new ServiceKey(sight.Client.Address, sight.Server.Address, sight.Protocol, sight.Server.Port);
        ServicePair pair = _pairs.GetOrAdd(key, one => new ServicePair(one));
        sight.Watch.Pair = pair;
        pair.Conversations++;
        if (_calls.TryTake(pair.Calls.Count < ServicePair.MostTimes))
            pair.Keep(sight.Watch);
        pair.OpeningSeen |= sight.IsPureSyn;
    }
}
