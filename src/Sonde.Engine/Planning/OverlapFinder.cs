namespace Sonde.Engine;

/// <summary>
/// Finds which blocks of a list overlap. Blocks are nested or apart, so sorting puts each behind all that contain it:
/// a stack shows these, and what one contains follows it without a gap.
/// </summary>
/// <remarks>All pairs are counted without being made; of a list of n equal blocks there are n²/2.</remarks>
internal sealed class OverlapFinder
{
    // Equal blocks are one node: their entries stand from Start to EqualEnd in _order, what they contain from there to End.
    private sealed record Node(CidrBlock Block, int Start, Node? Parent)
    {
        public int EqualEnd { get; set; }

        public int End { get; set; }
    }

    private readonly int[] _order;
    private readonly Node[] _nodeOf;
    private readonly long[] _laterPartners;

    public OverlapFinder(IReadOnlyList<CidrBlock> blocks)
    {
        _order = [.. Enumerable.Range(0, blocks.Count).OrderBy(index => blocks[index])];
        _nodeOf = new Node[blocks.Count];
        MakeNodes(blocks);
        _laterPartners = CountLaterPartners();
        Total = _laterPartners.Sum();
    }

    /// <summary>Pairs of blocks that overlap.</summary>
    public long Total { get; }

    /// <summary>Some of the pairs: places in the list, the smaller first; in their order.</summary>
    /// <param name="offset">Pairs to skip.</param>
    /// <param name="limit">Pairs to give at most.</param>
    public IEnumerable<(int A, int B)> Pairs(long offset, int limit)
    {
        for (int a = 0; a < _nodeOf.Length && limit > 0; a++)
        {
            if (offset >= _laterPartners[a])
            {
                offset -= _laterPartners[a];
                continue;
            }
            foreach (int b in LaterPartners(a).Order().Skip((int)offset).Take(limit))
            {
                yield return (a, b);
                limit--;
            }
            offset = 0;
        }
    }

    private void MakeNodes(IReadOnlyList<CidrBlock> blocks)
    {
        Node? inside = null;
        for (int place = 0; place < _order.Length; place++)
        {
            CidrBlock block = blocks[_order[place]];
            while (inside is not null && !inside.Block.Contains(block))
            {
                inside.End = place;
                inside = inside.Parent;
            }
            if (inside is null || inside.Block != block)
                inside = new Node(block, place, inside);
            inside.EqualEnd = place + 1;
            _nodeOf[_order[place]] = inside;
        }
        for (; inside is not null; inside = inside.Parent)
            inside.End = _order.Length;
    }

    // From the last entry to the first: only those behind an entry are counted when its turn comes.
    private long[] CountLaterPartners()
    {
        int[] placeOf = new int[_order.Length];
        for (int place = 0; place < _order.Length; place++)
            placeOf[_order[place]] = place;
        long[] counts = new long[_order.Length];
        var seen = new PlaceCounts(_order.Length);
        for (int index = _order.Length - 1; index >= 0; index--)
        {
            Node node = _nodeOf[index];
            long count = seen.Between(node.Start, node.End);
            for (Node? above = node.Parent; above is not null; above = above.Parent)
                count += seen.Between(above.Start, above.EqualEnd);
            counts[index] = count;
            seen.Add(placeOf[index]);
        }
        return counts;
    }

    private IEnumerable<int> LaterPartners(int index)
    {
        Node node = _nodeOf[index];
        IEnumerable<int> partners = Entries(node.Start, node.End);
        for (Node? above = node.Parent; above is not null; above = above.Parent)
            partners = partners.Concat(Entries(above.Start, above.EqualEnd));
        return partners.Where(partner => partner > index);
    }

    private ArraySegment<int> Entries(int start, int end) => new(_order, start, end - start);

    /// <summary>Counts of places that can be summed over a range: a Fenwick tree.</summary>
    private sealed class PlaceCounts(int places)
    {
        private readonly int[] _sums = new int[places + 1];

        public void Add(int place)
        {
            for (int at = place + 1; at < _sums.Length; at += at & -at)
                _sums[at]++;
        }

        public int Between(int start, int end) => Below(end) - Below(start);

        private int Below(int place)
        {
            int sum = 0;
            for (int at = place; at > 0; at -= at & -at)
                sum += _sums[at];
            return sum;
        }
    }
}
