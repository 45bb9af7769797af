using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>How a statement about a capture was judged.</summary>
public sealed record VerifyClaim : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read and the claim judged, whatever the verdict.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => ClaimsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>What was stated.</summary>
    [Description("What was stated: the kind.")]
    public required string Kind { get; init; }

    /// <summary>The verdict.</summary>
    [Description("supported, contradicted, or not_observable when the capture cannot tell.")]
    [AllowedValues("supported", "contradicted", "not_observable")]
    public required string Verdict { get; init; }

    /// <summary>Why not observable.</summary>
    [Description(
        "Why the capture cannot tell: nothing_of_the_kind, one_direction, capture_begins_later, capture_ends_too_soon, capture_incomplete, "
            + "packets_missing, packets_cut, encrypted, or sender_doubtful (somebody else may have sent it)."
    )]
    public string? Because { get; init; }

    /// <summary>What the verdict rests on.</summary>
    [Description("What the verdict rests on, in a sentence or two.")]
    public required string Why { get; init; }

    /// <summary>Figures.</summary>
    [Description("The figures that the claim was judged by.")]
    public required IReadOnlyList<ClaimFigure> Figures { get; init; }

    /// <summary>What limits the verdict.</summary>
    [Description("What limits the verdict: parts that the capture lacks.")]
    public required IReadOnlyList<string> Caveats { get; init; }

    /// <summary>What shows it.</summary>
    [Description("The frames that show it.")]
    public required Evidence Evidence { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>A figure.</summary>
/// <param name="Name">What it counts or measures.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">Its unit.</param>
public sealed record ClaimFigure(
    [property: Description("What it counts or measures.")] string Name,
    [property: Description("Its value.")] double Value,
    [property: Description("count, ms, s, percent, octets or hops.")] string Unit
);
