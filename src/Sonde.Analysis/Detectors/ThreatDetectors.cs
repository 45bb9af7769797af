using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>All detectors. A new one is a file, and a line here.</summary>
internal static class ThreatDetectors
{
    public static IReadOnlyList<IDetector> All(
        Protocols protocols,
        DetectionThresholds thresholds,
        ThreatLists lists,
        ServicePairs pairs,
        CaptureClock clock,
        out IReadOnlyList<IObserver> others
    )
    {
        others = [];
        return
        [
            new ScanDetector(thresholds),
            new FloodDetector(thresholds),
            new BruteForceDetector(thresholds, pairs),
            new BeaconDetector(thresholds, pairs, clock),
            new TransferDetector(thresholds, pairs),
            new ServiceUseDetector(thresholds, lists, pairs),
            new AmplificationDetector(thresholds),
            new SweepDetector(thresholds),
            new AddressClaims(),
            new DhcpDetector(),
            new RouterDetector(),
            new IcmpTunnelDetector(thresholds),
            new NameWatch(
                protocols,
                new TunnelDetector(thresholds),
                new DgaDetector(thresholds),
                new ListedNameDetector(lists)
            ),
        ];
    }
}
