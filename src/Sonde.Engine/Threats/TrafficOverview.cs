using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Who talks to whom, over what, and how much of it is suspicious.</summary>
public sealed record TrafficOverview : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => ThreatsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The figures.</summary>
    [Description("The figures.")]
    public required TrafficStats Stats { get; init; }

    /// <summary>Conversations that a threat names.</summary>
    [Description(
        "Entries of connections, in the whole capture, between an actor and a victim of a threat, or of an actor without one."
    )]
    [JsonPropertyName("suspiciousConnections")]
    public required int SuspiciousConnections { get; init; }

    /// <summary>Conversations with an address outside.</summary>
    [Description(
        "Entries of connections, in the whole capture, whose destination is no private, shared, link-local, loopback or group address."
    )]
    [JsonPropertyName("externalConnections")]
    public required int ExternalConnections { get; init; }

    /// <summary>Threats.</summary>
    [Description("Threats found; analyze_security_threats lists them.")]
    [JsonPropertyName("threatCount")]
    public required int ThreatCount { get; init; }

    /// <summary>Scanning hosts.</summary>
    [Description("Hosts that scan ports or sweep over addresses.")]
    [JsonPropertyName("activeScanners")]
    public required int ActiveScanners { get; init; }

    /// <summary>Entries of the whole list of connections.</summary>
    [Description("Entries of connections in the whole capture.")]
    public required int Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries of connections in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What passes now.</summary>
    [Description("What passes just now; absent for files, and for captures that are not analyzed while they run.")]
    public LiveTraffic? Live { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>Figures on traffic.</summary>
/// <param name="TotalPackets">Packets.</param>
/// <param name="TotalBytes">Octets on the wire.</param>
/// <param name="ProtocolStats">Packets by protocol.</param>
/// <param name="TopSourceIps">Packets by sender.</param>
/// <param name="TopDestinationIps">Packets by receiver.</param>
/// <param name="TopPorts">Packets by port of the service.</param>
/// <param name="Connections">Traffic by direction.</param>
public sealed record TrafficStats(
    [property: Description("Packets."), JsonPropertyName("totalPackets")] long TotalPackets,
    [property: Description("Octets on the wire."), JsonPropertyName("totalBytes")] long TotalBytes,
    [property: Description("Packets by short protocol name."), JsonPropertyName("protocolStats")]
        IReadOnlyDictionary<string, long> ProtocolStats,
    [property: Description("Packets by sender, the 100 that sent most."), JsonPropertyName("topSrcIPs")]
        IReadOnlyDictionary<string, long> TopSourceIps,
    [property: Description("Packets by receiver, the 100 that received most."), JsonPropertyName("topDstIPs")]
        IReadOnlyDictionary<string, long> TopDestinationIps,
    [property:
        Description("Packets by port of the end that was asked, the 100 with most."),
        JsonPropertyName("topPorts")
    ]
        IReadOnlyDictionary<string, long> TopPorts,
    [property: Description(
        "Traffic by direction, source and destination as ip:port-ip:port ([ip]:port for IPv6), most octets first: this page."
    )]
        IReadOnlyDictionary<string, TrafficConnection> Connections
);

/// <summary>What went one way between two ends.</summary>
/// <param name="PacketCount">Packets.</param>
/// <param name="ByteCount">Octets on the wire.</param>
/// <param name="FirstSeen">Time of the first packet of the conversation.</param>
/// <param name="LastSeen">Time of the last packet of the conversation.</param>
public sealed record TrafficConnection(
    [property: Description("Packets."), JsonPropertyName("packetCount")] long PacketCount,
    [property: Description("Octets on the wire."), JsonPropertyName("byteCount")] long ByteCount,
    [property: Description("First packet of the conversation, epoch seconds."), JsonPropertyName("firstSeen")]
        long? FirstSeen,
    [property: Description("Last packet of the conversation, epoch seconds."), JsonPropertyName("lastSeen")]
        long? LastSeen
);
