using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds conversations that last for hours, servers on ports that back doors like, and addresses on the user's lists.</summary>
/// <remarks>Memory: none of its own; <see cref="ServicePairs"/>.</remarks>
internal sealed class ServiceUseDetector(DetectionThresholds thresholds, ThreatLists lists, ServicePairs pairs)
    : IDetector
{
    private readonly HashSet<int> _ports = [.. thresholds.SuspiciousPorts];

    public void Report(List<ThreatFinding> findings)
    {
        foreach (ServicePair pair in pairs.All)
        {
            TimeSpan longest = Longest(pair);
            if (longest >= thresholds.LongConnection)
                findings.Add(Long(pair, longest));
            bool isServed = pair.Talks > 0 && (pair.OpeningSeen || pair.Key.Protocol == IpProtocols.Udp);
            if (isServed && _ports.Contains(pair.Key.Port))
                findings.Add(Port(pair));
            if (lists.Networks > 0)
                Listed(findings, pair);
        }
    }

    private static TimeSpan Longest(ServicePair pair)
    {
        long longest = 0;
        foreach (FlowWatch call in pair.Calls)
        {
            if (call.IsTalk)
                longest = Math.Max(longest, call.Last - call.First);
        }
        return TimeSpan.FromTicks(longest / 100);
    }

    // RITA's steps: 1, 4, 8 and 12 hours
    private static ThreatFinding Long(ServicePair pair, TimeSpan longest) =>
        Common(pair, ThreatKinds.LongConnection) with
        {
            Severity =
                longest.TotalHours >= 12 ? ThreatSeverity.Medium
                : longest.TotalHours >= 4 ? ThreatSeverity.Low
                : ThreatSeverity.Info,
            Confidence = 0.5,
            Detail = Text(
                $"a conversation between {pair.Key.Client} and {new Endpoint(pair.Key.Server, pair.Key.Port)} lasted {longest.TotalHours:0.##} hours"
            ),
            Reasons = [Text($"{longest.TotalSeconds:0} s from the first to the last packet")],
            Side = ThreatSide.Both,
        };

    private static ThreatFinding Port(ServicePair pair) =>
        Common(pair, ThreatKinds.SuspiciousPort) with
        {
            Severity =
                AddressScope.IsInternal(pair.Key.Server) == AddressScope.IsInternal(pair.Key.Client)
                    ? ThreatSeverity.Low
                    : ThreatSeverity.Medium,
            Confidence = 0.4,
            Detail = Text($"{pair.Key.Client} exchanged data with port {pair.Key.Port} of {pair.Key.Server}"),
            Reasons = ["known back doors listen on this port, and both ends sent data"],
            Against = ["anybody may use the number"],
            Side = ThreatSide.Server,
        };

    private void Listed(List<ThreatFinding> findings, ServicePair pair)
    {
        foreach (Address address in (ReadOnlySpan<Address>)[pair.Key.Server, pair.Key.Client])
        {
            if (!lists.TryFindAddress(address, out string entry, out string source) || pair.Asks.Count == 0)
                continue;
            bool isServer = address == pair.Key.Server;
            findings.Add(
                Common(pair, ThreatKinds.MaliciousAddress) with
                {
                    Severity = pair.Talks > 0 ? ThreatSeverity.Critical : ThreatSeverity.High,
                    Confidence = 0.9,
                    Detail = Text(
                        $"{pair.Key.Client} {(pair.Talks > 0 ? "talked to" : "tried")} {new Endpoint(pair.Key.Server, pair.Key.Port)}: {(isServer ? "the server" : "the client")} is on a block list"
                    ),
                    Reasons = [$"{entry} stands in {source}"],
                    Actor = isServer ? pair.Key.Client.ToString() : address.ToString(),
                    Victim = isServer ? address.ToString() : pair.Key.Server.ToString(),
                }
            );
        }
    }

    private static ThreatFinding Common(ServicePair pair, ThreatKind kind) =>
        pair.Finding(kind) with
        {
            Measures =
            [
                new("conversations", pair.Conversations),
                new("octets_sent", pair.ClientOctets),
                new("octets_received", pair.ServerOctets),
            ],
        };
}
