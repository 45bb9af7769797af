namespace Sonde.Analysis;

/// <summary>A value, or every value, is one of a set or lies in one of its ranges.</summary>
internal sealed class MembershipNode(
    bool every,
    FilterOperand operand,
    (ConstantOperand Low, ConstantOperand? High)[] items
) : FilterNode
{
    internal override bool Test(in Packet packet, FilterScratch scratch)
    {
        FilterScratch.Mark mark = scratch.Top;
        operand.Gather(packet, scratch);
        bool holds = every && scratch.Count > mark.Values;
        for (int i = mark.Values; i < scratch.Count; i++)
        {
            if (IsMember(scratch, scratch[i]) == every)
                continue;
            holds = !every;
            break;
        }
        scratch.Release(mark);
        return holds;
    }

    private bool IsMember(FilterScratch scratch, in FilterValue value)
    {
        foreach ((ConstantOperand low, ConstantOperand? high) in items)
        {
            int order = ValueOrder.Compare(scratch, value, low);
            if (high is null ? order == 0 : order >= 0 && ValueOrder.Compare(scratch, value, high) <= 0)
                return true;
        }
        return false;
    }
}

/// <summary>A value, or every value, contains the octets of a value of the other side.</summary>
internal sealed class ContainsNode(bool every, FilterOperand whole, FilterOperand part) : FilterNode
{
    internal override bool Test(in Packet packet, FilterScratch scratch)
    {
        FilterScratch.Mark mark = scratch.Top;
        whole.GatherToSearch(packet, scratch);
        int middle = scratch.Count;
        if (middle > mark.Values)
            part.Gather(packet, scratch);
        bool holds = every && scratch.Count > middle;
        for (int i = mark.Values; i < middle && scratch.Count > middle; i++)
        {
            if (ContainsAny(scratch, scratch.Octets(scratch[i]), middle) == every)
                continue;
            holds = !every;
            break;
        }
        scratch.Release(mark);
        return holds;
    }

    private static bool ContainsAny(FilterScratch scratch, ReadOnlySpan<byte> octets, int first)
    {
        for (int j = first; j < scratch.Count; j++)
        {
            if (octets.IndexOf(scratch.Octets(scratch[j])) >= 0)
                return true;
        }
        return false;
    }
}

/// <summary>A value, or every value, matches a regular expression.</summary>
internal sealed class MatchesNode(bool every, FilterOperand operand, FilterPattern pattern) : FilterNode
{
    internal override bool Test(in Packet packet, FilterScratch scratch)
    {
        FilterScratch.Mark mark = scratch.Top;
        operand.GatherToSearch(packet, scratch);
        bool holds = every && scratch.Count > mark.Values;
        for (int i = mark.Values; i < scratch.Count; i++)
        {
            if (pattern.IsMatch(scratch.Octets(scratch[i]), scratch) == every)
                continue;
            holds = !every;
            break;
        }
        scratch.Release(mark);
        return holds;
    }
}
