using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The lives of a capture's TCP connections.</summary>
public sealed record ConnectionLifecycle : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; one without TCP too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => ConnectionsJson.Default;

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
    [Description("Always connection_lifecycle.")]
    public string AnalysisType { get; } = "connection_lifecycle";

    /// <summary>Openings.</summary>
    [Description("Connections in the capture.")]
    public required long TotalConnections { get; init; }

    /// <summary>Segments that open.</summary>
    [Description("Segments that open a connection (SYN without ACK), repeated ones included.")]
    public required long TotalEstablishments { get; init; }

    /// <summary>Segments that close.</summary>
    [Description("Segments that close a connection (FIN or RST).")]
    public required long TotalTerminations { get; init; }

    /// <summary>Connections.</summary>
    [Description("Connections in the capture.")]
    public required int Total { get; init; }

    /// <summary>Connections in this answer.</summary>
    [Description("Connections in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page of connections; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The connections.</summary>
    [Description("One record for each connection of this page, with what happened in order.")]
    public required IReadOnlyList<LifecycleRow> Connections { get; init; }

    /// <summary>Segments that open.</summary>
    [Description("The segments that open the connections of this page.")]
    public required IReadOnlyList<EstablishmentRow> ConnectionEstablishments { get; init; }

    /// <summary>Segments that close.</summary>
    [Description("The segments that close the connections of this page.")]
    public required IReadOnlyList<TerminationRow> ConnectionTerminations { get; init; }

    /// <summary>Events as lines.</summary>
    [Description(
        "The events of this page in capture order, tab-separated: time, source, destination, TCP flags in hexadecimal, type of TLS handshake message."
    )]
    public required IReadOnlyList<string> LifecycleData { get; init; }

    /// <summary>Said when there are none.</summary>
    [Description("Said when the capture has no TCP.")]
    public string? Message { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }

    /// <summary>What selects the events.</summary>
    [Description("The display filter that selects the segments that open and close connections.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>The life of a connection.</summary>
public sealed record LifecycleRow
{
    /// <summary>Client.</summary>
    [Description("Address and port of the client.")]
    public required string Client { get; init; }

    /// <summary>Server.</summary>
    [Description("Address and port of the server.")]
    public required string Server { get; init; }

    /// <summary>Wireshark's number.</summary>
    [Description("Wireshark's tcp.stream.")]
    public required int Stream { get; init; }

    /// <summary>How the opening went.</summary>
    [Description("established, refused, no_answer, half_open, or not_captured (open when the capture began).")]
    public required string Status { get; init; }

    /// <summary>Open or closed.</summary>
    [Description("closed or active.")]
    public required string State { get; init; }

    /// <summary>States it went through.</summary>
    [Description(
        "The states it went through (RFC 9293 §3.3.2), as the capture shows them: syn_sent, syn_received, established, fin_wait, closing, closed, reset, refused."
    )]
    public required IReadOnlyList<string> States { get; init; }

    /// <summary>Zeek's state.</summary>
    [Description("How far it came, as Zeek's conn_state.")]
    public required string ConnState { get; init; }

    /// <summary>What happened.</summary>
    [Description("What happened, as Zeek's history; capitals are the client's.")]
    public required string History { get; init; }

    /// <summary>Start.</summary>
    [Description("Time of the first segment, ISO 8601 UTC; absent where no packet has a time.")]
    public string? StartTime { get; init; }

    /// <summary>End.</summary>
    [Description("Time of the last segment, ISO 8601 UTC.")]
    public string? EndTime { get; init; }

    /// <summary>Duration.</summary>
    [Description("Seconds from the first to the last segment.")]
    public required double DurationSeconds { get; init; }

    /// <summary>Time to open.</summary>
    [Description("Milliseconds from the first SYN to the ACK that ended the handshake; absent without it.")]
    public double? SetupMs { get; init; }

    /// <summary>Octets of the client.</summary>
    [Description("Octets of data that the client sent, each counted once.")]
    public required long ClientBytes { get; init; }

    /// <summary>Octets of the server.</summary>
    [Description("Octets of data that the server sent, each counted once.")]
    public required long ServerBytes { get; init; }

    /// <summary>Segments.</summary>
    [Description("Segments both ways.")]
    public required long PacketCount { get; init; }

    /// <summary>Who closed it.</summary>
    [Description("Who closed first: client or server; absent when nobody did.")]
    public string? ClosedBy { get; init; }

    /// <summary>How it was closed.</summary>
    [Description("fin, half_closed, reset, refused, no_answer, or open.")]
    public required string ClosedHow { get; init; }

    /// <summary>The first reset.</summary>
    [Description("The first reset; absent without one.")]
    public ResetRow? Reset { get; init; }

    /// <summary>Events.</summary>
    [Description("The segments that open and close it and begin TLS handshake messages; the first 32.")]
    public required IReadOnlyList<LifecycleEventRow> Events { get; init; }

    /// <summary>What selects it.</summary>
    [Description("First and last frame, and the display filter that selects the connection.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>An event.</summary>
/// <param name="Frame">Frame.</param>
/// <param name="Time">Time.</param>
/// <param name="By">Who sent it.</param>
/// <param name="Event">What it is.</param>
public sealed record LifecycleEventRow(
    [property: Description("Number of the frame.")] long Frame,
    [property: Description("Time, ISO 8601 UTC; absent where it has none.")] string? Time,
    [property: Description("client or server.")] string By,
    [property: Description(
        "syn, syn_ack, fin, rst, or tls and the type of handshake message, such as tls_client_hello."
    )]
        string Event
);

/// <summary>A segment that opens a connection.</summary>
/// <param name="SynFrame">Frame.</param>
/// <param name="SrcIp">Source address.</param>
/// <param name="DstIp">Destination address.</param>
/// <param name="SrcPort">Source port.</param>
/// <param name="DstPort">Destination port.</param>
/// <param name="Status">How it went on.</param>
public sealed record EstablishmentRow(
    [property: Description("Frame of the SYN.")] long SynFrame,
    [property: Description("Source address.")] string SrcIp,
    [property: Description("Destination address.")] string DstIp,
    [property: Description("Source port.")] int SrcPort,
    [property: Description("Destination port.")] int DstPort,
    [property: Description("What came of it: established, refused, no_answer or half_open.")] string Status
);

/// <summary>A segment that closes a connection.</summary>
/// <param name="Frame">Frame.</param>
/// <param name="SrcIp">Source address.</param>
/// <param name="DstIp">Destination address.</param>
/// <param name="SrcPort">Source port.</param>
/// <param name="DstPort">Destination port.</param>
/// <param name="Flags">Flags.</param>
public sealed record TerminationRow(
    [property: Description("Number of the frame.")] long Frame,
    [property: Description("Source address.")] string SrcIp,
    [property: Description("Destination address.")] string DstIp,
    [property: Description("Source port.")] int SrcPort,
    [property: Description("Destination port.")] int DstPort,
    [property: Description("TCP flags in hexadecimal, as tcp.flags.")] string Flags
);
