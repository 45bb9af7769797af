using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds clients that try to log in again and again: by refusals that can be read, or by many short conversations of one shape.</summary>
/// <remarks>Memory: none of its own; <see cref="ServicePair.MostTimes"/> conversations a pair.</remarks>
internal sealed class BruteForceDetector(DetectionThresholds thresholds, ServicePairs pairs) : IDetector
{
    private const double SameShape = 0.35; // octets from the median that still are the same shape
    private const double MostlySame = 0.6;
    private const double LongestLogin = 60; // seconds
    private const int FewFailures = 2; // refusals that can be read are worth more than shapes: half as many do

    public void Report(List<ThreatFinding> findings)
    {
        foreach (ServicePair pair in pairs.All)
        {
            if (pair.Key.Protocol != IpProtocols.Tcp)
                continue;
            if (pair.Failures.Count * FewFailures > thresholds.LoginAttempts)
                findings.Add(Readable(pair));
            else if (Service(pair) is { } service && pair.Talks > thresholds.LoginAttempts)
                Judge(findings, pair, service);
        }
    }

    private static string? Service(ServicePair pair) => pair.Service ?? ServiceBanner.OnPort(pair.Key.Port);

    private static ThreatFinding Readable(ServicePair pair)
    {
        ServiceKey key = pair.Key;
        bool isGuessed = pair.Successes.Count > 0 && pair.Successes.Last > pair.Failures.First;
        string service = Service(pair) ?? "a service";
        return new ThreatFinding
        {
            Kind = ThreatKinds.BruteForce,
            Severity = isGuessed ? ThreatSeverity.Critical : ThreatSeverity.High,
            Confidence = Math.Min(0.97, 0.75 + 0.02 * pair.Failures.Count),
            Detail = Text(
                $"{key.Client} was refused {pair.Failures.Count} logins by {service} on {new Endpoint(key.Server, key.Port)} in {pair.Failures.Seconds:0.###} s{(isGuessed ? ", and granted one afterwards" : "")}"
            ),
            Reasons =
            [
                Text($"the server refused {pair.Failures.Count} logins, which can be read"),
                .. isGuessed
                    ? (string[])[Text($"a login was granted in frame {pair.Successes.Last}, after refusals")]
                    : [],
            ],
            Actor = key.Client.ToString(),
            Victim = key.Server.ToString(),
            Port = key.Port,
            Side = ThreatSide.Client,
            Count = pair.Failures.Count,
            Unit = "refused logins",
            Measures =
            [
                new("refused", pair.Failures.Count),
                new("granted", pair.Successes.Count),
                new("conversations", pair.Conversations),
                new("seconds", pair.Failures.Seconds),
            ],
            Frames = pair.Failures,
        };
    }

    private void Judge(List<ThreatFinding> findings, ServicePair pair, string service)
    {
        FlowWatch[] talks = [.. pair.Calls.Where(call => call.IsTalk)];
        if (MostWithin(talks, thresholds.LoginWindow.Ticks * 100) <= thresholds.LoginAttempts)
            return;
        double[] octets = [.. talks.Select(call => (double)call.ClientOctets).Order()];
        double[] seconds = [.. talks.Select(call => (call.Last - call.First) / 1e9).Order()];
        double median = Statistics.Quantile(octets, 0.5);
        double alike = octets.Count(value => Math.Abs(value - median) <= SameShape * median) / (double)octets.Length;
        double duration = Statistics.Quantile(seconds, 0.5);
        if (alike < MostlySame || duration > LongestLogin || pair.Openings.Count == 0)
            return;
        ServiceKey key = pair.Key;
        bool isMany = talks.Length > 3 * thresholds.LoginAttempts;
        findings.Add(
            new ThreatFinding
            {
                Kind = ThreatKinds.BruteForce,
                Severity = isMany ? ThreatSeverity.High : ThreatSeverity.Medium,
                Confidence = Math.Min(0.9, 0.4 + 0.3 * alike + 0.2 * Math.Min(1, talks.Length / 100.0)),
                Detail = Text(
                    $"{key.Client} opened {pair.Conversations} short conversations of one shape with {service} on {new Endpoint(key.Server, key.Port)} in {pair.Openings.Seconds:0.###} s"
                ),
                Reasons =
                [
                    Text(
                        $"{talks.Length} conversations with data, {alike * 100:0} % of them of the same size (about {median:0} octets sent)"
                    ),
                    Text($"half of them ended within {duration:0.##} s"),
                ],
                Against = ["whether logins were refused cannot be read"],
                Actor = key.Client.ToString(),
                Victim = key.Server.ToString(),
                Port = key.Port,
                Side = ThreatSide.Client,
                Count = pair.Conversations,
                Unit = "conversations",
                Measures =
                [
                    new("conversations", pair.Conversations),
                    new("same_shape_share", alike),
                    new("median_octets", median),
                    new("median_seconds", duration),
                    new("seconds", pair.Openings.Seconds),
                ],
                Frames = pair.Openings,
                Filter = ThreatFilters.Syns(key.Client, key.Server, key.Port),
            }
        );
    }

    private static int MostWithin(FlowWatch[] calls, long window)
    {
        long[] times = [.. calls.Select(call => call.First.Nanoseconds).Order()];
        int most = 0;
        for (int from = 0, to = 0; to < times.Length; to++)
        {
            while (times[to] - times[from] > window)
                from++;
            most = Math.Max(most, to - from + 1);
        }
        return most;
    }
}
