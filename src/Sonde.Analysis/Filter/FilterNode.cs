namespace Sonde.Analysis;

/// <summary>One condition on a packet, or several joined: what every filter grammar is turned into.</summary>
/// <remarks>Never changes after it was built, so evaluators on several threads may share it when their catalogs are the same.</remarks>
public abstract class FilterNode
{
    private protected FilterNode() { }

    /// <summary>A condition that every packet meets.</summary>
    public static FilterNode Everything { get; } = new AllNode([]);

    internal abstract bool Test(in Packet packet, FilterScratch scratch);
}

/// <summary>All conditions hold; they are tried from the left until one does not.</summary>
internal sealed class AllNode(FilterNode[] conditions) : FilterNode
{
    internal override bool Test(in Packet packet, FilterScratch scratch)
    {
        foreach (FilterNode condition in conditions)
        {
            if (!condition.Test(packet, scratch))
                return false;
        }
        return true;
    }
}

/// <summary>One of the conditions holds; they are tried from the left until one does.</summary>
internal sealed class AnyNode(FilterNode[] conditions) : FilterNode
{
    internal override bool Test(in Packet packet, FilterScratch scratch)
    {
        foreach (FilterNode condition in conditions)
        {
            if (condition.Test(packet, scratch))
                return true;
        }
        return false;
    }
}

/// <summary>An odd number of the conditions holds.</summary>
internal sealed class OddNode(FilterNode[] conditions) : FilterNode
{
    internal override bool Test(in Packet packet, FilterScratch scratch)
    {
        bool odd = false;
        foreach (FilterNode condition in conditions)
            odd ^= condition.Test(packet, scratch);
        return odd;
    }
}

/// <summary>The condition does not hold.</summary>
internal sealed class NotNode(FilterNode condition) : FilterNode
{
    internal override bool Test(in Packet packet, FilterScratch scratch) => !condition.Test(packet, scratch);
}

/// <summary>The packet has a value; of a computation, one that is not zero.</summary>
internal sealed class PresenceNode(FilterOperand operand) : FilterNode
{
    internal override bool Test(in Packet packet, FilterScratch scratch) => operand.IsPresent(packet, scratch);
}
