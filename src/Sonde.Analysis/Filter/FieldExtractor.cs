using System.Buffers;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Takes the values of chosen fields out of packets, as text.</summary>
/// <remarks>
/// Describes each layer once, and only those that may carry a chosen field. Everything stands in memory that the next
/// packet uses again. For one thread and one pass.
/// </remarks>
public sealed class FieldExtractor
{
    private readonly FieldCatalog _catalog;
    private readonly CatalogEntry[] _entries;
    private readonly IPacketFields[] _sources;
    private readonly Sink _sink;

    /// <summary>An extractor of these fields or protocols; of a protocol, each layer gives its name.</summary>
    public FieldExtractor(FieldCatalog catalog, IReadOnlyList<CatalogEntry> entries)
    {
        _catalog = catalog;
        _entries = [.. entries];
        _sources =
        [
            .. entries
                .Where(entry => entry.Field is not null)
                .Select(entry => entry.Source)
                .OfType<IPacketFields>()
                .Distinct(),
        ];
        _sink = new Sink(_entries);
    }

    /// <summary>The chosen names, in the order of their values.</summary>
    public IReadOnlyList<CatalogEntry> Entries => _entries;

    /// <summary>Takes the values of a packet; those of the packet before are gone.</summary>
    public void Read(in Packet packet)
    {
        _catalog.OnPacket(packet);
        _sink.Clear();
        foreach (IPacketFields source in _sources)
            source.Describe(packet, _sink);
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            bool isWanted = false;
            for (int i = 0; i < _entries.Length; i++)
            {
                if (!_entries[i].IsOwnedBy(layer.Reader))
                    continue;
                if (_entries[i].IsProtocol)
                    _sink.Add(i, layer.Reader.Name);
                else
                    isWanted = true;
            }
            if (isWanted)
                layer.Reader.Describe(packet.GivenTo(layer), _sink);
        }
        for (int i = 0; i < _entries.Length; i++)
        {
            if (_entries[i] is { IsProtocol: true, Source: not null } pseudo)
                _sink.Add(i, pseudo.Name);
        }
    }

    /// <summary>How many values the field at a position of <see cref="Entries"/> has in the packet.</summary>
    public int CountOf(int entry) => _sink.CountOf(entry);

    /// <summary>A value of the field at a position of <see cref="Entries"/>, valid until the next packet.</summary>
    public ReadOnlySpan<char> ValueOf(int entry, int occurrence) => _sink.ValueOf(entry, occurrence);

    /// <summary>The values of the field, each as a string of its own.</summary>
    public string[] ValuesOf(int entry)
    {
        var values = new string[CountOf(entry)];
        for (int i = 0; i < values.Length; i++)
            values[i] = ValueOf(entry, i).ToString();
        return values;
    }

    private sealed class Sink : FieldSink
    {
        private readonly Dictionary<Field, int[]> _places = [];
        private readonly List<(int Start, int Length)>[] _values;
        private readonly ArrayBufferWriter<char> _text = new(1024);

        public Sink(CatalogEntry[] entries)
        {
            _values = new List<(int, int)>[entries.Length];
            for (int i = 0; i < entries.Length; i++)
            {
                _values[i] = [];
                foreach (Field field in entries[i].Fields)
                    _places[field] = [.. _places.GetValueOrDefault(field, []), i];
            }
        }

        public void Clear()
        {
            _text.ResetWrittenCount();
            foreach (List<(int, int)> values in _values)
                values.Clear();
        }

        public int CountOf(int entry) => _values[entry].Count;

        public ReadOnlySpan<char> ValueOf(int entry, int occurrence)
        {
            (int start, int length) = _values[entry][occurrence];
            return _text.WrittenSpan.Slice(start, length);
        }

        public void Add(int entry, string text)
        {
            int start = _text.WrittenCount;
            FieldText.Append(_text, text.AsSpan());
            _values[entry].Add((start, _text.WrittenCount - start));
        }

        public override void Add(Field field, int start, int length, ulong value)
        {
            if (!_places.TryGetValue(field, out int[]? places))
                return;
            int from = _text.WrittenCount;
            FieldText.Append(_text, field, length, value);
            Keep(places, from);
        }

        public override void Add(Field field, int start, int length, ReadOnlySpan<byte> octets)
        {
            if (!_places.TryGetValue(field, out int[]? places))
                return;
            int from = _text.WrittenCount;
            FieldText.Append(_text, field, octets);
            Keep(places, from);
        }

        public override void Add(Field field, int start, int length, ReadOnlySpan<char> text)
        {
            if (!_places.TryGetValue(field, out int[]? places))
                return;
            int from = _text.WrittenCount;
            FieldText.Append(_text, text);
            Keep(places, from);
        }

        public override void Add(Field field, int start, int length, double value)
        {
            if (!_places.TryGetValue(field, out int[]? places))
                return;
            int from = _text.WrittenCount;
            FieldText.Append(_text, value);
            Keep(places, from);
        }

        public override void Open(Field group, int start, int length)
        {
            if (!_places.TryGetValue(group, out int[]? places))
                return;
            int from = _text.WrittenCount;
            FieldText.AppendPresence(_text);
            Keep(places, from);
        }

        private void Keep(int[] places, int from)
        {
            foreach (int entry in places)
                _values[entry].Add((from, _text.WrittenCount - from));
        }
    }
}
