using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Holds arguments against a tool's schema before anything is run, so that a wrong one gets a clear answer.</summary>
public static class ArgumentCheck
{
    /// <summary>Checks every argument. A null counts as not given, and a whole number may be written 5.0; both are put right.</summary>
    /// <exception cref="EngineException">Unknown, missing, of the wrong type, out of range or not an allowed value.</exception>
    public static void ThrowIfWrong(string tool, JsonObject schema, JsonObject arguments)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(arguments);
        JsonObject properties = schema["properties"] as JsonObject ?? [];
        foreach ((string name, JsonNode? value) in arguments.ToArray())
        {
            if (properties[name] is not JsonObject wanted)
                throw EngineException.UnknownName($"argument of {tool}", name, [.. properties.Select(one => one.Key)]);
            if (value is null)
                arguments.Remove(name);
            else
                Check(tool, name, wanted, value);
        }
        foreach (JsonNode? required in schema["required"] as JsonArray ?? [])
        {
            string name = (string)required!;
            if (!arguments.ContainsKey(name))
                throw Wrong($"{tool} needs the argument {name}.", properties[name]);
        }
    }

    private static void Check(string tool, string name, JsonObject wanted, JsonNode? value)
    {
        string? type = (string?)wanted["type"];
        if (type == "integer")
            value = AsInteger(value);
        if (type is not null && !Fits(type, value))
            throw Wrong($"{tool}: {name} must be {Article(type)}; got {Shown(value)}.", wanted);
        if (wanted["enum"] is JsonArray allowed)
            CheckAllowed(tool, name, [.. allowed.Select(one => (string)one!)], value);
        if (type is "integer" or "number")
            CheckRange(tool, name, wanted, value!);
        if (type == "object" && wanted["properties"] is not null)
            ThrowIfWrong($"{tool}: {name}", wanted, (JsonObject)value!);
        if (type == "array" && wanted["items"] is JsonObject items)
        {
            // a copy, since an entry may be put right
            foreach (JsonNode? item in ((JsonArray)value!).ToArray())
                Check(tool, name, items, item);
        }
    }

    private static void CheckAllowed(string tool, string name, string[] allowed, JsonNode? value)
    {
        if (
            value is JsonValue text
            && text.TryGetValue(out string? given)
            && allowed.Contains(given, StringComparer.Ordinal)
        )
            return;
        throw new EngineException(
            EngineFault.InvalidArgument,
            $"{tool}: {name} cannot be {Shown(value)}.",
            $"Use one of {string.Join(", ", allowed)}.",
            allowed,
            NearestNames.Of(value?.ToString() ?? "", allowed)
        );
    }

    private static void CheckRange(string tool, string name, JsonObject wanted, JsonNode value)
    {
        double number = Number(value).GetDouble();
        bool low = wanted["minimum"] is { } least && number < least.GetValue<long>();
        bool high = wanted["maximum"] is { } most && number > most.GetValue<long>();
        if (low || high)
            throw Wrong(
                string.Create(CultureInfo.InvariantCulture, $"{tool}: {name} must be {Bounds(wanted)}; got {number}."),
                wanted
            );
    }

    // JSON knows one kind of number, and some clients write whole ones with a fraction of zero.
    private static JsonNode? AsInteger(JsonNode? value)
    {
        if (
            value?.GetValueKind() != JsonValueKind.Number
            || Number(value) is var number && number.TryGetInt64(out _)
            || !number.TryGetDecimal(out decimal exact)
            || decimal.Truncate(exact) != exact
            || exact is < long.MinValue or > long.MaxValue
        )
            return value;
        JsonNode whole = JsonValue.Create(JsonSerializer.SerializeToElement((long)exact))!;
        value.ReplaceWith(whole);
        return whole;
    }

    private static EngineException Wrong(string message, JsonNode? wanted) =>
        new(EngineFault.InvalidArgument, message, (string?)wanted?["description"]);

    private static string Shown(JsonNode? value) => Quote.Text(value?.ToJsonString(AnswerSerializer.Options) ?? "null");

    private static string Bounds(JsonObject wanted) =>
        wanted["maximum"] is { } most ? $"from {wanted["minimum"] ?? "0"} to {most}" : $"{wanted["minimum"]} or more";

    private static string Article(string type) => type is "array" or "object" or "integer" ? $"an {type}" : $"a {type}";

    // Whether it came from JSON or was made in the program.
    private static JsonElement Number(JsonNode value) => JsonElement.Parse(value.ToJsonString());

    private static bool Fits(string type, JsonNode? value) =>
        (type, value?.GetValueKind()) switch
        {
            ("string", JsonValueKind.String) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("number", JsonValueKind.Number) => true,
            ("integer", JsonValueKind.Number) => Number(value!).TryGetInt64(out _),
            ("array", JsonValueKind.Array) => true,
            ("object", JsonValueKind.Object) => true,
            _ => false,
        };
}
