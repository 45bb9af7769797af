namespace Sonde.Engine;

/// <summary>One setting: its key, what it holds and by which names the environment may give it.</summary>
public sealed record SettingDefinition
{
    /// <summary>Section and name: <c>pcap.max_packets</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What the text is read as.</summary>
    public required SettingKind Kind { get; init; }

    /// <summary>What it does, in one sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>The value when nobody gives one: bool, long, string, list of strings, or null for unset.</summary>
    public object? Default { get; init; }

    /// <summary>Smallest number accepted.</summary>
    public long Least { get; init; } = 1;

    /// <summary>Largest number accepted.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>The words accepted by a <see cref="SettingKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Variables of other programs that mean the same; earlier ones win.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether a given list adds to the default one instead of replacing it.</summary>
    public bool AddsToDefault { get; init; }

    /// <summary>The section: <c>pcap</c> for <c>pcap.max_packets</c>.</summary>
    public string Section => Key[..Key.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Its own variable: <c>SONDE_PCAP_MAX_PACKETS</c>.</summary>
    public string Variable => Settings.VariablePrefix + Key.Replace('.', '_').ToUpperInvariant();

    /// <summary>What would be accepted, in words: "a whole number from 1".</summary>
    public string AllowedText =>
        Kind switch
        {
            SettingKind.Switch => "true or false",
            SettingKind.WholeNumber => $"a whole number {Range}",
            SettingKind.Octets => $"a number of octets {Range}, such as 1048576, 64KiB or 100MB",
            SettingKind.Text => "a text",
            SettingKind.Choice => "one of " + string.Join(", ", Choices),
            SettingKind.TextList => "a list of texts",
            SettingKind.TargetList =>
                "a list of host names, name patterns (*.example.com), addresses and ranges (10.0.0.0/8)",
            _ => throw new InvalidOperationException($"No words for {Kind}."),
        };

    private string Range => Most == long.MaxValue ? $"from {Least}" : $"from {Least} to {Most}";
}
