using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>How does name resolution fare in this capture.</summary>
public static class DnsTrafficQuestion
{
    private const int DefaultTop = 10;

    /// <summary>Reads the capture and sums its DNS up.</summary>
    /// <exception cref="EngineException">The capture cannot be read.</exception>
    public static DnsTraffic Ask(CaptureEngine engine, DnsTrafficArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        var tracker = new DnsTracker(engine.Protocols, arguments.Services());
        CaptureReading reading = engine.Read(arguments, [tracker], context);
        tracker.Complete();
        int top = arguments.TopN ?? DefaultTop;
        return new DnsTraffic
        {
            Summary = Say(reading, tracker, arguments),
            FilePath = reading.Name,
            TotalDnsPackets = tracker.Frames,
            TotalQueries = tracker.Queries,
            TotalResponses = tracker.Responses,
            UniqueDomains = tracker.Names.Count,
            TopQueriedDomains = TopNames(tracker, top),
            FailedQueries = Rows(tracker.Failed.Rows, top),
            FailedTotal = tracker.Failed.Count,
            SlowQueries = Rows(tracker.Slow.Rows.OrderByDescending(one => one.Nanoseconds), top),
            SlowTotal = tracker.Slow.Count,
            UnansweredQueries = Rows(tracker.Unanswered.Rows, top),
            UnansweredTotal = tracker.Unanswered.Count,
            RetransmittedQueries = tracker.Retransmitted.Count,
            RepeatedResponses = tracker.RepeatedResponses,
            MismatchedResponses = tracker.Mismatched.Count,
            TruncatedResponses = tracker.Truncated.Count,
            QueryTypes = Named(tracker.QueryTypes, DnsRowMaker.Type),
            ResponseCodes = Named(tracker.ResponseCodes, DnsRowMaker.Code),
            Servers = [.. DnsRowMaker.Busiest(tracker).Take(top).Select(DnsRowMaker.Row)],
            ServersTotal = tracker.Servers.Count,
            Protocols = ProtocolsOf(tracker),
            Evidence = EvidenceOf(tracker),
            Coverage = DnsRowMaker.Coverage(reading, tracker),
        };
    }

    private static DnsDomainRow[] TopNames(DnsTracker tracker, int top) =>
        [
            .. tracker
                .Names.OrderByDescending(name => name.Value)
                .ThenBy(name => name.Key, StringComparer.Ordinal)
                .Take(top)
                .Select(name => new DnsDomainRow(Quote.Clean(name.Key)!, name.Value)),
        ];

    private static DnsQueryRow[] Rows(IEnumerable<DnsIncident> incidents, int top) =>
        [.. incidents.Take(top).Select(DnsRowMaker.Row)];

    private static Dictionary<string, long> Named(IReadOnlyDictionary<int, long> counts, Func<int, string> name) =>
        counts
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key)
            .ToDictionary(count => name(count.Key), count => count.Value);

    private static Dictionary<string, DnsProtocolRow> ProtocolsOf(DnsTracker tracker) =>
        Enum.GetValues<DnsService>().ToDictionary(DnsRowMaker.Name, one => DnsRowMaker.Row(tracker.Of(one)));

    private static Dictionary<string, Evidence> EvidenceOf(DnsTracker tracker)
    {
        Dictionary<string, Evidence> all = [];
        Add("failed", tracker.Failed, "dns.flags.rcode != 0");
        Add("slow", tracker.Slow, "dns.time > 0.1");
        Add(
            "unanswered",
            tracker.Unanswered,
            DnsRowMaker.ByNumber(tracker.Unanswered, "dns.flags.response == 0 && !dns.response_in")
        );
        Add(
            "retransmitted",
            tracker.Retransmitted,
            DnsRowMaker.ByNumber(tracker.Retransmitted, "dns.retransmit_request")
        );
        Add(
            "mismatched",
            tracker.Mismatched,
            DnsRowMaker.ByNumber(tracker.Mismatched, "dns.flags.response == 1 && !dns.response_to")
        );
        Add("truncated", tracker.Truncated, "dns.flags.truncated == 1 && dns.flags.response == 1");
        return all;

        void Add(string name, DnsIncidents incidents, string? filter)
        {
            if (incidents.Count > 0)
                all.Add(name, DnsRowMaker.Evidence(incidents, filter));
        }
    }

    private static string Say(CaptureReading reading, DnsTracker tracker, DnsArguments arguments)
    {
        if (tracker.Frames == 0)
        {
            string others = string.Join(
                ", ",
                Enum.GetValues<DnsService>()
                    .Where(one => tracker.Of(one).Frames > 0)
                    .Select(one => $"{DnsRowMaker.Name(one)} {tracker.Of(one).Frames}")
            );
            string hint =
                others.Length > 0 ? $" There are packets of other protocols: {others} (argument protocol)." : "";
            return $"No {(arguments.Protocol is "all" or null ? "DNS" : arguments.Protocol)} packets found.{hint}{reading.Shortfall}";
        }
        return $"{tracker.Frames} packets: {tracker.Queries} queries for {tracker.Names.Count} names, {tracker.Responses} responses; "
            + $"{tracker.Failed.Count} failed, {tracker.Unanswered.Count} unanswered, {tracker.Slow.Count} slower than 100 ms, "
            + $"{tracker.Retransmitted.Count} sent again, {tracker.Mismatched.Count} responses without a query, "
            + $"{tracker.Truncated.Count} truncated.{reading.Shortfall}";
    }
}
