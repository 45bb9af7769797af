using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Makes rows of answers from what the tracker found.</summary>
internal static class DnsRowMaker
{
    public static string Code(int code) =>
        DnsResponseCodes.NameOf((ulong)code) ?? string.Create(CultureInfo.InvariantCulture, $"UNKNOWN({code})");

    public static string Type(int type) =>
        DnsTypes.NameOf((ulong)type) ?? string.Create(CultureInfo.InvariantCulture, $"TYPE{type}");

    public static string Name(DnsService service) =>
        service switch
        {
            DnsService.Dns => "dns",
            DnsService.Mdns => "mdns",
            _ => "llmnr",
        };

    public static double Milliseconds(double nanoseconds) => Math.Round(nanoseconds / 1e6, 6);

    public static DnsQueryRow Row(DnsIncident one) =>
        new()
        {
            Domain = Quote.Clean(one.Name)!,
            QueryType = Type(one.Type),
            Error = one.ResponseCode is { } code and not 0 ? Code(code) : null,
            ResponseTimeMs = one.ResponseCode is not null && one.Nanoseconds is { } time ? Milliseconds(time) : null,
            WaitedMs = one.ResponseCode is null && one.Nanoseconds is { } waited ? Milliseconds(waited) : null,
            Client = one.Client.Address.ToString(),
            Server = one.Server.Address.ToString(),
            Frame = one.Frame,
            QueryFrame = one.QueryFrame,
            Time = one.At?.ToString(),
        };

    public static DnsServerRow Row(DnsServer server)
    {
        DnsLatencies times = server.Latencies;
        bool any = times.Count > 0;
        return new DnsServerRow
        {
            Server = server.Endpoint.Address.ToString(),
            Port = server.Endpoint.Port,
            Queries = server.Queries,
            Responses = server.Responses,
            Unanswered = server.Unanswered,
            Retransmitted = server.Retransmitted,
            Failures = server.Failures,
            Truncated = server.Truncated,
            Answered = times.Count,
            MeanMs = any ? Milliseconds(times.Sum / times.Count) : null,
            MedianMs = any ? Milliseconds(times.Percentile(50)) : null,
            P95Ms = any ? Milliseconds(times.Percentile(95)) : null,
            MaxMs = any ? Milliseconds(times.Longest) : null,
            Sampled = times.Kept < times.Count ? times.Kept : null,
        };
    }

    public static DnsProtocolRow Row(DnsCounts counts) =>
        new(counts.Frames, counts.Queries, counts.Responses, counts.OverTcp, counts.OverIpv6, counts.Damaged);

    public static IEnumerable<DnsServer> Busiest(DnsTracker tracker) =>
        tracker
            .Servers.OrderByDescending(server => Math.Max(server.Queries, server.Responses))
            .ThenBy(server => server.Endpoint);

    public static Evidence Evidence(DnsIncidents incidents, string? filter) =>
        new(
            [.. incidents.Rows.Select(one => one.Frame).Distinct().Take(Engine.Evidence.MostFrames)],
            incidents.Count,
            filter
        );

    /// <summary>A filter that names the frames, or, where they are many, Wireshark's own word for the finding.</summary>
    public static string? ByNumber(DnsIncidents incidents, string otherwise) =>
        incidents.Count == 0 || incidents.Count > Engine.Evidence.MostFrames
            ? otherwise
            : $"frame.number in {{{string.Join(", ", incidents.Rows.Select(one => one.Frame).Distinct())}}}";

    /// <summary>Each limit of the tracker that was reached, beside those of the reading.</summary>
    public static Coverage Coverage(CaptureReading reading, DnsTracker tracker) =>
        reading.Coverage.With(
            (tracker.Forgotten > 0, "dns_queries_in_memory", DnsTracker.TransactionLimit),
            (tracker.ServersNotKept > 0, "dns_servers_in_memory", DnsTracker.ServerLimit),
            (tracker.NamesNotKept > 0, "dns_names_in_memory", DnsTracker.NameLimit),
            (
                Incidents(tracker).Any(kind => kind.Count > kind.Rows.Count),
                "dns_incidents_in_memory",
                DnsIncidents.Limit
            )
        );

    private static DnsIncidents[] Incidents(DnsTracker tracker) =>
        [
            tracker.Failed,
            tracker.Unanswered,
            tracker.Slow,
            tracker.Truncated,
            tracker.Mismatched,
            tracker.Retransmitted,
        ];
}
