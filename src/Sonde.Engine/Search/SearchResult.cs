using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Where octets occur in a capture.</summary>
public sealed record SearchResult : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => SearchJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture that was read.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The same under another published name.</summary>
    [Description("The same under another published name.")]
    public required string PcapFile { get; init; }

    /// <summary>The pattern, as given.</summary>
    [Description("The pattern, as given.")]
    public required string SearchPattern { get; init; }

    /// <summary>Case matters.</summary>
    [Description("Case matters.")]
    public required bool CaseSensitive { get; init; }

    /// <summary>text, hex or regex.</summary>
    [Description("text, hex or regex.")]
    public required string Mode { get; init; }

    /// <summary>packets, streams or both.</summary>
    [Description("packets, streams or both.")]
    public required string Scope { get; init; }

    /// <summary>Matches in the whole capture.</summary>
    [Description("Matches in the whole capture.")]
    public required long TotalMatches { get; init; }

    /// <summary>Entries that this answer may have.</summary>
    [Description("Entries that this answer may have.")]
    public required int LimitApplied { get; init; }

    /// <summary>Frames in which matches begin.</summary>
    [Description("Frames in which matches begin.")]
    public required long MatchingFrames { get; init; }

    /// <summary>Entries of the whole list.</summary>
    [Description("Entries of the whole list.")]
    public required long Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Offset of the next page; absent on the last.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The matches, in the order in which they were found.</summary>
    [Description("The matches, in the order in which they were found.")]
    public required IReadOnlyList<SearchMatch> Matches { get; init; }

    /// <summary>The frames of what was found.</summary>
    [Description("The frames of what was found.")]
    public required Evidence Evidence { get; init; }

    /// <summary>What the answer is based on.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One match.</summary>
public sealed record SearchMatch
{
    /// <summary>Frame in which it begins, or, in a stream, that completes it.</summary>
    [Description("Frame in which it begins, or, in a stream, that completes it.")]
    public required long Frame { get; init; }

    /// <summary>Time of that frame, ISO 8601 UTC.</summary>
    [Description("Time of that frame, ISO 8601 UTC.")]
    public string? Timestamp { get; init; }

    /// <summary>Source address; absent without Internet header.</summary>
    [Description("Source address; absent without Internet header.")]
    public string? SrcIp { get; init; }

    /// <summary>Destination address.</summary>
    [Description("Destination address.")]
    public string? DstIp { get; init; }

    /// <summary>packet, stream, decrypted (inside TLS) or content (of HTTP, without its codings).</summary>
    [Description("packet, stream, decrypted (inside TLS) or content (of HTTP, without its codings).")]
    public required string Where { get; init; }

    /// <summary>Number of the TCP stream, for matches in streams.</summary>
    [Description("Number of the TCP stream, for matches in streams.")]
    public int? Stream { get; init; }

    /// <summary>Place of the first octet: from the start of the frame, of the direction, or of the content.</summary>
    [Description("Place of the first octet: from the start of the frame, of the direction, or of the content.")]
    public required long Offset { get; init; }

    /// <summary>Octets of the match.</summary>
    [Description("Octets of the match.")]
    public required int Length { get; init; }

    /// <summary>What matched, escaped, at most 200 octets. Written by whoever sent it.</summary>
    [Description("What matched, escaped, at most 200 octets. Written by whoever sent it.")]
    public required string Matched { get; init; }

    /// <summary>The match with up to 32 octets before and behind it, escaped.</summary>
    [Description("The match with up to 32 octets before and behind it, escaped.")]
    public required string Context { get; init; }
}
