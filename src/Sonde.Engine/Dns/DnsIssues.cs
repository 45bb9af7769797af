using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The arguments of the question about DNS trouble.</summary>
public sealed record DnsIssuesArguments : DnsArguments
{
    /// <summary>Only incidents of this kind.</summary>
    [Description("List only incidents of this kind; issues always has all kinds.")]
    [AllowedValues("failure", "unanswered", "slow", "truncated", "mismatched", "retransmitted")]
    public string? IssueType { get; init; }

    /// <summary>Rows to return.</summary>
    [Description("Rows to return at most in each of incidents, dns_queries and dns_responses.")]
    [DefaultValue(100)]
    [Range(0, 10_000)]
    public int? Limit { get; init; }

    /// <summary>Incidents to skip.</summary>
    [Description("Incidents to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? Offset { get; init; }

    /// <summary>Messages to skip.</summary>
    [Description("Rows of dns_queries and of dns_responses to skip: next_row_offset of the answer before.")]
    [DefaultValue(0)]
    [Range(0, int.MaxValue)]
    public int? RowOffset { get; init; }
}

/// <summary>What goes wrong in name resolution.</summary>
public sealed record DnsIssues : IAnswer
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
    public required string File { get; init; }

    /// <summary>The capture, under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>Which analysis this is.</summary>
    [Description("Always dns_resolution_issues.")]
    public string AnalysisType { get; } = "dns_resolution_issues";

    /// <summary>Queries.</summary>
    [Description("Queries in the capture.")]
    public required int TotalQueries { get; init; }

    /// <summary>Responses.</summary>
    [Description("Responses in the capture.")]
    public required int TotalResponses { get; init; }

    /// <summary>Whether anything is wrong.</summary>
    [Description("There is at least one issue.")]
    public required bool HasIssues { get; init; }

    /// <summary>The kinds of trouble.</summary>
    [Description("The kinds of trouble found, gravest first.")]
    public required IReadOnlyList<DnsIssue> Issues { get; init; }

    /// <summary>Incidents.</summary>
    [Description("The incidents behind the issues, by frame; at most 10000 of each kind are kept.")]
    public required IReadOnlyList<DnsQueryRow> Incidents { get; init; }

    /// <summary>How many incidents.</summary>
    [Description("Incidents that can be listed.")]
    public required int Total { get; init; }

    /// <summary>Incidents here.</summary>
    [Description("Incidents in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page of incidents; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>Servers.</summary>
    [Description("The 100 servers asked most, with their response times.")]
    public required IReadOnlyList<DnsServerRow> Servers { get; init; }

    /// <summary>How many servers.</summary>
    [Description("How many servers there are.")]
    public required int ServersTotal { get; init; }

    /// <summary>Queries.</summary>
    [Description("A page of the queries.")]
    public required IReadOnlyList<DnsQueryMessage> DnsQueries { get; init; }

    /// <summary>Responses.</summary>
    [Description("A page of the responses.")]
    public required IReadOnlyList<DnsResponseMessage> DnsResponses { get; init; }

    /// <summary>Where the next page of messages begins.</summary>
    [Description("row_offset of the next page of queries and responses; absent when neither has more.")]
    public int? NextRowOffset { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One kind of trouble.</summary>
/// <param name="IssueType">The kind.</param>
/// <param name="ResponseCode">Which failure.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Count">How often.</param>
/// <param name="Description">What it means.</param>
/// <param name="Evidence">What shows it.</param>
public sealed record DnsIssue(
    [property: Description("failure, unanswered, slow, truncated, mismatched or retransmitted.")] string IssueType,
    [property: Description("Which failure: the response code.")] string? ResponseCode,
    [property: Description("high, medium or low.")] string Severity,
    [property: Description("How often.")] long Count,
    [property: Description("What it means.")] string Description,
    [property: Description("What shows it.")] Evidence Evidence
);

/// <summary>A query.</summary>
/// <param name="Frame">Frame number.</param>
/// <param name="SrcIp">Source address.</param>
/// <param name="DstIp">Destination address.</param>
/// <param name="QueryName">Name asked.</param>
/// <param name="QueryType">Type asked.</param>
public sealed record DnsQueryMessage(
    [property: Description("Frame number.")] long Frame,
    [property: Description("Source address.")] string SrcIp,
    [property: Description("Destination address.")] string DstIp,
    [property: Description("Name asked, odd octets as \\DDD.")] string QueryName,
    [property: Description("Type asked, such as A.")] string QueryType
);

/// <summary>A response.</summary>
/// <param name="Frame">Frame number.</param>
/// <param name="SrcIp">Source address.</param>
/// <param name="DstIp">Destination address.</param>
/// <param name="ResponseName">Name of its question.</param>
/// <param name="QueryType">Type of its question.</param>
/// <param name="ResponseCode">How it turned out.</param>
/// <param name="LatencyMs">Time since the query.</param>
/// <param name="QueryFrame">The query.</param>
public sealed record DnsResponseMessage(
    [property: Description("Frame number.")] long Frame,
    [property: Description("Source address.")] string SrcIp,
    [property: Description("Destination address.")] string DstIp,
    [property: Description("Name of its question, odd octets as \\DDD.")] string ResponseName,
    [property: Description("Type of its question, such as A.")] string QueryType,
    [property: Description("Response code, such as NXDOMAIN.")] string ResponseCode,
    [property: Description("Milliseconds since the query; only in the first response to it.")] double? LatencyMs,
    [property: Description("Frame of the query, when it was captured.")] long? QueryFrame
);
