namespace Sonde.Engine;

/// <summary>The settings of section <c>probes</c>.</summary>
public static class ProbeSettings
{
    /// <summary><c>probes.max_targets</c></summary>
    public static SettingDefinition MaxTargets { get; } =
        new()
        {
            Key = "probes.max_targets",
            Kind = SettingKind.WholeNumber,
            Meaning = "Most hosts, names or ports that one question may ask about.",
            Default = 65_536L,
            Most = 1_000_000,
        };

    /// <summary><c>probes.packets_per_second</c></summary>
    public static SettingDefinition PacketsPerSecond { get; } =
        new()
        {
            Key = "probes.packets_per_second",
            Kind = SettingKind.WholeNumber,
            Meaning = "Most packets a second that one question sends.",
            Default = 100_000L,
            Most = 10_000_000,
        };

    /// <summary><c>probes.max_seconds</c></summary>
    public static SettingDefinition MaxSeconds { get; } =
        new()
        {
            Key = "probes.max_seconds",
            Kind = SettingKind.WholeNumber,
            Meaning =
                "Longest that one question to the network may take, in seconds; what is known by then is answered.",
            Default = 300L,
            Most = 86_400,
        };
}
