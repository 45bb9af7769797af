using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>Counts over all ICMP messages of a capture.</summary>
public sealed record IcmpStatistics
{
    /// <summary>Messages by type.</summary>
    [Description("Messages by name of their type; ICMPv6 types begin with ICMPv6.")]
    public required IReadOnlyDictionary<string, long> IcmpTypeCounts { get; init; }

    /// <summary>Senders.</summary>
    [Description("Different senders.")]
    public required int UniqueSourcesCount { get; init; }

    /// <summary>Receivers.</summary>
    [Description("Different receivers.")]
    public required int UniqueDestinationsCount { get; init; }

    /// <summary>Senders by address.</summary>
    [Description("The senders, at most 100.")]
    public required IReadOnlyList<string> UniqueSources { get; init; }

    /// <summary>Receivers by address.</summary>
    [Description("The receivers, at most 100.")]
    public required IReadOnlyList<string> UniqueDestinations { get; init; }

    /// <summary>Echo sessions.</summary>
    [Description("Echo sessions: two hosts and an identifier, as one run of ping has.")]
    public required int EchoSessions { get; init; }

    /// <summary>Echo sessions by name.</summary>
    [Description(
        "The sessions by name (requester > responder id n), at most 100; messages of one pair differ by sequence number."
    )]
    public required IReadOnlyDictionary<string, EchoPairRow> EchoPairs { get; init; }

    /// <summary>Echo requests.</summary>
    [Description("Echo requests.")]
    public required long EchoRequests { get; init; }

    /// <summary>Echo replies.</summary>
    [Description("Echo replies, duplicates included.")]
    public required long EchoReplies { get; init; }

    /// <summary>Requests without a reply.</summary>
    [Description("Echo requests without a reply in the capture.")]
    public required long UnansweredRequests { get; init; }

    /// <summary>Requests about which an error came.</summary>
    [Description("Echo requests about which an ICMP error came.")]
    public required long RequestsWithError { get; init; }

    /// <summary>Replies that came again.</summary>
    [Description("Replies to requests that had one already.")]
    public required long DuplicateReplies { get; init; }

    /// <summary>Replies without their request.</summary>
    [Description("Replies whose request is not in the capture, as those to a broadcast address.")]
    public required long RepliesWithoutRequest { get; init; }

    /// <summary>Round-trip times of all sessions.</summary>
    [Description("Round-trip times of all sessions; absent without an answered request.")]
    public RoundTripTimes? Rtt { get; init; }

    /// <summary>Hosts that could not be reached.</summary>
    [Description(
        "Hosts that could not be reached: the destinations of the quoted packets. Fragmentation needed does not count."
    )]
    public required int UnreachableDestinationsCount { get; init; }

    /// <summary>Hosts that could not be reached, by address.</summary>
    [Description("Those hosts, at most 100.")]
    public required IReadOnlyList<string> UnreachableDestinations { get; init; }

    /// <summary>Errors without a quote.</summary>
    [Description("Errors that quote no packet that can be read, so that it is not known what they are about.")]
    public required long ErrorsWithoutQuote { get; init; }

    /// <summary>Neighbor discovery.</summary>
    [Description("IPv6 neighbor discovery messages (RFC 4861); absent when there are none.")]
    public NeighborDiscoveryCounts? NeighborDiscovery { get; init; }

    /// <summary>What was not kept.</summary>
    [Description(
        "Entries (addresses, errors, sessions, requests, times) forgotten to keep memory bounded; absent when none."
    )]
    public long? NotKept { get; init; }
}

/// <summary>Neighbor discovery messages by kind.</summary>
/// <param name="RouterSolicitations">Questions for routers.</param>
/// <param name="RouterAdvertisements">What routers say.</param>
/// <param name="NeighborSolicitations">Questions for neighbors.</param>
/// <param name="NeighborAdvertisements">What neighbors say.</param>
/// <param name="Redirects">Better first hops.</param>
public sealed record NeighborDiscoveryCounts(
    [property: Description("Questions for routers (133).")] long RouterSolicitations,
    [property: Description("What routers say (134).")] long RouterAdvertisements,
    [property: Description("Questions for link-layer addresses (135).")] long NeighborSolicitations,
    [property: Description("What neighbors say (136).")] long NeighborAdvertisements,
    [property: Description("Better first hops (137).")] long Redirects
);

/// <summary>Round-trip times in milliseconds.</summary>
/// <param name="Count">Times.</param>
/// <param name="MinMs">Shortest.</param>
/// <param name="AvgMs">Mean.</param>
/// <param name="MaxMs">Longest.</param>
/// <param name="P95Ms">95th percentile, nearest rank.</param>
public sealed record RoundTripTimes(
    [property: Description("How many.")] int Count,
    [property: Description("Shortest, milliseconds.")] double MinMs,
    [property: Description("Mean, milliseconds.")] double AvgMs,
    [property: Description("Longest, milliseconds.")] double MaxMs,
    [property: Description("95th percentile by nearest rank, milliseconds.")] double P95Ms
)
{
    internal static RoundTripTimes? Of(IEnumerable<long> nanoseconds)
    {
        long[] sorted = [.. nanoseconds.Order()];
        if (sorted.Length == 0)
            return null;
        int rank = (int)Math.Ceiling(0.95 * sorted.Length);
        return new RoundTripTimes(
            sorted.Length,
            sorted[0] / 1e6,
            sorted.Average() / 1e6,
            sorted[^1] / 1e6,
            sorted[rank - 1] / 1e6
        );
    }
}

/// <summary>One echo session.</summary>
public sealed record EchoPairRow
{
    /// <summary>Requests.</summary>
    [Description("Echo requests.")]
    public required long Requests { get; init; }

    /// <summary>Replies.</summary>
    [Description("Echo replies, duplicates included.")]
    public required long Replies { get; init; }

    /// <summary>Requests without a reply.</summary>
    [Description("Requests without a reply.")]
    public required long Unanswered { get; init; }

    /// <summary>Requests with an error.</summary>
    [Description("Requests about which an ICMP error came.")]
    public required long Errors { get; init; }

    /// <summary>Duplicate replies.</summary>
    [Description("Replies to requests that had one already.")]
    public required long Duplicates { get; init; }

    /// <summary>Replies without a request.</summary>
    [Description("Replies whose request is not in the capture.")]
    public required long WithoutRequest { get; init; }

    /// <summary>Round-trip times.</summary>
    [Description("Round-trip times; absent without an answered request.")]
    public RoundTripTimes? Rtt { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("Frames, and the display filter that selects them.")]
    public required Evidence Evidence { get; init; }
}
