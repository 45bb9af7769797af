namespace Sonde.Engine;

/// <summary>Addresses from one to another, both included.</summary>
/// <param name="First">The lowest, as a number.</param>
/// <param name="Last">The highest, as a number.</param>
internal readonly record struct NumberRange(UInt128 First, UInt128 Last);

/// <summary>Turns blocks into ranges and back, in the time that sorting takes.</summary>
internal static class CidrRanges
{
    /// <summary>The addresses of all blocks, which are of one version, as ranges that neither touch nor overlap, lowest first.</summary>
    public static List<NumberRange> Union(IEnumerable<CidrBlock> blocks)
    {
        List<NumberRange> ranges = [];
        foreach (CidrBlock block in blocks.Order())
        {
            if (ranges is [.., var before] && (before.Last == UInt128.MaxValue || block.First <= before.Last + 1))
                ranges[^1] = before with { Last = UInt128.Max(before.Last, block.Last) };
            else
                ranges.Add(new NumberRange(block.First, block.Last));
        }
        return ranges;
    }

    /// <summary>The fewest blocks that hold exactly the range, lowest first.</summary>
    public static IEnumerable<CidrBlock> Blocks(NumberRange range, int version)
    {
        int bits = version == 4 ? 32 : 128;
        UInt128 first = range.First;
        while (true)
        {
            int hostBits = first == 0 ? bits : (int)UInt128.TrailingZeroCount(first);
            while ((first | CidrBlock.Ones(hostBits)) > range.Last)
                hostBits--;
            var block = new CidrBlock(first, bits - hostBits, version);
            yield return block;
            if (block.Last >= range.Last)
                yield break;
            first = block.Last + 1;
        }
    }

    /// <summary>The fewest blocks that hold the same addresses as the given ones, which are of one version, lowest first.</summary>
    public static IEnumerable<CidrBlock> Collapse(IReadOnlyList<CidrBlock> blocks) =>
        Union(blocks).SelectMany(range => Blocks(range, blocks[0].Version));

    /// <summary>The fewest blocks that hold what is left of a block when others are cut out, lowest first.</summary>
    /// <param name="whole">The block.</param>
    /// <param name="cut">What is cut out, of the same version; it may lie outside, or cover the block.</param>
    public static IEnumerable<CidrBlock> Without(CidrBlock whole, IEnumerable<CidrBlock> cut)
    {
        UInt128 next = whole.First;
        foreach (NumberRange gone in Union(cut))
        {
            if (gone.Last < next)
                continue;
            if (gone.First > whole.Last)
                break;
            if (gone.First > next)
            {
                foreach (CidrBlock block in Blocks(new NumberRange(next, gone.First - 1), whole.Version))
                    yield return block;
            }
            if (gone.Last >= whole.Last)
                yield break;
            next = gone.Last + 1;
        }
        foreach (CidrBlock block in Blocks(new NumberRange(next, whole.Last), whole.Version))
            yield return block;
    }
}
