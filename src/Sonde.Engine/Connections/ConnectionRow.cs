using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>One TCP connection.</summary>
public sealed record ConnectionRow
{
    /// <summary>Client.</summary>
    [Description("Address and port of the client.")]
    public required string Client { get; init; }

    /// <summary>Server.</summary>
    [Description("Address and port of the server.")]
    public required string Server { get; init; }

    /// <summary>How the roles are known.</summary>
    [Description(
        "How client and server are known: syn (captured), syn_ack (captured), port (the server's is below 1024), or first_segment (a guess)."
    )]
    public required string RolesFrom { get; init; }

    /// <summary>Wireshark's number.</summary>
    [Description("Wireshark's tcp.stream.")]
    public required int Stream { get; init; }

    /// <summary>Open or closed.</summary>
    [Description("closed (FIN of both ends, a reset, or refused) or active (not closed in the capture).")]
    public required string State { get; init; }

    /// <summary>Zeek's state.</summary>
    [Description(
        "How far it came, as Zeek's conn_state: S0, S1, S2, S3, SF, REJ, RSTO, RSTR, RSTOS0, RSTRH, SH, SHR, OTH."
    )]
    public required string ConnState { get; init; }

    /// <summary>What happened.</summary>
    [Description(
        "What happened, a letter for each new thing as in Zeek's history: S SYN, H SYN-ACK, A ACK, D data, F FIN, R reset, T retransmission, W zero window, G gap; capitals are the client's."
    )]
    public required string History { get; init; }

    /// <summary>How its opening went.</summary>
    [Description(
        "How the opening went: complete; refused (a reset answered the SYN); no_answer (nothing did); half_open (SYN-ACK, but no ACK); not_captured (it was open when the capture began, or one direction is missing)."
    )]
    public required string Opening { get; init; }

    /// <summary>The handshake was seen.</summary>
    [Description("SYN, SYN-ACK and ACK were captured.")]
    public required bool HandshakeCompleted { get; init; }

    /// <summary>Times of the handshake.</summary>
    [Description("Times of the handshake; absent where it was not captured.")]
    public HandshakeRow? Handshake { get; init; }

    /// <summary>SYN flags.</summary>
    [Description("Segments with SYN, SYN-ACKs included.")]
    public required long SynCount { get; init; }

    /// <summary>SYN-ACKs.</summary>
    [Description("Segments with SYN and ACK.")]
    public required long SynAckCount { get; init; }

    /// <summary>ACK flags.</summary>
    [Description("Segments with ACK.")]
    public required long AckCount { get; init; }

    /// <summary>Resets.</summary>
    [Description("Segments with RST.")]
    public required long RstCount { get; init; }

    /// <summary>FINs.</summary>
    [Description("Segments with FIN.")]
    public required long FinCount { get; init; }

    /// <summary>Segments with data.</summary>
    [Description("Segments with data.")]
    public required long DataPackets { get; init; }

    /// <summary>Retransmissions.</summary>
    [Description("Retransmissions as Wireshark counts them (tcp.analysis.retransmission).")]
    public required long Retransmissions { get; init; }

    /// <summary>Their share.</summary>
    [Description("Retransmissions with data per segment with data, 0 to 1; absent without data.")]
    public double? RetransmissionRate { get; init; }

    /// <summary>How it closed.</summary>
    [Description("reset, normal (FIN of both ends), active (not closed, more than 3 packets) or unknown.")]
    public required string CloseReason { get; init; }

    /// <summary>Who closed it.</summary>
    [Description("Who closed first: client or server; absent when nobody did.")]
    public string? ClosedBy { get; init; }

    /// <summary>The first reset.</summary>
    [Description("The first reset; absent without one.")]
    public ResetRow? Reset { get; init; }

    /// <summary>Segments.</summary>
    [Description("Segments both ways.")]
    public required long PacketCount { get; init; }

    /// <summary>Octets to the server.</summary>
    [Description("Octets of data that the client sent, each counted once.")]
    public required long ClientBytes { get; init; }

    /// <summary>Octets to the client.</summary>
    [Description("Octets of data that the server sent, each counted once.")]
    public required long ServerBytes { get; init; }

    /// <summary>Time of the first segment.</summary>
    [Description("Time of the first segment, ISO 8601 UTC; absent where no packet has a time.")]
    public string? StartTime { get; init; }

    /// <summary>Duration.</summary>
    [Description("Seconds from the first to the last segment.")]
    public required double DurationSeconds { get; init; }

    /// <summary>Longest silence.</summary>
    [Description("Longest silence in seconds, when one was a second or more.")]
    public double? LongestIdleSeconds { get; init; }

    /// <summary>Times to acknowledge.</summary>
    [Description("How soon the client acknowledges, seen from the capture point; absent without samples.")]
    public RoundTripTimes? ClientRtt { get; init; }

    /// <summary>Times to acknowledge.</summary>
    [Description("How soon the server acknowledges, seen from the capture point; absent without samples.")]
    public RoundTripTimes? ServerRtt { get; init; }

    /// <summary>Zero window.</summary>
    [Description("Milliseconds in which the client could take no data; absent when never.")]
    public double? ClientZeroWindowMs { get; init; }

    /// <summary>Zero window.</summary>
    [Description("Milliseconds in which the server could take no data; absent when never.")]
    public double? ServerZeroWindowMs { get; init; }

    /// <summary>What selects it.</summary>
    [Description("First and last frame, and the display filter that selects the connection.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>Times of a handshake.</summary>
/// <param name="RttMs">From SYN to ACK.</param>
/// <param name="ServerRttMs">From SYN to SYN-ACK.</param>
/// <param name="ClientRttMs">From SYN-ACK to ACK.</param>
/// <param name="SetupMs">From the first SYN.</param>
/// <param name="SynFrame">SYN.</param>
/// <param name="SynAckFrame">SYN-ACK.</param>
/// <param name="AckFrame">ACK.</param>
public sealed record HandshakeRow(
    [property: Description("Milliseconds of the whole round trip: server_rtt_ms and client_rtt_ms.")] double? RttMs,
    [property: Description("Milliseconds from SYN to SYN-ACK: the server's side of the capture point.")]
        double? ServerRttMs,
    [property: Description("Milliseconds from SYN-ACK to ACK: the client's side of the capture point.")]
        double? ClientRttMs,
    [property: Description("Milliseconds from the first SYN to the ACK, repeated SYNs included.")] double? SetupMs,
    [property: Description("Frame of the SYN.")] long? SynFrame,
    [property: Description("Frame of the SYN-ACK.")] long? SynAckFrame,
    [property: Description("Frame of the ACK.")] long? AckFrame
);

/// <summary>The first reset of a connection.</summary>
/// <param name="Frame">Frame.</param>
/// <param name="By">In whose name it came.</param>
/// <param name="Stage">When it came.</param>
/// <param name="LooksInjected">Whether another sent it.</param>
/// <param name="Signs">What speaks for that.</param>
/// <param name="Ttl">Hops left.</param>
/// <param name="UsualTtl">Hops left otherwise.</param>
public sealed record ResetRow(
    [property: Description("Number of the frame.")] long Frame,
    [property: Description("client or server: in whose name it was sent.")] string By,
    [property: Description(
        "When: refused, handshake, before_data, after_request (the answer did not come, or not to its end), mid_transfer, after_close, unknown."
    )]
        string Stage,
    [property: Description("Two signs or more say that something between the ends sent it.")] bool LooksInjected,
    [property: Description(
        "Signs against its sender: hops_left, identification, sequence, timing, sender_went_on, volley."
    )]
        IReadOnlyList<string> Signs,
    [property: Description("TTL or hop limit it came with.")] int Ttl,
    [property: Description("TTL or hop limit of the sender's packet before; absent without one.")] int? UsualTtl
);
