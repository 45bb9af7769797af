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
            new Tool<DnsPacketsArguments, DnsPackets>(
                "analyze_dns_packets",
                "DNS messages",
                "Every DNS message, decoded: flags, questions, records of all sections with their values, response code, time since the "
                    + "query. Use it to see what was asked and answered word by word; pages with limit and offset.",
                ToolHints.Reads,
                DnsPacketsQuestion.Ask
            ),
            new Tool<DnsIssuesArguments, DnsIssues>(
                "analyze_dns_resolution_issues",
                "DNS trouble",
                "What goes wrong in name resolution: failures by code, unanswered, slow, truncated, repeated and mismatched messages, "
                    + "each with severity and evidence, every incident in pages, queries and responses as rows, servers compared.",
                ToolHints.Reads,
                DnsIssuesQuestion.Ask
            ),
        ];
}
