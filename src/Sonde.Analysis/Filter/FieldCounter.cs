namespace Sonde.Analysis;

/// <summary>Counts packets and octets by the value of a field.</summary>
/// <remarks>
/// A packet counts once for each different value that it has. Memory: one entry for each value, at most the limit of
/// them; packets with values beyond it are counted together.
/// </remarks>
/// <param name="catalog">The names of the pass.</param>
/// <param name="entry">The field or protocol.</param>
/// <param name="limit">Values kept.</param>
public sealed class FieldCounter(FieldCatalog catalog, CatalogEntry entry, int limit = FieldCounter.DefaultLimit)
{
    /// <summary>Values kept unless another limit is given.</summary>
    public const int DefaultLimit = 100_000;

    private readonly FieldExtractor _extractor = new(catalog, [entry]);
    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    /// <summary>What one value counts.</summary>
    /// <param name="Value">The value as text.</param>
    /// <param name="Packets">Packets with it.</param>
    /// <param name="Octets">Octets of those packets on the wire.</param>
    public sealed record Row(string Value, long Packets, long Octets);

    /// <summary>Packets without the field.</summary>
    public long Without { get; private set; }

    /// <summary>Packets with a value beyond the limit.</summary>
    public long Beyond { get; private set; }

    /// <summary>How many different values were kept.</summary>
    public int Count => _tallies.Count;

    /// <summary>The values, most packets first.</summary>
    public IEnumerable<Row> Rows =>
        _tallies
            .Select(pair => new Row(pair.Key, pair.Value.Packets, pair.Value.Octets))
            .OrderByDescending(row => row.Packets)
            .ThenByDescending(row => row.Octets)
            .ThenBy(row => row.Value, StringComparer.Ordinal);

    /// <summary>Counts a packet.</summary>
    public void Add(in Packet packet)
    {
        _extractor.Read(packet);
        int count = _extractor.CountOf(0);
        if (count == 0)
            Without++;
        bool isBeyond = false;
        for (int i = 0; i < count; i++)
            isBeyond |= !TryAdd(_extractor.ValueOf(0, i), packet.Frame.Number, packet.Frame.OriginalLength);
        if (isBeyond)
            Beyond++;
    }

    private bool TryAdd(ReadOnlySpan<char> value, long frame, long octets)
    {
        Dictionary<string, Tally>.AlternateLookup<ReadOnlySpan<char>> lookup = _tallies.GetAlternateLookup<
            ReadOnlySpan<char>
        >();
        if (!lookup.TryGetValue(value, out Tally? tally))
        {
            if (_tallies.Count >= limit)
                return false;
            _tallies.Add(value.ToString(), tally = new Tally());
        }
        if (tally.LastFrame == frame)
            return true;
        tally.LastFrame = frame;
        tally.Packets++;
        tally.Octets += octets;
        return true;
    }

    private sealed class Tally
    {
        public long Packets { get; set; }

        public long Octets { get; set; }

        public long LastFrame { get; set; }
    }
}
