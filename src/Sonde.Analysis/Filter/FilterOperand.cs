namespace Sonde.Analysis;

/// <summary>Something that has values in a packet: a field, a constant, or what is computed from them.</summary>
internal abstract class FilterOperand(FilterType type)
{
    /// <summary>The type of every value.</summary>
    public FilterType Type { get; } = type;

    /// <summary>Pushes the values that the packet has, none when it has none.</summary>
    public abstract void Gather(in Packet packet, FilterScratch scratch);

    /// <summary>Like <see cref="Gather"/>, with everything a protocol carries instead of its header alone.</summary>
    public virtual void GatherToSearch(in Packet packet, FilterScratch scratch) => Gather(packet, scratch);

    /// <summary>Whether the packet has a value.</summary>
    public virtual bool IsPresent(in Packet packet, FilterScratch scratch)
    {
        FilterScratch.Mark mark = scratch.Top;
        Gather(packet, scratch);
        bool isPresent = scratch.Count > mark.Values;
        scratch.Release(mark);
        return isPresent;
    }
}
