using System.Text.Json;
using Sonde.Analysis;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Writes the counters of a capture as one JSON object; keys without anything to say are left out.</summary>
public static class FactsJson
{
    private const int LongestText = 80;
    private const int LongestName = 200;
    private const int WholeList = 40;
    private const int CutList = 25;

    /// <summary>Writes the facts of a capture that could be opened.</summary>
    public static void Write(Utf8JsonWriter json, string file, CaptureFacts facts)
    {
        (Pass pass, CaptureEnd end) = (facts.Pass!, facts.End!);
        json.WriteStartObject();
        json.WriteString("file", file);
        if (end.Reason is EndReason.NotACapture or EndReason.Unsupported or EndReason.Empty)
            json.WriteString("error", end.Text);
        json.WriteBoolean("complete", end.IsComplete);
        if (!end.IsComplete)
            json.WriteString("ended", end.Text);
        WriteTotals(json, pass.Totals);
        WriteCounts(json, "protos", facts.Protocols.Counts);
        WriteHierarchy(json, facts.Hierarchy);
        WriteInternet(json, facts, pass.Flows);
        foreach (DnsFacts dns in facts.Dns)
            WriteDns(json, dns);
        if (facts.HasApplications)
            WriteApplications(json, facts);
        WriteFields(json, facts.Fields);
        json.WriteEndObject();
    }

    /// <summary>Writes why a file could not be read at all.</summary>
    public static void WriteError(Utf8JsonWriter json, string file, string error)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("error", error);
        json.WriteEndObject();
    }

    private static void WriteApplications(Utf8JsonWriter json, CaptureFacts facts)
    {
        HttpFactsJson.Write(json, facts.Http);
        HttpFactsJson.Write(json, facts.Applications.Http2);
        TlsFactsJson.Write(json, facts.Applications);
        DatabaseFactsJson.Write(json, facts.Applications.Databases);
        if (facts.Applications.Detected.Count > 0)
            WriteCounts(json, "detected", facts.Applications.Detected);
    }

    private static void WriteTotals(Utf8JsonWriter json, Totals totals)
    {
        json.WriteNumber("packets", totals.Packets);
        json.WriteNumber("bytes", totals.Octets);
        json.WriteNumber("cap_bytes", totals.CapturedOctets);
        if (totals.Earliest is null)
            return;
        json.WriteString("t_min", totals.Earliest.Value.ToEpochString());
        json.WriteString("t_max", totals.Latest!.Value.ToEpochString());
        json.WriteString("first", totals.First!.Value.ToEpochString());
        json.WriteString("last", totals.Last!.Value.ToEpochString());
        json.WriteNumber("time_disorder", totals.OutOfOrder);
    }

    private static void WriteCounts(Utf8JsonWriter json, string key, IEnumerable<KeyValuePair<string, long>> counts)
    {
        json.WriteStartObject(key);
        foreach ((string name, long count) in Sorted(counts))
            json.WriteNumber(name, count);
        json.WriteEndObject();
    }

    private static void WriteHierarchy(Utf8JsonWriter json, Hierarchy hierarchy)
    {
        IReadOnlyList<HierarchyNode> nodes = hierarchy.Nodes;
        string[] paths = new string[nodes.Count];
        json.WriteStartArray("phs");
        for (int i = 0; i < nodes.Count; i++)
        {
            HierarchyNode node = nodes[i];
            paths[i] = node.Parent < 0 ? node.Protocol : paths[node.Parent] + ":" + node.Protocol;
            json.WriteStartArray();
            json.WriteStringValue(paths[i]);
            json.WriteNumberValue(node.Frames);
            json.WriteNumberValue(node.Octets);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteInternet(Utf8JsonWriter json, CaptureFacts facts, FlowTable flows)
    {
        InternetFacts internet = facts.Internet;
        if (internet.Ipv4Fragments + internet.Ipv6Fragments > 0)
        {
            json.WriteStartObject("frag");
            json.WriteNumber("ipv4", internet.Ipv4Fragments);
            json.WriteNumber("ipv6", internet.Ipv6Fragments);
            json.WriteEndObject();
        }
        json.WriteNumber("ip_hosts", facts.Talkers.Sum(flows).All.Count);
        if (flows.Streams(IpProtocols.Tcp) > 0)
        {
            json.WriteStartObject("tcp");
            json.WriteNumber("streams", flows.Streams(IpProtocols.Tcp));
            json.WriteStartObject("flags");
            json.WriteNumber("segments", internet.Segments);
            json.WriteNumber("syn", internet.Syn);
            json.WriteNumber("syn_ack", internet.SynAck);
            json.WriteNumber("rst", internet.Rst);
            json.WriteNumber("fin", internet.Fin);
            json.WriteEndObject();
            json.WriteStartObject("analysis");
            foreach ((string name, long count) in facts.Tcp.Counts)
                json.WriteNumber(name, count);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        if (flows.Streams(IpProtocols.Udp) > 0)
        {
            json.WriteStartObject("udp");
            json.WriteNumber("streams", flows.Streams(IpProtocols.Udp));
            json.WriteEndObject();
        }
    }

    private static void WriteDns(Utf8JsonWriter json, DnsFacts dns)
    {
        if (dns.Frames == 0)
            return;
        json.WriteStartObject(dns.Protocol);
        json.WriteNumber("frames", dns.Frames);
        json.WriteNumber("queries", dns.Queries);
        json.WriteNumber("responses", dns.Responses);
        WritePairs(json, "qtypes", dns.QueryTypes, 30);
        WritePairs(json, "qtypes_in_responses", dns.ResponseTypes, 30);
        WritePairs(json, "rcodes", dns.ResponseCodes, 20);
        json.WriteNumber("names", dns.Names.Count);
        WritePairs(json, "top_names", Sorted(dns.Names), 10, LongestName);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, FieldCounts fields)
    {
        json.WriteStartObject("counts");
        foreach (FieldCount field in fields.Counts)
        {
            List<KeyValuePair<string, long>> sorted = Sorted(field.Values);
            json.WriteStartObject(field.Name);
            json.WriteNumber("total", field.Total);
            json.WriteNumber("distinct", sorted.Count);
            WritePairs(json, "top", sorted, sorted.Count <= WholeList ? WholeList : CutList, LongestText);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WritePairs(Utf8JsonWriter json, string key, IReadOnlyDictionary<ulong, long> counts, int most)
    {
        List<KeyValuePair<ulong, long>> sorted = [.. counts];
        sorted.Sort(
            (one, other) => one.Value != other.Value ? other.Value.CompareTo(one.Value) : one.Key.CompareTo(other.Key)
        );
        json.WriteStartArray(key);
        for (int i = 0; i < sorted.Count && i < most; i++)
        {
            json.WriteStartArray();
            json.WriteNumberValue(sorted[i].Key);
            json.WriteNumberValue(sorted[i].Value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WritePairs(
        Utf8JsonWriter json,
        string key,
        List<KeyValuePair<string, long>> counts,
        int most,
        int longest
    )
    {
        json.WriteStartArray(key);
        for (int i = 0; i < counts.Count && i < most; i++)
        {
            (string value, long count) = counts[i];
            json.WriteStartArray();
            json.WriteStringValue(value.Length > longest ? value.AsSpan(0, longest) : value);
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    // A list sorts itself with one type made for its pairs; LINQ needs ten, which a small capture notices.
    private static List<KeyValuePair<string, long>> Sorted(IEnumerable<KeyValuePair<string, long>> counts)
    {
        List<KeyValuePair<string, long>> sorted = [.. counts];
        sorted.Sort(
            (one, other) =>
                one.Value != other.Value ? other.Value.CompareTo(one.Value) : string.CompareOrdinal(one.Key, other.Key)
        );
        return sorted;
    }
}
