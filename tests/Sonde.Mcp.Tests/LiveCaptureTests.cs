using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>A client captures on loopback, and reads what it captured.</summary>
public sealed class LiveCaptureTests
{
    [Fact]
    public async Task WhatAServerCapturedItCanRead()
    {
        Assert.SkipUnless(Harness.CanCapture, Harness.CaptureReason);
        await using Harness harness = await Harness.StartAsync();
        using var listener = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)listener.Client.LocalEndPoint!).Port;
        JsonNode started = await AskAsync(
            harness.Client,
            "start_packet_capture",
            new JsonObject
            {
                ["interface"] = "lo",
                ["capture_filter"] = $"(udp and dst port {port})",
                ["comment"] = "for a test",
            }
        );
        Assert.Equal("started", (string)started["status"]!);
        string id = (string)started["capture_id"]!;
        using (var sender = new UdpClient())
        {
            for (int number = 0; number < 25; number++)
                sender.Send(new byte[100], 100, new IPEndPoint(IPAddress.Loopback, port));
        }
        JsonNode running = await AskAsync(harness.Client, "get_capture_status", new JsonObject { ["capture_id"] = id });
        Assert.Equal((1, "running"), ((int)running["active_captures"]!, (string)running["captures"]![0]!["status"]!));
        JsonNode stopped = await AskAsync(
            harness.Client,
            "stop_packet_capture",
            new JsonObject { ["capture_id"] = id }
        );
        Assert.Equal((25, 25 * 142), ((int)stopped["packets_captured"]!, (int)stopped["bytes_captured"]!));
        Assert.Equal((0, "request"), ((int)stopped["packets_dropped"]!, (string)stopped["capture"]!["ended_by"]!));
        JsonNode again = await AskAsync(harness.Client, "stop_packet_capture", new JsonObject { ["capture_id"] = id });
        Assert.True(JsonNode.DeepEquals(stopped, again));
        string file = (string)stopped["output_file"]!;
        JsonNode summary = await AskAsync(harness.Client, "pcap_summary", new JsonObject { ["file_path"] = file });
        Assert.Equal(25, (int)summary["packet_count"]!);
        JsonNode infos = await AskAsync(harness.Client, "analyze_capinfos", new JsonObject { ["pcap_file"] = file });
        Assert.Contains("for a test", infos.ToJsonString(), StringComparison.Ordinal);
        JsonNode files = await AskAsync(harness.Client, "list_captured_files", new JsonObject { ["details"] = true });
        JsonNode listed = files["files"]!.AsArray().Single(one => (string)one!["path"]! == file)!;
        Assert.Equal((25, id), ((int)listed["packets"]!, (string)listed["capture_id"]!));
        Assert.Equal(new FileInfo(file).Length, (long)stopped["file_size_bytes"]!);
    }

    [Fact]
    public async Task TwoCapturesInOneSecondAreTwo()
    {
        Assert.SkipUnless(Harness.CanCapture, Harness.CaptureReason);
        await using Harness harness = await Harness.StartAsync();
        JsonNode[] both = await Task.WhenAll(
            AskAsync(harness.Client, "start_packet_capture", new JsonObject { ["interface"] = "lo" }),
            AskAsync(harness.Client, "start_packet_capture", new JsonObject { ["interface"] = "lo" })
        );
        Assert.NotEqual((string)both[0]["capture_id"]!, (string)both[1]["capture_id"]!);
        Assert.NotEqual((string)both[0]["output_file"]!, (string)both[1]["output_file"]!);
        foreach (JsonNode one in both)
            await AskAsync(
                harness.Client,
                "stop_packet_capture",
                new JsonObject { ["capture_id"] = (string)one["capture_id"]! }
            );
    }

    [Theory]
    [InlineData("""{"interface":"lo","capture_filter":"tcp_port 80"}""", "invalid_argument", "syntax error")]
    [InlineData("""{"interface":"no-such"}""", "not_found", "no-such")]
    [InlineData("""{"interface":"lo","duration":86400}""", "limit_exceeded", "capture.max_seconds")]
    [InlineData("""{"interface":"lo","max_octets":2000000000}""", "limit_exceeded", "capture.max_octets")]
    [InlineData(
        """{"interface":"lo","ring_files":1000,"max_octets":100000000}""",
        "limit_exceeded",
        "capture.storage_octets"
    )]
    [InlineData("""{"interface":"lo","output_file":"../x.pcap"}""", "invalid_argument", "output_file")]
    [InlineData("""{"interface":"lo","output_file":"-w.pcap"}""", "invalid_argument", "output_file")]
    [InlineData("""{"interface":"lo","output_file":"x.txt"}""", "invalid_argument", "output_file")]
    public async Task AWrongStartFailsAtOnceAndSaysWhy(string arguments, string fault, string word)
    {
        Assert.SkipUnless(Harness.CanCapture, Harness.CaptureReason);
        await using Harness harness = await Harness.StartAsync();
        CallToolResult result = await CallTests.CallAsync(
            harness.Client,
            "start_packet_capture",
            JsonNode.Parse(arguments)!.AsObject()
        );
        Assert.True(result.IsError);
        JsonNode answer = CallTests.Structured(result);
        Assert.Equal(fault, (string)answer["error_type"]!);
        Assert.Contains(word, (string)answer["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileIsNeverOverwrittenAndAnUnknownCaptureIsNotFound()
    {
        Assert.SkipUnless(Harness.CanCapture, Harness.CaptureReason);
        await using Harness harness = await Harness.StartAsync();
        var arguments = new JsonObject { ["interface"] = "lo", ["output_file"] = $"once-{Guid.NewGuid():N}.pcap" };
        JsonNode first = await AskAsync(harness.Client, "start_packet_capture", arguments.DeepClone().AsObject());
        CallToolResult second = await CallTests.CallAsync(harness.Client, "start_packet_capture", arguments);
        Assert.Contains("exists already", (string)CallTests.Structured(second)["error"]!, StringComparison.Ordinal);
        await AskAsync(
            harness.Client,
            "stop_packet_capture",
            new JsonObject { ["capture_id"] = (string)first["capture_id"]! }
        );
        byte[] octets = await File.ReadAllBytesAsync((string)first["output_file"]!);
        Assert.Equal([0x4d, 0x3c, 0xb2, 0xa1], octets[..4]);
        CallToolResult unknown = await CallTests.CallAsync(
            harness.Client,
            "stop_packet_capture",
            new JsonObject { ["capture_id"] = "capture_0" }
        );
        Assert.Equal("not_found", (string)CallTests.Structured(unknown)["error_type"]!);
    }

    [Fact]
    public void WithoutTheRightTheCommandThatGrantsItIsNamed()
    {
        Assert.SkipUnless(Harness.CanCapture, Harness.CaptureReason);
        string folder = Directory.CreateTempSubdirectory("sonde-nobody").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        Ran ran = BuiltProgram.RunAsAnybody(
            "capture",
            "start",
            "-i",
            "lo",
            "--set",
            $"capture.storage_path={folder}/a",
            "--json"
        );
        JsonNode answer = JsonNode.Parse(ran.Output)!;
        Directory.Delete(folder, recursive: true);
        Assert.Equal("missing_capability", (string)answer["error_type"]!);
        Assert.StartsWith(
            "To allow it: sudo setcap cap_net_raw+ep /",
            (string)answer["suggestion"]!,
            StringComparison.Ordinal
        );
        Assert.Equal(1, ran.Code);
    }

    private static async Task<JsonNode> AskAsync(McpClient client, string tool, JsonObject arguments)
    {
        CallToolResult result = await CallTests.CallAsync(client, tool, arguments);
        Assert.False(result.IsError ?? false, CallTests.TextOf(result));
        return CallTests.Structured(result);
    }
}
