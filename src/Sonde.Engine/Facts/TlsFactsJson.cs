using System.Text.Json;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Writes the counters of TLS and DTLS.</summary>
internal static class TlsFactsJson
{
    private const int LongestValue = 200;

    private static readonly (string Kind, int Most)[] Kinds =
    [
        ("handshake_types", 20),
        ("client_hello_version", 6),
        ("version_chosen", 6),
        ("ciphers", 20),
        ("sni", 50),
        ("ja3", 20),
        ("ja3s", 20),
        ("alpn", 10),
        ("alerts", 20),
        ("subject_cn", 30),
        ("issuer_cn", 15),
        ("sni_in_quic", 30),
    ];

    private static readonly (string Kind, string Key)[] KindsOfDatagrams =
    [
        ("sni", "sni"),
        ("handshake_types", "hs"),
        ("ciphers", "cipher"),
        ("version_chosen", "chosen"),
        ("ja3", "ja3"),
        ("alerts", "alert"),
    ];

    public static void Write(Utf8JsonWriter json, ApplicationFacts facts)
    {
        if (facts.Tls.Frames > 0)
            WriteStreams(json, facts.Tls);
        if (facts.Dtls.Frames > 0)
            WriteDatagrams(json, facts.Dtls);
    }

    private static void WriteStreams(Utf8JsonWriter json, TlsFacts facts)
    {
        Dictionary<string, IReadOnlyDictionary<string, long>> counts = facts.Counts.ToDictionary(
            pair => pair.Kind,
            pair => pair.Values,
            StringComparer.Ordinal
        );
        json.WriteStartObject("tls");
        json.WriteNumber("frames", facts.Frames);
        foreach ((string kind, int most) in Kinds)
        {
            if (counts.TryGetValue(kind, out IReadOnlyDictionary<string, long>? values))
                WriteRows(json, kind, Sorted(values).Take(most));
        }
        if (counts.TryGetValue("sni", out IReadOnlyDictionary<string, long>? names))
            json.WriteNumber("sni_n", names.Count);
        if (facts.Alerts > 0)
            json.WriteNumber("alerts_total", facts.Alerts);
        if (facts.Certificates > 0)
            json.WriteNumber("certs", facts.Certificates);
        json.WriteEndObject();
    }

    private static void WriteDatagrams(Utf8JsonWriter json, TlsFacts facts)
    {
        Dictionary<string, IReadOnlyDictionary<string, long>> counts = facts.Counts.ToDictionary(
            pair => pair.Kind,
            pair => pair.Values,
            StringComparer.Ordinal
        );
        json.WriteStartObject("dtls");
        foreach ((string kind, string key) in KindsOfDatagrams)
        {
            if (!counts.TryGetValue(kind, out IReadOnlyDictionary<string, long>? values))
                continue;
            IEnumerable<KeyValuePair<string, long>> rows = values;
            if (kind == "alerts") // Wireshark's field of DTLS: the description alone
                rows = rows.GroupBy(row => row.Key[(row.Key.IndexOf(':', StringComparison.Ordinal) + 1)..])
                    .Select(group => KeyValuePair.Create(group.Key, group.Sum(row => row.Value)));
            WriteRows(json, key, Sorted(rows).Take(20));
        }
        json.WriteEndObject();
    }

    private static IEnumerable<KeyValuePair<string, long>> Sorted(IEnumerable<KeyValuePair<string, long>> rows) =>
        rows.OrderByDescending(row => row.Value).ThenBy(row => row.Key, StringComparer.Ordinal);

    private static void WriteRows(Utf8JsonWriter json, string key, IEnumerable<KeyValuePair<string, long>> rows)
    {
        json.WriteStartArray(key);
        foreach ((string value, long count) in rows)
        {
            json.WriteStartArray();
            json.WriteStringValue(value.Length > LongestValue ? value[..LongestValue] : value);
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
