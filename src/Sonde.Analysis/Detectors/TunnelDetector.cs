using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds domains below which data is carried in names: many different ones, long, without pattern, of odd types.</summary>
/// <remarks>Memory: <see cref="DomainLimit"/> domains, hashes of their names up to <see cref="NameLimit"/> in all.</remarks>
internal sealed class TunnelDetector : INameDetector
{
    /// <summary>Domains kept; those with the fewest names are forgotten first.</summary>
    public const int DomainLimit = 20_000;

    /// <summary>Distinct names counted, of all domains together.</summary>
    public const int NameLimit = 1_000_000;

    private readonly DetectionThresholds _thresholds;
    private readonly char[] _kept = new char[DnsName.LongestText];
    private readonly SharedLimit _names = new(NameLimit);
    private readonly BoundedTable<string, Domain> _domains;

    public TunnelDetector(DetectionThresholds thresholds)
    {
        _thresholds = thresholds;
        _domains = new(DomainLimit, domain => domain.Names, domain => _names.GiveBack(domain.Names));
    }

    public IEnumerable<ThreatLimit> Limits =>
        [
            new("dns_domains_in_memory", DomainLimit, _domains.Forgotten),
            new("dns_names_in_memory", NameLimit, _names.NotKept),
        ];

    public void OnName(in NameSight sight)
    {
        ReadOnlySpan<char> registered = RegisteredDomain.Split(sight.Name, out ReadOnlySpan<char> below);
        if (registered.IsEmpty || below.IsEmpty || RegisteredDomain.IsSpecial(sight.Name))
            return;
        Domain domain = _domains.GetOrAdd(registered.ToString(), name => new Domain(name));
        domain.Frames.Add(sight.Frame);
        if (sight.IsResponse)
        {
            domain.Responses++;
            domain.ResponseOctets += sight.Octets;
            return;
        }
        domain.Queries++;
        ReadOnlySpan<char> told = below;
        bool isService = ServiceName.TryStrip(below, _kept, out int rest);
        if (isService)
            told = _kept.AsSpan(0, rest);
        if (IsOdd(sight.Type) && !(isService && sight.Type == ServiceName.Type))
            domain.Odd++;
        domain.Types.TryAdd(sight.Type, 0);
        domain.Types[sight.Type]++;
        if (domain.Clients.Count < 16)
            domain.Clients.Add(sight.Client);
        if (!domain.TryAdd(below, _names))
            return;
        domain.Length += told.Length;
        domain.Longest = Math.Max(domain.Longest, told.Length);
        domain.Entropy += Statistics.Entropy(told);
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Domain domain in _domains.Values)
        {
            if (domain.Names < _thresholds.TunnelNames)
                continue;
            (double score, List<string> reasons) = Score(domain);
            if (score >= _thresholds.TunnelScore)
                findings.Add(Make(domain, score, reasons));
        }
    }

    // TXT, NULL, CNAME, MX, KEY, SRV, ANY and private types carry what a client of the web never asks for so often.
    private static bool IsOdd(ushort type) => type is 5 or 10 or 15 or 16 or 25 or 33 or 255 or >= 65280;

    private static (double Score, List<string> Reasons) Score(Domain domain)
    {
        double unique = domain.Names / (double)Math.Max(1, domain.Queries);
        double length = domain.Length / (double)domain.Names;
        double entropy = domain.Entropy / domain.Names;
        double odd = domain.Odd / (double)Math.Max(1, domain.Queries);
        double answer = domain.Responses > 0 ? domain.ResponseOctets / (double)domain.Responses : 0;
        double rate = domain.Frames.Seconds > 0 ? domain.Queries / domain.Frames.Seconds : domain.Queries;
        double score =
            20 * Share(unique, 0.2, 0.9)
            + 25 * Share(length, 10, 45)
            + 20 * Share(entropy, 2.8, 4.2)
            + 15 * Share(odd, 0.1, 0.6)
            + 10 * Share(answer, 120, 400)
            + 5 * Share(rate, 0.1, 2)
            + 5 * Share(domain.Names, 50, 1_000);
        return (
            score,
            [
                Text($"{domain.Names} different names in {domain.Queries} queries"),
                Text(
                    $"the part before the domain has {length:0.#} characters on average, {domain.Longest} at most, with {entropy:0.##} bits each"
                ),
                Text($"{odd * 100:0} % of the queries are of types that carry data"),
                Text($"answers have {answer:0} octets on average"),
                .. domain.Names >= 100
                    ? (string[])
                        [
                            Text(
                                $"more than {(domain.Names >= 1000 ? 1000 : domain.Names >= 800 ? 800 : domain.Names >= 500 ? 500 : 100)} names below one domain"
                            ),
                        ]
                    : [],
            ]
        );
    }

    private static double Share(double value, double none, double all) =>
        Math.Clamp((value - none) / (all - none), 0, 1);

    private static ThreatFinding Make(Domain domain, double score, List<string> reasons)
    {
        string name = domain.Name;
        return new ThreatFinding
        {
            Kind = ThreatKinds.DnsTunnel,
            Severity = score >= 75 ? ThreatSeverity.High : ThreatSeverity.Medium,
            Confidence = Math.Min(0.95, score / 100 + 0.05),
            Detail = Text(
                $"{domain.Names} different names were asked for below '{name}' with {domain.Length} octets in them, score {score:0} of 100"
            ),
            Reasons = reasons,
            Against = [.. domain.Odd == 0 ? (string[])["only ordinary types of records were asked for"] : []],
            Actor = domain.Clients.Count == 1 ? domain.Clients.First().ToString() : null,
            Victim = null,
            Port = 53,
            Side = ThreatSide.Client,
            Count = domain.Names,
            Unit = "names",
            Measures =
            [
                new("score", score),
                new("queries", domain.Queries),
                new("names", domain.Names),
                new("octets_in_names", domain.Length),
                new("octets_in_answers", domain.ResponseOctets),
                new("mean_length", domain.Length / (double)domain.Names),
                new("mean_entropy_bits", domain.Entropy / domain.Names),
                new("odd_type_share", domain.Odd / (double)Math.Max(1, domain.Queries)),
            ],
            Frames = domain.Frames,
            Filter = RegisteredDomain.IsPlain(name)
                ? $"dns && dns.qry.name matches \"[.]{name.Replace(".", "[.]", StringComparison.Ordinal)}$\" && dns.flags.opcode == 0 && {ThreatFilters.NotQuoted}"
                : null,
        };
    }

    private sealed class Domain(string name)
    {
        private readonly HashSet<ulong> _names = [];

        public string Name => name;

        public FrameTrail Frames { get; } = new();

        public HashSet<Address> Clients { get; } = [];

        public SortedDictionary<int, int> Types { get; } = [];

        public long Queries { get; set; }

        public long Responses { get; set; }

        public long ResponseOctets { get; set; }

        public long Odd { get; set; }

        public long Length { get; set; }

        public int Longest { get; set; }

        public double Entropy { get; set; }

        public int Names => _names.Count;

        public bool TryAdd(ReadOnlySpan<char> below, SharedLimit limit)
        {
            ulong hash = StableHash.Of(below);
            return !_names.Contains(hash) && limit.TryTake() && _names.Add(hash);
        }
    }
}
