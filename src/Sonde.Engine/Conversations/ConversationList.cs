using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Who talked to whom.</summary>
public sealed record ConversationList : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => ConversationsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string FilePath { get; init; }

    /// <summary>All conversations of the capture.</summary>
    [Description("Conversations in the capture, all protocols.")]
    public required int TotalConversations { get; init; }

    /// <summary>Conversations that were asked for.</summary>
    [Description("Conversations that the arguments select.")]
    public required int Total { get; init; }

    /// <summary>Conversations in this answer.</summary>
    [Description("Conversations in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The conversations.</summary>
    [Description(
        "The conversations; src is the end that opened it (sender of the SYN, else of the first packet seen)."
    )]
    public required IReadOnlyList<ConversationRow> Conversations { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One conversation.</summary>
public sealed record ConversationRow
{
    /// <summary>Address of the initiator.</summary>
    [Description("Address of the end that opened the conversation.")]
    public required string SrcIp { get; init; }

    /// <summary>Port of the initiator.</summary>
    [Description("Its port; absent where the protocol has none.")]
    public int? SrcPort { get; init; }

    /// <summary>Names of the initiator.</summary>
    [Description("Names that the capture gives the source address.")]
    public IReadOnlyList<NameRow>? SrcNames { get; init; }

    /// <summary>Address of the responder.</summary>
    [Description("Address of the other end.")]
    public required string DstIp { get; init; }

    /// <summary>Port of the responder.</summary>
    [Description("Its port; absent where the protocol has none.")]
    public int? DstPort { get; init; }

    /// <summary>Names of the responder.</summary>
    [Description("Names that the capture gives the destination address.")]
    public IReadOnlyList<NameRow>? DstNames { get; init; }

    /// <summary>Protocol.</summary>
    [Description(
        "TCP, UDP, SCTP, ICMP, ICMPv6, or IP for other Internet protocols and for fragments that do not show their ports."
    )]
    public required string Protocol { get; init; }

    /// <summary>Internet protocol number.</summary>
    [Description("Internet protocol number (IANA).")]
    public required int IpProtocol { get; init; }

    /// <summary>Wireshark's stream number.</summary>
    [Description("Wireshark's tcp.stream or udp.stream; absent for other protocols.")]
    public int? Stream { get; init; }

    /// <summary>Whether the opening was seen.</summary>
    [Description("The SYN was captured, so src is certainly the client; otherwise src sent the first packet seen.")]
    public required bool OpeningSeen { get; init; }

    /// <summary>Packets both ways.</summary>
    [Description("Packets both ways.")]
    public required long Packets { get; init; }

    /// <summary>Octets both ways.</summary>
    [Description("Octets on the wire both ways, whole frames.")]
    public required long Bytes { get; init; }

    /// <summary>Packets from the initiator.</summary>
    [Description("Packets from src to dst.")]
    public required long PacketsForward { get; init; }

    /// <summary>Octets from the initiator.</summary>
    [Description("Octets from src to dst.")]
    public required long BytesForward { get; init; }

    /// <summary>Packets to the initiator.</summary>
    [Description("Packets from dst to src.")]
    public required long PacketsReverse { get; init; }

    /// <summary>Octets to the initiator.</summary>
    [Description("Octets from dst to src.")]
    public required long BytesReverse { get; init; }

    /// <summary>Time of the earliest packet.</summary>
    [Description("Time of the earliest packet, seconds since 1970; absent where no packet has a time.")]
    public double? StartTime { get; init; }

    /// <summary>Time of the earliest packet as text.</summary>
    [Description("Time of the earliest packet, ISO 8601 UTC.")]
    public string? StartTimeIso { get; init; }

    /// <summary>Seconds to the latest packet.</summary>
    [Description("Seconds from the earliest to the latest packet.")]
    public double? DurationSeconds { get; init; }

    /// <summary>Community ID.</summary>
    [Description("Community ID 1.0, the flow hash that other tools use too; absent for ICMP.")]
    public string? CommunityId { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("First and last frame, number of packets, and the display filter that selects them.")]
    public required Evidence Evidence { get; init; }
}
