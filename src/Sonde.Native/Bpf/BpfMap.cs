namespace Sonde.Native;

/// <summary>A map of the kernel's programs; lives as long as its object.</summary>
public readonly unsafe struct BpfMap
{
    private static readonly int s_processors = BpfLibrary.Processors();

    internal BpfMap(int descriptor) => Descriptor = descriptor;

    internal int Descriptor { get; }

    /// <summary>Reads one value.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryRead(ReadOnlySpan<byte> key, Span<byte> value)
    {
        fixed (
            byte* first = key,
                into = value
        )
            return BpfLibrary.Lookup(Descriptor, first, into) == 0;
    }

    /// <summary>Reads the counters of one entry that each processor keeps for itself, added up.</summary>
    /// <param name="entry">Its number.</param>
    /// <param name="counters">As many as an entry has, 64 bits each.</param>
    public void ReadSums(uint entry, Span<ulong> counters)
    {
        counters.Clear();
        ulong[] all = new ulong[counters.Length * s_processors];
        fixed (ulong* into = all)
        {
            if (BpfLibrary.Lookup(Descriptor, (byte*)&entry, (byte*)into) != 0)
                return;
        }
        for (int i = 0; i < all.Length; i++)
            counters[i % counters.Length] += all[i];
    }

    /// <summary>Visits the entries of a map that the kernel may change meanwhile.</summary>
    /// <param name="keyLength">Octets of a key.</param>
    /// <param name="valueLength">Octets of a value.</param>
    /// <param name="most">Entries at most; the kernel may begin again when the entry that was visited last goes away.</param>
    /// <param name="visit">Gets key and value.</param>
    public void Visit(int keyLength, int valueLength, int most, Action<ReadOnlySpan<byte>, ReadOnlySpan<byte>> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        byte[] key = new byte[keyLength];
        byte[] next = new byte[keyLength];
        byte[] value = new byte[valueLength];
        bool isFirst = true;
        HashSet<string> seen = [];
        for (int steps = 0; steps < 2 * most && seen.Count < most; steps++)
        {
            fixed (
                byte* at = key,
                    into = next
            )
            {
                if (BpfLibrary.NextKey(Descriptor, isFirst ? null : at, into) != 0)
                    return;
            }
            (key, next, isFirst) = (next, key, false);
            if (TryRead(key, value) && seen.Add(Convert.ToHexString(key)))
                visit(key, value);
        }
    }
}
