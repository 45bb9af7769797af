namespace Sonde.Analysis;

/// <summary>Tells the packets that meet a condition from those that do not.</summary>
/// <remarks>
/// Describes only layers whose protocol may carry a field that is asked for, and allocates nothing per packet once its
/// memory has grown to the richest one. For one thread and one pass.
/// </remarks>
/// <param name="condition">The condition.</param>
/// <param name="catalog">The names it was built with.</param>
public sealed class PacketFilter(FilterNode condition, FieldCatalog catalog)
{
    private readonly FilterScratch _scratch = new();

    /// <summary>Matches of regular expressions that were stopped for taking too long, and counted as no match.</summary>
    public long GivenUp => _scratch.GivenUp;

    /// <summary>Whether the packet meets the condition.</summary>
    public bool Matches(in Packet packet)
    {
        catalog.OnPacket(packet);
        return condition.Test(packet, _scratch);
    }
}
