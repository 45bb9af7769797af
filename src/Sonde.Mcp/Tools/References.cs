using System.Text.Json.Nodes;

namespace Sonde.Mcp;

/// <summary>Writes out what a schema says by reference, since not every client follows references.</summary>
internal static class References
{
    private const string Key = "$ref";

    /// <summary>Puts copies in place of references; only a type that holds itself keeps its reference.</summary>
    public static void WriteOut(JsonObject root) => WriteOut(root, root, []);

    private static void WriteOut(JsonNode? node, JsonObject root, List<JsonNode> above)
    {
        above.Add(node!);
        if (node is JsonObject schema)
        {
            if (
                (string?)schema[Key] is { } pointer
                && Target(root, pointer) is JsonObject target
                && !above.Contains(target)
            )
                Replace(schema, target);
            foreach (JsonNode child in schema.Select(member => member.Value).OfType<JsonNode>().ToArray())
                WriteOut(child, root, above);
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode child in list.OfType<JsonNode>().ToArray())
                WriteOut(child, root, above);
        }
        above.RemoveAt(above.Count - 1);
    }

    // A description beside the reference says more than the one of the type.
    private static void Replace(JsonObject schema, JsonObject target)
    {
        schema.Remove(Key);
        foreach ((string name, JsonNode? value) in target)
        {
            if (!schema.ContainsKey(name))
                schema[name] = value?.DeepClone();
        }
    }

    // A JSON pointer in a fragment, RFC 6901 §6: "#/properties/a/items".
    private static JsonNode? Target(JsonObject root, string pointer)
    {
        JsonNode? node = root;
        foreach (string step in pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string key = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node is JsonArray list ? list[int.Parse(key, null)] : node?[key];
        }
        return node;
    }
}
