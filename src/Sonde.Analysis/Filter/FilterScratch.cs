using System.Buffers;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The memory in which one evaluator works: a stack of values and of the octets they consist of.</summary>
/// <remarks>Grows to what the richest packet needs and is reused; for one thread.</remarks>
internal sealed class FilterScratch
{
    private readonly GatherSink _sink;
    private readonly ArrayBufferWriter<char> _text = new();
    private FilterValue[] _values = new FilterValue[64];
    private byte[] _octets = new byte[4096];
    private char[] _chars = new char[256];
    private int _count;
    private int _used;

    public FilterScratch() => _sink = new GatherSink(this);

    /// <summary>How often a regular expression was stopped because it took too long.</summary>
    public int Stops { get; set; }

    /// <summary>Matches that were not decided because of that, for the whole life of the evaluator.</summary>
    public long GivenUp { get; set; }

    /// <summary>Where the stack ends, to be given to <see cref="Release"/>.</summary>
    public Mark Top => new(_count, _used);

    /// <summary>Values on the stack.</summary>
    public int Count => _count;

    public ref FilterValue this[int index] => ref _values[index];

    /// <summary>A position of the stack.</summary>
    public readonly record struct Mark(int Values, int Octets);

    public void Release(Mark mark) => (_count, _used) = (mark.Values, mark.Octets);

    /// <summary>Takes away the values from a position on, but not their octets.</summary>
    public void Cut(int count) => _count = count;

    public ReadOnlySpan<byte> Octets(in FilterValue value) => _octets.AsSpan(value.Offset, value.Length);

    public Span<byte> Writable(in FilterValue value) => _octets.AsSpan(value.Offset, value.Length);

    public void Push(Int128 number) => Slot().Number = number;

    public void Push(double number) => Slot().Number = FilterValue.Of(number);

    public void Push(ReadOnlySpan<byte> octets) => octets.CopyTo(PushSpace(octets.Length));

    public void Push(ReadOnlySpan<char> text)
    {
        Span<byte> space = PushSpace(Encoding.UTF8.GetMaxByteCount(text.Length));
        int length = Encoding.UTF8.GetBytes(text, space);
        ref FilterValue value = ref _values[_count - 1];
        _used -= value.Length - length;
        value.Length = length;
    }

    /// <summary>Pushes a value whose octets the caller fills in.</summary>
    public Span<byte> PushSpace(int length)
    {
        if (length > _octets.Length - _used)
            Array.Resize(ref _octets, Math.Max(checked(_used + length), _octets.Length * 2));
        ref FilterValue value = ref Slot();
        (value.Offset, value.Length) = (_used, length);
        _used += length;
        return _octets.AsSpan(value.Offset, length);
    }

    /// <summary>Pushes part of a value without copying it.</summary>
    public void PushPart(in FilterValue whole, int start, int length)
    {
        int offset = whole.Offset + start;
        ref FilterValue value = ref Slot();
        (value.Offset, value.Length) = (offset, length);
    }

    /// <summary>Pushes the values of a field that a layer has.</summary>
    public void Gather(LayerReader reader, ReadOnlySpan<byte> octets, CatalogEntry entry)
    {
        _sink.Want(entry);
        reader.Describe(octets, _sink);
    }

    /// <summary>Pushes the values of a field of the packet as a whole.</summary>
    public void Gather(IPacketFields source, in Packet packet, CatalogEntry entry)
    {
        _sink.Want(entry);
        source.Describe(packet, _sink);
    }

    /// <summary>The octets as characters of the same numbers, valid until the next call.</summary>
    public ReadOnlySpan<char> Widen(ReadOnlySpan<byte> octets)
    {
        if (_chars.Length < octets.Length)
            _chars = new char[Math.Max(octets.Length, _chars.Length * 2)];
        Encoding.Latin1.GetChars(octets, _chars);
        return _chars.AsSpan(0, octets.Length);
    }

    /// <summary>The value as text, valid until the next call.</summary>
    public ReadOnlySpan<char> Print(FilterType type, in FilterValue value)
    {
        _text.ResetWrittenCount();
        FieldText.Append(_text, type, value, Octets(value));
        return _text.WrittenSpan;
    }

    private ref FilterValue Slot()
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, _values.Length * 2);
        ref FilterValue value = ref _values[_count++];
        value = default;
        return ref value;
    }
}
