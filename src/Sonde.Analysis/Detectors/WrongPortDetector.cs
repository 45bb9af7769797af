using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds protocols on the port of another one, unknown ones on the ports of the web, and remote shells on odd ports.</summary>
/// <remarks>Memory: <see cref="Limit"/> services.</remarks>
internal sealed class WrongPortDetector(ServicePairs pairs, Func<Flow, FlowWatch?> watchOf) : IDetector
{
    /// <summary>Services kept.</summary>
    public const int Limit = 5_000;

    /// <summary>Conversations under way that are judged when findings are asked for before they end.</summary>
    public const int MostOpen = 50_000;

    private readonly HashSet<ApplicationStream> _open = [];
    private readonly BoundedTable<ServiceKey, Odd> _odd = new(Limit, odd => odd.Conversations);

    public IEnumerable<ThreatLimit> Limits => [new("services_on_odd_ports_in_memory", Limit, _odd.Forgotten)];

    public void OnSight(in Sight sight)
    {
        bool isFirst = sight.FromClient ? sight.Watch.ClientData == 1 : sight.Watch.ServerData == 1;
        if (sight.Protocol == IpProtocols.Tcp && sight.Data.Length > 0 && isFirst)
            sight.Watch.LooksLikeWeb |=
                WebAttackDetector.BeginsRequest(sight.Data)
                || sight.Data.StartsWith("HTTP/"u8)
                || sight.Data.StartsWith("PRI * HTTP/2"u8)
                || sight.Data.StartsWith("CONNECT "u8)
                || (sight.Data.Length >= 3 && sight.Data[0] is >= 20 and <= 23 && sight.Data[1] == 3)
                || (sight.Data.Length >= 5 && sight.Data[0] >= 0x80 && sight.Data[2] == 1); // a hello of SSL 2.0
    }

    /// <summary>A conversation over TCP began.</summary>
    public void Open(ApplicationStream stream)
    {
        if (_open.Count < MostOpen)
            _open.Add(stream);
    }

    /// <summary>A conversation over TCP ended.</summary>
    public void See(ApplicationStream stream)
    {
        _open.Remove(stream);
        if (Judge(stream) is { } odd)
            _odd.GetOrAdd(odd.Pair.Key, _ => odd).Conversations++;
    }

    private Odd? Judge(ApplicationStream stream)
    {
        if (
            stream.Outer is not null
            || !stream.IsFromTheStart
            || watchOf(stream.Flow) is not { IsTalk: true, Pair: { } pair } watch
        )
            return null;
        string? usual = stream.PortSuggests?.Name ?? (pair.Key.Port == 22 ? "ssh" : null);
        string? found = stream.Earlier.Count > 0 ? stream.Earlier[0].Name : stream.Application?.Name;
        if (stream.Certainty != Certainty.Certain && stream.Application is not null)
            return null;
        bool isWeb = pair.Key.Port is 80 or 443;
        // TLS on the second ports of HTTP is as usual as HTTP there
        bool isWebToo = found == "tls" && usual == "http" && pair.Key.Port != 80;
        bool isOther = found is not null && usual is not null && found != usual && !isWebToo;
        // what speaks first on these ports is the client, and both must have said something that is not TLS or HTTP
        bool isUnknown =
            found is null && isWeb && !watch.LooksLikeWeb && watch.ClientOctets >= 8 && watch.ServerOctets >= 8;
        return isOther || isUnknown ? new Odd(pair, found, usual) : null;
    }

    public void Report(List<ThreatFinding> findings)
    {
        Dictionary<ServiceKey, Odd> all = WithOpenOnes();
        foreach (Odd odd in all.Values)
            findings.Add(Make(odd.Pair, odd.Found, odd.Usual, odd.Conversations));
        foreach (ServicePair pair in pairs.All)
        {
            bool isShell = pair.Service is "ssh" or "telnet" or "vnc" && pair.Key.Protocol == IpProtocols.Tcp;
            if (isShell && !IsUsual(pair) && !all.ContainsKey(pair.Key))
                findings.Add(Make(pair, pair.Service, null, pair.Conversations) with { Severity = ThreatSeverity.Low });
        }
    }

    // Conversations that are still open count now, and again when they end: nothing of it is kept.
    private Dictionary<ServiceKey, Odd> WithOpenOnes()
    {
        Dictionary<ServiceKey, Odd> all = _odd.Values.ToDictionary(odd => odd.Pair.Key);
        foreach (ApplicationStream stream in _open)
        {
            if (Judge(stream) is not { } odd)
                continue;
            Odd known = all.GetValueOrDefault(odd.Pair.Key, odd);
            all[odd.Pair.Key] = new Odd(known.Pair, known.Found, known.Usual)
            {
                Conversations = known.Conversations + 1,
            };
        }
        return all;
    }

    private static bool IsUsual(ServicePair pair) =>
        pair.Key.Port switch
        {
            22 or 2222 => pair.Service == "ssh",
            23 or 992 or 2323 => pair.Service == "telnet",
            >= 5900 and < 6000 => pair.Service == "vnc",
            _ => false,
        };

    private static ThreatFinding Make(ServicePair pair, string? found, string? usual, long conversations)
    {
        ServiceKey key = pair.Key;
        string what = found ?? "neither HTTP nor TLS nor anything else that is known";
        return new ThreatFinding
        {
            Kind = ThreatKinds.WrongPort,
            Severity =
                found is null && AddressScope.IsInternal(key.Server) ? ThreatSeverity.Low : ThreatSeverity.Medium,
            Confidence = found is null ? 0.5 : 0.8,
            Detail = Text(
                $"{key.Client} and {new Endpoint(key.Server, key.Port)} speak {what}{(usual is null ? "" : $" on the port of {usual}")}, in {conversations} conversations"
            ),
            Reasons =
            [
                found is null
                    ? "the first octets of both ends fit no protocol of this port"
                    : $"the first octets are those of {found}",
                usual is null ? "the port is none of those that are usual for it" : $"the port belongs to {usual}",
            ],
            Actor = key.Client.ToString(),
            Victim = key.Server.ToString(),
            Port = key.Port,
            Side = ThreatSide.Server,
            Count = conversations,
            Unit = "conversations",
            Measures =
            [
                new("conversations", conversations),
                new("octets_sent", pair.ClientOctets),
                new("octets_received", pair.ServerOctets),
            ],
            Frames = pair.Asks,
            Filter = ThreatFilters.Asks(key),
        };
    }

    private sealed class Odd(ServicePair pair, string? found, string? usual)
    {
        public ServicePair Pair => pair;

        public string? Found => found;

        public string? Usual => usual;

        public long Conversations { get; set; }
    }
}
