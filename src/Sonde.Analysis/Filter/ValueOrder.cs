namespace Sonde.Analysis;

/// <summary>Orders two values of one type.</summary>
internal static class ValueOrder
{
    public static int Compare(FilterType type, FilterScratch scratch, in FilterValue left, in FilterValue right)
    {
        if (type == FilterType.Double)
            return left.Real.CompareTo(right.Real);
        return FilterTypes.IsOctets(type)
            ? scratch.Octets(left).SequenceCompareTo(scratch.Octets(right))
            : left.Number.CompareTo(right.Number);
    }

    public static int Compare(FilterScratch scratch, in FilterValue left, ConstantOperand right)
    {
        if (right.Type == FilterType.Double)
            return left.Real.CompareTo(BitConverter.Int64BitsToDouble((long)right.Number));
        if (!FilterTypes.IsOctets(right.Type))
            return left.Number.CompareTo(right.Number);
        ReadOnlySpan<byte> octets = scratch.Octets(left);
        return right.Prefix < 0
            ? octets.SequenceCompareTo(right.Octets)
            : CompareNetworks(octets, right.Octets, right.Prefix);
    }

    private static int CompareNetworks(ReadOnlySpan<byte> address, ReadOnlySpan<byte> network, int prefix)
    {
        if (address.Length != network.Length)
            return address.Length.CompareTo(network.Length);
        int whole = prefix / 8;
        int order = address[..whole].SequenceCompareTo(network[..whole]);
        int rest = prefix % 8;
        if (order != 0 || rest == 0)
            return order;
        int mask = 0xff00 >> rest & 0xff;
        return (address[whole] & mask).CompareTo(network[whole] & mask);
    }
}
