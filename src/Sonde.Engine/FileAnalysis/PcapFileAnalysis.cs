using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>One kind of analysis of a capture, over the packets that a display filter selects.</summary>
public sealed record PcapFileAnalysis : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => FileAnalysisJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string PcapFile { get; init; }

    /// <summary>The capture, by its other published name.</summary>
    [Description("The same under its other published name.")]
    public string File => PcapFile;

    /// <summary>Which kind.</summary>
    [Description("summary, protocols, conversations or security.")]
    public required string AnalysisType { get; init; }

    /// <summary>The filter.</summary>
    [Description("The display filter; absent when every packet counts.")]
    public string? Filter { get; init; }

    /// <summary>The filter, by its other published name.</summary>
    [Description("The same under its other published name.")]
    public string? FilterApplied => Filter;

    /// <summary>Size of the file or files.</summary>
    [Description("Size of the file, or of all files, in octets; absent where nobody knows it.")]
    public long? FileSizeBytes { get; init; }

    /// <summary>Size of the file or files.</summary>
    [Description("The same in megabytes (10^6 octets).")]
    public double? FileSizeMb => FileSizeBytes / 1e6;

    /// <summary>Packets read.</summary>
    [Description("Packets read, whether the filter selects them or not.")]
    public required long TotalPackets { get; init; }

    /// <summary>Packets selected.</summary>
    [Description("Packets that the filter selects; everything below counts these.")]
    public required long MatchingPackets { get; init; }

    /// <summary>Octets on the wire of the selected packets.</summary>
    [Description("Octets on the wire of the selected packets.")]
    public required long MatchingBytes { get; init; }

    /// <summary>Time of the earliest selected packet.</summary>
    [Description("Time of the earliest selected packet, ISO 8601 UTC.")]
    public string? StartTime { get; init; }

    /// <summary>Time of the latest selected packet.</summary>
    [Description("Time of the latest selected packet, ISO 8601 UTC.")]
    public string? EndTime { get; init; }

    /// <summary>Seconds between them.</summary>
    [Description("Seconds from the earliest to the latest selected packet.")]
    public double? DurationSeconds { get; init; }

    /// <summary>Average rate.</summary>
    [Description("Selected packets a second, over that time; absent for no duration. Type summary.")]
    public double? PacketsPerSecond { get; init; }

    /// <summary>Average rate.</summary>
    [Description("Bits a second of the selected packets on the wire. Type summary.")]
    public double? BitsPerSecond { get; init; }

    /// <summary>Flat table of protocols.</summary>
    [Description("Flat table by short protocol names; every packet counts once. Types summary and protocols.")]
    public IReadOnlyDictionary<string, ProtocolShare>? Protocols { get; init; }

    /// <summary>Protocol tree.</summary>
    [Description("Protocol tree as Wireshark's protocol hierarchy statistics. Type protocols.")]
    public IReadOnlyList<ProtocolNode>? ProtocolHierarchy { get; init; }

    /// <summary>How many conversations the packets belong to.</summary>
    [Description("Conversations that the selected packets belong to. Types summary and conversations.")]
    public ConversationCounts? Conversations { get; init; }

    /// <summary>TCP conversations.</summary>
    [Description("TCP conversations, most octets first: a page of them. Type conversations.")]
    public IReadOnlyList<ConversationRow>? TcpConversations { get; init; }

    /// <summary>UDP conversations.</summary>
    [Description("UDP conversations, most octets first: a page of them. Type conversations.")]
    public IReadOnlyList<ConversationRow>? UdpConversations { get; init; }

    /// <summary>Pairs of addresses.</summary>
    [Description(
        "Pairs of addresses, IPv4 and IPv6, in every Internet header (tunnels included), most octets first: a page of them. "
            + "Type conversations."
    )]
    public IReadOnlyList<AddressPairRow>? IpConversations { get; init; }

    /// <summary>Threats.</summary>
    [Description("Threats, most severe first: a page of them; analyze_security_threats says more. Type security.")]
    public IReadOnlyList<SecurityFinding>? SecurityFindings { get; init; }

    /// <summary>Entries of the longest list.</summary>
    [Description("Entries of the longest of the lists. Types conversations and security.")]
    public int? Total { get; init; }

    /// <summary>Entries of it on this page.</summary>
    [Description("Entries of that list on this page.")]
    public int? Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page of the lists; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>A threat in short.</summary>
/// <param name="Check">What was looked for.</param>
/// <param name="Count">How many events.</param>
/// <param name="Filter">What selects its packets.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Evidence">The frames.</param>
public sealed record SecurityFinding(
    [property: Description("What was looked for and found.")] string Check,
    [property: Description("How many events.")] long Count,
    [property: Description("Wireshark display filter that selects its packets.")] string? Filter,
    [property: Description("info, low, medium, high or critical.")] string Severity,
    [property: Description("What was seen; text from packets is quoted.")] string Detail,
    [property: Description("The frames that show it.")] Evidence Evidence
);

/// <summary>What two addresses sent each other, whatever the protocol.</summary>
/// <param name="SrcIp">The address that sent first.</param>
/// <param name="DstIp">The other one.</param>
/// <param name="SrcNames">Names of the first.</param>
/// <param name="DstNames">Names of the second.</param>
/// <param name="Packets">Packets both ways.</param>
/// <param name="Bytes">Octets both ways.</param>
/// <param name="PacketsForward">Packets from the first to the second.</param>
/// <param name="BytesForward">Octets that way.</param>
/// <param name="PacketsReverse">Packets the other way.</param>
/// <param name="BytesReverse">Octets that way.</param>
/// <param name="StartTime">When the first packet came.</param>
/// <param name="DurationSeconds">Seconds to the last one.</param>
/// <param name="Evidence">What shows it.</param>
public sealed record AddressPairRow(
    [property: Description("The address that sent first.")] string SrcIp,
    [property: Description("The other address.")] string DstIp,
    [property: Description("Names that the capture itself gives the first.")] IReadOnlyList<NameRow>? SrcNames,
    [property: Description("Names that the capture itself gives the second.")] IReadOnlyList<NameRow>? DstNames,
    [property: Description("Packets both ways.")] long Packets,
    [property: Description("Octets on the wire both ways.")] long Bytes,
    [property: Description("Packets from the first to the second.")] long PacketsForward,
    [property: Description("Octets from the first to the second.")] long BytesForward,
    [property: Description("Packets the other way.")] long PacketsReverse,
    [property: Description("Octets the other way.")] long BytesReverse,
    [property: Description("Time of the first packet, ISO 8601 UTC.")] string? StartTime,
    [property: Description("Seconds from the first to the last packet.")] double? DurationSeconds,
    [property: Description("First and last frame, and the display filter that selects all.")] Evidence Evidence
);
