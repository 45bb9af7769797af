using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>What the tools are asked in tests.</summary>
internal static class Samples
{
    /// <summary>Every capture of the folder samples.</summary>
    public static IReadOnlyList<string> Captures =>
        [
            .. Directory
                .EnumerateFiles(Repo.Path("samples"))
                .Where(path => path.Contains(".pcap", StringComparison.Ordinal))
                .Select(path => Path.GetRelativePath(Repo.Root, path))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>For each tool a call that has an answer, the same as the inspector's round makes.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Calls { get; } =
        File.ReadLines(Repo.Path("eng", "inspector.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .ToDictionary(row => row[0], row => (JsonObject)JsonNode.Parse(row[1])!);

    /// <summary>Whether a tool captures packets, for which a right is needed.</summary>
    public static bool IsLive(string tool) => tool is "start_packet_capture" or "capture_start" || NeedsCapture(tool);

    /// <summary>Whether a tool asks for a capture that has begun.</summary>
    public static bool NeedsCapture(string tool) =>
        tool is "stop_packet_capture" or "capture_stop" or "get_packets" or "save_recent_packets";

    /// <summary>Tools whose call of the round needs somebody at the other end, who is not there: a fault is an answer.</summary>
    public static IReadOnlySet<string> NeedPeers { get; } =
        File.ReadLines(Repo.Path("eng", "inspector.tsv"))
            .Where(line => line.EndsWith("\tpeer", StringComparison.Ordinal))
            .Select(line => line.Split('\t')[0])
            .ToHashSet();

    /// <summary>Every tool.</summary>
    public static TheoryData<string> Tools => [.. new ToolCatalog().Tools.Select(tool => tool.Name)];
}
