namespace Sonde.Engine;

/// <summary>Everything that can be configured, as it is in force.</summary>
/// <remarks>Made without a loader it holds the built-in values, and no folder may be read.</remarks>
public sealed record SondeConfig
{
    /// <summary>Which targets may be contacted.</summary>
    public SecurityConfig Security { get; init; } = new();

    /// <summary>How capture files are read.</summary>
    public PcapConfig Pcap { get; init; } = new();

    /// <summary>How much may be sent when the network is asked.</summary>
    public ProbesConfig Probes { get; init; } = new();

    /// <summary>From where on threat detectors report.</summary>
    public DetectionConfig Detection { get; init; } = new();

    /// <summary>How live captures are made.</summary>
    public CaptureConfig Capture { get; init; } = new();

    /// <summary>How MCP clients are served.</summary>
    public HttpConfig Http { get; init; } = new();

    /// <summary>The file that was read; null when there was none.</summary>
    public string? File { get; init; }

    /// <summary>Every setting with its value and where that came from.</summary>
    public IReadOnlyList<SettingValue> Values { get; init; } = [];

    /// <summary>What was passed over and why: a file that cannot be trusted, a variable without effect.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
