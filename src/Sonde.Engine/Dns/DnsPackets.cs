using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The DNS messages of a capture.</summary>
public sealed record DnsPackets : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; one without DNS too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Message;

    JsonSerializerContext IAnswer.Json => DnsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Message { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture, under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>When it was analysed.</summary>
    [Description("When this analysis was made, ISO 8601 UTC.")]
    public required string AnalysisTimestamp { get; init; }

    /// <summary>Packets of the file.</summary>
    [Description("Packets read, of all protocols.")]
    public required long TotalPacketsInFile { get; init; }

    /// <summary>Packets with a message.</summary>
    [Description("Frames with a message of the protocol asked for.")]
    public required long DnsPacketsFound { get; init; }

    /// <summary>Packets analysed.</summary>
    [Description("Frames behind the statistics: all that were found.")]
    public required long DnsPacketsAnalyzed { get; init; }

    /// <summary>Counts.</summary>
    [Description("Counts over all messages.")]
    public required DnsPacketStatistics Statistics { get; init; }

    /// <summary>Messages.</summary>
    [Description("Messages there are: a frame of a TCP stream may hold several.")]
    public required int Total { get; init; }

    /// <summary>Messages in this answer.</summary>
    [Description("Messages in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The messages.</summary>
    [Description("The messages, in the order of the capture.")]
    public required IReadOnlyList<DnsPacketRow> Packets { get; init; }

    /// <summary>What shows them.</summary>
    [Description("The frames of this page, and a display filter that selects all.")]
    public required Evidence Evidence { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>Counts over DNS messages.</summary>
/// <param name="Queries">Queries.</param>
/// <param name="Responses">Responses.</param>
/// <param name="UniqueDomainsQueried">Distinct names in queries.</param>
/// <param name="UniqueDomains">Those names.</param>
public sealed record DnsPacketStatistics(
    [property: Description("Queries.")] long Queries,
    [property: Description("Responses.")] long Responses,
    [property: Description("Distinct names in queries; names that differ only in case are one.")]
        int UniqueDomainsQueried,
    [property: Description("Those names in alphabetical order, at most 500.")] IReadOnlyList<string> UniqueDomains
);
