using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What this program can do here, and which limits are in force.</summary>
public sealed record CapabilitiesAnswer : IAnswer
{
    /// <inheritdoc/>
    [Description("Always true.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => CapabilitiesJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Version.</summary>
    [Description("Version of Sonde.")]
    public required string ServerVersion { get; init; }

    /// <summary>Operating system.</summary>
    [Description("Operating system: linux, darwin or windows.")]
    public required string Platform { get; init; }

    /// <summary>Runtime.</summary>
    [Description("The .NET runtime; no Python is used, the name is kept for programs that read it.")]
    public required string PythonVersion { get; init; }

    /// <summary>Runtime.</summary>
    [Description("The .NET runtime.")]
    public required string RuntimeVersion { get; init; }

    /// <summary>What works natively.</summary>
    [Description("Abilities, each with whether it is available here.")]
    public required IReadOnlyList<Ability> Dependencies { get; init; }

    /// <summary>Formats.</summary>
    [Description("Capture formats that are read.")]
    public required IReadOnlyList<string> CaptureFormats { get; init; }

    /// <summary>Protocols.</summary>
    [Description("Protocols that are dissected, Wireshark's names.")]
    public required IReadOnlyList<string> Protocols { get; init; }

    /// <summary>Fields.</summary>
    [Description("Fields that display filters, fields and count_by know.")]
    public required int FilterFields { get; init; }

    /// <summary>Target policy.</summary>
    [Description("The policy on targets: counts only.")]
    public required SecurityFacts Security { get; init; }

    /// <summary>Limits on captures.</summary>
    [Description("The limits on captures.")]
    public required PcapFacts Pcap { get; init; }
}

/// <summary>One ability.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Available">It works here.</param>
/// <param name="Path">Where it comes from, when it is a file.</param>
/// <param name="Note">What to know about it.</param>
public sealed record Ability(
    [property: Description("Name.")] string Name,
    [property: Description("It works here.")] bool Available,
    [property: Description("File it comes from.")] string? Path = null,
    [property: Description("What to know about it.")] string? Note = null
);

/// <summary>The policy on targets in numbers.</summary>
/// <param name="AllowedTargetsConfigured">There is an allow list.</param>
/// <param name="AllowedTargetsCount">Its entries.</param>
/// <param name="BlockedTargetsCount">Entries of the block list.</param>
/// <param name="BlockPrivate">Private addresses are refused.</param>
/// <param name="BlockCloudMetadata">Cloud metadata addresses are refused.</param>
public sealed record SecurityFacts(
    [property: Description("There is an allow list.")] bool AllowedTargetsConfigured,
    [property: Description("Entries of the allow list.")] int AllowedTargetsCount,
    [property: Description("Entries of the block list.")] int BlockedTargetsCount,
    [property: Description("Private addresses are refused.")] bool BlockPrivate,
    [property: Description("Cloud metadata addresses are refused.")] bool BlockCloudMetadata
);

/// <summary>The limits on captures.</summary>
/// <param name="AllowCustomFilters">Custom filters are allowed.</param>
/// <param name="AllowedPaths">Folders that may be read.</param>
/// <param name="MaxDownloadBytes">Octets that a URL may have.</param>
/// <param name="DownloadTimeoutSeconds">Seconds that a URL may take.</param>
/// <param name="MaxPackets">Packets read at most.</param>
public sealed record PcapFacts(
    [property: Description("Custom filters are allowed.")] bool AllowCustomFilters,
    [property: Description("Folders that may be read through MCP.")] IReadOnlyList<string> AllowedPaths,
    [property: Description("Octets that a capture fetched from a URL may have.")] long MaxDownloadBytes,
    [property: Description("Seconds that fetching it may take.")] double DownloadTimeoutSeconds,
    [property: Description("Packets read of a capture at most; absent when the whole capture is read.")]
        long? MaxPackets = null
);
