using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sonde.Mcp.Tests;

/// <summary>Holds a JSON value against the part of JSON Schema that our schemas use; any other word in a schema is an error.</summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Words =
    [
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
        "minimum",
        "maximum",
        "description",
        "default",
        "$ref",
        "anyOf",
    ];

    /// <summary>What is wrong, with its place; empty when the value is valid.</summary>
    public static IReadOnlyList<string> Problems(JsonObject schema, JsonNode? value)
    {
        List<string> problems = [];
        Check(schema, schema, value, "$", problems);
        return problems;
    }

    private static void Check(JsonObject root, JsonObject schema, JsonNode? value, string place, List<string> problems)
    {
        if ((string?)schema["$ref"] is { } pointer)
            schema = (JsonObject)Follow(root, pointer);
        problems.AddRange(
            schema
                .Select(word => word.Key)
                .Where(word => !Words.Contains(word))
                .Select(word => $"{place}: schema word {word}")
        );
        string? type = (string?)schema["type"];
        if (type is not null && !Fits(type, value))
        {
            problems.Add($"{place}: {value?.ToJsonString() ?? "null"} is no {type}");
            return;
        }
        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
            problems.Add($"{place}: {value?.ToJsonString()} is not allowed");
        if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number)
            CheckRange(schema, double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture), place, problems);
        if (value is JsonArray list && schema["items"] is JsonObject items)
        {
            for (int i = 0; i < list.Count; i++)
                Check(root, items, list[i], $"{place}[{i}]", problems);
        }
        if (value is JsonObject members)
            CheckMembers(root, schema, members, place, problems);
    }

    private static void CheckRange(JsonObject schema, double number, string place, List<string> problems)
    {
        if (
            schema["minimum"] is { } least && number < (double)least
            || schema["maximum"] is { } most && number > (double)most
        )
            problems.Add($"{place}: {number} is out of range");
    }

    private static void CheckMembers(
        JsonObject root,
        JsonObject schema,
        JsonObject value,
        string place,
        List<string> problems
    )
    {
        var properties = schema["properties"] as JsonObject;
        foreach ((string name, JsonNode? member) in value)
        {
            if (properties?[name] is JsonObject known)
                Check(root, known, member, $"{place}.{name}", problems);
            else if (schema["additionalProperties"] is JsonObject others)
                Check(root, others, member, $"{place}.{name}", problems);
            else if (properties is not null || schema["additionalProperties"] is JsonValue closed && !(bool)closed)
                problems.Add($"{place}.{name} is not in the schema");
        }
        if (schema["anyOf"] is JsonArray forms && !forms.Any(form => HasAll((JsonObject)form!, value)))
            problems.Add($"{place} has none of the forms allowed");
        foreach (string name in (schema["required"] as JsonArray ?? []).Select(one => (string)one!))
        {
            if (!value.ContainsKey(name))
                problems.Add($"{place}.{name} is missing");
        }
    }

    private static bool HasAll(JsonObject form, JsonObject value) =>
        (form["required"] as JsonArray ?? []).All(name => value.ContainsKey((string)name!));

    private static JsonNode Follow(JsonObject root, string pointer)
    {
        JsonNode node = root;
        foreach (string step in pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            node = node[step] ?? throw new InvalidOperationException("Nothing at " + pointer);
        return node;
    }

    private static bool Fits(string type, JsonNode? value) =>
        (type, value?.GetValueKind()) switch
        {
            ("string", JsonValueKind.String) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("number", JsonValueKind.Number) => true,
            ("integer", JsonValueKind.Number) => !value!.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E'),
            ("array", JsonValueKind.Array) => true,
            ("object", JsonValueKind.Object) => true,
            _ => false,
        };
}
