using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

public sealed class QuestionTests
{
    /// <summary>What is typed, and the tool that answers the same with the same arguments.</summary>
    public static TheoryData<string, string> Same =>
        new()
        {
            { "summary samples/dns.pcapng", "pcap_summary --file-path samples/dns.pcapng" },
            {
                "summary samples/dns.pcapng --max-packets 10",
                "pcap_summary --file-path samples/dns.pcapng --max-packets 10"
            },
            {
                "summary samples/dns.pcapng samples/icmp.pcapng",
                "pcap_summary --files samples/dns.pcapng --files samples/icmp.pcapng"
            },
            { "hierarchy samples/tunnels.pcapng", "get_protocol_hierarchy --file-path samples/tunnels.pcapng" },
            {
                "conversations samples/http.pcapng --top 2 --offset 1 --sort bytes",
                "get_conversations --file-path samples/http.pcapng --top-n 2 --offset 1 --sort-by bytes"
            },
            {
                "endpoints samples/dns.pcapng --sort packets_sent --limit 3",
                "get_endpoints --file-path samples/dns.pcapng --sort-by packets_sent --limit 3"
            },
            {
                "dns samples/dns.pcapng --view issues --limit 4 --offset 4",
                "analyze_dns_resolution_issues --file-path samples/dns.pcapng --limit 4 --offset 4"
            },
            { "dns samples/dns.pcapng --limit 5", "analyze_dns_traffic --file-path samples/dns.pcapng --top-n 5" },
            {
                "packets samples/dns.pcapng --filter dns.flags.rcode==3 --fields dns.qry.name,ip.ttl --limit 4",
                "filter_packets --file-path samples/dns.pcapng --display-filter dns.flags.rcode==3 --fields dns.qry.name --fields ip.ttl --max-results 4"
            },
            {
                "packets samples/dns.pcapng --protocol dns --port 53 --src 192.0.2.10 --count-by dns.qry.type",
                "filter_packets --file-path samples/dns.pcapng --protocol dns --port 53 --src-ip 192.0.2.10 --count-by dns.qry.type"
            },
            {
                "throughput samples/http.pcapng --top 3 --sort bytes_total",
                "analyze_throughput --file-path samples/http.pcapng --top-n 3 --sort-by bytes_total"
            },
            {
                "timeline samples/http.pcapng --interval 0.01 --limit 5 --offset 2",
                "generate_traffic_timeline --file-path samples/http.pcapng --time-interval 0.01 --limit 5 --offset 2"
            },
            {
                "timeline samples/http.pcapng --view graph --interval 0.02",
                "generate_throughput_io_graph --file-path samples/http.pcapng --time-interval 0.02"
            },
            {
                "timeline samples/http.pcapng --view bandwidth --interval 0.02 --link-mbps 100",
                "analyze_bandwidth_utilization --file-path samples/http.pcapng --time-window 0.02 --link-mbps 100"
            },
            {
                "topology samples/http.pcapng --limit 3 --offset 1",
                "analyze_network_topology --file-path samples/http.pcapng --limit 3 --offset 1"
            },
            {
                "expert samples/loss-before.pcapng --severity Note --limit 3",
                "analyze_expert_information --file-path samples/loss-before.pcapng --severity-filter Note --limit 3"
            },
            {
                "expert samples/cut-packets.pcap --view anomalies --severity Chat --limit 3 --offset 1",
                "analyze_protocol_anomalies --file-path samples/cut-packets.pcap --severity-filter Chat --limit 3 --offset 1"
            },
            {
                "http samples/http.pcapng --method GET --limit 3 --offset 1",
                "extract_http_requests --file-path samples/http.pcapng --method GET --limit 3 --offset 1"
            },
            {
                "http samples/tls13.pcapng --tls-key-log samples/tls13.keys",
                "extract_http_requests --file-path samples/tls13.pcapng --tls-key-log samples/tls13.keys"
            },
            {
                "objects samples/http.pcapng --type text/plain --limit 3 --offset 1",
                "extract_objects --file-path samples/http.pcapng --media-type text/plain --limit 3 --offset 1"
            },
            {
                "search samples/http.pcapng nginx --mode text --limit 4",
                "search_packet_content --file-path samples/http.pcapng --search-pattern nginx --mode text --limit 4"
            },
            {
                "tls samples/tls12.pcapng --limit 1",
                "analyze_tls_handshakes --file-path samples/tls12.pcapng --limit 1"
            },
            {
                "tls samples/tls12.pcapng --view certificates --limit 1",
                "extract_certificate_details --file-path samples/tls12.pcapng --limit 1"
            },
            {
                "tls samples/tls12.pcapng --view alerts --limit 1",
                "analyze_tls_alerts --file-path samples/tls12.pcapng --limit 1"
            },
            {
                "tls samples/tls12.pcapng --view ciphers --limit 1",
                "extract_tls_cipher_analysis --file-path samples/tls12.pcapng --limit 1"
            },
            {
                "tls samples/tls13.pcapng --view sni --limit 1",
                "analyze_sni_mismatches --file-path samples/tls13.pcapng --limit 1"
            },
            { "capabilities", "capabilities" },
            { "cidr info 10.0.0.5/24", "cidr_info --cidr 10.0.0.5/24" },
            {
                "cidr split 2001:db8::/48 --prefix 64 --limit 3 --offset 2",
                "subnet_split --cidr 2001:db8::/48 --new-prefix 64 --limit 3 --offset 2"
            },
            {
                "cidr summarize 10.0.0.0/24 10.0.1.0/24 2001:db8::/64",
                "cidr_summarize --cidrs 10.0.0.0/24 --cidrs 10.0.1.0/24 --cidrs 2001:db8::/64"
            },
            {
                "cidr overlaps 10.0.0.0/8 10.1.0.0/16 10.0.0.0/8 --limit 2",
                "check_overlaps --cidrs 10.0.0.0/8 --cidrs 10.1.0.0/16 --cidrs 10.0.0.0/8 --limit 2"
            },
            {
                """vlan check {"10":"10.0.0.0/16","20":"10.0.20.0/24"}""",
                """validate_vlan_map --vlan-map {"10":"10.0.0.0/16","20":"10.0.20.0/24"}"""
            },
            {
                """vlan find 10.0.20.7 {"10":"10.0.0.0/16","20":"10.0.20.0/24"}""",
                """find_vlan_for_ip --ip 10.0.20.7 --vlan-map {"10":"10.0.0.0/16","20":"10.0.20.0/24"}"""
            },
            {
                """vlan plan 10.0.0.0/23 10:Users:120 20:Servers:/26 --avoid 10.0.0.0/28""",
                """plan_subnets --args {"parent_cidr":"10.0.0.0/23","requirements":[{"vlan_id":"10","name":"Users","needed_hosts":120,"avoid":["10.0.0.0/28"]},{"vlan_id":20,"name":"Servers","desired_prefix":26}]}"""
            },
            { "capinfos samples/interfaces.pcapng", "analyze_capinfos --pcap-file samples/interfaces.pcapng" },
            { "packet samples/dns.pcapng 9", "get_packet --file-path samples/dns.pcapng --frame 9" },
        };

    public static TheoryData<string> Typed => [.. Same.Select(row => row.Data.Item1)];

    [Theory]
    [MemberData(nameof(Same))]
    public void JsonIsExactlyWhatTheToolAnswers(string typed, string tool)
    {
        Ran command = BuiltProgram.Run([.. typed.Split(' '), "--json"]);
        Ran call = BuiltProgram.Run(["call", .. tool.Split(' ')]);
        Assert.Equal((0, ""), (command.Code, command.Error));
        Assert.Equal(call.Output, command.Output);
        Assert.True((bool)JsonNode.Parse(command.Output)!["success"]!);
    }

    [Theory]
    [MemberData(nameof(Typed))]
    public void APipeGetsPlainLinesThatEndWhereTheirTextEnds(string typed)
    {
        Ran ran = BuiltProgram.Run(typed.Split(' '));
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.DoesNotContain('\x1b', ran.Output);
        Assert.DoesNotContain('\r', ran.Output);
        string[] lines = ran.Output.Split('\n');
        Assert.True(lines.Length > 4);
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory]
    [MemberData(nameof(Typed))]
    public void EveryLineOfCsvHasAsManyFieldsAsTheFirst(string typed)
    {
        Ran ran = BuiltProgram.Run([.. typed.Split(' '), "--csv"]);
        Assert.Equal(0, ran.Code);
        Assert.EndsWith("\r\n", ran.Output, StringComparison.Ordinal);
        List<List<string>> rows = Csv.Read(ran.Output);
        Assert.True(rows.Count > 1);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        Assert.Distinct(rows[0]);
    }

    [Fact]
    public void CsvHasTheValuesOfTheAnswer()
    {
        JsonNode answer = JsonNode.Parse(BuiltProgram.Run("conversations", "samples/http.pcapng", "--json").Output)!;
        List<List<string>> rows = Csv.Read(BuiltProgram.Run("conversations", "samples/http.pcapng", "--csv").Output);
        int bytes = rows[0].IndexOf("bytes");
        Assert.Equal(
            answer["conversations"]!.AsArray().Select(row => row!["bytes"]!.ToString()),
            rows.Skip(1).Select(row => row[bytes])
        );
    }

    [Fact]
    public void StandardInputIsACaptureToo()
    {
        byte[] capture = File.ReadAllBytes(Repo.Path("samples", "dns.pcapng.gz"));
        JsonNode answer = JsonNode.Parse(BuiltProgram.Run(["summary", "-", "--json"], capture).Output)!;
        Assert.Equal(89, (int)answer["packet_count"]!);
    }

    [Fact]
    public void AFolderAndAPatternAreReadAsOne()
    {
        JsonNode pattern = JsonNode.Parse(BuiltProgram.Run("summary", "samples/d*.pcapng", "--json").Output)!;
        long parts = new[] { "dhcp-relay", "dhcp", "dhcpv6", "dns" }.Sum(name =>
            (long)
                JsonNode.Parse(BuiltProgram.Run("summary", $"samples/{name}.pcapng", "--json").Output)!["packet_count"]!
        );
        Assert.Equal(parts, (long)pattern["packet_count"]!);
    }

    [Fact]
    public void APagesEndSaysWhereTheNextBegins()
    {
        string first = BuiltProgram.Run("conversations", "samples/dns.pcapng", "--limit", "30").Output;
        Assert.Contains("30 of 32 shown; the next page: --offset 30.", first, StringComparison.Ordinal);
        string last = BuiltProgram.Run("conversations", "samples/dns.pcapng", "--limit", "30", "--offset", "30").Output;
        Assert.DoesNotContain("next page", last, StringComparison.Ordinal);
    }

    [Fact]
    public void ALimitThatCutTheReadingIsSaid()
    {
        string text = BuiltProgram.Run("summary", "samples/dns.pcapng", "--max-packets", "10").Output;
        Assert.Contains("Limit reached: max_packets = 10.", text, StringComparison.Ordinal);
    }

    // A defect that other programs had: their variable for this limit had no effect.
    [Fact]
    public void TheVariableForMostPacketsHasItsEffect()
    {
        Ran ran = BuiltProgram.Run(
            ["summary", "samples/dns.pcapng", "--json"],
            environment: new Dictionary<string, string> { ["NETWORK_MCP_MAX_PACKETS"] = "10" }
        );
        JsonNode answer = JsonNode.Parse(ran.Output)!;
        Assert.Equal(10, (int)answer["packet_count"]!);
        Assert.False((bool)answer["coverage"]!["complete"]!);
    }

    [Fact]
    public void AnArgumentCanOnlyLowerTheConfiguredLimit()
    {
        Ran ran = BuiltProgram.Run(
            "summary",
            "samples/dns.pcapng",
            "--max-packets",
            "50",
            "--set",
            "pcap.max_packets=10",
            "--json"
        );
        Assert.Equal(10, (int)JsonNode.Parse(ran.Output)!["packet_count"]!);
    }
}
