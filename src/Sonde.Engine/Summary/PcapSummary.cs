using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What a capture holds, at a glance.</summary>
public sealed record PcapSummary : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; an empty one too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => SummaryJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string FilePath { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets read.")]
    public required long PacketCount { get; init; }

    /// <summary>Octets on the wire.</summary>
    [Description("Octets on the wire (Wireshark's frame.len), summed.")]
    public required long TotalBytes { get; init; }

    /// <summary>Octets kept.</summary>
    [Description("Octets that the capture kept (frame.cap_len), summed.")]
    public required long CapturedBytes { get; init; }

    /// <summary>Seconds from the earliest to the latest packet.</summary>
    [Description("Seconds from the earliest to the latest packet; absent without packets.")]
    public double? CaptureDurationSeconds { get; init; }

    /// <summary>Time of the earliest packet.</summary>
    [Description("Time of the earliest packet, ISO 8601 UTC.")]
    public string? StartTime { get; init; }

    /// <summary>Time of the latest packet.</summary>
    [Description("Time of the latest packet, ISO 8601 UTC.")]
    public string? EndTime { get; init; }

    /// <summary>Time of the earliest packet as a number.</summary>
    [Description("Time of the earliest packet, seconds since 1970.")]
    public double? StartTimeEpoch { get; init; }

    /// <summary>Time of the latest packet as a number.</summary>
    [Description("Time of the latest packet, seconds since 1970.")]
    public double? EndTimeEpoch { get; init; }

    /// <summary>Size of the file or files.</summary>
    [Description("Size of the file, or of all files, in octets.")]
    public long? FileSizeBytes { get; init; }

    /// <summary>Packets by protocol.</summary>
    [Description("Packets by protocol; get_protocol_hierarchy has the full tree.")]
    public required IReadOnlyDictionary<string, long> Protocols { get; init; }

    /// <summary>Addresses that sent most packets.</summary>
    [Description("The five addresses that sent most packets.")]
    public required IReadOnlyList<TalkerRow> TopTalkers { get; init; }

    /// <summary>Addresses that received most packets.</summary>
    [Description("The five addresses that received most packets.")]
    public required IReadOnlyList<TalkerRow> TopDestinations { get; init; }

    /// <summary>Distinct source addresses.</summary>
    [Description("Distinct source addresses, IPv4 and IPv6.")]
    public required int UniqueSrcIps { get; init; }

    /// <summary>Distinct destination addresses.</summary>
    [Description("Distinct destination addresses, IPv4 and IPv6.")]
    public required int UniqueDstIps { get; init; }

    /// <summary>The busiest addresses, both ways.</summary>
    [Description(
        "The ten addresses with most octets, both ways, by the outermost header, with the names the capture itself gives them."
    )]
    public required IReadOnlyList<EndpointRow> Endpoints { get; init; }

    /// <summary>Conversations by protocol.</summary>
    [Description("Conversations: Wireshark's TCP and UDP streams, and others.")]
    public required ConversationCounts Conversations { get; init; }

    /// <summary>First signs of TCP trouble.</summary>
    [Description("Segments with RST, and SACK option blocks; absent without TCP.")]
    public TcpIssueCounts? TcpIssuesSummary { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>An address and its packets.</summary>
/// <param name="Ip">The address.</param>
/// <param name="Packets">Packets.</param>
/// <param name="Bytes">Octets on the wire.</param>
public sealed record TalkerRow(
    [property: Description("The address.")] string Ip,
    [property: Description("Packets.")] long Packets,
    [property: Description("Octets on the wire.")] long Bytes
);

/// <summary>How many conversations there are.</summary>
/// <param name="Tcp">TCP streams.</param>
/// <param name="Udp">UDP streams.</param>
/// <param name="Total">All conversations, those without ports included.</param>
public sealed record ConversationCounts(
    [property: Description("TCP streams as Wireshark numbers them.")] int Tcp,
    [property: Description("UDP streams as Wireshark numbers them.")] int Udp,
    [property: Description("All conversations, those of protocols without ports included.")] int Total
);

/// <summary>First signs of TCP trouble.</summary>
/// <param name="Resets">Segments with RST.</param>
/// <param name="Sack">SACK option blocks.</param>
public sealed record TcpIssueCounts(
    [property: Description("Segments with RST.")] long Resets,
    [property: Description("SACK option blocks.")] long Sack
);
