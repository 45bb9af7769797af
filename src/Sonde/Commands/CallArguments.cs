using System.Text.Json.Nodes;
using Sonde.Engine;
using Sonde.Mcp;

namespace Sonde.Cli;

/// <summary>Turns the words after <c>sonde call TOOL</c> into the tool's JSON arguments, by the tool's own schema.</summary>
internal static class CallArguments
{
    /// <exception cref="EngineException">A word is no argument, or its value cannot be read.</exception>
    public static JsonObject Read(ITool tool, IReadOnlyList<string> words, TextReader standardInput)
    {
        var properties = (JsonObject)tool.InputSchema["properties"]!;
        var arguments = new JsonObject();
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (!word.StartsWith("--", StringComparison.Ordinal))
                throw Wrong($"{Quote.Text(word)} is not an argument name.", "Write arguments as --name value.");
            (string name, string? value) = Split(word[2..]);
            value ??= i + 1 < words.Count ? words[++i] : throw Wrong($"--{name} has no value.", null);
            if (name == "args")
                Merge(arguments, value, standardInput);
            else
                Set(arguments, name.Replace('-', '_'), value, properties);
        }
        return arguments;
    }

    private static (string Name, string? Value) Split(string word)
    {
        int sign = word.IndexOf('=', StringComparison.Ordinal);
        return sign < 0 ? (word, null) : (word[..sign], word[(sign + 1)..]);
    }

    private static void Merge(JsonObject arguments, string source, TextReader standardInput)
    {
        string text =
            source == "-" ? standardInput.ReadToEnd()
            : source.StartsWith('@') ? File.ReadAllText(source[1..])
            : source;
        if (JsonNode.Parse(text) is not JsonObject given)
            throw Wrong("--args needs a JSON object.", "Example: --args '{\"file_path\": \"samples/dns.pcapng\"}'");
        foreach ((string name, JsonNode? value) in given)
            arguments[name] = value?.DeepClone();
    }

    private static void Set(JsonObject arguments, string name, string value, JsonObject properties)
    {
        var schema = properties[name] as JsonObject;
        string? type = (string?)schema?["type"];
        if (type == "array")
        {
            var list = arguments[name] as JsonArray ?? [];
            list.Add(Value((string?)schema?["items"]?["type"], value));
            arguments[name] = list;
            return;
        }
        arguments[name] = Value(type, value);
    }

    // What does not fit its type stays text; the check against the schema then says what it must be.
    private static JsonNode? Value(string? type, string text) =>
        type switch
        {
            "integer" or "number" or "boolean" or "object" => Parse(text),
            _ => JsonValue.Create(text),
        };

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static EngineException Wrong(string message, string? suggestion) =>
        new(EngineFault.InvalidArgument, message, suggestion);
}
