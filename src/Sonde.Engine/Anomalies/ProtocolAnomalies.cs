using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Packets that depart from what the standards allow.</summary>
public sealed record ProtocolAnomalies : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; no anomaly is an answer too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => AnomaliesJson.Default;

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
    [Description("Always protocol_anomalies.")]
    public string AnalysisType { get; } = "protocol_anomalies";

    /// <summary>The severity from which anomalies are listed.</summary>
    [Description("The severity from which anomalies are listed; absent when one type was asked for.")]
    public string? SeverityFilter { get; init; }

    /// <summary>All anomalies that meet the arguments.</summary>
    [Description("Anomalies that meet the arguments; a packet counts once for each type.")]
    public required long TotalAnomalies { get; init; }

    /// <summary>Anomalies by severity.</summary>
    [Description("Anomalies of each severity in the whole capture, whatever is asked for.")]
    public required IReadOnlyDictionary<string, long> BySeverity { get; init; }

    /// <summary>Counts by type.</summary>
    [Description("Every type that occurs, whatever is asked for: most severe first, then the most frequent.")]
    public required IReadOnlyList<AnomalyTypeRow> AnomaliesByType { get; init; }

    /// <summary>The anomalies.</summary>
    [Description("The anomalies in capture order, this page.")]
    [JsonPropertyName("protocol_anomalies")]
    public required IReadOnlyList<AnomalyRow> Anomalies { get; init; }

    /// <summary>Checksums verified.</summary>
    [Description("Checksums of IPv4, TCP and UDP that could be verified: of whole datagrams that are no fragments.")]
    public required long ChecksumsVerified { get; init; }

    /// <summary>Checksums of the network card.</summary>
    [Description("Checksums that the capturing machine left for its network card: no anomalies.")]
    public required long ChecksumsOffloaded { get; init; }

    /// <summary>Anomalies that meet the arguments.</summary>
    [Description("The same as total_anomalies.")]
    public long Total => TotalAnomalies;

    /// <summary>Anomalies in this answer.</summary>
    [Description("Anomalies in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One type of anomaly.</summary>
/// <param name="AnomalyType">Its name.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Count">Packets with it.</param>
/// <param name="Explanation">What it means.</param>
/// <param name="Evidence">The packets.</param>
public sealed record AnomalyTypeRow(
    [property: Description("Name of the type.")] string AnomalyType,
    [property: Description("Error, Warning, Note, or Chat for what is informational.")] string Severity,
    [property: Description("Packets with it.")] long Count,
    [property: Description("What it means and why it happens.")] string Explanation,
    [property: Description("The packets.")] Evidence Evidence
);

/// <summary>One packet with an anomaly.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="SrcIp">Who sent it.</param>
/// <param name="DstIp">To whom.</param>
/// <param name="AnomalyType">The type.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Protocol">The header that shows it.</param>
/// <param name="Detail">What exactly was seen.</param>
public sealed record AnomalyRow(
    [property: Description("Number of the frame.")] long Frame,
    [property: Description("Who sent it; absent when no Internet header can be read.")] string? SrcIp,
    [property: Description("To whom; absent when no Internet header can be read.")] string? DstIp,
    [property: Description("The type.")] string AnomalyType,
    [property: Description("Error, Warning, Note or Chat.")] string Severity,
    [property: Description("Wireshark's name of the header that shows it.")] string Protocol,
    [property: Description("What exactly was seen; absent where the type says it all.")] string? Detail
);
