namespace Sonde.Analysis;

/// <summary>How two values must stand to each other.</summary>
internal enum ComparisonSign : byte
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>One pair of values of both sides, or every pair, stands in the wanted order; without values on a side it is false.</summary>
internal sealed class ComparisonNode(ComparisonSign sign, bool every, FilterOperand left, FilterOperand right)
    : FilterNode
{
    private readonly ConstantOperand? _constant = right as ConstantOperand;

    internal override bool Test(in Packet packet, FilterScratch scratch)
    {
        FilterScratch.Mark mark = scratch.Top;
        left.Gather(packet, scratch);
        int middle = scratch.Count;
        bool holds = false;
        if (middle > mark.Values && _constant is not null)
        {
            holds = TestConstant(scratch, mark.Values, middle, _constant);
        }
        else if (middle > mark.Values)
        {
            right.Gather(packet, scratch);
            holds = scratch.Count > middle && TestPairs(scratch, mark.Values, middle);
        }
        scratch.Release(mark);
        return holds;
    }

    private bool TestConstant(FilterScratch scratch, int first, int end, ConstantOperand constant)
    {
        for (int i = first; i < end; i++)
        {
            if (Holds(ValueOrder.Compare(scratch, scratch[i], constant)) != every)
                return !every;
        }
        return every;
    }

    private bool TestPairs(FilterScratch scratch, int first, int middle)
    {
        for (int i = first; i < middle; i++)
        {
            for (int j = middle; j < scratch.Count; j++)
            {
                if (Holds(ValueOrder.Compare(left.Type, scratch, scratch[i], scratch[j])) != every)
                    return !every;
            }
        }
        return every;
    }

    private bool Holds(int order) =>
        sign switch
        {
            ComparisonSign.Equal => order == 0,
            ComparisonSign.NotEqual => order != 0,
            ComparisonSign.Less => order < 0,
            ComparisonSign.LessOrEqual => order <= 0,
            ComparisonSign.Greater => order > 0,
            _ => order >= 0,
        };
}
