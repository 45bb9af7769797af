using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>All detectors. A new one is a file, and a line here.</summary>
internal static class ThreatDetectors
{
    /// <summary>Makes them, with the readers that some of them need.</summary>
    /// <param name="parts">What they are made of.</param>
    /// <param name="sinks">What has to be told to some of them.</param>
    /// <param name="reader">Reads logins.</param>
    public static IReadOnlyList<IDetector> All(ThreatParts parts, out ApplicationSinks sinks, out IObserver reader)
    {
        (DetectionThresholds thresholds, ThreatLists lists, ServicePairs pairs) = (
            parts.Thresholds,
            parts.Lists,
            parts.Pairs
        );
        var logins = new LoginDetector(parts.WatchOf);
        var tls = new TlsDetector(parts.Judge);
        var ports = new WrongPortDetector(pairs, parts.WatchOf);
        reader = logins.Reader;
        sinks = new ApplicationSinks
        {
            Tls = tls.See,
            TlsOpened = tls.Open,
            Streams = ports.See,
            Opened = ports.Open,
        };
        return
        [
            new ScanDetector(thresholds),
            new SweepDetector(thresholds),
            new FloodDetector(thresholds),
            new AmplificationDetector(thresholds),
            logins,
            new BruteForceDetector(thresholds, pairs),
            new BeaconDetector(thresholds, pairs, parts.Clock),
            new TransferDetector(thresholds, pairs),
            new ServiceUseDetector(thresholds, lists, pairs),
            new NameWatch(
                parts.Protocols,
                new TunnelDetector(thresholds),
                new DgaDetector(thresholds),
                new ListedNameDetector(lists)
            ),
            new AddressClaims(),
            new DhcpDetector(),
            new RouterDetector(),
            new IcmpTunnelDetector(thresholds),
            new WebAttackDetector(),
            new RemoteServiceDetector(thresholds),
            new RpcDetector(),
            new NumericHostDetector(),
            new WirelessDetector(),
            new AiInstructionDetector(),
            tls,
            ports,
        ];
    }
}

/// <summary>What detectors are made of.</summary>
internal sealed record ThreatParts(
    Protocols Protocols,
    DetectionThresholds Thresholds,
    ThreatLists Lists,
    TlsJudge Judge,
    ServicePairs Pairs,
    CaptureClock Clock,
    Func<Flow, FlowWatch?> WatchOf
);
