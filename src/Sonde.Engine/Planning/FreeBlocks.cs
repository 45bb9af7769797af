namespace Sonde.Engine;

/// <summary>The blocks of an address space that are not given away, kept by length so that the first that fits is found at once.</summary>
internal sealed class FreeBlocks
{
    private readonly SortedSet<UInt128>?[] _firstsByPrefix = new SortedSet<UInt128>?[129];
    private readonly int _version;

    public FreeBlocks(int version, IEnumerable<CidrBlock> blocks)
    {
        _version = version;
        foreach (CidrBlock block in blocks)
            Add(block);
    }

    /// <summary>Takes the lowest part of the first free block, by address, that is large enough; null when none is.</summary>
    public CidrBlock? Take(int prefix)
    {
        CidrBlock? first = null;
        for (int length = 0; length <= prefix; length++)
        {
            if (
                _firstsByPrefix[length] is { Count: > 0 } firsts
                && firsts.Min is var lowest
                && (first is not { } before || lowest < before.First)
            )
                first = new CidrBlock(lowest, length, _version);
        }
        if (first is not { } found)
            return null;
        _firstsByPrefix[found.Prefix]!.Remove(found.First);
        while (found.Prefix < prefix)
        {
            found = found with { Prefix = found.Prefix + 1 };
            Add(found with { First = found.Last + 1 });
        }
        return found;
    }

    /// <summary>What is free, lowest first.</summary>
    public List<CidrBlock> ToList()
    {
        List<CidrBlock> blocks = [];
        for (int length = 0; length < _firstsByPrefix.Length; length++)
        {
            foreach (UInt128 first in _firstsByPrefix[length] ?? [])
                blocks.Add(new CidrBlock(first, length, _version));
        }
        blocks.Sort();
        return blocks;
    }

    private void Add(CidrBlock block) => (_firstsByPrefix[block.Prefix] ??= []).Add(block.First);
}
