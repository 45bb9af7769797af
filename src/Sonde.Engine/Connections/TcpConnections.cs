using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The TCP connections of a capture: how each opened, went and closed.</summary>
public sealed record TcpConnections : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; one without TCP too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Overview;

    JsonSerializerContext IAnswer.Json => ConnectionsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Overview { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture, under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>When it was read.</summary>
    [Description("When the capture was read, ISO 8601 UTC.")]
    public required string AnalysisTimestamp { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets read, all protocols.")]
    public required long TotalPackets { get; init; }

    /// <summary>Segments.</summary>
    [Description("TCP segments of the connections that were asked for.")]
    public required long TcpPacketsFound { get; init; }

    /// <summary>What was asked for.</summary>
    [Description("The server that was asked for; absent when all connections count.")]
    public ServerFilterRow? Filter { get; init; }

    /// <summary>Counts.</summary>
    [Description("Counts over all connections that were asked for.")]
    public required ConnectionCounts Summary { get; init; }

    /// <summary>Connections.</summary>
    [Description("Connections that were asked for.")]
    public required int Total { get; init; }

    /// <summary>Connections in this answer.</summary>
    [Description("Connections in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Connections not in this answer.</summary>
    [Description("Connections that are not in this answer: page on with offset, or ask with detailed.")]
    public required int Omitted { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The connections.</summary>
    [Description("The connections in capture order, one page of them.")]
    public required IReadOnlyList<ConnectionRow> Connections { get; init; }

    /// <summary>What is wrong.</summary>
    [Description("Resets, retransmissions and failed handshakes in words, those that occur.")]
    public required IReadOnlyList<string> Issues { get; init; }

    /// <summary>Said when there are none.</summary>
    [Description("Said when there is no such connection.")]
    public string? Message { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>Counts over connections.</summary>
public sealed record ConnectionCounts
{
    /// <summary>Connections.</summary>
    [Description("Connections.")]
    public required int TotalConnections { get; init; }

    /// <summary>Complete openings.</summary>
    [Description("Connections whose SYN, SYN-ACK and ACK were captured.")]
    public required int SuccessfulHandshakes { get; init; }

    /// <summary>Failed openings.</summary>
    [Description("Connections whose SYN was refused, not answered, or whose SYN-ACK was not acknowledged.")]
    public required int FailedHandshakes { get; init; }

    /// <summary>Established connections.</summary>
    [Description("Connections that were established: a complete handshake, or open when the capture began.")]
    public required int EstablishedConnections { get; init; }

    /// <summary>Reset connections.</summary>
    [Description("Connections that ended with a reset, refused ones included.")]
    public required int ResetConnections { get; init; }

    /// <summary>Closed connections.</summary>
    [Description("Connections that both ends closed.")]
    public required int NormalClose { get; init; }

    /// <summary>Others.</summary>
    [Description("All others: open when the capture ended, half closed, or never answered.")]
    public required int ActiveConnections { get; init; }

    /// <summary>Openings that were not captured.</summary>
    [Description("Connections that were open when the capture began, so that nothing is known of their handshake.")]
    public required int HandshakesNotCaptured { get; init; }

    /// <summary>Refused connections.</summary>
    [Description("Connections whose SYN was answered with a reset.")]
    public required int RefusedConnections { get; init; }

    /// <summary>Unanswered connections.</summary>
    [Description("Connections whose SYN was not answered.")]
    public required int UnansweredConnections { get; init; }

    /// <summary>Half-open connections.</summary>
    [Description("Connections whose SYN-ACK was not acknowledged.")]
    public required int HalfOpenConnections { get; init; }

    /// <summary>Share of failures.</summary>
    [Description("failed_handshakes per captured opening, 0 to 1; absent when none was captured.")]
    public double? HandshakeFailureRate { get; init; }

    /// <summary>Share of resets.</summary>
    [Description("reset_connections per connection, 0 to 1; absent without connections.")]
    public double? ResetRate { get; init; }

    /// <summary>Retransmissions.</summary>
    [Description("Retransmissions as Wireshark counts them (tcp.analysis.retransmission).")]
    public required long Retransmissions { get; init; }

    /// <summary>Share of retransmissions.</summary>
    [Description("Retransmissions with data per segment with data, 0 to 1; absent without data.")]
    public double? RetransmissionRate { get; init; }
}
