using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>A list of blocks.</summary>
public sealed record CidrListArguments : PlanningPageArguments
{
    /// <summary>The blocks.</summary>
    [Description("IPv4 and IPv6 blocks: 10.0.0.0/24, 10.0.0.0/255.255.255.0, 2001:db8::/48, single addresses.")]
    public required IReadOnlyList<string> Cidrs { get; init; }
}

/// <summary>The fewest blocks that hold the same addresses.</summary>
public sealed record CidrSummarized : IAnswer
{
    /// <inheritdoc/>
    [Description("Every entry is a block; the others are summarized all the same.")]
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

    /// <summary>IPv4.</summary>
    [Description("The IPv4 blocks.")]
    public required SummarizedBlocks Ipv4 { get; init; }

    /// <summary>IPv6.</summary>
    [Description("The IPv6 blocks.")]
    public required SummarizedBlocks Ipv6 { get; init; }

    /// <summary>Blocks in all.</summary>
    [Description("Blocks of both versions; pages count IPv4 first.")]
    public required int Total { get; init; }

    /// <summary>Blocks here.</summary>
    [Description("Blocks of this page.")]
    public required int Returned { get; init; }

    /// <summary>The next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public long? NextOffset { get; init; }

    /// <summary>There is more.</summary>
    [Description("There are blocks behind this page.")]
    public required bool Truncated { get; init; }

    /// <summary>Notes.</summary>
    [Description("What to know about the entries.")]
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>The blocks of one version.</summary>
/// <param name="InputCount">Entries of this version.</param>
/// <param name="Total">Blocks that hold the same addresses.</param>
/// <param name="Summarized">Those of the page.</param>
public sealed record SummarizedBlocks(
    [property: Description("Entries of this version.")] int InputCount,
    [property: Description("The fewest blocks that hold the same addresses.")] int Total,
    [property: Description("Those of this page, lowest first.")] IReadOnlyList<string> Summarized
);

/// <summary>The fewest blocks that hold the same addresses.</summary>
public static class CidrSummarizeQuestion
{
    /// <summary>Sorts, joins what touches or overlaps, and cuts that into blocks.</summary>
    /// <exception cref="EngineException">The page lies outside the list.</exception>
    public static CidrSummarized Ask(CidrListArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, long offset) = PlanningPage.Of(arguments);
        var read = new CidrListReading(arguments.Cidrs);
        CidrBlock[] version4 = [.. read.Blocks.Where(block => block.Version == 4)];
        CidrBlock[] version6 = [.. read.Blocks.Where(block => block.Version == 6)];
        CidrBlock[] summarized4 = [.. CidrRanges.Collapse(version4)];
        CidrBlock[] summarized6 = [.. CidrRanges.Collapse(version6)];
        CidrBlock[] all = [.. summarized4, .. summarized6];
        IReadOnlyList<CidrBlock> page = PlanningPage.Cut(all, limit, offset);
        List<string> notes = [.. read.Notes()];
        if (version4.Length > 0 && version6.Length > 0)
            notes.Add("IPv4 and IPv6 are mixed; each version is summarized by itself.");
        return new CidrSummarized
        {
            Success = read.InvalidCount == 0,
            Summary =
                $"{read.Blocks.Count} block{(read.Blocks.Count == 1 ? "" : "s")} "
                + $"become{(read.Blocks.Count == 1 ? "s" : "")} {all.Length}: {summarized4.Length} of IPv4, {summarized6.Length} of IPv6."
                + (
                    read.InvalidCount > 0
                        ? $" Ignored as no blocks: {read.InvalidCount} of {read.InputCount} entries."
                        : ""
                ),
            InputCidrs = read.Input,
            InputCount = read.InputCount,
            InvalidCidrs = read.Invalid,
            InvalidCount = read.InvalidCount,
            Ipv4 = Part(version4.Length, summarized4.Length, page, 4),
            Ipv6 = Part(version6.Length, summarized6.Length, page, 6),
            Total = all.Length,
            Returned = page.Count,
            NextOffset = PlanningPage.Next(all.Length, offset, page.Count),
            Truncated = offset + page.Count < all.Length,
            Notes = notes,
        };
    }

    private static SummarizedBlocks Part(int given, int total, IReadOnlyList<CidrBlock> page, int version) =>
        new(given, total, [.. page.Where(block => block.Version == version).Select(block => block.ToString())]);
}
