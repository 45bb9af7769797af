using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question where octets occur.</summary>
public sealed record SearchArguments : PagedCaptureArguments
{
    /// <summary>What to look for.</summary>
    [Description("What to look for: text, octets in hexadecimal, or a regular expression, as mode says.")]
    public required string SearchPattern { get; init; }

    /// <summary>Whether case matters.</summary>
    [Description("Upper and lower case of ASCII letters differ, in text and regular expressions.")]
    [DefaultValue(false)]
    public bool? CaseSensitive { get; init; }

    /// <summary>What the pattern is.</summary>
    [Description(
        "What search_pattern is: text (UTF-8), hex (such as 0a 0b or 0a:0b), or regex (.NET syntax; each octet is one character)."
    )]
    [DefaultValue("text")]
    [AllowedValues("text", "hex", "regex")]
    public string? Mode { get; init; }

    /// <summary>Where to look.</summary>
    [Description(
        "Where to look: packets (whole frames), streams (TCP content put together, what was decrypted, HTTP content without gzip, deflate, br), or both: frames, and in streams what no frame shows alone."
    )]
    [DefaultValue("both")]
    [AllowedValues("packets", "streams", "both")]
    public string? Scope { get; init; }
}
