using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Sonde.Engine;
using Xunit;

namespace Sonde.Mcp.Tests;

public sealed class CallTests
{
    public static TheoryData<string> Tools => Samples.Tools;

    public static TheoryData<string> ToolsOnCaptures =>
        [.. new ToolCatalog().Tools.Where(TakesACapture).Select(tool => tool.Name)];

    public static TheoryData<string> PagedTools =>
        [
            .. new ToolCatalog()
                .Tools.Where(tool => TakesACapture(tool) && Takes(tool, "offset"))
                .Select(tool => tool.Name),
        ];

    public static TheoryData<string> Revisions => Harness.Revisions;

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task AnAnswerKeepsToTheSchemaOfItsTool(string name)
    {
        Assert.SkipUnless(!Samples.IsLive(name) || Harness.CanCapture, Harness.CaptureReason);
        await using Harness harness = await Harness.StartAsync();
        var call = (JsonObject)Samples.Calls[name].DeepClone();
        if (Samples.NeedsCapture(name))
        {
            CallToolResult started = await CallAsync(
                harness.Client,
                "start_packet_capture",
                Samples.Calls["start_packet_capture"]
            );
            call["capture_id"] = (string)Structured(started)["capture_id"]!; // others may have begun one since
        }
        CallToolResult result = await CallAsync(harness.Client, name, call);
        JsonNode answer = Structured(result);
        Assert.Empty(SchemaCheck.Problems(new ToolCatalog().Find(name).OutputSchema, answer));
        Assert.True(Samples.NeedPeers.Contains(name) || (bool)answer["success"]!);
        Assert.True(JsonNode.DeepEquals(answer, JsonNode.Parse(TextOf(result))), "text and structure differ");
    }

    [Theory]
    [MemberData(nameof(ToolsOnCaptures))]
    public void EverySampleGetsAnAnswerThatKeepsToTheSchema(string name)
    {
        ITool tool = new ToolCatalog().Find(name);
        CaptureEngine engine = Harness.Engine();
        Assert.All(
            Samples.Captures,
            capture =>
            {
                var arguments = (JsonObject)Samples.Calls[name].DeepClone();
                arguments.Remove("file_path");
                arguments["pcap_file"] = capture;
                if (name == "get_packet")
                    arguments["frame"] = 1;
                if (name == "follow_stream" && !HasTcp(engine, capture))
                    return; // there is no stream to follow
                JsonElement answer = tool.Run(engine, arguments, new AskContext()).Structured;
                Assert.Empty(SchemaCheck.Problems(tool.OutputSchema, JsonObject.Create(answer)));
            }
        );
    }

    private static bool HasTcp(CaptureEngine engine, string capture) =>
        PcapSummaryQuestion.Ask(engine, new CaptureArguments { PcapFile = capture }, new AskContext()).Conversations.Tcp
        > 0;

    [Fact]
    public async Task ACallThatLacksAnArgumentIsAnsweredOrToldWhichOneItNeeds()
    {
        await using Harness harness = await Harness.StartAsync();
        foreach (ITool tool in new ToolCatalog().Tools.Where(TakesACapture))
        {
            JsonObject whole = Samples.Calls[tool.Name];
            foreach ((string lacking, _) in whole)
            {
                var call = (JsonObject)whole.DeepClone();
                call.Remove(lacking);
                JsonNode answer = Structured(await CallAsync(harness.Client, tool.Name, call));
                if ((bool)answer["success"]!)
                    continue;
                string said = (string)answer["error_type"]! + ": " + (string)answer["error"]!;
                Assert.True(
                    said.StartsWith("invalid_argument: ", StringComparison.Ordinal),
                    $"{tool.Name} without {lacking}: {said}"
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(ToolsOnCaptures))]
    public async Task AMissingFileIsNotFound(string name) =>
        await AssertFaultAsync(name, "not_found", call => Capture(call, "samples/no-such.pcapng"));

    [Theory]
    [MemberData(nameof(ToolsOnCaptures))]
    public async Task AFileOutsideTheFoldersAllowedIsRefused(string name) =>
        await AssertFaultAsync(name, "access_denied", call => Capture(call, "/etc/passwd"));

    [Theory]
    [MemberData(nameof(ToolsOnCaptures))]
    public async Task StepsUpwardsLeadNowhere(string name) =>
        await AssertFaultAsync(name, "access_denied", call => Capture(call, "samples/../../../../../../etc/hostname"));

    [Theory]
    [MemberData(nameof(ToolsOnCaptures))]
    public async Task ALinkThatLeadsOutIsRefused(string name)
    {
        string link = Path.Combine(Path.GetTempPath(), $"sonde-{Guid.NewGuid():n}.pcap");
        File.CreateSymbolicLink(link, "/etc/passwd");
        try
        {
            await AssertFaultAsync(name, "access_denied", call => Capture(call, link));
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Theory]
    [MemberData(nameof(ToolsOnCaptures))]
    public async Task AnEmptyFileIsAnUnsupportedFormat(string name)
    {
        string empty = Path.Combine(Path.GetTempPath(), $"sonde-{Guid.NewGuid():n}.pcap");
        File.WriteAllBytes(empty, []);
        try
        {
            await AssertFaultAsync(name, "unsupported_format", call => Capture(call, empty));
        }
        finally
        {
            File.Delete(empty);
        }
    }

    [Theory]
    [MemberData(nameof(ToolsOnCaptures))]
    public async Task AUrlToAMetadataServiceIsRefused(string name) =>
        await AssertFaultAsync(
            name,
            "blocked_by_policy",
            call => Capture(call, "http://169.254.169.254/latest/meta-data.pcap")
        );

    [Theory]
    [MemberData(nameof(PagedTools))]
    public async Task APageBeyondTheEndIsAnInvalidArgument(string name) =>
        await AssertFaultAsync(name, "invalid_argument", call => call["offset"] = 1_000_000);

    [Theory]
    [InlineData("filter_packets", "display_filter", "dns.qry.nam == 1")]
    [InlineData("filter_packets", "display_filter", "((")]
    [InlineData("filter_packets", "protocol", "nonsense")]
    public async Task AWrongFilterOrProtocolIsExplained(string name, string argument, string value)
    {
        JsonNode fault = await AssertFaultAsync(
            name,
            argument == "protocol" ? "invalid_argument" : "parse_error",
            call => call[argument] = value
        );
        Assert.NotEmpty((string)fault["suggestion"]!);
    }

    [Theory]
    [MemberData(nameof(ToolsOnCaptures))]
    public async Task SomethingElseThanACaptureIsAnUnsupportedFormat(string name) =>
        await AssertFaultAsync(name, "unsupported_format", call => Capture(call, "samples/README.md"));

    [Theory]
    [MemberData(nameof(ToolsOnCaptures))]
    public async Task NoCaptureAtAllIsAnInvalidArgument(string name) =>
        await AssertFaultAsync(
            name,
            "invalid_argument",
            call =>
            {
                call.Remove("file_path");
                call.Remove("pcap_file");
            }
        );

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task AnUnknownArgumentIsNamed(string name)
    {
        JsonNode fault = await AssertFaultAsync(name, "invalid_argument", call => call["file_pat"] = "x");
        Assert.Contains("'file_pat'", (string)fault["error"]!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ToolsOnCaptures))]
    public async Task AnArgumentOfTheWrongTypeIsNamed(string name)
    {
        JsonNode fault = await AssertFaultAsync(name, "invalid_argument", call => call["max_packets"] = "many");
        Assert.Contains(
            "max_packets must be an integer; got '\"many\"'",
            (string)fault["error"]!,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task EveryRevisionGetsTheSameAnswersAndFaults(string revision)
    {
        await using Harness harness = await Harness.StartAsync(revision);
        CallToolResult good = await CallAsync(harness.Client, "pcap_summary", Samples.Calls["pcap_summary"]);
        Assert.Equal(89, (int)Structured(good)["packet_count"]!);
        CallToolResult bad = await CallAsync(harness.Client, "pcap_summary", new JsonObject { ["file_path"] = "nope" });
        Assert.True(bad.IsError);
        Assert.Equal("not_found", (string)Structured(bad)["error_type"]!);
        McpException unknown = await Assert.ThrowsAnyAsync<McpException>(async () =>
            await CallAsync(harness.Client, "pcap_sumary", [])
        );
        Assert.Contains("pcap_summary", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyQuestionsAtOnceAllGetTheirOwnAnswer()
    {
        await using Harness harness = await Harness.StartAsync();
        string[] captures = [.. Enumerable.Repeat(Samples.Captures, 3).SelectMany(all => all)];
        JsonNode[] answers = await Task.WhenAll(
            captures.Select(async capture =>
                Structured(await CallAsync(harness.Client, "pcap_summary", new JsonObject { ["file_path"] = capture }))
            )
        );
        Assert.Equal(
            captures.Select(Path.GetFileName),
            answers.Select(answer => Path.GetFileName((string)answer["file_path"]!))
        );
    }

    private static async Task<JsonNode> AssertFaultAsync(string name, string type, Action<JsonObject> spoil)
    {
        var arguments = (JsonObject)Samples.Calls[name].DeepClone();
        spoil(arguments);
        await using Harness harness = await Harness.StartAsync();
        CallToolResult result = await CallAsync(harness.Client, name, arguments);
        Assert.True(result.IsError);
        JsonNode fault = Structured(result);
        Assert.False((bool)fault["success"]!);
        Assert.Equal(type, (string)fault["error_type"]!);
        Assert.NotEmpty((string)fault["error"]!);
        Assert.Equal((string)fault["error"]!, (string)fault["summary"]!);
        return fault;
    }

    private static bool TakesACapture(ITool tool) => Takes(tool, "pcap_file");

    private static bool Takes(ITool tool, string argument) =>
        tool.InputSchema["properties"] is JsonObject properties && properties.ContainsKey(argument);

    private static void Capture(JsonObject call, string path)
    {
        call.Remove("pcap_file");
        call["file_path"] = path;
    }

    internal static ValueTask<CallToolResult> CallAsync(McpClient client, string tool, JsonObject arguments) =>
        client.CallToolAsync(tool, arguments.ToDictionary(one => one.Key, one => (object?)one.Value));

    internal static JsonNode Structured(CallToolResult result) => JsonObject.Create(result.StructuredContent!.Value)!;

    internal static string TextOf(CallToolResult result) => ((TextContentBlock)Assert.Single(result.Content)).Text;
}
