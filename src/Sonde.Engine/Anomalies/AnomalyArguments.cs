using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about protocol anomalies.</summary>
public sealed record AnomalyArguments : PagedCaptureArguments
{
    /// <summary>Only from this severity on.</summary>
    [Description(
        "List only anomalies of this severity and above: Chat (informational, such as private addresses that talk to public ones), "
            + "Note, Warn (or Warning), Error. Counts by type always have all."
    )]
    [DefaultValue("Note")]
    [AllowedValues("Chat", "Note", "Warn", "Warning", "Error")]
    public string? SeverityFilter { get; init; }

    /// <summary>Only this kind.</summary>
    [Description("List only this type, of whatever severity. Example: tcp_syn_fin")]
    public string? AnomalyType { get; init; }
}
