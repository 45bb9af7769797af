using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ModelContextProtocol.Client;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

public sealed partial class ToolListTests
{
    // What a client puts before a model for every conversation, in characters: name, description and input schema.
    private const int MostOfAllInputs = 125_000;
    private const int MostOfOneInput = 3_000;

    private const int MostInstructions = 2_048; // clients cut them there

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Tools => Samples.Tools;

    public static TheoryData<string> Revisions => Harness.Revisions;

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task EveryRevisionListsTheSameToolsSortedByName(string revision)
    {
        await using Harness harness = await Harness.StartAsync(revision);
        string[] first = [.. (await harness.Client.ListToolsAsync()).Select(tool => tool.Name)];
        string[] second = [.. (await harness.Client.ListToolsAsync()).Select(tool => tool.Name)];
        Assert.Equal(new ToolCatalog().Tools.Select(tool => tool.Name), first);
        Assert.Equal(first.Order(StringComparer.Ordinal), first);
        Assert.Equal(first, second);
    }

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task TheServerSaysWhoItIsAndHowToBegin(string revision)
    {
        await using Harness harness = await Harness.StartAsync(revision);
        Assert.Equal("sonde", harness.Client.ServerInfo?.Name);
        Assert.Equal("1.2.3", harness.Client.ServerInfo?.Version);
        Assert.InRange(harness.Client.ServerInstructions?.Length ?? 0, 100, MostInstructions);
        Assert.Equal(revision, harness.Client.NegotiatedProtocolVersion);
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void ADescriptionSaysEnoughAndNotTooMuch(string name)
    {
        ITool tool = new ToolCatalog().Find(name);
        Assert.InRange(tool.Description.Length, 100, 400);
        Assert.InRange(tool.Title.Length, 3, 60);
        Assert.Matches(Name(), tool.Name);
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void EveryArgumentAndEveryMemberOfTheAnswerIsDescribed(string name)
    {
        ITool tool = new ToolCatalog().Find(name);
        Assert.Empty(Undescribed(tool.InputSchema, "in").Concat(Undescribed(tool.OutputSchema, "out")));
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void ASchemaUsesOneTypeANodeAndNoUnknownArguments(string name)
    {
        ITool tool = new ToolCatalog().Find(name);
        Assert.All(
            [tool.InputSchema, tool.OutputSchema],
            schema =>
            {
                Assert.Equal("object", (string?)schema["type"]);
                Assert.False((bool)schema["additionalProperties"]!);
            }
        );
        string[] types =
        [
            .. Nodes(tool.InputSchema)
                .Concat(Nodes(tool.OutputSchema))
                .Where(node => node.ContainsKey("type"))
                .Select(node => node["type"]!.GetValueKind().ToString()),
        ];
        Assert.All(types, kind => Assert.Equal("String", kind));
        Assert.DoesNotContain(Nodes(tool.InputSchema), node => node.ContainsKey("$ref"));
    }

    [Fact]
    public void TheListFitsItsBudget()
    {
        var sizes = new ToolCatalog().Tools.ToDictionary(
            tool => tool.Name,
            tool => tool.Name.Length + tool.Description.Length + tool.InputSchema.ToJsonString().Length
        );
        Assert.All(sizes, size => Assert.True(size.Value <= MostOfOneInput, $"{size.Key}: {size.Value}"));
        Assert.InRange(sizes.Values.Sum(), 1, MostOfAllInputs);
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task TheListedToolIsTheOneWrittenDown(string name)
    {
        await using Harness harness = await Harness.StartAsync("2025-11-25");
        McpClientTool listed = (await harness.Client.ListToolsAsync()).Single(tool => tool.Name == name);
        JsonNode shown = JsonSerializer.SerializeToNode(
            listed.ProtocolTool,
            ModelContextProtocol.McpJsonUtilities.DefaultOptions
        )!;
        Snapshot.Equal(["snapshots", name + ".json"], shown.ToJsonString(Indented) + "\n");
    }

    [Fact]
    public void EverySnapshotIsOfATool() =>
        Assert.Equal(
            new ToolCatalog().Tools.Select(tool => tool.Name),
            Directory
                .EnumerateFiles(Repo.Path("tests", "Sonde.Mcp.Tests", "snapshots"))
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void ThePageOfTheDocumentationIsUpToDate() =>
        Snapshot.Equal(["..", "..", "docs", "tools.md"], ToolsPage.Of(new ToolCatalog()));

    [Fact]
    public void TheRoundOfTheInspectorCallsEveryTool() =>
        Assert.Empty(new ToolCatalog().Tools.Select(tool => tool.Name).Except(Samples.Calls.Keys));

    private static IEnumerable<string> Undescribed(JsonObject schema, string place) =>
        (schema["properties"] as JsonObject ?? []).SelectMany(property =>
        {
            var member = (JsonObject)property.Value!;
            string here = $"{place}.{property.Key}";
            IEnumerable<string> below = Undescribed(member["items"] as JsonObject ?? member, here);
            return string.IsNullOrWhiteSpace((string?)member["description"]) ? below.Prepend(here) : below;
        });

    private static IEnumerable<JsonObject> Nodes(JsonObject schema) =>
        ((schema["properties"] as JsonObject)?.Select(property => property.Value) ?? [])
            .Append(schema["items"])
            .Append(schema["additionalProperties"])
            .OfType<JsonObject>()
            .SelectMany(Nodes)
            .Prepend(schema);

    // one published name has a hyphen
    [GeneratedRegex("^(network-monitor|[a-z][a-z0-9_]{0,63})$")]
    private static partial Regex Name();
}

/// <summary>Compares with a file that is written down; UPDATE_SNAPSHOTS=1 writes it.</summary>
internal static class Snapshot
{
    public static void Equal(string[] file, string actual)
    {
        string path = Repo.Path(["tests", "Sonde.Mcp.Tests", .. file]);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        Assert.True(File.Exists(path), $"{path} is missing; UPDATE_SNAPSHOTS=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
