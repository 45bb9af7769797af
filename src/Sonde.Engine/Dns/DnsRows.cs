using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>A name and how often it was asked.</summary>
/// <param name="Domain">The name.</param>
/// <param name="Count">Questions for it.</param>
public sealed record DnsDomainRow(
    [property: Description("The name, odd octets as \\DDD; written by whoever sent the packet.")] string Domain,
    [property: Description("Questions for it.")] long Count
);

/// <summary>A query that stands out.</summary>
public sealed record DnsQueryRow
{
    /// <summary>What stands out.</summary>
    [Description(
        "What stands out: failure, unanswered, slow, truncated, mismatched or retransmitted; only in lists of several kinds."
    )]
    public string? IssueType { get; init; }

    /// <summary>The name.</summary>
    [Description("Name asked, odd octets as \\DDD; empty where the message has no question.")]
    public required string Domain { get; init; }

    /// <summary>The type.</summary>
    [Description("Type asked, such as A.")]
    public required string QueryType { get; init; }

    /// <summary>How it failed.</summary>
    [Description("Response code, such as NXDOMAIN; UNKNOWN(n) for one without a name. Only in failures.")]
    public string? Error { get; init; }

    /// <summary>Response time.</summary>
    [Description("Milliseconds from the query to its first response; absent without one.")]
    public double? ResponseTimeMs { get; init; }

    /// <summary>How long the capture went on.</summary>
    [Description("Unanswered only: milliseconds from the query to the end of the capture; little means little.")]
    public double? WaitedMs { get; init; }

    /// <summary>Who asked.</summary>
    [Description("Address that asked.")]
    public required string Client { get; init; }

    /// <summary>Who was asked.</summary>
    [Description("Address that was asked or answered.")]
    public required string Server { get; init; }

    /// <summary>The frame.</summary>
    [Description("Frame of the response, or of the query that has none.")]
    public required long Frame { get; init; }

    /// <summary>The query's frame.</summary>
    [Description("Frame of the query, where it is another one; absent when it was not captured.")]
    public long? QueryFrame { get; init; }

    /// <summary>When.</summary>
    [Description("Time of that frame, ISO 8601 UTC.")]
    public string? Time { get; init; }
}

/// <summary>What one server was asked and how it answered.</summary>
public sealed record DnsServerRow
{
    /// <summary>Address.</summary>
    [Description("Address of the server.")]
    public required string Server { get; init; }

    /// <summary>Port.</summary>
    [Description("Its port.")]
    public required int Port { get; init; }

    /// <summary>Queries.</summary>
    [Description("Queries to it, repeated ones included.")]
    public required long Queries { get; init; }

    /// <summary>Responses.</summary>
    [Description("Responses from it, repeated ones included.")]
    public required long Responses { get; init; }

    /// <summary>Unanswered.</summary>
    [Description("Queries without a response, repetitions not counted.")]
    public required long Unanswered { get; init; }

    /// <summary>Retransmitted.</summary>
    [Description("Queries sent again before an answer came.")]
    public required long Retransmitted { get; init; }

    /// <summary>Failures.</summary>
    [Description("Responses with a code other than NOERROR, repeated ones not counted.")]
    public required long Failures { get; init; }

    /// <summary>Truncated.</summary>
    [Description("Responses that say they are truncated.")]
    public required long Truncated { get; init; }

    /// <summary>Pairs.</summary>
    [Description("Queries paired with a response: the times below are theirs.")]
    public required long Answered { get; init; }

    /// <summary>Mean.</summary>
    [Description("Mean response time in milliseconds.")]
    public double? MeanMs { get; init; }

    /// <summary>Median.</summary>
    [Description("Median response time in milliseconds.")]
    public double? MedianMs { get; init; }

    /// <summary>95th percentile.</summary>
    [Description("Response time that 95 % of the answers did not exceed, milliseconds.")]
    public double? P95Ms { get; init; }

    /// <summary>Longest.</summary>
    [Description("Longest response time in milliseconds.")]
    public double? MaxMs { get; init; }

    /// <summary>Sample size.</summary>
    [Description("Percentiles come from an even sample of so many times; absent when they come from all.")]
    public int? Sampled { get; init; }
}

/// <summary>How many messages of one protocol there were.</summary>
/// <param name="Packets">Frames with a message.</param>
/// <param name="Queries">Queries.</param>
/// <param name="Responses">Responses.</param>
/// <param name="OverTcp">Messages over TCP.</param>
/// <param name="OverIpv6">Messages over IPv6.</param>
/// <param name="Damaged">Messages that break off.</param>
public sealed record DnsProtocolRow(
    [property: Description("Frames with a message.")] long Packets,
    [property: Description("Queries.")] long Queries,
    [property: Description("Responses.")] long Responses,
    [property: Description("Messages over TCP.")] long OverTcp,
    [property: Description("Messages over IPv6.")] long OverIpv6,
    [property: Description("Messages with a name or record that cannot be read.")] long Damaged
);
