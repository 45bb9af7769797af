using System.Globalization;
using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>How often a field occurred.</summary>
/// <param name="Name">Wireshark's name of the field.</param>
/// <param name="Total">Occurrences.</param>
/// <param name="Values">Each value with how often, in no order.</param>
public sealed record FieldCount(string Name, long Total, IReadOnlyList<KeyValuePair<string, long>> Values);

/// <summary>Counts the values of chosen fields over all packets.</summary>
/// <remarks>
/// Only layers that may carry a chosen field are described. Memory: at most <see cref="ValueLimit"/> distinct values a
/// field; further ones count in the total only.
/// </remarks>
public sealed class FieldCounts : IObserver
{
    /// <summary>Most distinct values kept of one field.</summary>
    public const int ValueLimit = 100_000;

    private readonly List<Tally> _tallies = [];
    private readonly bool[] _wanted;
    private readonly HashSet<string> _protocols = new(StringComparer.Ordinal);
    private readonly Sink _sink = new();

    /// <summary>Counts these fields, by Wireshark's names; of those in <paramref name="firstOnly"/> the first of a frame only.</summary>
    public FieldCounts(Protocols protocols, IEnumerable<string> names, IReadOnlySet<string> firstOnly)
    {
        _wanted = new bool[protocols.Readers.Count];
        var byName = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            var tally = new Tally(name, firstOnly.Contains(name));
            byName.TryAdd(name, tally);
            _tallies.Add(tally);
        }
        foreach (LayerReader reader in protocols.Readers)
        {
            foreach (Field field in reader.Fields)
            {
                if (!byName.TryGetValue(field.Name, out Tally? tally))
                    continue;
                _wanted[reader.Id] = true;
                _protocols.Add(reader.Name);
                _sink.Set(field, tally);
            }
        }
    }

    /// <summary>The fields that occurred.</summary>
    public IEnumerable<FieldCount> Counts =>
        _tallies.Where(tally => tally.Total > 0).Select(tally => new FieldCount(tally.Name, tally.Total, tally.Values));

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => _protocols;

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            if (!_wanted[layer.Reader.Id])
                continue;
            _sink.Frame = packet.Frame.Number;
            layer.Reader.Describe(packet.GivenTo(layer), _sink);
        }
    }

    private sealed class Tally(string name, bool firstOnly)
    {
        private readonly Dictionary<(ulong Value, int Digits), long> _numbers = [];
        private readonly Dictionary<string, long> _texts = new(StringComparer.Ordinal);
        private long _lastFrame;

        public string Name => name;

        public long Total { get; private set; }

        public List<KeyValuePair<string, long>> Values
        {
            get
            {
                List<KeyValuePair<string, long>> values = [.. _texts];
                foreach (((ulong value, int digits), long count) in _numbers)
                    values.Add(KeyValuePair.Create(Print(value, digits), count));
                return values;
            }
        }

        public void Count(long frame, ulong value, int digits)
        {
            if (IsRepeated(frame))
                return;
            if (_numbers.Count < ValueLimit)
                CollectionsMarshal.GetValueRefOrAddDefault(_numbers, (value, digits), out _)++;
            else if (_numbers.TryGetValue((value, digits), out long seen))
                _numbers[(value, digits)] = seen + 1;
        }

        public void Count(long frame, ReadOnlySpan<char> text)
        {
            if (IsRepeated(frame))
                return;
            Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> byText = _texts.GetAlternateLookup<
                ReadOnlySpan<char>
            >();
            if (_texts.Count < ValueLimit)
                CollectionsMarshal.GetValueRefOrAddDefault(byText, text, out _)++;
            else if (byText.TryGetValue(text, out long seen))
                byText[text] = seen + 1;
        }

        private static string Print(ulong value, int digits) =>
            digits == 0
                ? value.ToString(CultureInfo.InvariantCulture)
                : "0x"
                    + value.ToString("x" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

        private bool IsRepeated(long frame)
        {
            if (firstOnly && _lastFrame == frame)
                return true;
            _lastFrame = frame;
            Total++;
            return false;
        }
    }

    private sealed class Sink : FieldSink
    {
        private Tally?[] _tallies = []; // by field

        public long Frame { get; set; }

        public void Set(Field field, Tally tally)
        {
            if (field.Id >= _tallies.Length)
                Array.Resize(ref _tallies, field.Id + 1);
            _tallies[field.Id] ??= tally;
        }

        private Tally? Of(Field field) => (uint)field.Id < (uint)_tallies.Length ? _tallies[field.Id] : null;

        public override void Add(Field field, int start, int length, ulong value)
        {
            if (Of(field) is { } tally)
                tally.Count(Frame, value, field.Base == FieldBase.Hex ? length * 2 : 0);
        }

        public override void Add(Field field, int start, int length, ReadOnlySpan<byte> octets)
        {
            if (Of(field) is { } tally)
                tally.Count(Frame, Convert.ToHexStringLower(octets));
        }

        public override void Add(Field field, int start, int length, ReadOnlySpan<char> text)
        {
            if (Of(field) is { } tally)
                tally.Count(Frame, text);
        }

        public override void Add(Field field, int start, int length, double value)
        {
            if (Of(field) is { } tally)
                tally.Count(Frame, value.ToString(CultureInfo.InvariantCulture));
        }
    }
}
