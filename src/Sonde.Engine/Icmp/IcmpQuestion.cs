using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What the ICMP and ICMPv6 messages of a capture say: who answers echoes and how fast, who is out of reach.</summary>
public static class IcmpQuestion
{
    private const int DefaultLimit = 100;
    private const int MostListed = 100; // entries of lists that are not paged

    /// <summary>Reads the capture and its ICMP messages.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static IcmpAnalysis Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        int limit = arguments.Limit ?? DefaultLimit;
        int offset = arguments.Offset ?? 0;
        Page.ThrowIfNegative(limit, offset);
        var tracker = new IcmpTracker(offset, limit);
        CaptureReading reading = engine.Read(arguments, [tracker], context);
        long longest = Math.Max(tracker.Messages, Math.Max(tracker.Problems.Count, tracker.Traces.Count));
        Page.ThrowIfBeyond(longest, limit, offset);
        long next = offset + (long)limit;
        bool isNone = tracker.Messages == 0;
        IcmpStatistics statistics = StatisticsOf(tracker);
        return new IcmpAnalysis
        {
            Summary = Say(statistics, tracker) + reading.Shortfall,
            File = reading.Name,
            PcapFile = reading.Name,
            AnalysisTimestamp = DateTimeOffset.UtcNow.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            TotalPackets = reading.Coverage.PacketsRead,
            IcmpPacketsFound = tracker.Messages,
            IcmpPacketsAnalyzed = tracker.Messages,
            Statistics = statistics,
            Errors =
            [
                .. tracker
                    .Problems.OrderByDescending(problem => problem.Frames.Count)
                    .Skip(offset)
                    .Take(limit)
                    .Select(IcmpRowMaker.Row),
            ],
            Traces =
            [
                .. tracker
                    .Traces.Skip(offset)
                    .Take(limit)
                    .Select(trace => IcmpRowMaker.Row(trace, tracker.IsReached(trace))),
            ],
            Total = tracker.Messages,
            Returned = tracker.Page.Count,
            NextOffset = next < longest ? next : null,
            Packets = [.. tracker.Page.Select(IcmpRowMaker.Row)],
            Note = reading.Coverage.Complete ? null : reading.Shortfall.Trim(),
            Message = isNone ? "No ICMP packets found in this capture" : null,
            ErrorsTotal = tracker.Problems.Count,
            TracesTotal = tracker.Traces.Count,
            Coverage = CoverageOf(reading, statistics),
            Evidence = new Evidence(tracker.Frames.Numbers, tracker.Messages, "icmp || icmpv6"),
        };
    }

    private static Coverage CoverageOf(CaptureReading reading, IcmpStatistics counts) =>
        reading.Coverage.With(
            (counts.EchoSessions > MostListed, "echo_pairs_listed", MostListed),
            (
                Math.Max(counts.UniqueSourcesCount, counts.UniqueDestinationsCount) > MostListed
                    || counts.UnreachableDestinationsCount > MostListed,
                "hosts_listed",
                MostListed
            ),
            (counts.NotKept is not null, "icmp_entries_in_memory", IcmpTracker.ProblemLimit)
        );

    private static IcmpStatistics StatisticsOf(IcmpTracker tracker)
    {
        IReadOnlyCollection<EchoSession> sessions = tracker.Echo.Sessions;
        long notKept =
            tracker.NotKept + tracker.Echo.NotKept + tracker.Echo.RequestsForgotten + tracker.Echo.RoundTripsNotKept;
        return new IcmpStatistics
        {
            IcmpTypeCounts = TypesOf(tracker),
            UniqueSourcesCount = tracker.Sources.Count,
            UniqueDestinationsCount = tracker.Destinations.Count,
            UniqueSources = Listed(tracker.Sources),
            UniqueDestinations = Listed(tracker.Destinations),
            EchoSessions = sessions.Count,
            EchoPairs = sessions.Take(MostListed).ToDictionary(IcmpRowMaker.Name, IcmpRowMaker.Row),
            EchoRequests = sessions.Sum(session => session.Requests),
            EchoReplies = sessions.Sum(session => session.Replies),
            UnansweredRequests = sessions.Sum(session => session.Unanswered),
            RequestsWithError = sessions.Sum(session => session.Errors),
            DuplicateReplies = sessions.Sum(session => session.Duplicates),
            RepliesWithoutRequest = sessions.Sum(session => session.WithoutRequest),
            Rtt = RoundTripTimes.Of(sessions.SelectMany(session => session.RoundTrips)),
            UnreachableDestinationsCount = tracker.Unreachable.Count,
            UnreachableDestinations = Listed(tracker.Unreachable),
            ErrorsWithoutQuote = tracker.WithoutQuote,
            NeighborDiscovery = NeighborsOf(tracker),
            NotKept = notKept > 0 ? notKept : null,
        };
    }

    // Types of different number can have the same name, so they are added up.
    private static Dictionary<string, long> TypesOf(IcmpTracker tracker) =>
        tracker
            .Types.GroupBy(pair => IcmpWords.TypeName(pair.Key.IsVersion6, pair.Key.Type))
            .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));

    private static NeighborDiscoveryCounts? NeighborsOf(IcmpTracker tracker)
    {
        var counts = new NeighborDiscoveryCounts(
            Count(Icmpv6.RouterSolicitation),
            Count(Icmpv6.RouterAdvertisement),
            Count(Icmpv6.NeighborSolicitation),
            Count(Icmpv6.NeighborAdvertisement),
            Count(Icmpv6.Redirect)
        );
        return counts == new NeighborDiscoveryCounts(0, 0, 0, 0, 0) ? null : counts;

        long Count(byte type) => tracker.Types.GetValueOrDefault((true, type));
    }

    private static List<string> Listed(IReadOnlyCollection<Address> addresses) =>
        [.. addresses.Take(MostListed).Select(address => address.ToString())];

    private static string Say(IcmpStatistics counts, IcmpTracker tracker)
    {
        if (tracker.Messages == 0)
            return "No ICMP packets found in this capture.";
        string times = counts.Rtt is { } rtt
            ? $" Round-trip times {rtt.MinMs:0.###} to {rtt.MaxMs:0.###} ms, {rtt.AvgMs:0.###} on average."
            : "";
        string unreachable =
            counts.UnreachableDestinationsCount > 0
                ? $" Unreachable: {string.Join(", ", counts.UnreachableDestinations.Take(5))}"
                    + (
                        counts.UnreachableDestinationsCount > 5
                            ? $" and {counts.UnreachableDestinationsCount - 5} more."
                            : "."
                    )
                : "";
        return $"{tracker.Messages} ICMP packets: {counts.EchoRequests} echo requests, {counts.EchoReplies} replies, "
            + $"{counts.UnansweredRequests} requests unanswered, {counts.DuplicateReplies} duplicate replies, "
            + $"{tracker.Problems.Sum(problem => problem.Frames.Count)} errors and redirects.{times}{unreachable}";
    }
}
