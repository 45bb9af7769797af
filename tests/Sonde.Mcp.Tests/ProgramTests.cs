using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>The program as clients start it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task TheClientOfTheSdkListsAndCallsEveryTool()
    {
        await using McpClient client = await McpClient.CreateAsync(
            new StdioClientTransport(
                new StdioClientTransportOptions
                {
                    Command = BuiltProgram.Path,
                    Arguments = ["serve"],
                    WorkingDirectory = Repo.Root,
                    EnvironmentVariables = new Dictionary<string, string?>
                    {
                        ["SONDE_CAPTURE_STORAGE_PATH"] = Harness.Captures,
                    },
                }
            ),
            new McpClientOptions { DiscoverProbeTimeout = TimeSpan.FromSeconds(60) }
        );
        IList<McpClientTool> tools = await client.ListToolsAsync();
        Assert.Equal(new ToolCatalog().Tools.Select(tool => tool.Name), tools.Select(tool => tool.Name));
        foreach (McpClientTool tool in tools.Where(tool => !Samples.IsLive(tool.Name) || Harness.CanCapture))
        {
            CallToolResult result = await CallTests.CallAsync(client, tool.Name, Samples.Calls[tool.Name]);
            bool mayFail = Samples.NeedPeers.Contains(tool.Name);
            Assert.False(!mayFail && (result.IsError ?? false), tool.Name + ": " + CallTests.TextOf(result));
            var schema = JsonObject.Create(tool.ProtocolTool.OutputSchema!.Value)!;
            Assert.Empty(SchemaCheck.Problems(schema, CallTests.Structured(result)));
        }
    }

    [Fact]
    public void RequestsBeforeTheEndOfTheInputAreAllAnswered()
    {
        string[] lines =
        [
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""",
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"pcap_summary","arguments":{"file_path":"samples/dns.pcapng"}}}""",
            """{"jsonrpc":"2.0","id":3,"method":"tools/list"}""",
        ];
        Ran ran = BuiltProgram.Run(["serve"], Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        JsonNode[] answers =
        [
            .. ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!),
        ];
        Assert.Equal([1, 2, 3], answers.Select(answer => (int)answer["id"]!).Order());
        Assert.All(answers, answer => Assert.NotNull(answer["result"]));
        Assert.Equal(0, ran.Code);
    }

    [Fact]
    public void LinesThatAreNoMessagesDoNotEndTheServer()
    {
        string[] lines =
        [
            "this is no JSON",
            "",
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""",
            """{"jsonrpc":"2.0","id":2,"method":"no/such"}""",
        ];
        Ran ran = BuiltProgram.Run(["serve"], Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        JsonNode[] answers =
        [
            .. ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!),
        ];
        Assert.Contains(answers, answer => (int?)answer["id"] == 1 && answer["result"] is not null);
        Assert.Contains(answers, answer => (int?)answer["id"] == 2 && (int)answer["error"]!["code"]! == -32601);
    }

    [Fact]
    public void AWrongConfigurationIsSaidBeforeAnythingIsServed()
    {
        Ran ran = BuiltProgram.Run(["serve", "--set", "pcap.max_packets=none"]);
        Assert.Equal(2, ran.Code);
        Assert.Contains("pcap.max_packets", ran.Error, StringComparison.Ordinal);
        Assert.Empty(ran.Output);
    }
}
