using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What was sent again in the TCP connections of a capture.</summary>
public sealed record TcpRetransmissions : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Overview;

    JsonSerializerContext IAnswer.Json => TcpJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Overview { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>What was done.</summary>
    [Description("tcp_retransmissions")]
    public string AnalysisType { get; } = "tcp_retransmissions";

    /// <summary>When it was read.</summary>
    [Description("When the capture was read, ISO 8601.")]
    public required string AnalysisTimestamp { get; init; }

    /// <summary>Packets examined.</summary>
    [Description("Packets with TCP of the connections that were asked about.")]
    public required long TotalPackets { get; init; }

    /// <summary>Segments with data.</summary>
    [Description("Segments with data: what rates refer to.")]
    public required long DataSegments { get; init; }

    /// <summary>Retransmissions.</summary>
    [Description("Retransmissions, SYN and FIN included (tcp.analysis.retransmission).")]
    public required long TotalRetransmissions { get; init; }

    /// <summary>Fast ones.</summary>
    [Description("Fast retransmissions among them.")]
    public required long FastRetransmissions { get; init; }

    /// <summary>Spurious ones.</summary>
    [Description("Spurious retransmissions among them: acknowledged before they were sent again.")]
    public required long SpuriousRetransmissions { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets of data sent again.")]
    public required long RetransmittedOctets { get; init; }

    /// <summary>Share.</summary>
    [Description("Retransmissions with data as a share (0 to 1) of the segments with data.")]
    public required double RetransmissionRate { get; init; }

    /// <summary>Limit of the share.</summary>
    [Description("The share above which a rate counts as exceeded.")]
    public required double Threshold { get; init; }

    /// <summary>The share is above it.</summary>
    [Description("The rate is above the threshold.")]
    public required bool ExceedsThreshold { get; init; }

    /// <summary>Connections.</summary>
    [Description("Connections with retransmissions, highest rate first; at most 10.")]
    public required IReadOnlyList<TcpRetransmissionFlow> ByConnection { get; init; }

    /// <summary>How many connections.</summary>
    [Description("Connections with retransmissions.")]
    public required int ByConnectionTotal { get; init; }

    /// <summary>The worst.</summary>
    [Description("The worst connection, and how many are above the threshold.")]
    public required TcpRetransmissionSummary Summary { get; init; }

    /// <summary>Second opinion.</summary>
    [Description(
        "What SACK, timestamps and the place of the capture say of the retransmissions; the counts above do not change by it."
    )]
    public required TcpSecondOpinionRow SecondOpinion { get; init; }

    /// <summary>Entries of the list that is paged.</summary>
    [Description("Entries of retransmissions on all pages.")]
    public required long Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries of retransmissions in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>The segments.</summary>
    [Description("The retransmissions in capture order, one page of them.")]
    public required IReadOnlyList<TcpEventRow> Retransmissions { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("Frames, and a filter that selects them.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>The retransmissions of one connection.</summary>
public sealed record TcpRetransmissionFlow
{
    /// <summary>Ends.</summary>
    [Description("Client and server: a:p <-> b:p.")]
    public required string Connection { get; init; }

    /// <summary>Number.</summary>
    [Description("Number of the connection (tcp.stream).")]
    public required int Stream { get; init; }

    /// <summary>Retransmissions.</summary>
    [Description("Retransmissions both ways.")]
    public required long RetransCount { get; init; }

    /// <summary>Packets.</summary>
    [Description("Segments both ways.")]
    public required long TotalPackets { get; init; }

    /// <summary>Segments with data.</summary>
    [Description("Segments with data both ways.")]
    public required long DataSegments { get; init; }

    /// <summary>Share.</summary>
    [Description("Retransmissions with data as a share (0 to 1) of the segments with data.")]
    public required double RetransRate { get; init; }

    /// <summary>From the client.</summary>
    [Description("Those that the client sent.")]
    public required long FromClient { get; init; }

    /// <summary>From the server.</summary>
    [Description("Those that the server sent.")]
    public required long FromServer { get; init; }

    /// <summary>Longest timer.</summary>
    [Description("Longest time from a segment to its retransmission, milliseconds (tcp.analysis.rto).")]
    public double? LongestRtoMs { get; init; }

    /// <summary>Second opinion.</summary>
    [Description("What SACK, timestamps and the place of the capture say of them.")]
    public required TcpSecondOpinionRow SecondOpinion { get; init; }

    /// <summary>Where to look.</summary>
    [Description("Frames, and a filter that selects them.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>The worst connection.</summary>
/// <param name="WorstConnection">Its ends; empty when nothing was sent again.</param>
/// <param name="WorstRetransRate">Its rate.</param>
/// <param name="ConnectionsAboveThreshold">Connections whose rate is above the threshold.</param>
public sealed record TcpRetransmissionSummary(
    [property: Description("Ends of the connection with the highest rate; empty when nothing was sent again.")]
        string WorstConnection,
    [property: Description("Its rate.")] double WorstRetransRate,
    [property: Description("Connections whose rate is above the threshold.")] int ConnectionsAboveThreshold
);

/// <summary>A second look at retransmissions.</summary>
public sealed record TcpSecondOpinionRow
{
    /// <summary>By D-SACK.</summary>
    [Description("Retransmissions that the receiver says it did not need (D-SACK, RFC 2883).")]
    public required long SpuriousByDsack { get; init; }

    /// <summary>By timestamp.</summary>
    [Description("Retransmissions whose acknowledgment answers the first copy, by its timestamp (RFC 3522).")]
    public required long SpuriousByTimestamp { get; init; }

    /// <summary>Copies.</summary>
    [Description("Packets, retransmissions or not, that the capture has twice: repetitions that nobody sent.")]
    public required long CapturedTwice { get; init; }

    /// <summary>Overtaken.</summary>
    [Description(
        "Retransmissions by verdict that the sender's clock shows to be late first copies: overtaken, not lost."
    )]
    public required long ReorderedNotLost { get; init; }

    /// <summary>Lost.</summary>
    [Description("Segments out of order by verdict that the sender's clock shows to be sent again.")]
    public required long LostNotReordered { get; init; }

    /// <summary>Before the capture point.</summary>
    [Description("Retransmissions of what the capture had not seen: lost between the sender and the capture point.")]
    public required long LostBeforeCapture { get; init; }

    /// <summary>After the capture point.</summary>
    [Description(
        "Retransmissions of what the capture had seen: lost, or its ACK lost or late, beyond the capture point."
    )]
    public required long LostAfterCapture { get; init; }

    /// <summary>Lost by the capture.</summary>
    [Description("Octets that were acknowledged and are not in the capture: lost by the capture, not by the network.")]
    public required long NotCapturedOctets { get; init; }
}
