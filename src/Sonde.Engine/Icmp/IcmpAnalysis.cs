using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The ICMP and ICMPv6 messages of a capture and what they say.</summary>
public sealed record IcmpAnalysis : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => IcmpJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>When it was read.</summary>
    [Description("When the capture was read, ISO 8601.")]
    public required string AnalysisTimestamp { get; init; }

    /// <summary>Packets read.</summary>
    [Description("Packets read, all protocols.")]
    public required long TotalPackets { get; init; }

    /// <summary>Packets with a message.</summary>
    [Description("Packets with an ICMP or ICMPv6 message.")]
    public required long IcmpPacketsFound { get; init; }

    /// <summary>Packets in the figures.</summary>
    [Description("Those that the statistics are made of: all of them.")]
    public required long IcmpPacketsAnalyzed { get; init; }

    /// <summary>The figures.</summary>
    [Description("Counts over all ICMP packets.")]
    public required IcmpStatistics Statistics { get; init; }

    /// <summary>Errors and redirects.</summary>
    [Description("Errors and redirects that say the same put together, most frequent first; one page of them.")]
    public required IReadOnlyList<IcmpProblemRow> Errors { get; init; }

    /// <summary>How many there are.</summary>
    [Description("Kinds of errors and redirects in the capture.")]
    public required int ErrorsTotal { get; init; }

    /// <summary>Paths.</summary>
    [Description("Paths on which hops ran out, as traceroute makes routers answer; one page of them.")]
    public required IReadOnlyList<IcmpTraceRow> Traces { get; init; }

    /// <summary>How many paths there are.</summary>
    [Description("Paths in the capture.")]
    public required int TracesTotal { get; init; }

    /// <summary>Messages in the list that is paged.</summary>
    [Description("Entries of packets on all pages.")]
    public required long Total { get; init; }

    /// <summary>Messages in this answer.</summary>
    [Description("Entries of packets in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>The messages.</summary>
    [Description("The messages in capture order, one page of them.")]
    public required IReadOnlyList<IcmpPacketRow> Packets { get; init; }

    /// <summary>What is missing.</summary>
    [Description("Said when not the whole capture was read.")]
    public string? Note { get; init; }

    /// <summary>Said when there are none.</summary>
    [Description("Said when the capture has no ICMP.")]
    public string? Message { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("The display filter that selects the messages.")]
    public required Evidence Evidence { get; init; }
}
