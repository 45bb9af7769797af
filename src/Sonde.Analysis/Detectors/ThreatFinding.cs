using System.Globalization;

namespace Sonde.Analysis;

/// <summary>How much a finding matters, on one scale for all of them.</summary>
public enum ThreatSeverity : byte
{
    /// <summary>Worth knowing, no sign of harm.</summary>
    Info,

    /// <summary>A weakness, or something that is usually harmless.</summary>
    Low,

    /// <summary>Somebody should look.</summary>
    Medium,

    /// <summary>An attack is likely.</summary>
    High,

    /// <summary>An attack that reached its aim, or one that stops a service.</summary>
    Critical,
}

/// <summary>Who can change what a finding shows.</summary>
public enum ThreatSide : byte
{
    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>The end that asks.</summary>
    Client,

    /// <summary>The end that answers.</summary>
    Server,

    /// <summary>Both ends agreed to it.</summary>
    Both,

    /// <summary>A host on the same network as the capture.</summary>
    Network,
}

/// <summary>A figure of a finding.</summary>
/// <param name="Name">What was measured, its unit in the name.</param>
/// <param name="Value">The figure.</param>
public readonly record struct ThreatMeasure(string Name, double Value);

/// <summary>Something that looks like an attack or a weakness, with what shows it and what else could explain it.</summary>
public sealed record ThreatFinding
{
    /// <summary>What it is.</summary>
    public required ThreatKind Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required ThreatSeverity Severity { get; init; }

    /// <summary>How sure it is that this is what it looks like, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>What was seen, in one sentence; text from packets in it is quoted.</summary>
    public required string Detail { get; init; }

    /// <summary>What speaks for it.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What speaks against it.</summary>
    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>Address of who does it; null when that cannot be said.</summary>
    public string? Actor { get; init; }

    /// <summary>Address of whom it is done to; null when there are many or none.</summary>
    public string? Victim { get; init; }

    /// <summary>Port of the victim's service; null where none matters.</summary>
    public int? Port { get; init; }

    /// <summary>Who can change it.</summary>
    public required ThreatSide Side { get; init; }

    /// <summary>How many of what <see cref="Unit"/> names.</summary>
    public required long Count { get; init; }

    /// <summary>What <see cref="Count"/> counts.</summary>
    public required string Unit { get; init; }

    /// <summary>Figures behind it.</summary>
    public IReadOnlyList<ThreatMeasure> Measures { get; init; } = [];

    /// <summary>What was tried, for scans.</summary>
    public IReadOnlyCollection<Endpoint> Targets { get; init; } = [];

    /// <summary>How, for scans: SYN, UDP and so on.</summary>
    public string? Method { get; init; }

    /// <summary>The frames that show it, exactly.</summary>
    public required FrameTrail Frames { get; init; }

    /// <summary>A Wireshark display filter that selects exactly <see cref="Frames"/>; null where only their numbers do.</summary>
    public string? Filter { get; init; }

    /// <summary>The finding as it is now, whatever packets come later.</summary>
    public ThreatFinding Frozen() => this with { Frames = FrameTrail.Join([Frames]) };

    /// <summary>The order of findings: most severe first, then by time; the same whatever order they were found in.</summary>
    internal static int Compare(ThreatFinding one, ThreatFinding other)
    {
        int order = other.Severity.CompareTo(one.Severity);
        if (order == 0)
            order = other.Confidence.CompareTo(one.Confidence);
        if (order == 0)
            order = one.Frames.First.CompareTo(other.Frames.First);
        if (order == 0)
            order = string.CompareOrdinal(one.Kind.Name, other.Kind.Name);
        if (order == 0)
            order = string.CompareOrdinal(one.Actor, other.Actor);
        if (order == 0)
            order = string.CompareOrdinal(one.Victim, other.Victim);
        if (order == 0)
            order = (one.Port ?? -1).CompareTo(other.Port ?? -1);
        return order != 0 ? order : string.CompareOrdinal(one.Detail, other.Detail);
    }

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
