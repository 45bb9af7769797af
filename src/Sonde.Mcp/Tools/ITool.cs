using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>One tool: its name, its schemas, and how it is run on JSON arguments, whoever calls.</summary>
public interface ITool
{
    /// <summary>The published name.</summary>
    string Name { get; }

    /// <summary>The name for people.</summary>
    string Title { get; }

    /// <summary>What it finds and when to use it.</summary>
    string Description { get; }

    /// <summary>What it does to the world.</summary>
    ToolHints Hints { get; }

    /// <summary>JSON schema of the arguments.</summary>
    JsonObject InputSchema { get; }

    /// <summary>JSON schema of the answer.</summary>
    JsonObject OutputSchema { get; }

    /// <summary>Checks the arguments and runs the tool.</summary>
    /// <exception cref="EngineException">The arguments are wrong, or there is no answer.</exception>
    ToolResult Run(CaptureEngine engine, JsonObject arguments, AskContext context);
}

/// <summary>What a tool does to the world, as MCP's four hints say it.</summary>
/// <param name="ReadOnly">Changes nothing.</param>
/// <param name="Destructive">May destroy something.</param>
/// <param name="Idempotent">The second call with the same arguments changes nothing more.</param>
/// <param name="OpenWorld">Talks to hosts outside.</param>
public readonly record struct ToolHints(bool ReadOnly, bool Destructive, bool Idempotent, bool OpenWorld)
{
    /// <summary>Reads captures, and nothing else.</summary>
    public static ToolHints Reads => new(ReadOnly: true, Destructive: false, Idempotent: true, OpenWorld: false);

    /// <summary>Reads captures, and writes new files where a setting allows it; nothing is overwritten.</summary>
    public static ToolHints Writes => new(ReadOnly: false, Destructive: false, Idempotent: false, OpenWorld: false);

    /// <summary>Sends packets to other hosts and changes nothing.</summary>
    public static ToolHints Probes => new(ReadOnly: true, Destructive: false, Idempotent: true, OpenWorld: true);
}

/// <summary>What a tool answered.</summary>
/// <param name="Structured">The answer by its schema.</param>
/// <param name="Paragraph">The answer in one paragraph.</param>
public readonly record struct ToolResult(JsonElement Structured, string Paragraph);
