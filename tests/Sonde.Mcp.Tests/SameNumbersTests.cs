using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Engine;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>What a tool and <c>sonde facts</c> both count, they count alike. A new number is one line of the table.</summary>
public sealed class SameNumbersTests
{
    private static readonly Pair[] Table =
    [
        new("pcap_summary", "{}", "packet_count", "packets"),
        new("pcap_summary", "{}", "total_bytes", "bytes"),
        new("pcap_summary", "{}", "captured_bytes", "cap_bytes"),
        new("pcap_summary", "{}", "start_time", "t_min"),
        new("pcap_summary", "{}", "end_time", "t_max"),
        new("pcap_summary", "{}", "conversations.tcp", "tcp.streams"),
        new("pcap_summary", "{}", "conversations.udp", "udp.streams"),
        new("pcap_summary", "{}", "tcp_issues_summary.resets", "tcp.flags.rst"),
        new("pcap_summary", "{}", "coverage.packets_read", "packets"),
        new("pcap_summary", "{}", "coverage.octets_read", "bytes"),
        new("pcap_summary", "{}", "coverage.complete", "complete"),
        new("analyze_capinfos", "{}", "packet_count", "packets"),
        new("analyze_capinfos", "{}", "data_size_bytes", "bytes"),
        new("analyze_capinfos", "{}", "captured_size_bytes", "cap_bytes"),
        new("analyze_capinfos", "{}", "first_packet_time_iso", "t_min"),
        new("analyze_capinfos", "{}", "last_packet_time_iso", "t_max"),
        new("analyze_capinfos", "{}", "packets_out_of_order", "time_disorder"),
        new("get_protocol_hierarchy", "{}", "total_packets", "packets"),
        new("get_protocol_hierarchy", "{}", "total_bytes", "bytes"),
        new("get_protocol_hierarchy", "{}", "tree", "phs"),
        new("get_conversations", """{"protocol":"TCP","top_n":0}""", "total", "tcp.streams"),
        new("get_endpoints", "{}", "coverage.packets_read", "packets"),
        new("filter_packets", """{"max_results":0}""", "matching_packets", "packets"),
        new("filter_packets", """{"display_filter":"dns","max_results":0}""", "matching_packets", "protos.dns"),
        new("filter_packets", """{"display_filter":"tcp","max_results":0}""", "matching_packets", "protos.tcp"),
        new("filter_packets", """{"display_filter":"udp","max_results":0}""", "matching_packets", "protos.udp"),
        new("filter_packets", """{"display_filter":"ip","max_results":0}""", "matching_packets", "protos.ip"),
        new("filter_packets", """{"display_filter":"ipv6","max_results":0}""", "matching_packets", "protos.ipv6"),
        new("filter_packets", """{"display_filter":"arp","max_results":0}""", "matching_packets", "protos.arp"),
        new("filter_packets", """{"display_filter":"icmp","max_results":0}""", "matching_packets", "protos.icmp"),
        new("filter_packets", """{"display_filter":"icmpv6","max_results":0}""", "matching_packets", "protos.icmpv6"),
        new("filter_packets", """{"display_filter":"dhcp","max_results":0}""", "matching_packets", "protos.dhcp"),
        new("analyze_throughput", "{}", "total_packets_scanned", "packets"),
        new("generate_traffic_timeline", "{}", "coverage.packets_read", "packets"),
        new("generate_throughput_io_graph", "{}", "coverage.octets_read", "bytes"),
        new("analyze_bandwidth_utilization", "{}", "coverage.octets_read", "bytes"),
        new("analyze_network_performance", "{}", "coverage.packets_read", "packets"),
        new("analyze_network_performance", "{}", "total", "tcp.streams"),
        new("analyze_network_quality_metrics", "{}", "total_flows", "tcp.streams"),
        new("analyze_network_topology", "{}", "total_routing_packets", "protos.icmp+protos.icmpv6"),
        new("analyze_dns_traffic", "{}", "total_dns_packets", "dns.frames"),
        new("analyze_dns_traffic", "{}", "total_queries", "dns.queries"),
        new("analyze_dns_traffic", "{}", "total_responses", "dns.responses"),
        new("analyze_dns_traffic", """{"protocol":"mdns"}""", "total_queries", "mdns.queries"),
        new("analyze_dns_traffic", """{"protocol":"mdns"}""", "total_responses", "mdns.responses"),
        new("analyze_dns_traffic", """{"protocol":"llmnr"}""", "total_queries", "llmnr.queries"),
        new("analyze_dns_traffic", "{}", "unique_domains", "dns.names"),
        new("analyze_dns_traffic", "{}", "query_types.A", "dns.qtypes.=1"),
        new("analyze_dns_traffic", "{}", "query_types.AAAA", "dns.qtypes.=28"),
        new("analyze_dns_traffic", "{}", "query_types.PTR", "dns.qtypes.=12"),
        new("analyze_dns_traffic", "{}", "query_types.MX", "dns.qtypes.=15"),
        new("analyze_dns_traffic", "{}", "query_types.TXT", "dns.qtypes.=16"),
        new("analyze_dns_traffic", "{}", "query_types.SRV", "dns.qtypes.=33"),
        new("analyze_dns_traffic", "{}", "query_types.HTTPS", "dns.qtypes.=65"),
        new("analyze_dns_traffic", "{}", "response_codes.NOERROR", "dns.rcodes.=0"),
        new("analyze_dns_traffic", "{}", "response_codes.SERVFAIL", "dns.rcodes.=2"),
        new("analyze_dns_traffic", "{}", "response_codes.NXDOMAIN", "dns.rcodes.=3"),
        new("analyze_dns_traffic", "{}", "response_codes.REFUSED", "dns.rcodes.=5"),
        new("analyze_dns_traffic", "{}", "top_queried_domains.0.count", "dns.top_names.0.1"),
        new("analyze_dns_traffic", """{"protocol":"mdns"}""", "total_dns_packets", "mdns.frames"),
        new("analyze_dns_traffic", """{"protocol":"llmnr"}""", "total_dns_packets", "llmnr.frames"),
        new("analyze_dns_packets", "{}", "dns_packets_found", "dns.frames"),
        new("analyze_dns_packets", "{}", "total_packets_in_file", "packets"),
        new("analyze_dns_packets", "{}", "statistics.queries", "dns.queries"),
        new("analyze_dns_packets", "{}", "statistics.responses", "dns.responses"),
        new("analyze_dns_packets", "{}", "statistics.unique_domains_queried", "dns.names"),
        new("analyze_dns_resolution_issues", "{}", "total_queries", "dns.queries"),
        new("analyze_dns_resolution_issues", "{}", "total_responses", "dns.responses"),
        new("analyze_icmp_packets", "{}", "total_packets", "packets"),
        new("analyze_icmp_packets", "{}", "icmp_packets_found", "protos.icmp+protos.icmpv6"),
        new(
            "analyze_icmp_packets",
            "{}",
            "statistics.echo_requests",
            "counts.icmp type.top.=8+counts.icmpv6 type.top.=128"
        ),
        new(
            "analyze_icmp_packets",
            "{}",
            "statistics.echo_replies",
            "counts.icmp type.top.=0+counts.icmpv6 type.top.=129"
        ),
        new(
            "analyze_icmp_packets",
            "{}",
            "statistics.neighbor_discovery.router_solicitations",
            "counts.icmpv6 type.top.=133"
        ),
        new(
            "analyze_icmp_packets",
            "{}",
            "statistics.neighbor_discovery.router_advertisements",
            "counts.icmpv6 type.top.=134"
        ),
        new(
            "analyze_icmp_packets",
            "{}",
            "statistics.neighbor_discovery.neighbor_solicitations",
            "counts.icmpv6 type.top.=135"
        ),
        new(
            "analyze_icmp_packets",
            "{}",
            "statistics.neighbor_discovery.neighbor_advertisements",
            "counts.icmpv6 type.top.=136"
        ),
        new("analyze_dhcp_packets", "{}", "total_packets", "packets"),
        new("analyze_dhcp_packets", "{}", "statistics.message_type_counts.DISCOVER", "counts.dhcp option dhcp.top.=1"),
        new("analyze_dhcp_packets", "{}", "statistics.message_type_counts.OFFER", "counts.dhcp option dhcp.top.=2"),
        new("analyze_dhcp_packets", "{}", "statistics.message_type_counts.REQUEST", "counts.dhcp option dhcp.top.=3"),
        new("analyze_dhcp_packets", "{}", "statistics.message_type_counts.DECLINE", "counts.dhcp option dhcp.top.=4"),
        new("analyze_dhcp_packets", "{}", "statistics.message_type_counts.ACK", "counts.dhcp option dhcp.top.=5"),
        new("analyze_dhcp_packets", "{}", "statistics.message_type_counts.NAK", "counts.dhcp option dhcp.top.=6"),
        new("analyze_dhcp_packets", "{}", "statistics.message_type_counts.RELEASE", "counts.dhcp option dhcp.top.=7"),
        new("analyze_dhcp_packets", "{}", "statistics.message_type_counts.INFORM", "counts.dhcp option dhcp.top.=8"),
        new("find_tcp_issues", "{}", "total_tcp_packets", "tcp.flags.segments"),
        new("find_tcp_issues", "{}", "connections", "tcp.streams"),
        new("analyze_tcp_retransmissions", "{}", "total_packets", "tcp.flags.segments"),
        new("analyze_tcp_retransmissions", "{}", "total_retransmissions", "tcp.analysis.retransmission"),
        new("analyze_tcp_retransmissions", "{}", "fast_retransmissions", "tcp.analysis.fast_retransmission"),
        new("analyze_tcp_retransmissions", "{}", "spurious_retransmissions", "tcp.analysis.spurious_retransmission"),
        new("analyze_tcp_zero_window", "{}", "total_events", "tcp.analysis.zero_window"),
        new("analyze_tcp_zero_window", "{}", "window_full", "tcp.analysis.window_full"),
        new("analyze_tcp_zero_window", "{}", "zero_window_probes", "tcp.analysis.zero_window_probe"),
        new("analyze_tcp_window_scaling", "{}", "connections_total", "tcp.streams"),
        new("analyze_packet_timing_issues", "{}", "total_out_of_order", "tcp.analysis.out_of_order"),
        new("analyze_packet_timing_issues", "{}", "total_duplicates", "tcp.analysis.duplicate_ack"),
        new("analyze_congestion_indicators", "{}", "total_window_full", "tcp.analysis.window_full"),
        new("analyze_congestion_indicators", "{}", "total_fast_retrans", "tcp.analysis.fast_retransmission"),
        new("analyze_congestion_indicators", "{}", "total_zero_window", "tcp.analysis.zero_window"),
    ];

    public static TheoryData<string, string> Captures =>
        [
            .. from tool in Table.Select(pair => pair.Tool).Distinct()
            from capture in Samples.Captures
            select (tool, capture),
        ];

    [Theory]
    [MemberData(nameof(Captures))]
    public void AToolAndTheFactsAgree(string tool, string capture)
    {
        JsonNode facts = FactsOf(capture);
        foreach (IGrouping<string, Pair> call in Table.Where(pair => pair.Tool == tool).GroupBy(pair => pair.Arguments))
        {
            var arguments = (JsonObject)JsonNode.Parse(call.Key)!;
            arguments["file_path"] = capture;
            JsonNode answer = JsonObject.Create(
                new ToolCatalog().Find(tool).Run(Harness.Engine(), arguments, new AskContext()).Structured
            )!;
            Assert.All(call, pair => Assert.Equal(Text(SumAt(facts, pair.Fact)), Text(At(answer, pair.Member))));
        }
    }

    /// <summary>The facts of a capture, as the command prints them.</summary>
    internal static JsonNode FactsOf(string capture)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
            new FactsFile().Write(json, Repo.Path(capture));
        return JsonNode.Parse(line.WrittenSpan)!;
    }

    private static JsonNode? SumAt(JsonNode facts, string paths) =>
        paths.Split('+') is [_, _, ..] parts
            ? JsonValue.Create(parts.Sum(path => (long?)At(facts, path) ?? 0))
            : At(facts, paths);

    // A step is a member, its points written as blanks; the index of a list; or, with =, the key of a list of pairs.
    private static JsonNode? At(JsonNode? node, string path) =>
        path.Split('.')
            .Aggregate(
                node,
                (at, step) =>
                    at switch
                    {
                        JsonObject members => members[step] ?? members[step.Replace(' ', '.')],
                        JsonArray pairs when step[0] == '=' => pairs.FirstOrDefault(pair => $"={pair![0]}" == step)?[1],
                        JsonArray list => int.Parse(step, CultureInfo.InvariantCulture) is var index
                        && index < list.Count
                            ? list[index]
                            : null,
                        _ => null,
                    }
            );

    // What is absent counts as none, a tree as its paths, a time as seconds since 1970.
    private static string Text(JsonNode? value) =>
        value switch
        {
            null => "0",
            JsonArray rows => string.Join('\n', Rows("", rows).Order(StringComparer.Ordinal)),
            JsonValue text when text.GetValueKind() == JsonValueKind.String => Seconds((string)text!),
            _ => value.ToJsonString(),
        };

    private static IEnumerable<string> Rows(string above, JsonArray rows) =>
        rows.SelectMany(row =>
            row is JsonObject node
                ? Rows($"{above}{node["protocol"]}:", (JsonArray)node["children"]!)
                    .Prepend($"{above}{node["protocol"]} {node["packets"]} {node["bytes"]}")
                : [$"{row![0]} {row[1]} {row[2]}"]
        );

    private static string Seconds(string time)
    {
        if (!time.EndsWith('Z'))
            return time;
        int point = time.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? time : time[..point] + "Z";
        long seconds = DateTimeOffset.Parse(whole, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        return point < 0 ? $"{seconds}.000000000" : $"{seconds}.{time[(point + 1)..^1].PadRight(9, '0')}";
    }

    /// <summary>One number that stands in two places.</summary>
    private sealed record Pair(string Tool, string Arguments, string Member, string Fact);
}
