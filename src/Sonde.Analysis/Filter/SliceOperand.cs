namespace Sonde.Analysis;

/// <summary>Where a part of a value begins and ends; negative positions count from the end.</summary>
/// <param name="Start">The first octet.</param>
/// <param name="Length">Octets; 0 when the end says how far it goes, -1 for all that follow.</param>
/// <param name="Last">The last octet, when there is no length.</param>
internal readonly record struct SlicePart(int Start, int Length, int Last)
{
    /// <summary>Finds the part in a value; false when the value ends before it.</summary>
    public bool TryPlace(int total, out int start, out int length)
    {
        start = Start < 0 ? total + Start : Start;
        int last = Last < 0 ? total + Last : Last;
        length = Length switch
        {
            < 0 => total - start,
            0 => last - start + 1,
            _ => Length,
        };
        return start >= 0 && length > 0 && length <= total - start;
    }
}

/// <summary>Parts of a value's octets, one after the other.</summary>
internal sealed class SliceOperand(FilterOperand whole, SlicePart[] parts) : FilterOperand(FilterType.Octets)
{
    public override void Gather(in Packet packet, FilterScratch scratch)
    {
        int first = scratch.Count;
        whole.Gather(packet, scratch);
        int end = scratch.Count;
        int kept = first;
        for (int i = first; i < end; i++)
        {
            FilterValue value = scratch[i];
            bool isThere = parts.Length == 1 ? Cut(scratch, value) : Join(scratch, value);
            if (!isThere)
                continue;
            scratch[kept++] = scratch[scratch.Count - 1];
            scratch.Cut(end);
        }
        scratch.Cut(kept);
    }

    private bool Cut(FilterScratch scratch, in FilterValue value)
    {
        if (!parts[0].TryPlace(value.Length, out int start, out int length))
            return false;
        scratch.PushPart(value, start, length);
        return true;
    }

    private bool Join(FilterScratch scratch, in FilterValue value)
    {
        int total = 0;
        foreach (SlicePart part in parts)
        {
            if (part.TryPlace(value.Length, out _, out int length))
                total += length;
        }
        if (total == 0)
            return false;
        scratch.PushSpace(total);
        Span<byte> target = scratch.Writable(scratch[scratch.Count - 1]);
        ReadOnlySpan<byte> octets = scratch.Octets(value);
        foreach (SlicePart part in parts)
        {
            if (!part.TryPlace(value.Length, out int start, out int length))
                continue;
            octets.Slice(start, length).CopyTo(target);
            target = target[length..];
        }
        return true;
    }
}
