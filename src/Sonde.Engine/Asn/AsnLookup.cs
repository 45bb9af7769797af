using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>An address whose network is wanted.</summary>
public sealed record AsnLookupArguments
{
    /// <summary>The address.</summary>
    [Description("IPv4 or IPv6 address.")]
    public required string Ip { get; init; }

    /// <summary>How long.</summary>
    [Description("Seconds for everything; fractions allowed.")]
    [DefaultValue(5)]
    public double? Timeout { get; init; }
}

/// <summary>Which autonomous system announces an address.</summary>
public sealed record AsnLookup : IAnswer
{
    /// <inheritdoc/>
    [Description("An autonomous system announces the address. Otherwise error_type says why none is known.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => AsnJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The address.</summary>
    [Description("The address.")]
    public required string Ip { get; init; }

    /// <summary>The number.</summary>
    [Description("AS number in digits; the first of several origins.")]
    public string? Asn { get; init; }

    /// <summary>The prefix.</summary>
    [Description("Most specific prefix that is announced.")]
    public string? Prefix { get; init; }

    /// <summary>The country.</summary>
    [Description("Country that the registry has for the prefix; says little about where hosts are.")]
    public string? Country { get; init; }

    /// <summary>The registry.</summary>
    [Description("Registry: arin, ripencc, apnic, lacnic, afrinic.")]
    public string? Registry { get; init; }

    /// <summary>The date.</summary>
    [Description("Date of the allocation, YYYY-MM-DD.")]
    public string? Allocated { get; init; }

    /// <summary>The name.</summary>
    [Description("Name of the AS.")]
    public string? AsName { get; init; }

    /// <summary>Several origins.</summary>
    [Description("All autonomous systems that announce the prefix, when there are several.")]
    public IReadOnlyList<AsnOrigin>? Origins { get; init; }

    /// <summary>Other prefixes.</summary>
    [Description("Less specific prefixes that are announced as well.")]
    public IReadOnlyList<AsnPrefix>? OtherPrefixes { get; init; }

    /// <summary>The kind of failure.</summary>
    [Description("not_found, lookup_failed, timeout or parse_error.")]
    public string? ErrorType { get; init; }

    /// <summary>What to do.</summary>
    [Description("What to do next.")]
    public string? Suggestion { get; init; }

    /// <summary>Coverage.</summary>
    [Description("How much of the question was answered.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>One of several autonomous systems.</summary>
/// <param name="Asn">Its number.</param>
/// <param name="AsName">Its name.</param>
public sealed record AsnOrigin(
    [property: Description("AS number.")] string Asn,
    [property: Description("Its name.")] string? AsName
);

/// <summary>A prefix and who announces it.</summary>
/// <param name="Prefix">The prefix.</param>
/// <param name="Asns">The numbers.</param>
public sealed record AsnPrefix(
    [property: Description("Prefix.")] string Prefix,
    [property: Description("AS numbers.")] IReadOnlyList<string> Asns
);

/// <summary>Which autonomous systems announce several addresses.</summary>
public sealed record AsnBatch : IAnswer
{
    /// <inheritdoc/>
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => AsnJson.Default;

    /// <summary>The result in one paragraph.</summary>
    public required string Summary { get; init; }

    /// <summary>One for each address, in the order given.</summary>
    public required IReadOnlyList<AsnLookup> Results { get; init; }

    /// <summary>How much of the question was answered.</summary>
    public required ProbeCoverage Coverage { get; init; }
}
