using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What is wrong with a map of VLANs.</summary>
public sealed record VlanMapValidation : IAnswer
{
    /// <inheritdoc/>
    [Description("The map has no errors; overlaps alone are warnings.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => PlanningJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>VLANs.</summary>
    [Description("VLANs whose entry could be used.")]
    public required int VlanCount { get; init; }

    /// <summary>Errors.</summary>
    [Description("What is wrong with entries; the others are checked all the same.")]
    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>How many errors.</summary>
    [Description("Errors in all.")]
    public required int ErrorCount { get; init; }

    /// <summary>Warnings.</summary>
    [Description("What deserves a look.")]
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Pairs in all.</summary>
    [Description("Pairs of blocks that overlap.")]
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
    [Description("The pairs of this page with their VLANs, in the order of the map.")]
    public required IReadOnlyList<OverlapConflict> Overlaps { get; init; }
}

/// <summary>What is wrong with a map of VLANs.</summary>
public static class ValidateVlanMapQuestion
{
    /// <summary>Reads the map and compares the blocks.</summary>
    /// <exception cref="EngineException">The map is no object, or the page lies outside the list.</exception>
    public static VlanMapValidation Ask(VlanMapArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, long offset) = PlanningPage.Of(arguments);
        VlanMap map = VlanMap.Read(arguments.VlanMap);
        List<(Vlan Vlan, CidrBlock Block)> blocks =
        [
            .. map.Vlans.SelectMany(vlan => vlan.Blocks.Select(block => (vlan, block))),
        ];
        var finder = new OverlapFinder([.. blocks.Select(one => one.Block)]);
        PlanningPage.ThrowIfBeyond(finder.Total, offset);
        OverlapConflict[] overlaps =
        [
            .. finder
                .Pairs(offset, limit)
                .Select(pair =>
                    OverlapConflict.Between(blocks[pair.A].Block, blocks[pair.B].Block) with
                    {
                        VlanA = blocks[pair.A].Vlan.Id,
                        VlanB = blocks[pair.B].Vlan.Id,
                    }
                ),
        ];
        return new VlanMapValidation
        {
            Success = map.ErrorCount == 0,
            Summary = Sentence(map, finder.Total, overlaps),
            VlanCount = map.Usable,
            Errors = map.Errors,
            ErrorCount = map.ErrorCount,
            Warnings = [.. Warnings(map, finder.Total)],
            Total = finder.Total,
            Returned = overlaps.Length,
            NextOffset = PlanningPage.Next(finder.Total, offset, overlaps.Length),
            Truncated = offset + overlaps.Length < finder.Total,
            Overlaps = overlaps,
        };
    }

    private static IEnumerable<string> Warnings(VlanMap map, long overlaps)
    {
        if (overlaps > 0)
            yield return "Blocks of VLANs overlap: their addresses belong to more than one VLAN.";
        if (map.CutDown > 0)
            yield return $"Host bits were cleared in {map.CutDown} block{(map.CutDown == 1 ? "" : "s")} of the map.";
    }

    private static string Sentence(VlanMap map, long total, OverlapConflict[] overlaps)
    {
        string vlans = $"{map.Usable} VLAN{(map.Usable == 1 ? "" : "s")}";
        string found = overlaps is [var first, ..]
            ? $", {total} overlap{(total == 1 ? "" : "s")}, such as {first.A} of VLAN {first.VlanA} and {first.B} of VLAN {first.VlanB}."
            : ", no overlaps.";
        return vlans + found + map.ErrorsInShort;
    }
}
