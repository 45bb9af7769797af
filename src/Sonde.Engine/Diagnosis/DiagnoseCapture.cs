using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is wrong in a capture, the likeliest cause first.</summary>
public sealed record DiagnoseCapture : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; one without trouble too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => DiagnosisJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The causes.</summary>
    [Description("Causes of trouble, ranked: the gravest first, of equals the surest; this page.")]
    public required IReadOnlyList<CaptureCause> Causes { get; init; }

    /// <summary>What was looked at.</summary>
    [Description("What was looked at, so that an empty list means something.")]
    public required IReadOnlyList<string> LookedAt { get; init; }

    /// <summary>What cannot be seen.</summary>
    [Description("What the capture cannot tell, and why.")]
    public required IReadOnlyList<string> NotObservable { get; init; }

    /// <summary>Causes.</summary>
    [Description("Causes there are.")]
    public required int Total { get; init; }

    /// <summary>Causes in this answer.</summary>
    [Description("Causes in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>A cause of trouble.</summary>
public sealed record CaptureCause
{
    /// <summary>Its place.</summary>
    [Description("Its place in the list, from 1.")]
    public int Rank { get; init; }

    /// <summary>Its name.</summary>
    [Description("Name of the cause, such as loss_before_capture, name_does_not_exist or tls_handshake_failed.")]
    public required string Cause { get; init; }

    /// <summary>Where it lies.</summary>
    [Description("Where it lies.")]
    [AllowedValues("name_resolution", "reachability", "transport", "tls", "application", "capture", "security")]
    public required string Area { get; init; }

    /// <summary>How grave it is.</summary>
    [Description("critical, high, medium, low or info.")]
    public required string Severity { get; init; }

    /// <summary>How sure it is.</summary>
    [Description("How sure it is that this is a cause of trouble, 0 to 1; high is 0.8 and above.")]
    public required double Confidence { get; init; }

    /// <summary>In words.</summary>
    [Description("What happens, in words.")]
    public required string Explanation { get; init; }

    /// <summary>What supports it.</summary>
    [Description("Observations behind the confidence.")]
    public required IReadOnlyList<string> Supports { get; init; }

    /// <summary>What speaks against it.</summary>
    [Description("Observations that speak against it, and what else could look like it.")]
    public required IReadOnlyList<string> SpeaksAgainst { get; init; }

    /// <summary>What cannot be seen of it.</summary>
    [Description("What the capture does not show of it.")]
    public required IReadOnlyList<string> NotObservable { get; init; }

    /// <summary>How often.</summary>
    [Description("Packets, answers or handshakes that show it.")]
    public required long Count { get; init; }

    /// <summary>Hosts.</summary>
    [Description("Addresses concerned, at most 20.")]
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Conversations.</summary>
    [Description("Conversations concerned, client first, at most 20.")]
    public required IReadOnlyList<string> Flows { get; init; }

    /// <summary>Conversations.</summary>
    [Description("Conversations concerned; absent where they were not counted.")]
    public long? FlowsTotal { get; init; }

    /// <summary>What shows it.</summary>
    [Description("The frames that show it.")]
    public required Evidence Evidence { get; init; }

    /// <summary>What to ask next.</summary>
    [Description("The next question, with the tool that answers it.")]
    public required NextQuestion Next { get; init; }
}

/// <summary>A question to ask next.</summary>
/// <param name="Question">The question.</param>
/// <param name="Tool">The tool that answers it.</param>
public sealed record NextQuestion(
    [property: Description("What to find out.")] string Question,
    [property: Description("The tool that answers it.")] string Tool
);
