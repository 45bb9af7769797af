using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Writes what was said to databases, as part of a capture's facts. Texts stand as they were sent: facts are for comparison.</summary>
internal static class DatabaseFactsJson
{
    private const int LongestStatement = 400;
    private const int LongestRedis = 300;

    private static readonly SearchValues<char> Escaped = SearchValues.Create("\r\n\t\\\"\a\b\f\v");

    public static void Write(Utf8JsonWriter json, DatabaseFacts facts)
    {
        foreach (string protocol in (ReadOnlySpan<string>)["mysql", "pgsql", "tds"])
            WriteStatements(json, protocol, facts);
        (long requests, IReadOnlyList<string> texts, _, _) = facts.Of("resp");
        if (requests > 0)
        {
            json.WriteStartObject("redis");
            json.WriteNumber("request_frames", requests);
            WriteTexts(json, texts.Select(text => Cut(text, LongestRedis)));
            json.WriteEndObject();
        }
        (_, _, IReadOnlyDictionary<int, long> opcodes, _) = facts.Of("mongo");
        if (opcodes.Count > 0)
        {
            json.WriteStartObject("mongo");
            WritePairs(json, "opcodes", opcodes);
            json.WriteEndObject();
        }
    }

    private static void WriteStatements(Utf8JsonWriter json, string protocol, DatabaseFacts facts)
    {
        (
            long statements,
            IReadOnlyList<string> texts,
            IReadOnlyDictionary<int, long> commands,
            IReadOnlyDictionary<int, long> errors
        ) = facts.Of(protocol);
        if (statements == 0 && commands.Count == 0)
            return;
        json.WriteStartObject(protocol);
        json.WriteNumber("queries", statements);
        if (protocol == "mysql")
        {
            WritePairs(json, "commands", commands);
            WritePairs(json, "errors", errors);
        }
        WriteTexts(json, texts.Select(text => Cut(Printed(text), LongestStatement)));
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray("list");
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WritePairs(Utf8JsonWriter json, string key, IReadOnlyDictionary<int, long> counts)
    {
        json.WriteStartArray(key);
        foreach ((int value, long count) in counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            json.WriteStartArray();
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static string Cut(string text, int longest) => text.Length > longest ? text[..longest] : text;

    // As tshark -T fields prints a text.
    private static string Printed(string text)
    {
        if (!text.AsSpan().ContainsAny(Escaped))
            return text;
        var printed = new StringBuilder();
        foreach (char letter in text)
        {
            printed.Append(
                letter switch
                {
                    '\r' => "\\r",
                    '\n' => "\\n",
                    '\t' => "\\t",
                    '\a' => "\\a",
                    '\b' => "\\b",
                    '\f' => "\\f",
                    '\v' => "\\v",
                    '\\' => "\\\\",
                    _ => null,
                } ?? letter.ToString()
            );
        }
        return printed.ToString();
    }
}
