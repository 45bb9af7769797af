using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The arguments of the question about a server's traffic.</summary>
public sealed record TrafficFlowArguments : CaptureArguments
{
    /// <summary>The server.</summary>
    [Description("Address of the server. Example: 192.0.2.80 or 2001:db8::80")]
    public required string ServerIp { get; init; }

    /// <summary>Its port.</summary>
    [Description("Port of the server; any when left out.")]
    [Range(0, 65535)]
    public int? ServerPort { get; init; }
}

/// <summary>What went to a server and what came from it.</summary>
public sealed record TrafficFlow : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; one without this server too.")]
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

    /// <summary>When it was read.</summary>
    [Description("When the capture was read, ISO 8601 UTC.")]
    public required string AnalysisTimestamp { get; init; }

    /// <summary>The server.</summary>
    [Description("The server as address:port, or address:any.")]
    public required string Server { get; init; }

    /// <summary>Conversations.</summary>
    [Description("TCP and UDP conversations of the server.")]
    public required int TotalConversations { get; init; }

    /// <summary>To the server.</summary>
    [Description("What went to the server.")]
    public required WayRow ClientToServer { get; init; }

    /// <summary>From the server.</summary>
    [Description("What came from the server.")]
    public required WayRow ServerToClient { get; init; }

    /// <summary>The comparison.</summary>
    [Description("What both ways tell together.")]
    public required FlowAnalysis Analysis { get; init; }

    /// <summary>Protocols.</summary>
    [Description("The same by protocol; those that occur.")]
    public required IReadOnlyList<ProtocolWays> ByProtocol { get; init; }

    /// <summary>Said when there is nothing.</summary>
    [Description("Said when the server does not occur in the capture.")]
    public string? Message { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }

    /// <summary>What selects the packets.</summary>
    [Description("The display filter that selects the packets.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>What went one way.</summary>
public sealed record WayRow
{
    /// <summary>Packets.</summary>
    [Description("Packets.")]
    public required long PacketCount { get; init; }

    /// <summary>Octets.</summary>
    [Description("Octets on the wire, whole frames.")]
    public required long ByteCount { get; init; }

    /// <summary>SYN flags.</summary>
    [Description("TCP segments with SYN, SYN-ACKs included.")]
    public required long SynCount { get; init; }

    /// <summary>Resets.</summary>
    [Description("TCP segments with RST.")]
    public required long RstCount { get; init; }

    /// <summary>FINs.</summary>
    [Description("TCP segments with FIN.")]
    public required long FinCount { get; init; }

    /// <summary>Packets with data.</summary>
    [Description("TCP segments with data, and all UDP datagrams.")]
    public required long DataPackets { get; init; }

    /// <summary>Retransmissions.</summary>
    [Description("TCP retransmissions as Wireshark counts them (tcp.analysis.retransmission).")]
    public required long Retransmissions { get; init; }

    /// <summary>Their share.</summary>
    [Description("TCP retransmissions with data per segment with data, 0 to 1; absent without data.")]
    public double? RetransmissionRate { get; init; }
}

/// <summary>One protocol of a server.</summary>
/// <param name="Protocol">Protocol.</param>
/// <param name="Conversations">Conversations.</param>
/// <param name="ClientToServer">To the server.</param>
/// <param name="ServerToClient">From the server.</param>
public sealed record ProtocolWays(
    [property: Description("TCP or UDP (which carries QUIC).")] string Protocol,
    [property: Description("Conversations.")] int Conversations,
    [property: Description("What went to the server.")] WayRow ClientToServer,
    [property: Description("What came from the server.")] WayRow ServerToClient
);

/// <summary>What both ways of a server's traffic tell.</summary>
public sealed record FlowAnalysis
{
    /// <summary>Packets compared.</summary>
    [Description("Packets to the server per packet from it; 0 when none came from it.")]
    public required double AsymmetryRatio { get; init; }

    /// <summary>Octets compared.</summary>
    [Description("Octets to the server per octet from it; absent when none came from it.")]
    public double? ByteRatio { get; init; }

    /// <summary>Who resets.</summary>
    [Description("Which side sent more resets: client, server or balanced.")]
    public required string PrimaryRstSource { get; init; }

    /// <summary>Where the octets go.</summary>
    [Description(
        "By octets: client_heavy (more than 1.2 to the server for each from it), server_heavy (less than 0.8) or balanced."
    )]
    public required string DataFlowDirection { get; init; }

    /// <summary>In words.</summary>
    [Description("The same in words.")]
    public required string Interpretation { get; init; }
}
