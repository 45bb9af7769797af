using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds services outside to which far more is sent than comes back, files put there by FTP, and large transfers.</summary>
/// <remarks>Memory: none of its own; the sums of <see cref="ServicePairs"/>.</remarks>
internal sealed class TransferDetector(DetectionThresholds thresholds, ServicePairs pairs) : IDetector
{
    private const double Megabyte = 1e6;

    public void Report(List<ThreatFinding> findings)
    {
        foreach (ServicePair pair in pairs.All)
        {
            ServiceKey key = pair.Key;
            bool leaves = AddressScope.Leaves(key.Client, key.Server);
            if (
                leaves
                && pair.ClientOctets >= thresholds.ExfiltrationOctets
                && pair.ClientOctets >= thresholds.ExfiltrationRatio * pair.ServerOctets
            )
                findings.Add(Exfiltration(pair));
            else if (leaves && pair.Uploads.Count > 0)
                findings.Add(Upload(pair));
            // who only heard the answers has no frame of a question to show
            bool isLarge = pair.ClientOctets + pair.ServerOctets >= thresholds.LargeTransferOctets;
            if (isLarge && pair.Asks.Count > 0)
                findings.Add(Large(pair));
        }
    }

    private static ThreatFinding Exfiltration(ServicePair pair)
    {
        ServiceKey key = pair.Key;
        double ratio = pair.ClientOctets / (double)Math.Max(1, pair.ServerOctets);
        return Common(pair, ThreatKinds.Exfiltration) with
        {
            Severity = ratio >= 10 ? ThreatSeverity.High : ThreatSeverity.Medium,
            Confidence = Math.Min(0.8, 0.4 + 0.05 * ratio),
            Detail = Text(
                $"{key.Client} sent {pair.ClientOctets / Megabyte:0.##} MB to {new Endpoint(key.Server, key.Port)} outside and got {pair.ServerOctets / Megabyte:0.##} MB, in {pair.Asks.Seconds:0.###} s"
            ),
            Reasons = [Text($"{ratio:0.#} times more was sent than received, over {pair.Conversations} conversations")],
        };
    }

    private static ThreatFinding Upload(ServicePair pair) =>
        Common(pair, ThreatKinds.Exfiltration) with
        {
            Severity = ThreatSeverity.Medium,
            Confidence = 0.5,
            Detail = Text($"{pair.Key.Client} stored {pair.Uploads.Count} files by FTP on {pair.Key.Server} outside"),
            Reasons = ["FTP sends files and passwords in the clear, and hardly anybody uploads by it any more"],
            Count = pair.Uploads.Count,
            Unit = "files",
            Frames = pair.Uploads,
            Filter = null,
        };

    private static ThreatFinding Large(ServicePair pair) =>
        Common(pair, ThreatKinds.LargeTransfer) with
        {
            Severity = ThreatSeverity.Info,
            Confidence = 0.9,
            Detail = Text(
                $"{pair.Key.Client} and {new Endpoint(pair.Key.Server, pair.Key.Port)} exchanged {(pair.ClientOctets + pair.ServerOctets) / Megabyte:0.##} MB"
            ),
            Reasons = [Text($"{pair.ClientOctets} octets of data to the service, {pair.ServerOctets} back")],
        };

    private static ThreatFinding Common(ServicePair pair, ThreatKind kind) =>
        pair.Finding(kind) with
        {
            Count = pair.ClientOctets,
            Unit = "octets sent",
            Measures =
            [
                new("octets_sent", pair.ClientOctets),
                new("octets_received", pair.ServerOctets),
                new("conversations", pair.Conversations),
                new("seconds", pair.Asks.Seconds),
            ],
        };
}
