using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds clients that speak to a service at regular times with messages of one size.</summary>
/// <remarks>Memory: none of its own; the times of <see cref="ServicePair.MostTimes"/> messages a pair.</remarks>
internal sealed class BeaconDetector(DetectionThresholds thresholds, ServicePairs pairs, CaptureClock clock) : IDetector
{
    // time, addresses and routes are kept up at regular times by design; names are judged by their own detectors
    private static readonly HashSet<int> Regular =
    [
        53,
        67,
        68,
        123,
        137,
        138,
        179,
        319,
        320,
        520,
        521,
        546,
        547,
        646,
        698,
        1900,
        1985,
        3784,
        5353,
        5355,
    ];

    private const double LowFrom = 75; // RITA's steps
    private const double MediumFrom = 90;
    private const double HighFrom = 99.5;

    public void Report(List<ThreatFinding> findings)
    {
        if (clock is not { First: { } first, Last: { } last })
            return;
        foreach (ServicePair pair in pairs.All)
        {
            ServiceKey key = pair.Key;
            bool isCandidate =
                pair.Beats.Count >= thresholds.BeaconConnections
                && !Regular.Contains(key.Port)
                && !AddressScope.IsGroup(key.Server)
                && pair.Beats[^1].At - pair.Beats[0].At >= thresholds.BeaconSpan.Ticks * 100;
            if (!isCandidate)
                continue;
            var score = BeaconScore.Of(pair.Beats, first.Nanoseconds, last.Nanoseconds);
            if (score.Total >= thresholds.BeaconScore)
                findings.Add(Make(pair, score));
        }
    }

    // machines of one network that poll each other are nothing new: a step less
    private static ThreatSeverity SeverityOf(double score, bool isInside)
    {
        int step =
            score >= HighFrom ? 3
            : score >= MediumFrom ? 2
            : score >= LowFrom ? 1
            : 0;
        return (ThreatSeverity)Math.Max(0, isInside ? step - 1 : step);
    }

    private static ThreatFinding Make(ServicePair pair, BeaconScore score)
    {
        ServiceKey key = pair.Key;
        double[] distances = new double[pair.Beats.Count - 1];
        for (int index = 1; index < pair.Beats.Count; index++)
            distances[index - 1] = (pair.Beats[index].At - pair.Beats[index - 1].At) / 1e9;
        Array.Sort(distances);
        double interval = Statistics.Quantile(distances, 0.5);
        double jitter = Statistics.MedianDeviation(distances);
        string transport = key.Protocol == IpProtocols.Tcp ? "tcp" : "udp";
        return new ThreatFinding
        {
            Kind = ThreatKinds.Beacon,
            // who gets no answer asks again at regular times, as most protocols prescribe
            Severity = SeverityOf(score.Total, AddressScope.IsInternal(key.Server) || pair.ServerOctets == 0),
            Confidence = Math.Clamp(score.Total / 100 * (0.7 + 0.2 * Math.Min(1, pair.Beats.Count / 50.0)), 0, 0.9),
            Detail = Text(
                $"{key.Client} spoke to {new Endpoint(key.Server, key.Port)} ({transport}) {pair.Beats.Count} times, every {interval:0.##} s, give or take {jitter:0.##} s"
            ),
            Reasons =
            [
                Text(
                    $"score {score.Total:0.#} of 100: timing {score.Timing:0.00}, sizes {score.Sizes:0.00}, spread over the capture {score.Spread:0.00}, duration {score.Duration:0.00}"
                ),
            ],
            Against =
            [
                .. pair.Beats.Count < 24 ? (string[])["only a few of them were seen"] : [],
                .. pair.ServerOctets == 0 ? (string[])["nothing was answered: it may be one question sent again"] : [],
                .. AddressScope.IsInternal(key.Server) ? (string[])["the server is inside the network"] : [],
            ],
            Actor = key.Client.ToString(),
            Victim = key.Server.ToString(),
            Port = key.Port,
            Side = ThreatSide.Client,
            Count = pair.Beats.Count + pair.BeatsNotKept,
            Unit = "messages",
            Measures =
            [
                new("score", score.Total),
                new("timing_score", score.Timing),
                new("size_score", score.Sizes),
                new("spread_score", score.Spread),
                new("duration_score", score.Duration),
                new("interval_seconds", interval),
                new("jitter_seconds", jitter),
                new("conversations", pair.Conversations),
            ],
            Frames = pair.Asks,
            Filter = ThreatFilters.Asks(key),
        };
    }
}
