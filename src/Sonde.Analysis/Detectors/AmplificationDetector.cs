using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds hosts that get many large answers of services that they never asked: questions forged in their name.</summary>
/// <remarks>Memory: <see cref="Limit"/> pairs of a host and a service's port; those with the least are forgotten first.</remarks>
internal sealed class AmplificationDetector(DetectionThresholds thresholds) : IDetector
{
    /// <summary>Pairs of a host and a service's port that are kept.</summary>
    public const int Limit = 10_000;

    private const int FewestAnswers = 20;
    private const int LargeAnswer = 200; // octets of data; questions have 20 to 60
    private const double Unasked = 0.8;

    private readonly BoundedTable<Endpoint, Answers> _answers = new(Limit, answers => answers.Octets);

    public IEnumerable<ThreatLimit> Limits => [new("reflected_services_in_memory", Limit, _answers.Forgotten)];

    public void OnSight(in Sight sight)
    {
        if (sight.Protocol != IpProtocols.Udp || ServiceOf(sight.Source.Port) is null)
            return;
        Answers answers = _answers.GetOrAdd(
            new Endpoint(sight.Destination.Address, sight.Source.Port),
            key => new Answers(key)
        );
        answers.Frames.Add(sight.Packet.Frame);
        answers.Octets += sight.Length;
        answers.From(sight.Source.Address);
        if (sight.FromInitiator)
        {
            answers.Unasked++;
            answers.UnaskedOctets += sight.Length;
        }
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Answers answers in _answers.Values)
        {
            long count = answers.Frames.Count;
            bool isAttack =
                answers.Unasked >= FewestAnswers
                && answers.UnaskedOctets >= thresholds.AmplifiedOctets
                && answers.UnaskedOctets >= LargeAnswer * answers.Unasked
                && answers.Unasked >= Unasked * count;
            if (!isAttack)
                continue;
            string service = ServiceOf(answers.To.Port)!;
            findings.Add(
                new ThreatFinding
                {
                    Kind = ThreatKinds.Amplification,
                    Severity = answers.Sources > 1 ? ThreatSeverity.High : ThreatSeverity.Medium,
                    Confidence = Math.Min(
                        0.95,
                        0.5 + 0.2 * Math.Min(1, answers.Sources / 20.0) + 0.25 * answers.Unasked / count
                    ),
                    Detail = Text(
                        $"{answers.To.Address} got {answers.Unasked} answers of {service} that it never asked for, {answers.UnaskedOctets} octets from {answers.Sources}{(answers.Sources >= Answers.MostSources ? " or more" : "")} servers"
                    ),
                    Reasons =
                    [
                        Text($"{answers.Unasked} of {count} answers have no question before them"),
                        Text(
                            $"they have {answers.UnaskedOctets / answers.Unasked} octets on average, many times what a question has"
                        ),
                        Text($"{answers.Sources} servers sent them"),
                    ],
                    Victim = answers.To.Address.ToString(),
                    Side = ThreatSide.Unknown,
                    Count = answers.Unasked,
                    Unit = "unasked answers",
                    Measures =
                    [
                        new("answers", count),
                        new("unasked", answers.Unasked),
                        new("octets", answers.UnaskedOctets),
                        new("servers", answers.Sources),
                        new("seconds", answers.Frames.Seconds),
                    ],
                    Frames = answers.Frames,
                    Filter =
                        $"{ThreatFilters.To(answers.To.Address)} && udp.srcport == {answers.To.Port} && {ThreatFilters.NotQuoted}",
                }
            );
        }
    }

    private static string? ServiceOf(ushort port) =>
        port switch
        {
            17 => "QOTD",
            19 => "chargen",
            53 => "DNS",
            69 => "TFTP",
            111 => "portmap",
            123 => "NTP",
            137 => "NetBIOS",
            161 => "SNMP",
            389 => "CLDAP",
            520 => "RIP",
            1900 => "SSDP",
            3283 => "ARD",
            3702 => "WS-Discovery",
            5093 => "Sentinel",
            5353 => "mDNS",
            11211 => "memcached",
            _ => null,
        };

    private sealed class Answers(Endpoint to)
    {
        public const int MostSources = 1_000;

        private readonly HashSet<Address> _sources = [];

        public Endpoint To => to;

        public FrameTrail Frames { get; } = new();

        public long Octets { get; set; }

        public long Unasked { get; set; }

        public long UnaskedOctets { get; set; }

        public int Sources => _sources.Count;

        public void From(Address source)
        {
            if (_sources.Count < MostSources)
                _sources.Add(source);
        }
    }
}
