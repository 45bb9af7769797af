using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds questions for names on the user's lists, the name itself or any below it.</summary>
/// <remarks>Memory: <see cref="Limit"/> pairs of client and entry.</remarks>
internal sealed class ListedNameDetector(ThreatLists lists) : INameDetector
{
    /// <summary>Pairs of a client and an entry of a list that are kept.</summary>
    public const int Limit = 10_000;

    private readonly BoundedTable<(Address Client, string Entry), Hit> _hits = new(Limit, hit => hit.Frames.Count);

    public IEnumerable<ThreatLimit> Limits => [new("listed_names_in_memory", Limit, _hits.Forgotten)];

    public void OnName(in NameSight sight)
    {
        if (lists.Names == 0 || !lists.TryFindName(sight.Name, out string entry, out string source))
            return;
        Hit hit = _hits.GetOrAdd((sight.Client, entry), key => new Hit(key.Client, key.Entry, source));
        hit.Frames.Add(sight.Frame);
        if (!sight.IsResponse)
            hit.Queries++;
        else if (sight.Code == DnsResponseCodes.NoError)
            hit.Answers++;
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Hit hit in _hits.Values)
        {
            string field = hit.Client.Version == 6 ? "ipv6.addr" : "ip.addr";
            findings.Add(
                new ThreatFinding
                {
                    Kind = ThreatKinds.MaliciousName,
                    Severity = hit.Answers > 0 ? ThreatSeverity.Critical : ThreatSeverity.High,
                    Confidence = 0.9,
                    Detail = Text($"{hit.Client} asked {hit.Queries} times for '{hit.Entry}' or a name below it"),
                    Reasons =
                    [
                        $"'{hit.Entry}' stands in {hit.Source}",
                        Text($"{hit.Answers} answers told what it stands for"),
                    ],
                    Actor = hit.Client.ToString(),
                    Port = 53,
                    Side = ThreatSide.Client,
                    Count = hit.Queries,
                    Unit = "queries",
                    Measures = [new("queries", hit.Queries), new("answers", hit.Answers)],
                    Frames = hit.Frames,
                    Filter = RegisteredDomain.IsPlain(hit.Entry)
                        ? $"dns && dns.qry.name matches \"(^|[.]){hit.Entry.Replace(".", "[.]", StringComparison.Ordinal)}$\" && {field} == {hit.Client} && dns.flags.opcode == 0 && {ThreatFilters.NotQuoted}"
                        : null,
                }
            );
        }
    }

    private sealed class Hit(Address client, string entry, string source)
    {
        public Address Client => client;

        public string Entry => entry;

        public string Source => source;

        public FrameTrail Frames { get; } = new();

        public long Queries { get; set; }

        public long Answers { get; set; }
    }
}
