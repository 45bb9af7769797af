using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The blocks of a list that overlap.</summary>
public sealed record CidrOverlaps : IAnswer
{
    /// <inheritdoc/>
    [Description("Every entry is a block; it says nothing about overlaps.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PlanningJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The entries.</summary>
    [Description("The entries as given, at most 1000.")]
    public required IReadOnlyList<string> InputCidrs { get; init; }

    /// <summary>How many entries.</summary>
    [Description("Entries given.")]
    public required int InputCount { get; init; }

    /// <summary>Entries that are none.</summary>
    [Description("Entries that are no blocks, at most 1000.")]
    public required IReadOnlyList<string> InvalidCidrs { get; init; }

    /// <summary>How many are none.</summary>
    [Description("How many are no blocks.")]
    public required int InvalidCount { get; init; }

    /// <summary>Pairs in all.</summary>
    [Description("Pairs that overlap.")]
    public required long Total { get; init; }

    /// <summary>Pairs here.</summary>
    [Description("Pairs of this page.")]
    public required int Returned { get; init; }

    /// <summary>The next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>There is more.</summary>
    [Description("There are pairs behind this page.")]
    public required bool Truncated { get; init; }

    /// <summary>The pairs.</summary>
    [Description("The pairs of this page, in the order of the entries.")]
    public required IReadOnlyList<OverlapConflict> Overlaps { get; init; }

    /// <summary>Notes.</summary>
    [Description("What to know about the entries.")]
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>Two blocks that overlap.</summary>
public sealed record OverlapConflict
{
    /// <summary>One.</summary>
    [Description("The block that was given first.")]
    public required string A { get; init; }

    /// <summary>The other.</summary>
    [Description("The other block.")]
    public required string B { get; init; }

    /// <summary>How they lie.</summary>
    [Description("equal, contains (a holds b) or contained_by (a lies in b).")]
    public required string Relationship { get; init; }

    /// <summary>What they share.</summary>
    [Description("The addresses in both: the smaller block.")]
    public string? OverlapCidr { get; init; }

    /// <summary>Place of one.</summary>
    [Description("Place of a among the entries, from 0.")]
    public int? IndexA { get; init; }

    /// <summary>Place of the other.</summary>
    [Description("Place of b among the entries, from 0.")]
    public int? IndexB { get; init; }

    /// <summary>VLAN of one.</summary>
    [Description("VLAN of a.")]
    public string? VlanA { get; init; }

    /// <summary>VLAN of the other.</summary>
    [Description("VLAN of b.")]
    public string? VlanB { get; init; }

    /// <summary>Compares two blocks of which one holds the other.</summary>
    internal static OverlapConflict Between(CidrBlock a, CidrBlock b) =>
        new()
        {
            A = a.ToString(),
            B = b.ToString(),
            Relationship =
                a == b ? "equal"
                : a.Contains(b) ? "contains"
                : "contained_by",
            OverlapCidr = (a.Contains(b) ? b : a).ToString(),
        };
}

/// <summary>Which blocks of a list overlap.</summary>
public static class CheckOverlapsQuestion
{
    /// <summary>Sorts, counts all pairs and lists those of the page.</summary>
    /// <exception cref="EngineException">The page lies outside the list.</exception>
    public static CidrOverlaps Ask(CidrListArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, long offset) = PlanningPage.Of(arguments);
        var read = new CidrListReading(arguments.Cidrs);
        var finder = new OverlapFinder(read.Blocks);
        PlanningPage.ThrowIfBeyond(finder.Total, offset);
        OverlapConflict[] overlaps =
        [
            .. finder
                .Pairs(offset, limit)
                .Select(pair =>
                    OverlapConflict.Between(read.Blocks[pair.A], read.Blocks[pair.B]) with
                    {
                        IndexA = read.Places[pair.A],
                        IndexB = read.Places[pair.B],
                    }
                ),
        ];
        return new CidrOverlaps
        {
            Success = read.InvalidCount == 0,
            Summary = Sentence(read, finder.Total, overlaps),
            InputCidrs = read.Input,
            InputCount = read.InputCount,
            InvalidCidrs = read.Invalid,
            InvalidCount = read.InvalidCount,
            Total = finder.Total,
            Returned = overlaps.Length,
            NextOffset = PlanningPage.Next(finder.Total, offset, overlaps.Length),
            Truncated = offset + overlaps.Length < finder.Total,
            Overlaps = overlaps,
            Notes = [.. read.Notes()],
        };
    }

    private static string Sentence(CidrListReading read, long total, OverlapConflict[] overlaps)
    {
        string ignored =
            read.InvalidCount > 0 ? $" Ignored as no blocks: {read.InvalidCount} of {read.InputCount} entries." : "";
        string found = total switch
        {
            0 => $"None of the {read.Blocks.Count} blocks overlap.",
            1 => "1 pair overlaps",
            _ => $"{total} pairs of the {read.Blocks.Count} blocks overlap",
        };
        if (overlaps is [var first, ..])
            found += $", such as {first.A} and {first.B} ({first.Relationship.Replace('_', ' ')}).";
        return found + ignored;
    }
}
