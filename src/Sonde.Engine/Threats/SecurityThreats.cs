using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What looks like an attack or a weakness in a capture.</summary>
public sealed record SecurityThreats : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; no threat is an answer too.")]
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

    /// <summary>The capture, under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>Which analysis this is.</summary>
    [Description("Always security_threats.")]
    public string AnalysisType { get; } = "security_threats";

    /// <summary>Distinct types.</summary>
    [Description("Distinct types among the threats that meet the arguments.")]
    public required int TotalThreatTypes { get; init; }

    /// <summary>Threats by severity.</summary>
    [Description("Threats of each severity in the whole capture, whatever is asked for.")]
    public required IReadOnlyDictionary<string, int> BySeverity { get; init; }

    /// <summary>Threats by type.</summary>
    [Description("Threats of each type in the whole capture, whatever is asked for.")]
    public required IReadOnlyDictionary<string, int> ByType { get; init; }

    /// <summary>The threats.</summary>
    [Description("The threats that meet the arguments, most severe first: this page.")]
    [JsonPropertyName("security_threats")]
    public required IReadOnlyList<ThreatRow> Threats { get; init; }

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

/// <summary>One threat.</summary>
public sealed record ThreatRow
{
    /// <summary>Its type.</summary>
    [Description("Its type.")]
    public required string ThreatType { get; init; }

    /// <summary>The type in words.</summary>
    [Description("The type in words.")]
    public required string Title { get; init; }

    /// <summary>The family of the type.</summary>
    [Description("The family of the type: port_scan, data_exfil, malicious_dns or unusual_pattern.")]
    public required string Family { get; init; }

    /// <summary>How much it matters.</summary>
    [Description("info, low, medium, high or critical.")]
    public required string Severity { get; init; }

    /// <summary>How sure it is.</summary>
    [Description("How sure it is that this is what it looks like, 0 to 1.")]
    public required double Confidence { get; init; }

    /// <summary>How sure it is, in a word.</summary>
    [Description("The same in a word: confirmed, likely or possible.")]
    public required string Verdict { get; init; }

    /// <summary>What was seen.</summary>
    [Description("What was seen; text from packets is quoted.")]
    public required string Description { get; init; }

    /// <summary>Who does it.</summary>
    [Description("Address of who does it; absent when that cannot be said.")]
    public string? Actor { get; init; }

    /// <summary>To whom.</summary>
    [Description("Address of whom it is done to; absent when there are many or none.")]
    public string? Victim { get; init; }

    /// <summary>The victim's port.</summary>
    [Description("Port of the service concerned.")]
    public int? Port { get; init; }

    /// <summary>Who can change it.</summary>
    [Description("Who can change it: client, server, both, network or unknown.")]
    public required string AccountableSide { get; init; }

    /// <summary>MITRE ATT&amp;CK id.</summary>
    [Description("MITRE ATT&CK technique; absent when there is none.")]
    public string? AttackId { get; init; }

    /// <summary>How many.</summary>
    [Description("How many of what count_unit names.")]
    public required long Count { get; init; }

    /// <summary>What is counted.</summary>
    [Description("What count counts.")]
    public required string CountUnit { get; init; }

    /// <summary>Time of the first frame.</summary>
    [Description("Time of the first frame that shows it, ISO 8601 UTC.")]
    public string? FirstSeen { get; init; }

    /// <summary>Time of the last frame.</summary>
    [Description("Time of the last frame that shows it.")]
    public string? LastSeen { get; init; }

    /// <summary>What speaks for it.</summary>
    [Description("What speaks for it.")]
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What speaks against it.</summary>
    [Description("What speaks against it.")]
    public required IReadOnlyList<string> Against { get; init; }

    /// <summary>What else could explain it.</summary>
    [Description("What else could explain it, the likeliest first.")]
    public required IReadOnlyList<string> InnocentExplanations { get; init; }

    /// <summary>Figures.</summary>
    [Description("Figures behind it.")]
    public required IReadOnlyDictionary<string, double> Measures { get; init; }

    /// <summary>The filter.</summary>
    [Description("The same as evidence.display_filter.")]
    public string? Filter { get; init; }

    /// <summary>What shows it.</summary>
    [Description("The frames that show it.")]
    public required Evidence Evidence { get; init; }
}
