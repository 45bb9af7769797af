using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Signs of congestion in the TCP connections of a capture.</summary>
public sealed record TcpCongestionAnswer : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => TcpJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>What was done.</summary>
    [Description("congestion_indicators")]
    public string AnalysisType { get; } = "congestion_indicators";

    /// <summary>Packets.</summary>
    [Description("Packets with TCP of the connections that were asked about.")]
    public required long TotalPackets { get; init; }

    /// <summary>Segments with data.</summary>
    [Description("Segments with data: what rates refer to.")]
    public required long DataSegments { get; init; }

    /// <summary>Score.</summary>
    [Description(
        "0 (no sign) to 100: the scores of connections, weighted by their data segments. A connection's score adds up to 40 for "
            + "loss (5 % is all; packets captured twice left out), 20 for RTT inflation (p95 five times the least is all), 15 for repeated time-outs, 15 for ECN, "
            + "10 for full or closed windows."
    )]
    public required double Score { get; init; }

    /// <summary>Full windows.</summary>
    [Description("Segments that filled a window to its end (tcp.analysis.window_full).")]
    public required long TotalWindowFull { get; init; }

    /// <summary>Fast retransmissions.</summary>
    [Description("Fast retransmissions (tcp.analysis.fast_retransmission).")]
    public required long TotalFastRetrans { get; init; }

    /// <summary>Retransmissions.</summary>
    [Description("Retransmissions of all kinds (tcp.analysis.retransmission).")]
    public required long TotalRetransmissions { get; init; }

    /// <summary>Closed windows.</summary>
    [Description("Segments that close a window (tcp.analysis.zero_window).")]
    public required long TotalZeroWindow { get; init; }

    /// <summary>Loss.</summary>
    [Description("Retransmissions with data as a share (0 to 1) of the segments with data.")]
    public required double RetransmissionRate { get; init; }

    /// <summary>ECN.</summary>
    [Description("What explicit congestion notification says.")]
    public required TcpEcnRow Ecn { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries of window_full_events in this answer; the same page of the other lists is in it.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page of any of the lists; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>Full windows.</summary>
    [Description("Segments that filled a window, in capture order, one page of them.")]
    public required IReadOnlyList<TcpEventRow> WindowFullEvents { get; init; }

    /// <summary>Fast retransmissions.</summary>
    [Description("Fast retransmissions in capture order, one page of them.")]
    public required IReadOnlyList<TcpEventRow> FastRetransmissions { get; init; }

    /// <summary>Connections.</summary>
    [Description("Connections with data, highest score first, one page of them.")]
    public required IReadOnlyList<TcpCongestionRow> Connections { get; init; }

    /// <summary>How many connections.</summary>
    [Description("Connections with data.")]
    public required int ConnectionsTotal { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }

    /// <summary>Full windows.</summary>
    [Description("Frames that filled a window, and a filter that selects them.")]
    public required Evidence Evidence { get; init; }

    /// <summary>Fast retransmissions.</summary>
    [Description("Frames with fast retransmissions, and a filter that selects them.")]
    public required Evidence FastRetransmissionEvidence { get; init; }
}

/// <summary>Explicit congestion notification (RFC 3168).</summary>
/// <param name="CongestionExperienced">Packets marked on their way.</param>
/// <param name="Echoes">Segments that tell the sender.</param>
/// <param name="WindowReduced">Segments with which the sender answers.</param>
public sealed record TcpEcnRow(
    [property: Description("Segments whose Internet header says that congestion was met (CE).")]
        long CongestionExperienced,
    [property: Description("Segments with ECN-Echo, SYNs left out.")] long Echoes,
    [property: Description("Segments with Congestion Window Reduced, SYNs left out.")] long WindowReduced
);

/// <summary>Signs of congestion on one connection.</summary>
public sealed record TcpCongestionRow
{
    /// <summary>Number.</summary>
    [Description("Number of the connection (tcp.stream).")]
    public required int Stream { get; init; }

    /// <summary>Client.</summary>
    [Description("The client.")]
    public required string Client { get; init; }

    /// <summary>Server.</summary>
    [Description("The server.")]
    public required string Server { get; init; }

    /// <summary>Score.</summary>
    [Description("0 to 100.")]
    public required double Score { get; init; }

    /// <summary>Loss.</summary>
    [Description("Retransmissions with data as a share (0 to 1) of the segments with data.")]
    public required double RetransmissionRate { get; init; }

    /// <summary>RTT inflation.</summary>
    [Description(
        "Round-trip time: 95th percentile divided by the least, of the end that is farther away; absent without enough samples."
    )]
    public double? RttInflation { get; init; }

    /// <summary>Time-outs.</summary>
    [Description("Most times that one segment was sent again in a row: each time the timer doubles.")]
    public required int RtoRepeats { get; init; }

    /// <summary>ECN.</summary>
    [Description("What explicit congestion notification says.")]
    public required TcpEcnRow Ecn { get; init; }

    /// <summary>Full windows.</summary>
    [Description("Segments that filled a window.")]
    public required long WindowFull { get; init; }

    /// <summary>Closed windows.</summary>
    [Description("Segments that close a window.")]
    public required long ZeroWindow { get; init; }

    /// <summary>What holds up the client's data.</summary>
    [Description("What held up the client's data; absent when it sent data once at most.")]
    public TcpLimitRow? ClientLimited { get; init; }

    /// <summary>What holds up the server's data.</summary>
    [Description("What held up the server's data; absent when it sent data once at most.")]
    public TcpLimitRow? ServerLimited { get; init; }

    /// <summary>Where to look.</summary>
    [Description("First frames of retransmissions, full and closed windows, and a filter that selects these.")]
    public required Evidence Evidence { get; init; }
}
