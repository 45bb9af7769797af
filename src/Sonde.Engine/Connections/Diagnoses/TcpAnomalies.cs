using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is odd about a capture's TCP connections, and what causes it.</summary>
public sealed record TcpAnomalies : IAnswer
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

    /// <summary>What was asked for.</summary>
    [Description("The server that was asked for; absent when all connections count.")]
    public ServerFilterRow? Filter { get; init; }

    /// <summary>Figures.</summary>
    [Description("Counts and rates over the connections.")]
    public required AnomalyStatistics Statistics { get; init; }

    /// <summary>Causes.</summary>
    [Description(
        "Causes of trouble, gravest first, one page of them: each with its confidence, what shows it and what speaks against it. Empty when nothing shows trouble."
    )]
    public required IReadOnlyList<DiagnosisRow> Diagnoses { get; init; }

    /// <summary>Diagnoses.</summary>
    [Description("Diagnoses on all pages.")]
    public required int Total { get; init; }

    /// <summary>Diagnoses in this answer.</summary>
    [Description("Diagnoses in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page of diagnoses; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>Symptoms.</summary>
    [Description("Observations without a cause, each with its figures.")]
    public required IReadOnlyList<AnomalyPattern> Patterns { get; init; }

    /// <summary>Their summary.</summary>
    [Description("The patterns counted, and the notable ones.")]
    public required AnomalySummary Summary { get; init; }

    /// <summary>Said when there are none.</summary>
    [Description("Said when there is no such connection.")]
    public string? Message { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>A cause of trouble.</summary>
public sealed record DiagnosisRow
{
    /// <summary>Kind of trouble.</summary>
    [Description(
        "Kind of trouble: client_rst, server_rst, retransmission, reordering, handshake_failure, connection_timeout, syn_flood, zero_window, slow_server, rate_limit, path_mtu, capture."
    )]
    public required string Type { get; init; }

    /// <summary>Cause.</summary>
    [Description(
        "The cause: loss_before_capture, loss_behind_capture, unnecessary_retransmission, reordering_on_path, reset_on_path, reset_by_client, reset_by_server, refused_by_server, refused_on_path, rejected_by_icmp, dropped_on_path, no_answer, handshake_not_finished, syn_flood, peer_silent, receiver_does_not_read, slow_server, rate_limit, path_mtu_black_hole, captured_twice, capture_missed_packets."
    )]
    public required string Cause { get; init; }

    /// <summary>How sure it is.</summary>
    [Description("How sure the cause is, 0 to 1; what supports it and speaks against it says why.")]
    public required double Confidence { get; init; }

    /// <summary>How grave it is.</summary>
    [Description("high, medium, low or info.")]
    public required string Severity { get; init; }

    /// <summary>In words.</summary>
    [Description("What happens, in words.")]
    public required string Explanation { get; init; }

    /// <summary>What supports it.</summary>
    [Description("Observations that support the cause, of the connection that shows it best.")]
    public required IReadOnlyList<string> Supports { get; init; }

    /// <summary>What speaks against it.</summary>
    [Description("Observations that speak against the cause, and what else could look like it.")]
    public required IReadOnlyList<string> SpeaksAgainst { get; init; }

    /// <summary>What to do.</summary>
    [Description("What to do next.")]
    public required string Recommendation { get; init; }

    /// <summary>How often.</summary>
    [Description("Packets or events counted.")]
    public required long Count { get; init; }

    /// <summary>Their share.</summary>
    [Description("Share of the packets that could have shown it, 0 to 1; absent where a share means nothing.")]
    public double? Rate { get; init; }

    /// <summary>Connections.</summary>
    [Description("Connections that show it.")]
    public required int ConnectionsTotal { get; init; }

    /// <summary>The first connections.</summary>
    [Description("The first of them, at most 20.")]
    public required IReadOnlyList<DiagnosedConnection> Connections { get; init; }

    /// <summary>What shows it.</summary>
    [Description("Frames that show it, and a display filter that selects them.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>A connection that shows a cause.</summary>
/// <param name="Connection">Its ends.</param>
/// <param name="Stream">Its number.</param>
/// <param name="By">The end concerned.</param>
public sealed record DiagnosedConnection(
    [property: Description("Client and server.")] string Connection,
    [property: Description("Wireshark's tcp.stream.")] int Stream,
    [property: Description("The end whose packets show it: client or server.")] string By
);

/// <summary>Figures over TCP connections.</summary>
/// <param name="TotalConnections">Connections.</param>
/// <param name="TotalPackets">Segments.</param>
/// <param name="Handshake">Openings.</param>
/// <param name="Flags">Flags.</param>
/// <param name="RstDistribution">Resets.</param>
/// <param name="Retransmissions">Retransmissions.</param>
/// <param name="ConnectionStates">States.</param>
public sealed record AnomalyStatistics(
    [property: Description("Connections.")] int TotalConnections,
    [property: Description("TCP segments.")] long TotalPackets,
    [property: Description("How openings went.")] HandshakeCounts Handshake,
    [property: Description("Segments by flag.")] FlagCounts Flags,
    [property: Description("Who sent resets.")] RstDistribution RstDistribution,
    [property: Description("Retransmissions.")] RetransmissionCounts Retransmissions,
    [property: Description("How connections ended.")] StateCounts ConnectionStates
);

/// <summary>How openings went.</summary>
/// <param name="Successful">Complete.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Incomplete">Not captured.</param>
public sealed record HandshakeCounts(
    [property: Description("SYN, SYN-ACK and ACK were captured.")] int Successful,
    [property: Description("Refused, not answered, or not acknowledged.")] int Failed,
    [property: Description("Open when the capture began, so that nothing is known of the opening.")] int Incomplete
);

/// <summary>Segments by flag.</summary>
/// <param name="Syn">SYN without ACK.</param>
/// <param name="SynAck">SYN and ACK.</param>
/// <param name="Rst">RST.</param>
/// <param name="Fin">FIN.</param>
/// <param name="Ack">ACK.</param>
public sealed record FlagCounts(
    [property: Description("SYN without ACK.")] long Syn,
    [property: Description("SYN and ACK.")] long SynAck,
    [property: Description("RST.")] long Rst,
    [property: Description("FIN.")] long Fin,
    [property: Description("ACK.")] long Ack
);

/// <summary>Who sent resets.</summary>
/// <param name="BySource">By address.</param>
/// <param name="ByDirection">By direction.</param>
/// <param name="ConnectionsWithRst">Connections.</param>
public sealed record RstDistribution(
    [property: Description("Resets by the address in whose name they came; the 100 with most.")]
        IReadOnlyDictionary<string, long> BySource,
    [property: Description("Resets by direction.")] RstDirections ByDirection,
    [property: Description("Connections with a reset; the first 100.")] IReadOnlyList<string> ConnectionsWithRst
);

/// <summary>Resets by direction.</summary>
/// <param name="ToServer">To the server.</param>
/// <param name="FromServer">From the server.</param>
/// <param name="Unknown">Unknown.</param>
public sealed record RstDirections(
    [property: Description("Sent to the server.")] long ToServer,
    [property: Description("Sent by the server.")] long FromServer,
    [property: Description("On connections of which it is not known which end is the server.")] long Unknown
);

/// <summary>Retransmissions.</summary>
/// <param name="Total">All.</param>
/// <param name="ByConnection">By connection.</param>
/// <param name="Rate">Share.</param>
public sealed record RetransmissionCounts(
    [property: Description("Retransmissions as Wireshark counts them (tcp.analysis.retransmission).")] long Total,
    [property: Description("By connection; the 100 with most.")] IReadOnlyDictionary<string, long> ByConnection,
    [property: Description("Retransmissions with data per segment with data, 0 to 1.")] double Rate
);

/// <summary>How connections ended.</summary>
/// <param name="Established">Not closed.</param>
/// <param name="Reset">Reset.</param>
/// <param name="Closed">Closed.</param>
/// <param name="Unknown">Never established.</param>
public sealed record StateCounts(
    [property: Description("Established and not closed.")] int Established,
    [property: Description("Ended with a reset, refused ones included.")] int Reset,
    [property: Description("Closed by both ends.")] int Closed,
    [property: Description("Never established and not refused.")] int Unknown
);

/// <summary>A symptom with its figures.</summary>
/// <param name="Pattern">Name.</param>
/// <param name="Category">Category.</param>
/// <param name="Observations">Figures.</param>
/// <param name="Description">In words.</param>
public sealed record AnomalyPattern(
    [property: Description(
        "rst_directional_asymmetry, packet_retransmission, handshake_completion, abnormal_termination or syn_response_imbalance."
    )]
        string Pattern,
    [property: Description("connection_termination, reliability, connection_establishment or connection_lifecycle.")]
        string Category,
    [property: Description("Its figures and thresholds.")] JsonObject Observations,
    [property: Description("In words.")] string Description
);

/// <summary>The patterns counted.</summary>
/// <param name="TotalPatterns">Patterns.</param>
/// <param name="ByCategory">By category.</param>
/// <param name="NotableObservations">Notable ones.</param>
public sealed record AnomalySummary(
    [property: Description("Patterns.")] int TotalPatterns,
    [property: Description("Patterns by category.")] IReadOnlyDictionary<string, int> ByCategory,
    [property: Description(
        "strong_rst_asymmetry (ratio above 0.9 or below 0.1), high_retransmission (rate above 0.02)."
    )]
        IReadOnlyList<NotableObservation> NotableObservations
);

/// <summary>A notable observation.</summary>
/// <param name="Type">Type.</param>
/// <param name="Detail">Detail.</param>
public sealed record NotableObservation(
    [property: Description("strong_rst_asymmetry or high_retransmission.")] string Type,
    [property: Description("In words.")] string Detail
);
