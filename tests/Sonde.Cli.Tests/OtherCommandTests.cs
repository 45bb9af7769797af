using System.Text;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

public sealed class OtherCommandTests
{
    [Fact]
    public void TheVersionIsANumber() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", BuiltProgram.Run("--version").Output);

    [Fact]
    public void HelpIsAnAnswer()
    {
        Ran ran = BuiltProgram.Run("summary", "--help");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Contains("--max-packets", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutACommandTheHelpGoesToStandardError()
    {
        Ran ran = BuiltProgram.Run();
        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.Contains("conversations", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ConfigShowSaysWhereEachValueComesFrom()
    {
        using var folder = new Folder();
        string config = folder.Write("config.yaml", "pcap:\n  max_packets: 5\n  download_timeout_seconds: 7\n"u8);
        Ran ran = BuiltProgram.Run(
            ["config", "show", "--json", "--config", config, "--set", "security.block_private=true"],
            environment: new Dictionary<string, string> { ["SONDE_PCAP_MAX_PACKETS"] = "6" }
        );
        var settings = JsonNode.Parse(ran.Output)!["settings"]!
            .AsArray()
            .ToDictionary(one => (string)one!["setting"]!, one => one!);
        Assert.Equal(6, (int)settings["pcap.max_packets"]["value"]!);
        Assert.Equal("variable SONDE_PCAP_MAX_PACKETS", (string)settings["pcap.max_packets"]["origin"]!);
        Assert.Equal($"{config}:3", (string)settings["pcap.download_timeout_seconds"]["origin"]!);
        Assert.Equal("flag --set", (string)settings["security.block_private"]["origin"]!);
        Assert.Equal("built in", (string)settings["http.port"]["origin"]!);
    }

    [Fact]
    public void ConfigShowIsReadable()
    {
        string text = BuiltProgram.Run("config", "show").Output;
        Assert.Matches(@"(?m)^pcap\.max_packets +\(unset\) +built in", text);
    }

    [Fact]
    public void ToolsAreListed()
    {
        Assert.Contains("pcap_summary", BuiltProgram.Run("tools").Output, StringComparison.Ordinal);
        JsonArray tools = JsonNode.Parse(BuiltProgram.Run("tools", "--json").Output)!.AsArray();
        Assert.Contains(tools, tool => (string)tool!["name"]! == "pcap_summary" && tool["inputSchema"] is JsonObject);
    }

    [Theory]
    [InlineData("--args", """{"file_path":"samples/dns.pcapng"}""")]
    [InlineData("--file-path", "samples/dns.pcapng")]
    [InlineData("--file_path=samples/dns.pcapng", "--max-packets=1000")]
    [InlineData("--files", """samples/dns.pcapng""")]
    public void CallTakesItsArgumentsInSeveralWays(params string[] words)
    {
        Ran ran = BuiltProgram.Run(["call", "pcap_summary", .. words]);
        Assert.Equal(89, (int)JsonNode.Parse(ran.Output)!["packet_count"]!);
    }

    [Fact]
    public void CallTakesArgumentsFromAFileAndFromStandardInput()
    {
        using var folder = new Folder();
        byte[] arguments = Encoding.UTF8.GetBytes("""{"file_path":"samples/dns.pcapng"}""");
        string file = folder.Write("arguments.json", arguments);
        Ran fromFile = BuiltProgram.Run("call", "pcap_summary", "--args", "@" + file);
        Ran fromInput = BuiltProgram.Run(["call", "pcap_summary", "--args", "-"], arguments);
        Assert.Equal(89, (int)JsonNode.Parse(fromFile.Output)!["packet_count"]!);
        Assert.Equal(fromFile.Output, fromInput.Output);
    }

    [Fact]
    public void AnAnswerThatSaysNoEndsWithOne()
    {
        Ran command = BuiltProgram.Run("cidr", "info", "nonsense", "--json");
        Ran call = BuiltProgram.Run("call", "cidr_info", "--cidr", "nonsense");
        Assert.Equal((1, 1), (command.Code, call.Code));
        Assert.Equal(call.Output, command.Output);
        Assert.False((bool)JsonNode.Parse(command.Output)!["success"]!);
    }

    [Fact]
    public void BlocksAndMapsComeFromStandardInputAndFiles()
    {
        Ran lines = BuiltProgram.Run(["cidr", "summarize", "-", "--csv"], "10.0.0.0/24\r\n\n10.0.1.0/24\n"u8.ToArray());
        Assert.Equal("block\r\n10.0.0.0/23\r\n", lines.Output);
        using var folder = new Folder();
        string map = folder.Write("vlans.json", """{"10": "10.0.0.0/24"}"""u8);
        Assert.Equal(0, BuiltProgram.Run("vlan", "contains", "10", "10.0.0.7", map).Code);
        Assert.Equal(1, BuiltProgram.Run("vlan", "check", map + ".missing").Code);
    }

    [Fact]
    public void FactsAreOneObjectALineForEachFileOfAFolder()
    {
        Ran ran = BuiltProgram.Run("facts", "samples");
        string[] lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Directory.GetFiles(Repo.Path("samples"), "*", SearchOption.AllDirectories).Length, lines.Length);
        Assert.All(lines, line => Assert.NotNull(JsonNode.Parse(line)!["file"]));
        Assert.Equal(1, ran.Code); // not every file there is a capture
        Assert.Equal(0, BuiltProgram.Run("facts", "samples/dns.pcapng").Code);
    }

    [Theory]
    [InlineData("samples/http.pcapng", "http")]
    [InlineData("samples/tls12.pcapng", "tls")]
    [InlineData("samples/redis.pcapng", "redis")]
    public void FactsWithoutApplicationsSayTheSameOfAllElse(string path, string application)
    {
        var all = (JsonObject)JsonNode.Parse(BuiltProgram.Run("facts", path).Output)!;
        var bare = (JsonObject)JsonNode.Parse(BuiltProgram.Run("facts", "--no-applications", path).Output)!;
        Assert.Contains(application, all.Select(one => one.Key));
        Assert.DoesNotContain(application, bare.Select(one => one.Key));
        Assert.All(bare, one => Assert.True(JsonNode.DeepEquals(all[one.Key], one.Value), one.Key));
    }
}
