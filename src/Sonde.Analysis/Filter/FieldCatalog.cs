using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Every name that filters may use: the fields of all protocols, the protocols, and the fields of packets as such.</summary>
/// <remarks>
/// Belongs to one pass, because relative times are counted from the pass's first frame. Add it to the observers, before
/// those that use it; an evaluator made from it shows it each packet as well, and twice does no harm.
/// </remarks>
public sealed class FieldCatalog : IObserver
{
    private static readonly (string Old, string Present)[] Renamed = [("bootp", "dhcp"), ("ssl", "tls")];

    private readonly Dictionary<string, CatalogEntry> _entries = new(StringComparer.Ordinal);
    private readonly IPacketFields[] _sources;
    private bool _wantsSegments;

    /// <summary>The names of a table of protocols, with the usual fields of frames and conversations.</summary>
    public FieldCatalog(Protocols protocols)
        : this(protocols, [new FrameFields(), new FlowFields(), new TcpSegmentFields()]) { }

    /// <summary>The names of a table of protocols and of these sources.</summary>
    public FieldCatalog(Protocols protocols, params IEnumerable<IPacketFields> sources)
    {
        _sources = [.. sources];
        int readers = protocols.Readers.Count;
        foreach (IPacketFields source in _sources)
        {
            if (source.Name.Length > 0)
                _entries.TryAdd(source.Name, new CatalogEntry(source.Name, source.Name, readers, source));
            foreach (Field field in source.Fields)
                Enter(field, readers, source).OwnerNames.Add(field.Name[..field.Name.IndexOf('.')]);
        }
        foreach (LayerReader reader in protocols.Readers)
        {
            foreach (Field field in reader.Fields)
                Enter(field, readers, null).Add(reader);
        }
        foreach (LayerReader reader in protocols.Readers)
        {
            if (!_entries.TryGetValue(reader.Name, out CatalogEntry? entry))
                _entries.Add(reader.Name, entry = new CatalogEntry(reader.Name, reader.Name, readers));
            entry.Add(reader);
        }
    }

    /// <summary>Names the fields that no layer knows: of the frame and of its conversations. Only after the packet was observed.</summary>
    public void DescribeFrame(in Packet packet, FieldSink sink)
    {
        foreach (IPacketFields source in _sources)
            source.Describe(packet, sink);
    }

    /// <summary>A name that needs the TCP connections was asked for, or <see cref="WantAll"/> was called.</summary>
    public bool WantsSegments => _wantsSegments;

    /// <summary>Says, before the pass is made, that every field of packets will be described.</summary>
    public void WantAll() => _wantsSegments = true;

    /// <summary>All names, in no particular order.</summary>
    public IReadOnlyCollection<CatalogEntry> Entries => _entries.Values;

    /// <summary>What a name stands for, or null. To be asked before the pass is made: it finds out what is needed. Names that Wireshark gave up (<c>bootp.</c>, <c>ssl.</c>) still work.</summary>
    public CatalogEntry? Find(string name)
    {
        if (_entries.TryGetValue(name, out CatalogEntry? entry))
        {
            _wantsSegments |= entry.Source is { WantsSegments: true };
            return entry;
        }
        foreach ((string old, string present) in Renamed)
        {
            if (
                name.StartsWith(old, StringComparison.Ordinal) && (name.Length == old.Length || name[old.Length] == '.')
            )
                return _entries.GetValueOrDefault(present + name[old.Length..]);
        }
        return null;
    }

    /// <summary>The names most like one that is unknown, best first.</summary>
    public IReadOnlyList<string> NearestTo(string name, int count = 5) => Nearest.To(name, _entries.Keys, count);

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        foreach (IPacketFields source in _sources)
            source.OnPacket(packet);
    }

    private CatalogEntry Enter(Field field, int readers, IPacketFields? source)
    {
        if (!_entries.TryGetValue(field.Name, out CatalogEntry? entry))
            _entries.Add(field.Name, entry = new CatalogEntry(field.Name, field.Title, readers, source));
        entry.Add(field);
        return entry;
    }
}
