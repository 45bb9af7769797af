using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Sonde.Engine;

/// <summary>The arguments of the question about threats.</summary>
public sealed record ThreatArguments : PagedCaptureArguments
{
    /// <summary>Only this kind.</summary>
    [Description(
        "Only this type or family of types, such as port_scan, data_exfil, malicious_dns, unusual_pattern, beacon."
    )]
    public string? ThreatType { get; init; }

    /// <summary>Only from this severity on.</summary>
    [Description("List only threats of this severity and above.")]
    [DefaultValue("info")]
    [AllowedValues("info", "low", "medium", "high", "critical")]
    public string? MinSeverity { get; init; }

    /// <summary>Lists of malicious names and addresses.</summary>
    [Description(
        "Files with malicious names and addresses, besides the configured ones: hosts file, one a line, or CSV."
    )]
    public IReadOnlyList<string>? BlockLists { get; init; }
}

/// <summary>The arguments of the question what is suspicious.</summary>
public sealed record SuspiciousArguments : PagedCaptureArguments
{
    /// <summary>Only this kind.</summary>
    [Description("Only this type or family: port_scan, data_exfil, malicious_dns, unusual_pattern, or a single type.")]
    public string? ThreatType { get; init; }

    /// <summary>Live capture.</summary>
    [Description("Live capture instead of file_path: its name; the one that runs when neither is given.")]
    public string? CaptureId { get; init; }
}

/// <summary>The arguments of the overview of traffic.</summary>
public sealed record TrafficArguments : PagedCaptureArguments
{
    /// <summary>Live capture.</summary>
    [Description("Live capture instead of file_path: its name; the one that runs when neither is given.")]
    public string? CaptureId { get; init; }
}
