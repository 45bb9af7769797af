using System.Diagnostics;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>Attacks by real programs at hosts of their own: found while they go on, and the same as in tcpdump's file of them.</summary>
public sealed class LiveThreatTests : IDisposable
{
    private const string Reason = "needs root, network namespaces, libpcap, tcpdump, nmap, hping3 and python3";
    private const string Outside = "93.184.216.34"; // an address of the internet, here at the other end of the cable

    private const string Names = """
        import socket, random, base64, time
        random.seed(7)
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for i in range(200):
            label = base64.b32encode(random.randbytes(30)).decode().strip('=').lower()
            name = b''.join(bytes([len(p)]) + p for p in [label.encode(), b'tunnel', b'example', b''])
            s.sendto(i.to_bytes(2, 'big') + bytes([1, 0, 0, 1, 0, 0, 0, 0, 0, 0]) + name + bytes([0, 16, 0, 1]), ('10.99.1.2', 53))
            time.sleep(0.001)
        """;

    private const string Upload = """
        import socket, sys
        s = socket.create_connection((sys.argv[1], 443))
        for i in range(200): s.sendall(bytes(65536))
        s.shutdown(socket.SHUT_WR); s.recv(10)
        """;

    private const string Sink = """
        import socket
        s = socket.create_server(('0.0.0.0', 443))
        while True:
            c, _ = s.accept()
            while c.recv(1 << 20): pass
            c.close()
        """;

    private readonly Namespaces? _net;
    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-live-threats").FullName;
    private readonly List<Process> _started = [];

    public LiveThreatTests()
    {
        if (
            Namespaces.WhyNot.Length > 0
            || !Harness.CanCapture
            || !((string[])["/usr/bin/tcpdump", "/usr/bin/nmap", "/usr/sbin/hping3", "/usr/bin/python3"]).All(
                File.Exists
            )
        )
            return;
        _net = new Namespaces();
        _net.Add("a", "b");
        _net.Link("a", "b", 1);
        _net.Ip("b", $"addr add {Outside}/32 dev lo");
        _net.Ip("a", $"route add {Outside} via 10.99.1.2");
    }

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }
        _net?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("port_scan")]
    [InlineData("syn_flood")]
    [InlineData("dns_tunnel")]
    [InlineData("data_exfiltration")]
    public async Task AnAttackIsFoundWhileItIsCaptured(string threat)
    {
        Assert.SkipUnless(_net is not null, Reason);
        string theirs = Path.Combine(_folder, "theirs");
        if (threat == "data_exfiltration")
        {
            Start("b", "python3", "-c", Sink);
            Assert.True(_net.WaitUntil("b", "sh", "-c", "ss -ltn | grep -q :443"));
        }
        Start("a", "tcpdump", "-i", "to-b", "-U", "-B", "65536", "-Z", "root", "-w", theirs, "not arp and not ip6");
        await UntilAsync(() => Task.FromResult(File.Exists(theirs) && new FileInfo(theirs).Length >= 24));
        await using McpClient client = await ServeAsync();
        JsonNode began = await AskAsync(
            client,
            "capture_start",
            new()
            {
                ["interface"] = "to-b",
                ["filter"] = "not arp and not ip6",
                ["max_octets"] = 64 << 20,
                ["trigger"] = new JsonObject { ["threat_type"] = threat, ["after_seconds"] = 0 },
            }
        );
        string id = (string)began["capture_id"]!;
        Assert.Empty((await AskAsync(client, "get_suspicious", []))["threats"]!.AsArray());
        Attack(threat);

        await UntilAsync(async () =>
            (await AskAsync(client, "get_suspicious", []))["threats"]!
                .AsArray()
                .Any(one => (string)one!["threatType"]! == threat)
        );
        JsonNode facts = null!;
        await UntilAsync(async () =>
        {
            JsonNode status = await AskAsync(client, "get_capture_status", new() { ["capture_id"] = id });
            facts = status["captures"]![0]!;
            return facts["triggers"] is JsonArray { Count: 1 } one && (bool)one[0]!["done"]!;
        });
        JsonNode fired = facts["triggers"]![0]!;
        Assert.Equal(("threat", 0), ((string)fired["cause"]!, (int)facts["packets_dropped"]!));
        JsonNode evidence = await AskAsync(
            client,
            "get_suspicious",
            new() { ["file_path"] = (string)fired["output_file"]! }
        );
        Assert.Contains(threat, evidence["summary"]!.AsObject().Select(one => one.Key));

        JsonNode live = await AskAsync(client, "analyze_traffic", []);
        Assert.Equal(("running", 0), ((string)live["live"]!["status"]!, (int)live["live"]!["packets_skipped"]!));
        await AskAsync(client, "capture_stop", []);
        live = await AskAsync(client, "analyze_traffic", new() { ["capture_id"] = id, ["limit"] = 10_000 });
        JsonNode inFile = null!;
        await UntilAsync(async () =>
        {
            inFile = await AskAsync(client, "analyze_traffic", new() { ["file_path"] = theirs, ["limit"] = 10_000 });
            return (long)inFile["stats"]!["totalPackets"]! >= (long)live["stats"]!["totalPackets"]!;
        });
        foreach (
            string field in (string[])
                ["totalPackets", "totalBytes", "protocolStats", "topSrcIPs", "topDstIPs", "topPorts"]
        )
            Assert.Equal(inFile["stats"]![field]!.ToJsonString(), live["stats"]![field]!.ToJsonString());
        foreach (string field in (string[])["threatCount", "activeScanners", "externalConnections", "total"])
            Assert.Equal((int)inFile[field]!, (int)live[field]!);
        Assert.Equal(Connections(inFile), Connections(live));
        JsonNode found = await AskAsync(client, "get_suspicious", new() { ["capture_id"] = id });
        JsonNode foundInFile = await AskAsync(client, "get_suspicious", new() { ["file_path"] = theirs });
        Assert.Equal(Threats(foundInFile), Threats(found));
        Assert.True((bool)found["coverage"]!["complete"]!);
    }

    [Fact]
    public async Task WithoutAnalysisTheSameQuestionsReadThePackets()
    {
        Assert.SkipUnless(_net is not null, Reason);
        await using McpClient client = await ServeAsync();
        JsonNode began = await AskAsync(client, "start_packet_capture", new() { ["interface"] = "to-b" });
        Attack("port_scan");
        JsonNode found = await AskAsync(client, "get_suspicious", []);
        Assert.Contains("port_scan", found["summary"]!.AsObject().Select(one => one.Key));
        JsonNode traffic = await AskAsync(
            client,
            "analyze_traffic",
            new() { ["capture_id"] = (string)began["capture_id"]! }
        );
        Assert.True((int)traffic["stats"]!["totalPackets"]! > 200);
        Assert.Null(traffic["live"]);
        await AskAsync(client, "stop_packet_capture", new() { ["capture_id"] = (string)began["capture_id"]! });
    }

    private void Attack(string threat)
    {
        (string host, string[] words) = threat switch
        {
            "port_scan" => ("b", (string[])["nmap", "-n", "-Pn", "-sS", "-p1-200", "-T4", "10.99.1.1"]),
            "syn_flood" => ("b", ["hping3", "-q", "-S", "-p", "80", "-i", "u1000", "-c", "1500", "10.99.1.1"]),
            "dns_tunnel" => ("a", ["python3", "-c", Names]),
            _ => ("a", ["python3", "-c", Upload, Outside]),
        };
        _net!.Run(host, words[0], words[1..]);
    }

    // The kernel takes the time of a packet for each program that captures it: seconds may differ by the tick.
    private static IEnumerable<string> Connections(JsonNode answer) =>
        answer["stats"]!["connections"]!
            .AsObject()
            .Select(one => $"{one.Key} {one.Value!["packetCount"]} {one.Value["byteCount"]}")
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Threats(JsonNode answer) =>
        answer["threats"]!
            .AsArray()
            .Select(one =>
                $"{one!["threatType"]} {one["ip"]} {one["severity"]} {one["count"]} {one["evidence"]!["frames_total"]}"
            )
            .Order(StringComparer.Ordinal);

    private async Task<McpClient> ServeAsync() =>
        await McpClient.CreateAsync(
            new StdioClientTransport(
                new StdioClientTransportOptions
                {
                    Command = "ip",
                    Arguments = ["netns", "exec", _net!.Name("a"), BuiltProgram.Path, "serve"],
                    WorkingDirectory = Repo.Root,
                    EnvironmentVariables = new Dictionary<string, string?>
                    {
                        ["SONDE_CAPTURE_STORAGE_PATH"] = _folder,
                        ["SONDE_PCAP_ALLOWED_PATHS"] = _folder,
                    },
                }
            ),
            new McpClientOptions { DiscoverProbeTimeout = TimeSpan.FromSeconds(60) }
        );

    private void Start(string host, string program, params string[] arguments)
    {
        Process process = _net!.StartAt(host, program, arguments);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _started.Add(process);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        long end = Stopwatch.GetTimestamp() + 60 * Stopwatch.Frequency;
        while (!await condition())
        {
            Assert.True(Stopwatch.GetTimestamp() < end, "waited 60 s");
            await Task.Delay(100);
        }
    }

    private static async Task<JsonNode> AskAsync(McpClient client, string tool, JsonObject arguments)
    {
        CallToolResult result = await CallTests.CallAsync(client, tool, arguments);
        Assert.False(result.IsError ?? false, CallTests.TextOf(result));
        JsonNode answer = CallTests.Structured(result);
        Assert.Empty(SchemaCheck.Problems(new ToolCatalog().Find(tool).OutputSchema, answer));
        return answer;
    }
}
