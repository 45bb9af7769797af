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
        new("analyze_dns_traffic", "{}", "total_dns_packets", "dns.frames"),
        new("analyze_dns_traffic", "{}", "total_queries", "dns.queries"),
        new("analyze_dns_traffic", "{}", "total_responses", "dns.responses"),
        new("analyze_dns_traffic", """{"protocol":"mdns"}""", "total_queries", "mdns.queries"),
        new("analyze_dns_traffic", """{"protocol":"mdns"}""", "total_responses", "mdns.responses"),
        new("analyze_dns_traffic", """{"protocol":"llmnr"}""", "total_queries", "llmnr.queries"),
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
            Assert.All(call, pair => Assert.Equal(Text(At(facts, pair.Fact)), Text(At(answer, pair.Member))));
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

    private static JsonNode? At(JsonNode? node, string path) =>
        path.Split('.').Aggregate(node, (at, step) => (at as JsonObject)?[step]);

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
