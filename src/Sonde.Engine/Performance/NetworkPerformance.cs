using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>How well the network carried what was sent.</summary>
public sealed record NetworkPerformance : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; one without TCP too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PerformanceJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture, under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>Which analysis this is.</summary>
    [Description("Always network_performance.")]
    public string AnalysisType { get; } = "network_performance";

    /// <summary>All packets.</summary>
    [Description("Packets, octets and rates of the whole capture, by intervals of a second.")]
    public required SeriesStatistics PerformanceStats { get; init; }

    /// <summary>All of TCP.</summary>
    [Description("All TCP connections together; absent without TCP.")]
    public TcpTotals? TcpTotals { get; init; }

    /// <summary>Connections.</summary>
    [Description("TCP connections, most octets first.")]
    public required IReadOnlyList<TcpPerformanceRow> TcpAnalysis { get; init; }

    /// <summary>Media streams.</summary>
    [Description("RTP streams with loss and jitter, most lost packets first, at most 100; absent without any.")]
    public IReadOnlyList<RtpRow>? RtpStreams { get; init; }

    /// <summary>All connections.</summary>
    [Description("TCP connections in the capture.")]
    public required int Total { get; init; }

    /// <summary>Connections in this answer.</summary>
    [Description("TCP connections in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>All TCP connections together.</summary>
/// <param name="Connections">Connections.</param>
/// <param name="Segments">Segments.</param>
/// <param name="DataSegments">Segments with data.</param>
/// <param name="PayloadBytes">Octets of data.</param>
/// <param name="Retransmissions">Segments sent again.</param>
/// <param name="RetransmissionPercent">Their share.</param>
/// <param name="Rtt">Round-trip times.</param>
/// <param name="Evidence">The segments sent again.</param>
public sealed record TcpTotals(
    [property: Description("TCP connections.")] long Connections,
    [property: Description("Segments.")] long Segments,
    [property: Description("Segments with data.")] long DataSegments,
    [property: Description("Octets of data, those sent again included.")] long PayloadBytes,
    [property: Description("Segments sent again (tcp.analysis.retransmission, fast and spurious ones included).")]
        long Retransmissions,
    [property: Description("Retransmissions in percent of the segments with data.")] double RetransmissionPercent,
    [property: Description("Round-trip times of acknowledged segments; absent without any.")] LatencyDistribution? Rtt,
    [property: Description("The first retransmissions, and the display filter that selects all.")] Evidence? Evidence
);

/// <summary>How well one TCP connection went.</summary>
public sealed record TcpPerformanceRow
{
    /// <summary>Wireshark's number.</summary>
    [Description("Wireshark's tcp.stream.")]
    public required int Stream { get; init; }

    /// <summary>Client.</summary>
    [Description("Address of the client.")]
    public required string SrcIp { get; init; }

    /// <summary>Its port.</summary>
    [Description("Its port.")]
    public required int SrcPort { get; init; }

    /// <summary>Server.</summary>
    [Description("Address of the server.")]
    public required string DstIp { get; init; }

    /// <summary>Its port.</summary>
    [Description("Its port.")]
    public required int DstPort { get; init; }

    /// <summary>Segments.</summary>
    [Description("Segments both ways.")]
    public required long Packets { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets on the wire both ways, whole frames.")]
    public required long Bytes { get; init; }

    /// <summary>Seconds.</summary>
    [Description("Seconds from the first to the last segment.")]
    public required double DurationSeconds { get; init; }

    /// <summary>Rate to the server.</summary>
    [Description("Mbit/s from client to server; absent when no time passed.")]
    public double? MbpsForward { get; init; }

    /// <summary>Rate to the client.</summary>
    [Description("Mbit/s from server to client; absent when no time passed.")]
    public double? MbpsReverse { get; init; }

    /// <summary>Handshake.</summary>
    [Description("Milliseconds from SYN to the ACK that ended the handshake; absent where not captured.")]
    public double? HandshakeRttMs { get; init; }

    /// <summary>Round-trip times to the server.</summary>
    [Description("Round-trip times between the capture point and the server; absent without any.")]
    public LatencyDistribution? RttServer { get; init; }

    /// <summary>Round-trip times to the client.</summary>
    [Description("Round-trip times between the capture point and the client; absent without any.")]
    public LatencyDistribution? RttClient { get; init; }

    /// <summary>Sent again.</summary>
    [Description("Segments sent again.")]
    public required long Retransmissions { get; init; }

    /// <summary>Share sent again.</summary>
    [Description("Retransmissions in percent of the segments with data.")]
    public required double RetransmissionPercent { get; init; }

    /// <summary>Closed windows.</summary>
    [Description("Segments that say the receiver can take no more (tcp.analysis.zero_window).")]
    public required long ZeroWindows { get; init; }

    /// <summary>Filled windows.</summary>
    [Description("Segments that fill the receiver's window (tcp.analysis.window_full).")]
    public required long WindowFull { get; init; }

    /// <summary>What held up the client's data.</summary>
    [Description(
        "What held up the client's data longest: application, receiver_window, sender_or_congestion_window, loss; absent when unknown."
    )]
    public string? ClientLimitedBy { get; init; }

    /// <summary>What held up the server's data.</summary>
    [Description("What held up the server's data longest, likewise.")]
    public string? ServerLimitedBy { get; init; }

    /// <summary>Client's largest window.</summary>
    [Description("Largest window that the client offered, octets; absent when unknown.")]
    public long? ClientWindowMax { get; init; }

    /// <summary>Server's largest window.</summary>
    [Description("Largest window that the server offered, octets; absent when unknown.")]
    public long? ServerWindowMax { get; init; }

    /// <summary>Most under way.</summary>
    [Description("Most octets that either end had under way unacknowledged.")]
    public required long MostBytesInFlight { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("First and last frame, and the display filter that selects them.")]
    public required Evidence Evidence { get; init; }
}
