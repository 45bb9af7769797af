using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about expert information.</summary>
public sealed record ExpertArguments : PagedCaptureArguments
{
    /// <summary>Only from this severity on.</summary>
    [Description("Only remarks of this severity and above: Chat, Note, Warn (or Warning), Error.")]
    [AllowedValues("Chat", "Note", "Warn", "Warning", "Error")]
    public string? SeverityFilter { get; init; }

    /// <summary>How the severity is meant.</summary>
    [Description("minimum: the severity and all above it; exact: only that one.")]
    [DefaultValue("minimum")]
    [AllowedValues("minimum", "exact")]
    public string? SeverityMatch { get; init; }

    /// <summary>Only remarks on this protocol.</summary>
    [Description("Only remarks on this protocol, as the answer names it. Example: TCP")]
    public string? Protocol { get; init; }
}
