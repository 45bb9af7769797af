namespace Sonde.Engine;

/// <summary>Which targets may be contacted; section <c>security</c>.</summary>
public sealed record SecurityConfig
{
    /// <summary>Targets that are blocked whatever a user configures.</summary>
    public static IReadOnlyList<string> BuiltInBlockedTargets { get; } =
    ["169.254.169.254", "metadata.google.internal", "100.100.100.200"];

    /// <summary>When not empty, a target must match one of these patterns.</summary>
    public IReadOnlyList<string> AllowedTargets { get; init; } = [];

    /// <summary>Patterns of targets that are refused: the built-in ones and the user's.</summary>
    public IReadOnlyList<string> BlockedTargets { get; init; } = BuiltInBlockedTargets;

    /// <summary>Whether probes refuse addresses that are not globally reachable.</summary>
    public bool BlockPrivate { get; init; }

    /// <summary>Whether probes refuse the metadata services of cloud providers.</summary>
    public bool BlockCloudMetadata { get; init; } = true;
}
