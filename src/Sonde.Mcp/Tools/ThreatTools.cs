using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that look for attacks and weaknesses.</summary>
internal static class ThreatTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<ThreatArguments, SecurityThreats>(
                "analyze_security_threats",
                "Security threats",
                "Attacks and weaknesses judged over whole flows: scans, floods, password guessing, tunnels, beacons, exfiltration, spoofing, rogue "
                    + "servers, passwords in the clear, weak TLS and more, each with severity, confidence, reasons, frames and innocent explanations. "
                    + "Start here for security.",
                ToolHints.Reads,
                SecurityThreatsQuestion.Ask
            ),
            new Tool<SuspiciousArguments, SuspiciousActivity>(
                "get_suspicious",
                "Suspicious activity",
                "The threats of analyze_security_threats in short: threats by address, scans with the ports and hosts tried, unusual patterns with "
                    + "packets, and counts by type; of a file, or of a live capture while it runs. Use it for a quick look.",
                ToolHints.Reads,
                SuspiciousQuestion.Ask
            ),
            new Tool<TrafficArguments, TrafficOverview>(
                "analyze_traffic",
                "Traffic overview",
                "Packets and octets in all, by protocol, sender, receiver and service port, traffic by direction between ends, and how many "
                    + "connections are external or suspicious; of a file, or of a live capture with the rates of now. Use it to see what is going on at all.",
                ToolHints.Reads,
                TrafficOverviewQuestion.Ask
            ),
        ];
}
