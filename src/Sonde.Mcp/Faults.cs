using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>The one shape in which every face shows that there is no answer.</summary>
public static class Faults
{
    /// <summary><c>success</c> false, <c>error</c>, <c>error_type</c>, <c>summary</c>, and what helps to ask better.</summary>
    public static JsonObject ToJson(EngineException fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var json = new JsonObject
        {
            ["success"] = false,
            ["error"] = fault.Message,
            ["error_type"] = fault.Fault.Name(),
            ["summary"] = fault.Message,
        };
        if (fault.Suggestion is { } suggestion)
            json["suggestion"] = suggestion;
        if (fault.Allowed.Count > 0)
            json["allowed"] = Array(fault.Allowed);
        if (fault.Nearest.Count > 0)
            json["nearest"] = Array(fault.Nearest);
        return json;
    }

    /// <summary>The members that a fault has beside those of answers, as JSON schema.</summary>
    internal static IEnumerable<(string Name, JsonObject Schema)> Members() =>
        [
            ("error", Text("Why there is no answer; only when success is false.")),
            ("error_type", Text("The kind of failure: " + string.Join(", ", EngineFaults.Names) + ".")),
            ("suggestion", Text("What to do next.")),
            ("allowed", Texts("Values that would have been accepted.")),
            ("nearest", Texts("Known names that look like the one given.")),
        ];

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };

    private static JsonObject Texts(string description) =>
        new()
        {
            ["description"] = description,
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "string" },
        };

    /// <summary>Turns what a question may throw into a fault with a closed list of types; null for a defect of our own.</summary>
    public static EngineException? From(Exception exception) =>
        exception switch
        {
            EngineException fault => fault,
            OperationCanceledException => new EngineException(EngineFault.Cancelled, "The question was broken off."),
            UnauthorizedAccessException => new EngineException(
                EngineFault.AccessDenied,
                "A file may not be read.",
                "Let its owner grant read permission."
            ),
            IOException => new EngineException(EngineFault.NotFound, "The file could not be read to its end."),
            JsonException => new EngineException(EngineFault.InvalidArgument, "The arguments cannot be read as JSON."),
            _ => null,
        };

    private static JsonArray Array(IReadOnlyList<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
