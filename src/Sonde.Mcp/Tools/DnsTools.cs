using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools about name resolution.</summary>
internal static class DnsTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<DnsTrafficArguments, DnsTraffic>(
                "analyze_dns_traffic",
                "DNS at a glance",
                "Name resolution in a capture: names asked most, failures by code, slow and unanswered queries, query types, response "
                    + "times per server. Pairs each query with its response, over UDP and TCP, IPv4 and IPv6. Start here for DNS.",
                ToolHints.Reads,
                DnsTrafficQuestion.Ask
            ),
        ];
}
