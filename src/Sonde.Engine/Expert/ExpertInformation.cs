using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What Wireshark's expert would remark on the packets of a capture.</summary>
public sealed record ExpertInformation : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; nothing to remark is an answer too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => ExpertJson.Default;

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
    [Description("Always expert_information.")]
    public string AnalysisType { get; } = "expert_information";

    /// <summary>The severity asked for.</summary>
    [Description("The severity that was asked for; absent when all were.")]
    public string? SeverityFilter { get; init; }

    /// <summary>Remarks by severity.</summary>
    [Description("How often remarks of each severity were made, in the whole capture, whatever is asked for.")]
    public required IReadOnlyDictionary<string, long> BySeverity { get; init; }

    /// <summary>Remarks of the whole list.</summary>
    [Description("Different remarks that meet the arguments.")]
    public required int Total { get; init; }

    /// <summary>Remarks in this answer.</summary>
    [Description("Remarks in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The remarks.</summary>
    [Description("The remarks: most severe first, then the most frequent.")]
    public required IReadOnlyList<ExpertItem> Items { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One remark.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Group">What it is about.</param>
/// <param name="Protocol">Wireshark's short name of the protocol.</param>
/// <param name="Summary">The remark.</param>
/// <param name="Count">How often it was made.</param>
/// <param name="Frames">The first packets.</param>
/// <param name="Evidence">The packets.</param>
public sealed record ExpertItem(
    [property: Description("Chat, Note, Warning or Error.")] string Severity,
    [property: Description("Sequence, Protocol, Checksum, Malformed, Deprecated or Undecoded.")] string Group,
    [property: Description("Wireshark's short name of the protocol.")] string Protocol,
    [property: Description("The remark.")] string Summary,
    [property: Description("How often it was made; a packet may get it more than once.")] long Count,
    [property: Description("Numbers of the first frames, at most 20.")] IReadOnlyList<long> Frames,
    [property: Description("The frames that got it.")] Evidence Evidence
);
