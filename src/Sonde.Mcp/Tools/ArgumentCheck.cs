using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Holds arguments against a tool's schema before anything is run, so that a wrong one gets a clear answer.</summary>
public static class ArgumentCheck
{
    /// <summary>Checks every argument.</summary>
    /// <exception cref="EngineException">Unknown, missing, of the wrong type, out of range or not an allowed value.</exception>
    public static void ThrowIfWrong(string tool, JsonObject schema, JsonObject arguments)
    {
        JsonObject properties = schema["properties"] as JsonObject ?? [];
        foreach ((string name, JsonNode? value) in arguments.ToArray())
        {
            if (properties[name] is not JsonObject wanted)
                throw EngineException.UnknownName($"argument of {tool}", name, [.. properties.Select(one => one.Key)]);
            if (value is null)
                arguments.Remove(name); // null says "not given"
            else
                Check(tool, name, wanted, value);
        }
        foreach (JsonNode? required in schema["required"] as JsonArray ?? [])
        {
            string name = (string)required!;
            if (!arguments.ContainsKey(name))
                throw new EngineException(
                    EngineFault.InvalidArgument,
                    $"{tool} needs the argument {name}.",
                    (string?)properties[name]?["description"]
                );
        }
    }

    private static void Check(string tool, string name, JsonObject wanted, JsonNode value)
    {
        string? type = (string?)wanted["type"];
        if (type is not null && !Fits(type, value))
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"{tool}: {name} must be {Article(type)}; got {Quote.Text(value.ToJsonString())}.",
                (string?)wanted["description"]
            );
        if (wanted["enum"] is JsonArray allowed && !allowed.Any(one => (string?)one == value.GetValue<string>()))
        {
            string[] names = [.. allowed.Select(one => (string)one!)];
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"{tool}: {name} cannot be {Quote.Text(value.ToJsonString())}.",
                $"Use one of {string.Join(", ", names)}.",
                names,
                NearestNames.Of(value.GetValue<string>(), names)
            );
        }
        if (type is "integer" or "number")
            CheckRange(tool, name, wanted, value);
        if (type == "array" && wanted["items"] is JsonObject items)
        {
            foreach (JsonNode? item in (JsonArray)value)
                Check(tool, name, items, item ?? JsonValue.Create("null"));
        }
    }

    private static void CheckRange(string tool, string name, JsonObject wanted, JsonNode value)
    {
        double number = value.GetValue<JsonElement>().GetDouble();
        bool low = wanted["minimum"] is { } least && number < least.GetValue<long>();
        bool high = wanted["maximum"] is { } most && number > most.GetValue<long>();
        if (low || high)
            throw new EngineException(
                EngineFault.InvalidArgument,
                string.Create(CultureInfo.InvariantCulture, $"{tool}: {name} must be {Bounds(wanted)}; got {number}.")
            );
    }

    private static string Bounds(JsonObject wanted) =>
        wanted["maximum"] is { } most ? $"from {wanted["minimum"] ?? "0"} to {most}" : $"{wanted["minimum"]} or more";

    private static string Article(string type) => type is "array" or "object" or "integer" ? $"an {type}" : $"a {type}";

    private static bool Fits(string type, JsonNode value) =>
        (type, value.GetValueKind()) switch
        {
            ("string", JsonValueKind.String) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("number", JsonValueKind.Number) => true,
            ("integer", JsonValueKind.Number) => value.GetValue<JsonElement>().TryGetInt64(out _),
            ("array", JsonValueKind.Array) => true,
            ("object", JsonValueKind.Object) => true,
            _ => false,
        };
}
