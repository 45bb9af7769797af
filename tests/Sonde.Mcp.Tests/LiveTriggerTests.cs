using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>Captures on loopback that save a part of themselves, or stop, when something happens.</summary>
public sealed class LiveTriggerTests : IDisposable
{
    private readonly UdpClient _listener = new(new IPEndPoint(IPAddress.Loopback, 0));

    private int Port => ((IPEndPoint)_listener.Client.LocalEndPoint!).Port;

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("start_packet_capture", "capture_filter")]
    [InlineData("capture_start", "filter")]
    public async Task APacketThatMatchesSavesWhatWasBeforeIt(string tool, string filter)
    {
        Assert.SkipUnless(Harness.CanCapture, Harness.CaptureReason);
        await using Harness harness = await Harness.StartAsync();
        JsonNode started = await AskAsync(
            harness.Client,
            tool,
            new JsonObject
            {
                ["interface"] = "lo",
                [filter] = $"udp and dst port {Port}",
                ["trigger"] = new JsonObject
                {
                    ["filter"] = "udp.length == 85",
                    ["before_seconds"] = 60,
                    ["after_seconds"] = 0,
                },
            }
        );
        string id = (string)started["capture_id"]!;
        for (int number = 1; number <= 10; number++)
            Send(number == 5 ? 77 : 20);
        JsonNode facts = await UntilAsync(
            harness.Client,
            id,
            facts => facts["triggers"] is JsonArray { Count: > 0 } fired && (bool)fired[0]!["done"]!
        );
        JsonNode fired = Assert.Single(facts["triggers"]!.AsArray())!;
        Assert.Equal(("filter", 5, "save"), ((string)fired["cause"]!, (int)fired["frame"]!, (string)fired["action"]!));
        Assert.Equal((5, true), ((int)fired["packets_saved"]!, (bool)fired["window_complete"]!));
        JsonNode summary = await AskAsync(
            harness.Client,
            "pcap_summary",
            new() { ["file_path"] = (string)fired["output_file"]! }
        );
        Assert.Equal(5, (int)summary["packet_count"]!);
        // where only the filter was looked at, questions about threats read the packets
        JsonNode traffic = await AskAsync(harness.Client, "analyze_traffic", new() { ["capture_id"] = id });
        bool isAnalyzed = tool == "capture_start";
        Assert.Equal(
            (10, isAnalyzed, isAnalyzed),
            (
                (int)traffic["stats"]!["totalPackets"]!,
                traffic["live"] is not null,
                facts["analysis"]!["threats"] is not null
            )
        );
        JsonNode ended = await AskAsync(harness.Client, "stop_packet_capture", new() { ["capture_id"] = id });
        Assert.Equal((10, "request"), ((int)ended["packets_captured"]!, (string)ended["capture"]!["ended_by"]!));
    }

    [Fact]
    public async Task ARateThatIsTooHighStopsTheCapture()
    {
        Assert.SkipUnless(Harness.CanCapture, Harness.CaptureReason);
        await using Harness harness = await Harness.StartAsync();
        JsonNode started = await AskAsync(
            harness.Client,
            "start_packet_capture",
            new JsonObject
            {
                ["interface"] = "lo",
                ["capture_filter"] = $"udp and dst port {Port}",
                ["trigger"] = new JsonObject
                {
                    ["packets_per_second"] = 20,
                    ["action"] = "stop",
                    ["after_seconds"] = 0,
                },
            }
        );
        string id = (string)started["capture_id"]!;
        JsonNode facts = await UntilAsync(
            harness.Client,
            id,
            facts =>
            {
                for (int number = 0; number < 200 && (string)facts["status"]! == "running"; number++)
                    Send(20);
                return (string)facts["status"]! != "running";
            }
        );
        Assert.Equal(("completed", "trigger"), ((string)facts["status"]!, (string)facts["ended_by"]!));
        JsonNode fired = Assert.Single(facts["triggers"]!.AsArray())!;
        Assert.Equal("packets_per_second", (string)fired["cause"]!);
        Assert.True((int)fired["frame"]! >= 21);
        Assert.True((long)facts["packets_captured"]! >= (long)fired["frame"]!);
        Assert.Null(facts["analysis"]); // rates need nobody who looks at packets
    }

    [Theory]
    [InlineData("""{"filter":"udp.port == 9 &&& tcp"}""", "parse_error", "trigger.filter is wrong at character")]
    [InlineData("""{"filter":"udp.prt == 9"}""", "parse_error", "udp.prt")]
    [InlineData("""{"threat_type":"port_skan"}""", "invalid_argument", "port_skan")]
    [InlineData("""{"action":"stop"}""", "invalid_argument", "no condition")]
    [InlineData("""{"filter":"tcp","action":"explode"}""", "invalid_argument", "explode")]
    [InlineData("""{"filter":"tcp","after":5}""", "invalid_argument", "after")]
    [InlineData("""{"filter":"tcp","times":1000}""", "invalid_argument", "times")]
    [InlineData("\"tcp\"", "invalid_argument", "trigger")]
    public async Task AMistakeFailsAtTheStart(string trigger, string fault, string word)
    {
        Assert.SkipUnless(Harness.CanCapture, Harness.CaptureReason);
        await using Harness harness = await Harness.StartAsync();
        CallToolResult result = await CallTests.CallAsync(
            harness.Client,
            "start_packet_capture",
            new JsonObject { ["interface"] = "lo", ["trigger"] = JsonNode.Parse(trigger) }
        );
        JsonNode answer = CallTests.Structured(result);
        Assert.Equal((true, fault), (result.IsError ?? false, (string)answer["error_type"]!));
        Assert.Contains(word, (string)answer["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlySoManyCapturesAreAnalyzedAtOnce()
    {
        Assert.SkipUnless(Harness.CanCapture, Harness.CaptureReason);
        await using Harness harness = await Harness.StartAsync();
        List<string> ids = [];
        for (int number = 0; number < 4; number++)
        {
            JsonNode one = await AskAsync(harness.Client, "capture_start", Small());
            Assert.True((bool)one["analyzed"]!);
            ids.Add((string)one["capture_id"]!);
        }
        JsonNode fifth = await AskAsync(harness.Client, "capture_start", Small());
        Assert.False((bool)fifth["analyzed"]!);
        Assert.Contains("not analyzed", (string)fifth["summary"]!, StringComparison.Ordinal);
        ids.Add((string)fifth["capture_id"]!);
        JsonObject wanted = Small();
        wanted["analyze"] = true;
        CallToolResult refused = await CallTests.CallAsync(harness.Client, "capture_start", wanted);
        Assert.Equal("limit_exceeded", (string)CallTests.Structured(refused)["error_type"]!);
        foreach (string id in ids)
            await AskAsync(harness.Client, "stop_packet_capture", new() { ["capture_id"] = id });
    }

    private JsonObject Small() =>
        new()
        {
            ["interface"] = "lo",
            ["filter"] = $"udp and dst port {Port}",
            ["max_octets"] = 1 << 20,
        };

    private void Send(int octets)
    {
        using var sender = new UdpClient();
        sender.Send(new byte[octets], octets, new IPEndPoint(IPAddress.Loopback, Port));
    }

    private static async Task<JsonNode> UntilAsync(McpClient client, string id, Func<JsonNode, bool> condition)
    {
        long end = Stopwatch.GetTimestamp() + 60 * Stopwatch.Frequency;
        while (true)
        {
            JsonNode status = await AskAsync(client, "get_capture_status", new() { ["capture_id"] = id });
            JsonNode facts = status["captures"]![0]!;
            if (condition(facts))
                return facts;
            Assert.True(Stopwatch.GetTimestamp() < end, facts.ToJsonString());
            await Task.Delay(50);
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
