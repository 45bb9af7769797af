using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is suspicious in a capture, in the shape of the published tool.</summary>
public sealed record SuspiciousActivity : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; nothing suspicious is an answer too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Overview;

    JsonSerializerContext IAnswer.Json => ThreatsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Overview { get; init; }

    /// <summary>How many threats of each type.</summary>
    [Description("Threats by type, those that meet the arguments.")]
    public required IReadOnlyDictionary<string, int> Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The threats.</summary>
    [Description("The threats, most severe first: this page.")]
    public required IReadOnlyList<SuspiciousThreat> Threats { get; init; }

    /// <summary>The scans among them.</summary>
    [Description("The scans and sweeps among them, with what was tried.")]
    [JsonPropertyName("portScans")]
    public required IReadOnlyList<SuspiciousScan> PortScans { get; init; }

    /// <summary>The unusual patterns among them.</summary>
    [Description("The threats of family unusual_pattern among them, with frames.")]
    public required IReadOnlyList<SuspiciousAnomaly> Anomalies { get; init; }

    /// <summary>Threats that meet the arguments.</summary>
    [Description("Threats that meet the arguments.")]
    public required int Total { get; init; }

    /// <summary>Threats in this answer.</summary>
    [Description("Threats in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>A threat in the shape of the published tool.</summary>
/// <param name="Ip">Who does it, or to whom when that is not known.</param>
/// <param name="ThreatType">The type.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="FirstSeen">Time of the first frame.</param>
/// <param name="LastSeen">Time of the last frame.</param>
/// <param name="Count">How many.</param>
/// <param name="Details">What was seen.</param>
/// <param name="Evidence">The frames.</param>
public sealed record SuspiciousThreat(
    [property: Description("Who does it, or to whom when that is not known.")] string? Ip,
    [property: Description("The type."), JsonPropertyName("threatType")] string ThreatType,
    [property: Description("info, low, medium, high or critical.")] string Severity,
    [property: Description("Time of the first frame, RFC 3339."), JsonPropertyName("firstSeen")] string? FirstSeen,
    [property: Description("Time of the last frame."), JsonPropertyName("lastSeen")] string? LastSeen,
    [property: Description("How many events.")] long Count,
    [property: Description("What was seen; text from packets is quoted.")] string Details,
    [property: Description("The frames that show it.")] Evidence Evidence
);

/// <summary>A scan in the shape of the published tool.</summary>
/// <param name="SourceIp">Who scans.</param>
/// <param name="TargetPorts">Ports tried.</param>
/// <param name="TargetIps">Hosts tried.</param>
/// <param name="FirstSeen">Time of the first frame.</param>
/// <param name="LastSeen">Time of the last frame.</param>
/// <param name="PacketCount">Packets of the scan.</param>
/// <param name="ScanType">How.</param>
public sealed record SuspiciousScan(
    [property: Description("Who scans."), JsonPropertyName("sourceIP")] string? SourceIp,
    [property: Description("Ports tried, at most 1000, each true."), JsonPropertyName("targetPorts")]
        IReadOnlyDictionary<string, bool> TargetPorts,
    [property: Description("Hosts tried, at most 1000, each true."), JsonPropertyName("targetIPs")]
        IReadOnlyDictionary<string, bool> TargetIps,
    [property: Description("Time of the first frame."), JsonPropertyName("firstSeen")] string? FirstSeen,
    [property: Description("Time of the last frame."), JsonPropertyName("lastSeen")] string? LastSeen,
    [property: Description("Packets of the scan."), JsonPropertyName("packetCount")] long PacketCount,
    [property: Description("SYN, FIN, NULL, XMAS, MAIMON, ACK, UDP, PING, ARP or ND."), JsonPropertyName("scanType")]
        string ScanType
);

/// <summary>An unusual pattern in the shape of the published tool.</summary>
/// <param name="Type">The type.</param>
/// <param name="Description">What was seen.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Packets">Numbers of the first frames.</param>
/// <param name="FirstSeen">Time of the first frame.</param>
public sealed record SuspiciousAnomaly(
    [property: Description("The type.")] string Type,
    [property: Description("What was seen; text from packets is quoted.")] string Description,
    [property: Description("info, low, medium, high or critical.")] string Severity,
    [property: Description("Numbers of the first frames, at most 20.")] IReadOnlyList<string> Packets,
    [property: Description("Time of the first frame."), JsonPropertyName("firstSeen")] string? FirstSeen
);
