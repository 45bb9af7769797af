using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Name resolution in a capture, at a glance.</summary>
public sealed record DnsTraffic : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; one without DNS too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => DnsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string FilePath { get; init; }

    /// <summary>Packets.</summary>
    [Description("Frames with a message of the protocol asked for.")]
    public required long TotalDnsPackets { get; init; }

    /// <summary>Queries.</summary>
    [Description("Queries, repeated ones included.")]
    public required long TotalQueries { get; init; }

    /// <summary>Responses.</summary>
    [Description("Responses, repeated ones included.")]
    public required long TotalResponses { get; init; }

    /// <summary>Distinct names.</summary>
    [Description("Distinct names in queries; names that differ only in case are one.")]
    public required int UniqueDomains { get; init; }

    /// <summary>Names asked most.</summary>
    [Description("Names asked most.")]
    public required IReadOnlyList<DnsDomainRow> TopQueriedDomains { get; init; }

    /// <summary>Failures.</summary>
    [Description("Responses with a code other than NOERROR; the first ones, repeated responses left out.")]
    public required IReadOnlyList<DnsQueryRow> FailedQueries { get; init; }

    /// <summary>How many failed.</summary>
    [Description("How many failed.")]
    public required long FailedTotal { get; init; }

    /// <summary>Slow ones.</summary>
    [Description("Queries answered after more than 100 ms; the slowest ones, slowest first.")]
    public required IReadOnlyList<DnsQueryRow> SlowQueries { get; init; }

    /// <summary>How many were slow.</summary>
    [Description("How many were slow.")]
    public required long SlowTotal { get; init; }

    /// <summary>Unanswered ones.</summary>
    [Description("Queries without a response in the capture; the first ones. Multicast DNS is not paired.")]
    public required IReadOnlyList<DnsQueryRow> UnansweredQueries { get; init; }

    /// <summary>How many were not answered.</summary>
    [Description("How many were not answered, repetitions not counted.")]
    public required long UnansweredTotal { get; init; }

    /// <summary>Repeated queries.</summary>
    [Description("Queries sent again from the same port with the same id before an answer came.")]
    public required long RetransmittedQueries { get; init; }

    /// <summary>Repeated responses.</summary>
    [Description("Responses to a query that was answered already.")]
    public required long RepeatedResponses { get; init; }

    /// <summary>Responses without a query.</summary>
    [Description("Responses without their query in the capture.")]
    public required long MismatchedResponses { get; init; }

    /// <summary>Truncated responses.</summary>
    [Description("Responses that say they are truncated.")]
    public required long TruncatedResponses { get; init; }

    /// <summary>Types.</summary>
    [Description("Questions by type, in queries.")]
    public required IReadOnlyDictionary<string, long> QueryTypes { get; init; }

    /// <summary>Codes.</summary>
    [Description("Responses by code.")]
    public required IReadOnlyDictionary<string, long> ResponseCodes { get; init; }

    /// <summary>Servers.</summary>
    [Description("The servers asked most, with their response times.")]
    public required IReadOnlyList<DnsServerRow> Servers { get; init; }

    /// <summary>How many servers.</summary>
    [Description("How many servers there are.")]
    public required int ServersTotal { get; init; }

    /// <summary>Messages by protocol.</summary>
    [Description("Messages by protocol: dns, mdns, llmnr, whichever was asked for.")]
    public required IReadOnlyDictionary<string, DnsProtocolRow> Protocols { get; init; }

    /// <summary>What shows the findings.</summary>
    [Description(
        "Frames by finding (failed, slow, unanswered, retransmitted, mismatched, truncated), with a display filter."
    )]
    public required IReadOnlyDictionary<string, Evidence> Evidence { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}
