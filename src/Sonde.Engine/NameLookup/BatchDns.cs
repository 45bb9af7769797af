using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What name servers answered about many names.</summary>
public sealed record BatchDns : IAnswer
{
    /// <inheritdoc/>
    [Description("The names were asked about; results says what came of each.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => NameLookupJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The type.</summary>
    [Description("Record type asked for.")]
    public required string RecordType { get; init; }

    /// <summary>Names.</summary>
    [Description("Names given.")]
    public required int TotalQueries { get; init; }

    /// <summary>Names once.</summary>
    [Description("Different ones among them; each is asked about once.")]
    public required int UniqueQueries { get; init; }

    /// <summary>Successful.</summary>
    [Description("Names with such records.")]
    public required int Successful { get; init; }

    /// <summary>Failed.</summary>
    [Description("Names without, and those not finished.")]
    public required int Failed { get; init; }

    /// <summary>Results.</summary>
    [Description("One for each name, in the order given.")]
    public required IReadOnlyList<BatchDnsRow> Results { get; init; }

    /// <summary>How long.</summary>
    [Description("Milliseconds that the questions took.")]
    public required double DurationMs { get; init; }

    /// <summary>The servers.</summary>
    [Description("Servers asked, in order of preference.")]
    public required IReadOnlyList<string> Nameservers { get; init; }

    /// <summary>Ignored.</summary>
    [Description("Messages that came in and answer no question. Absent when none.")]
    public IgnoredAnswers? Ignored { get; init; }

    /// <summary>Coverage.</summary>
    [Description("How much of the question was answered.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>What became of one name.</summary>
public sealed record BatchDnsRow
{
    /// <summary>The name.</summary>
    [Description("Name or address as typed.")]
    public required string Query { get; init; }

    /// <summary>Found.</summary>
    [Description("There are such records.")]
    public required bool Success { get; init; }

    /// <summary>The records.</summary>
    [Description("Answer section.")]
    public required IReadOnlyList<LookupRecord> Records { get; init; }

    /// <summary>Left out.</summary>
    [Description("Records left out; dns_lookup shows more of them.")]
    public int? MoreRecords { get; init; }

    /// <summary>Why not.</summary>
    [Description("Why there are none.")]
    public string? Error { get; init; }

    /// <summary>The kind of failure.</summary>
    [Description("As in dns_lookup; blocked_by_policy and invalid_argument for names that were not asked about.")]
    public string? ErrorType { get; init; }

    /// <summary>The response code.</summary>
    [Description("Response code.")]
    public string? Rcode { get; init; }

    /// <summary>Response time.</summary>
    [Description("Milliseconds from the attempt that was answered to its answer.")]
    public double? ResponseTimeMs { get; init; }
}
