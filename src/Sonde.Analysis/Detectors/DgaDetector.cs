using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds clients that ask for several domains whose names look generated, most of which do not exist.</summary>
/// <remarks>Memory: <see cref="ClientLimit"/> clients with at most <see cref="MostNames"/> such names each, <see cref="NameLimit"/> together; further ones are counted.</remarks>
internal sealed class DgaDetector : INameDetector
{
    /// <summary>Clients kept; those with the fewest generated names are forgotten first.</summary>
    public const int ClientLimit = 10_000;

    /// <summary>Generated names kept of a client.</summary>
    public const int MostNames = 1_000;

    /// <summary>Generated names kept of all clients together.</summary>
    public const int NameLimit = 200_000;

    /// <summary>Names whose score is remembered.</summary>
    public const int ScoreLimit = 100_000;

    private const double LeastShare = 0.02;
    private const int MostListed = 50; // names in a filter

    private readonly DetectionThresholds _thresholds;
    private readonly SharedLimit _names = new(NameLimit);
    private readonly BoundedTable<Address, Client> _clients;
    private readonly Dictionary<string, double> _scores = new(StringComparer.Ordinal);

    public DgaDetector(DetectionThresholds thresholds)
    {
        _thresholds = thresholds;
        _clients = new(ClientLimit, client => client.Names.Count, client => _names.GiveBack(client.Names.Count));
    }

    public IEnumerable<ThreatLimit> Limits =>
        [
            new("dns_clients_in_memory", ClientLimit, _clients.Forgotten),
            new("generated_names_in_memory", NameLimit, _names.NotKept),
        ];

    public void OnName(in NameSight sight)
    {
        ReadOnlySpan<char> domain = RegisteredDomain.Split(sight.Name, out _);
        if (
            domain.IsEmpty
            || RegisteredDomain.IsSpecial(sight.Name)
            || RegisteredDomain.IsPrivate(domain)
            || !RegisteredDomain.IsPlain(domain)
        )
            return;
        double score = Score(domain);
        Client client = _clients.GetOrAdd(sight.Client, one => new Client(one));
        if (!sight.IsResponse)
            client.Queries++;
        else if (sight.Code == DnsResponseCodes.NoSuchName)
            client.Missing++;
        if (score < _thresholds.GeneratedScore)
            return;
        var names = client.Names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!names.TryGetValue(domain, out Name? name))
        {
            if (!_names.TryTake(client.Names.Count < MostNames))
                return;
            name = new Name(domain.ToString(), score);
            client.Names.Add(name.Text, name);
        }
        name.Frames.Add(sight.Frame);
        client.Frames.Add(sight.Frame);
        if (sight.IsResponse && sight.Code == DnsResponseCodes.NoSuchName)
            name.IsMissing = true;
        else if (sight.IsResponse && sight.Code == DnsResponseCodes.NoError)
            name.Exists = true;
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Client client in _clients.Values)
        {
            int names = client.Names.Count;
            int missing = client.Names.Values.Count(name => name.IsMissing);
            // names that exist need company: content networks have generated ones too
            int weight = missing + (names - missing) / 4;
            // a resolver asks for all of its clients: some odd names among thousands say nothing of it
            if (weight >= _thresholds.GeneratedNames && names >= LeastShare * client.Queries)
                findings.Add(Make(client, names, missing));
        }
    }

    private static ThreatFinding Make(Client client, int names, int missing)
    {
        Name[] all =
        [
            .. client
                .Names.Values.OrderByDescending(name => name.Score)
                .ThenBy(name => name.Text, StringComparer.Ordinal),
        ];
        double mean = all.Average(name => name.Score);
        int existing = all.Count(name => name.Exists);
        double share = missing / (double)names;
        string field = client.Address.Version == 6 ? "ipv6.addr" : "ip.addr";
        return new ThreatFinding
        {
            Kind = ThreatKinds.Dga,
            Severity = share >= 0.5 && names >= 10 ? ThreatSeverity.High : ThreatSeverity.Medium,
            Confidence = Math.Clamp(0.3 + 0.35 * share + 0.25 * Math.Min(1, names / 30.0), 0, 0.95),
            Detail = Text(
                $"{client.Address} asked for {names} domains with generated-looking names, such as {string.Join(", ", all.Take(3).Select(name => $"'{name.Text}'"))}; {missing} of them do not exist"
            ),
            Reasons =
            [
                Text(
                    $"the names score {mean:0.#} of 100 on average: letters follow each other as nobody would put them"
                ),
                Text(
                    $"{missing} of {names} do not exist, {client.Missing} of all {client.Queries} queries were answered so"
                ),
            ],
            Against = [.. existing > 0 ? (string[])[Text($"{existing} of them exist")] : []],
            Actor = client.Address.ToString(),
            Port = 53,
            Side = ThreatSide.Client,
            Count = names,
            Unit = "domains",
            Measures =
            [
                new("names", names),
                new("missing", missing),
                new("existing", existing),
                new("mean_score", mean),
                new("queries", client.Queries),
            ],
            Frames = client.Frames,
            Filter =
                names <= MostListed
                    ? $"dns && dns.qry.name matches \"(^|[.])({string.Join("|", all.Select(name => name.Text.Replace(".", "[.]", StringComparison.Ordinal)))})$\" && {field} == {client.Address} && dns.flags.opcode == 0 && {ThreatFilters.NotQuoted}"
                    : null,
        };
    }

    private double Score(ReadOnlySpan<char> domain)
    {
        var scores = _scores.GetAlternateLookup<ReadOnlySpan<char>>();
        if (scores.TryGetValue(domain, out double known))
            return known;
        double score = NameScore.Of(RegisteredDomain.LabelOf(domain));
        if (_scores.Count >= ScoreLimit)
            _scores.Clear(); // only saves work
        _scores.Add(domain.ToString(), score);
        return score;
    }

    private sealed class Name(string text, double score)
    {
        public string Text => text;

        public double Score => score;

        public FrameTrail Frames { get; } = new();

        public bool IsMissing { get; set; }

        public bool Exists { get; set; }
    }

    private sealed class Client(Address address)
    {
        public Address Address => address;

        public Dictionary<string, Name> Names { get; } = new(StringComparer.Ordinal);

        public FrameTrail Frames { get; } = new();

        public long Queries { get; set; }

        public long Missing { get; set; }
    }
}
