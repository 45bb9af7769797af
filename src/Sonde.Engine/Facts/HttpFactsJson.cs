using System.Text.Json;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Writes the counters of HTTP/1 and SSDP.</summary>
internal static class HttpFactsJson
{
    private const int LongestText = 200;

    public static void Write(Utf8JsonWriter json, HttpFacts facts)
    {
        if (facts.Requests > 0 || facts.Statuses.Count > 0)
        {
            json.WriteStartObject("http");
            json.WriteNumber("requests", facts.Requests);
            WriteTop(json, "methods", facts.Methods, 20);
            WriteTop(json, "status", facts.Statuses, 30);
            json.WriteNumber("hosts_n", facts.Hosts.Count);
            WriteTop(json, "hosts", facts.Hosts, 20);
            WriteTop(json, "ua", facts.Agents, 10);
            json.WriteStartArray("list");
            foreach (HttpRequestFact request in facts.List)
            {
                json.WriteStartArray();
                json.WriteNumberValue(request.Frame);
                json.WriteStringValue(request.Method);
                json.WriteStringValue(request.Host);
                json.WriteStringValue(request.Uri);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        if (facts.Discovery.Count > 0)
            WriteTop(json, "ssdp", facts.Discovery, 10);
    }

    public static void Write(Utf8JsonWriter json, Http2Facts facts)
    {
        if (facts.Requests == 0 && facts.Statuses.Count == 0)
            return;
        json.WriteStartObject("http2");
        json.WriteNumber("requests", facts.Requests);
        WriteTop(json, "status", facts.Statuses, 20);
        json.WriteStartArray("list");
        foreach (Http2RequestFact request in facts.List)
        {
            json.WriteStartArray();
            json.WriteStringValue(request.Method);
            json.WriteStringValue(request.Authority);
            json.WriteStringValue(request.Path);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTop(Utf8JsonWriter json, string key, IReadOnlyDictionary<string, long> counts, int most)
    {
        json.WriteStartArray(key);
        foreach (
            (string value, long count) in counts
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(most)
        )
        {
            json.WriteStartArray();
            json.WriteStringValue(value.Length > LongestText ? value.AsSpan(0, LongestText) : value);
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
