using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>A server at a host of its own keeps the last packets of real programs in memory, with tcpdump beside it.</summary>
public sealed class LookBackTests : IDisposable
{
    private const string Reason = "needs root, network namespaces, libpcap, tcpdump, curl and python3";

    private readonly Namespaces? _net;
    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-look-back").FullName;
    private readonly List<Process> _started = [];

    public LookBackTests()
    {
        if (
            Namespaces.WhyNot.Length > 0
            || !Harness.CanCapture
            || !File.Exists("/usr/bin/tcpdump")
            || !File.Exists("/usr/bin/curl")
            || !File.Exists("/usr/bin/python3")
        )
            return;
        _net = new Namespaces();
        _net.Add("a", "b");
        _net.Link("a", "b", 1);
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

    [Fact]
    public async Task WhatIsKeptAndSavedIsWhatTcpdumpSaw()
    {
        Assert.SkipUnless(_net is not null, Reason);
        string theirs = Path.Combine(_folder, "theirs");
        Start("b", "python3", "-m", "http.server", "80", "--directory", Path.Combine(Repo.Root, "docs"));
        Assert.True(_net.WaitUntil("a", "curl", "-s", "-o", "/dev/null", "http://10.99.1.2/"));
        Start("a", "tcpdump", "-i", "to-b", "-U", "-Z", "root", "-w", theirs, "not arp and not ip6");
        await UntilAsync(() => File.Exists(theirs) && new FileInfo(theirs).Length >= 24);
        await using McpClient client = await ServeAsync();
        JsonNode began = await AskAsync(
            client,
            "capture_start",
            new() { ["interface"] = "to-b", ["filter"] = "not arp and not ip6" }
        );
        Assert.Equal(
            ("started", "to-b", "not arp and not ip6", 10_000),
            ((string)began["status"]!, (string)began["interface"]!, (string)began["filter"]!, (int)began["maxPackets"]!)
        );
        Assert.Equal(0, _net.Run("a", "curl", "-s", "-o", "/dev/null", "http://10.99.1.2/map.md").Code);
        Assert.Equal(0, _net.Run("a", "ping", "-c", "3", "-i", "0.2", "10.99.1.2").Code);

        JsonNode all = await AskAsync(client, "get_packets", new() { ["limit"] = 10_000 });
        int count = (int)all["count"]!;
        await UntilAsync(() => Summary(theirs).Packets >= count);
        Assert.Equal(Rows(theirs).Select(Timeless), all["packets"]!.AsArray().Select(Key).Select(Timeless));
        Assert.Equal((0, 0), ((int)all["packets_dropped"]!, (int)all["interface_drops"]!));
        Assert.True((bool)all["coverage"]!["complete"]!);

        JsonNode tcp = await AskAsync(client, "get_packets", new() { ["protocol"] = "tcp" });
        Assert.Equal(Rows(theirs, "tcp").Select(Timeless), tcp["packets"]!.AsArray().Select(Key).Select(Timeless));
        JsonNode first = tcp["packets"]![0]!;
        Assert.Equal(
            ("TCP", "10.99.1.1", "10.99.1.2", 80, 0, true),
            (
                (string)first["protocol"]!,
                (string)first["srcIP"]!,
                (string)first["dstIP"]!,
                (int)first["dstPort"]!,
                (int)first["payloadSize"]!,
                (bool)first["info"]!["possibleHTTP"]!
            )
        );
        Assert.Equal(["SYN"], first["flags"]!.AsArray().Select(flag => (string)flag!));
        JsonNode pings = await AskAsync(
            client,
            "get_packets",
            new() { ["protocol"] = "ICMP", ["srcIP"] = "10.99.1.2" }
        );
        Assert.Equal((3, "ICMPv4"), ((int)pings["total"]!, (string)pings["packets"]![0]!["protocol"]!));

        JsonNode saved = await AskAsync(
            client,
            "save_recent_packets",
            new() { ["seconds"] = 3600, ["output_file"] = "saved.pcapng" }
        );
        Assert.Equal((count, true), ((int)saved["packets_saved"]!, (bool)saved["window_complete"]!));
        string file = (string)saved["output_file"]!;
        Assert.Equal(new FileInfo(file).Length, (long)saved["file_size_bytes"]!);
        Assert.Equal(all["packets"]!.AsArray().Select(Key), Rows(file));

        JsonNode live = await AskAsync(client, "pcap_summary", new() { ["file_path"] = (string)began["capture_id"]! });
        Assert.Equal(count, (int)live["packet_count"]!);
        JsonNode stopped = await AskAsync(client, "capture_stop", []);
        Assert.Equal(
            (count, count, Rows(theirs).Sum(row => row.Length)),
            ((int)stopped["packetsCaptured"]!, (int)stopped["packets_kept"]!, (long)stopped["bytesCaptured"]!)
        );
        JsonNode again = await AskAsync(
            client,
            "capture_stop",
            new() { ["capture_id"] = (string)began["capture_id"]! }
        );
        Assert.True(JsonNode.DeepEquals(stopped, again));
        JsonNode after = await AskAsync(client, "get_packets", new() { ["limit"] = 1 });
        Assert.Equal(("stopped", count), ((string)after["status"]!, (int)after["packets"]![0]!["packet_number"]!));
    }

    [Fact]
    public async Task ARingKeepsTheLastPacketsAndPagesGoBackInTime()
    {
        Assert.SkipUnless(_net is not null, Reason);
        await using McpClient client = await ServeAsync();
        await AskAsync(
            client,
            "capture_start",
            new()
            {
                ["interface"] = "to-b",
                ["filter"] = "udp port 9",
                ["maxPackets"] = 50,
            }
        );
        Send(200);
        JsonNode last = await AskAsync(client, "get_packets", new() { ["limit"] = 20 });
        Assert.Equal((50, 20, 20), ((int)last["total"]!, (int)last["count"]!, (int)last["next_offset"]!));
        Assert.Equal(200, (int)last["packets_captured"]!);
        Assert.Equal(Enumerable.Range(181, 20), Numbers(last));
        Assert.Equal("maxPackets", (string)last["coverage"]!["limits"]![0]!["name"]!);
        JsonNode before = await AskAsync(client, "get_packets", new() { ["limit"] = 40, ["offset"] = 20 });
        Assert.Equal(Enumerable.Range(151, 30), Numbers(before));
        Assert.Null(before["next_offset"]);
        JsonNode saved = await AskAsync(client, "save_recent_packets", new() { ["seconds"] = 3600 });
        Assert.Equal((50, false), ((int)saved["packets_saved"]!, (bool)saved["window_complete"]!));
        Assert.Equal("maxPackets", (string)saved["limits"]![0]!["name"]!);
        JsonNode small = await AskAsync(client, "save_recent_packets", new() { ["max_octets"] = 4096 });
        Assert.InRange((long)small["file_size_bytes"]!, 1, 4096);
        Assert.Equal(50, (int)small["packets_saved"]! + (int)small["packets_left_out"]!);
        Assert.Equal(
            Rows((string)saved["output_file"]!).TakeLast((int)small["packets_saved"]!),
            Rows((string)small["output_file"]!)
        );
    }

    [Fact]
    public async Task SeveralCapturesRunAtOnceAndMustBeNamed()
    {
        Assert.SkipUnless(_net is not null, Reason);
        await using McpClient client = await ServeAsync();
        string[] ids = new string[2];
        for (int i = 0; i < 2; i++)
            ids[i] = (string)
                (
                    await AskAsync(
                        client,
                        "capture_start",
                        new() { ["interface"] = "to-b", ["filter"] = $"udp port {8 + i}" }
                    )
                )["capture_id"]!;
        Assert.NotEqual(ids[0], ids[1]);
        Send(10);
        JsonNode unclear = await FailAsync(client, "get_packets", []);
        Assert.All(ids, id => Assert.Contains(id, unclear.ToJsonString(), StringComparison.Ordinal));
        await FailAsync(client, "capture_stop", []);
        JsonNode nine = await AskAsync(client, "get_packets", new() { ["capture_id"] = ids[1] });
        JsonNode eight = await AskAsync(client, "get_packets", new() { ["capture_id"] = ids[0] });
        Assert.Equal((10, 0), ((int)nine["total"]!, (int)eight["total"]!));
        JsonNode idle = await AskAsync(client, "capture_stop", new() { ["capture_id"] = ids[0] });
        Assert.Equal((0, "request"), ((int)idle["packetsCaptured"]!, (string)idle["capture"]!["ended_by"]!));
        Assert.Equal(ids[1], (string)(await AskAsync(client, "capture_stop", []))["capture_id"]!);
        Assert.Equal("not_found", (string)(await FailAsync(client, "capture_stop", []))["error_type"]!);
    }

    [Theory]
    [InlineData("""{"interface":"to-b","duration":301}""", "limit_exceeded")]
    [InlineData("""{"interface":"to-c"}""", "not_found")]
    [InlineData("""{"interface":"to-b","filter":"tcp prot 80"}""", "invalid_argument")]
    [InlineData("""{"interface":"to-b","maxPackets":-1}""", "invalid_argument")]
    [InlineData("""{}""", "invalid_argument")]
    public async Task AMistakeIsSaidAtTheStart(string arguments, string fault)
    {
        Assert.SkipUnless(_net is not null, Reason);
        await using McpClient client = await ServeAsync();
        JsonNode answer = await FailAsync(client, "capture_start", JsonNode.Parse(arguments)!.AsObject());
        Assert.Equal(fault, (string)answer["error_type"]!);
    }

    [Fact]
    public async Task AnotherProcessSavesFromARingOfFiles()
    {
        Assert.SkipUnless(_net is not null, Reason);
        string[] storage = ["--set", $"capture.storage_path={_folder}", "--json"];
        string[] ring = ["-i", "to-b", "-f", "udp port 9", "--ring-files", "3", "--max-octets", "8000"];
        Start("a", BuiltProgram.Path, ["capture", "start", .. ring, .. storage]);
        await UntilAsync(() =>
            (int)JsonNode.Parse(_net.Sonde("a", ["capture", "status", .. storage]).Output)!["active_captures"]! == 1
        );
        Send(200);
        Ran ran = _net.Sonde("a", ["capture", "save", "--seconds", "300", "-w", "back.pcapng", .. storage]);
        JsonNode saved = JsonNode.Parse(ran.Output)!;
        Assert.Equal(0, ran.Code);
        Assert.Equal(("ring_files", false), ((string)saved["limits"]![0]!["name"]!, (bool)saved["window_complete"]!));
        (long packets, _) = Summary(Path.Combine(_folder, "back.pcapng"));
        Assert.Equal((long)saved["packets_saved"]!, packets);
        Assert.InRange(packets, 20, 199);
        JsonNode stopped = JsonNode.Parse(_net.Sonde("a", ["capture", "stop", "last", .. storage]).Output)!;
        string[] files = [.. stopped["capture"]!["files"]!.AsArray().Select(file => (string)file!)];
        Assert.Equal(files.SelectMany(file => Rows(file)), Rows(Path.Combine(_folder, "back.pcapng")));
        JsonNode byId = JsonNode.Parse(
            _net.Sonde("a", ["summary", (string)stopped["capture_id"]!, .. storage]).Output
        )!;
        Assert.Equal(packets, (long)byId["packet_count"]!);
    }

    private async Task<McpClient> ServeAsync() =>
        await McpClient.CreateAsync(
            new StdioClientTransport(
                new StdioClientTransportOptions
                {
                    Command = "ip",
                    Arguments = ["netns", "exec", _net!.Name("a"), BuiltProgram.Path, "serve"],
                    WorkingDirectory = Repo.Root,
                    EnvironmentVariables = new Dictionary<string, string?> { ["SONDE_CAPTURE_STORAGE_PATH"] = _folder },
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

    private void Send(int packets)
    {
        const string Program =
            "import socket,sys,time\n"
            + "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
            + "for i in range(int(sys.argv[1])): s.sendto(bytes(100), ('10.99.1.2', 9)); time.sleep(0.001)\n";
        string count = packets.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(0, _net!.Run("a", "python3", "-c", Program, count).Code);
    }

    private static IEnumerable<int> Numbers(JsonNode answer) =>
        answer["packets"]!.AsArray().Select(packet => (int)packet!["packet_number"]!);

    // The kernel takes the time of a packet for each program that captures it, microseconds apart.
    private static (string From, string To, long Length) Timeless(
        (string Time, string From, string To, long Length) row
    ) => (row.From, row.To, row.Length);

    private static (string Time, string From, string To, long Length) Key(JsonNode? packet) =>
        ((string)packet!["timestamp"]!, (string)packet["srcIP"]!, (string)packet["dstIP"]!, (long)packet["length"]!);

    private static (string Time, string From, string To, long Length)[] Rows(string file, string? protocol = null)
    {
        string[] filter = protocol is null ? [] : ["--protocol", protocol];
        Ran ran = BuiltProgram.Run(["packets", file, "--top", "10000", "--json", .. filter]);
        return
        [
            .. JsonNode.Parse(ran.Output)!["packets"]!
                .AsArray()
                .Select(packet =>
                    (
                        (string)packet!["time"]!,
                        (string)packet["src_ip"]!,
                        (string)packet["dst_ip"]!,
                        (long)packet["length"]!
                    )
                ),
        ];
    }

    private static (long Packets, bool IsWhole) Summary(string file)
    {
        JsonNode summary = JsonNode.Parse(BuiltProgram.Run("summary", file, "--json").Output)!;
        return ((long)summary["packet_count"]!, (bool)summary["coverage"]!["complete"]!);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        long end = Stopwatch.GetTimestamp() + 60 * Stopwatch.Frequency;
        while (!condition())
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

    private static async Task<JsonNode> FailAsync(McpClient client, string tool, JsonObject arguments)
    {
        CallToolResult result = await CallTests.CallAsync(client, tool, arguments);
        Assert.True(result.IsError, CallTests.TextOf(result));
        return CallTests.Structured(result);
    }
}
