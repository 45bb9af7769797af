namespace Sonde.Engine;

/// <summary>How much may be sent when the network is asked; section <c>probes</c>.</summary>
public sealed record ProbesConfig
{
    /// <summary>Most hosts, names or ports that one question may ask about.</summary>
    public int MaxTargets { get; init; } = 65_536;

    /// <summary>Most packets a second that one question sends.</summary>
    public int PacketsPerSecond { get; init; } = 100_000;

    /// <summary>Longest that one question may take.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(300);
}
