using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>What an answer is based on, so that "nothing found" means something.</summary>
public sealed record Coverage
{
    /// <summary>Everything was read.</summary>
    [Description("The capture was read to its end, whole and undamaged; false says that a part is missing.")]
    public required bool Complete { get; init; }

    /// <summary>Packets read.</summary>
    [Description("Packets read.")]
    public required long PacketsRead { get; init; }

    /// <summary>Packets that the capturing machine dropped.</summary>
    [Description("Packets that the capturing machine says it dropped; absent when the file does not say.")]
    public long? PacketsDropped { get; init; }

    /// <summary>Packets of which only the beginning was captured.</summary>
    [Description("Packets of which only the beginning was captured.")]
    public long? PacketsCut { get; init; }

    /// <summary>Octets on the wire of the packets read.</summary>
    [Description("Octets on the wire of the packets read.")]
    public required long OctetsRead { get; init; }

    /// <summary>Earliest packet.</summary>
    [Description("Time of the earliest packet, ISO 8601 UTC.")]
    public string? FirstTime { get; init; }

    /// <summary>Latest packet.</summary>
    [Description("Time of the latest packet, ISO 8601 UTC.")]
    public string? LastTime { get; init; }

    /// <summary>The filter in force.</summary>
    [Description("The filter that selected packets; absent when all counted.")]
    public string? Filter { get; init; }

    /// <summary>Which ways of the conversations were captured.</summary>
    [Description("Directions of TCP and UDP conversations in the capture: both, one, mixed or unknown.")]
    public string? Directions { get; init; }

    /// <summary>Which encrypted conversations were read; absent where a question does not look into conversations.</summary>
    [Description("Which encrypted conversations were read, and what came of the keys.")]
    public DecryptionCoverage? Decryption { get; init; }

    /// <summary>Limits that cut the reading or the answer.</summary>
    [Description("Limits that cut the reading, what was kept in memory, or a list of the answer.")]
    public IReadOnlyList<LimitReached>? Limits { get; init; }

    /// <summary>Why the reading ended before the end.</summary>
    [Description("Where and why the reading ended, when not at the end.")]
    public string? Ended { get; init; }

    /// <summary>Link types whose packets count in totals only.</summary>
    [Description("Link types that are not read, with how many packets: these count in totals and show as data.")]
    public IReadOnlyList<string>? LinkTypesNotRead { get; init; }

    /// <summary>Files that were left out.</summary>
    [Description("Files of a folder or pattern that were left out because they are no captures, with the reason.")]
    public IReadOnlyList<string>? FilesSkipped { get; init; }

    /// <summary>The same with further limits, those that were reached.</summary>
    internal Coverage With(params ReadOnlySpan<(bool IsReached, string Name, long Value)> limits)
    {
        List<LimitReached> all = [.. Limits ?? []];
        foreach ((bool isReached, string name, long value) in limits)
        {
            if (isReached)
                all.Add(new LimitReached(name, value));
        }
        return all.Count > 0 ? this with { Limits = all } : this;
    }
}

/// <summary>A limit that was reached.</summary>
/// <param name="Name">The setting or argument.</param>
/// <param name="Value">Its value.</param>
public sealed record LimitReached(
    [property: Description("The setting or argument.")] string Name,
    [property: Description("Its value.")] long Value
);
