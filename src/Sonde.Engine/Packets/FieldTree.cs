using System.Buffers;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Builds the tree of a layer's fields for one frame that somebody looks at.</summary>
internal sealed class FieldTree(int offset) : FieldSink
{
    private const int LongestValue = 4096;
    private const int MostFields = 5000; // a frame of nothing but tiny options stays readable

    private readonly Stack<(Field Field, int Start, int Length, List<FieldDetail> Below)> _open = [];
    private readonly List<FieldDetail> _fields = [];
    private int _count;

    /// <summary>The fields described so far.</summary>
    public IReadOnlyList<FieldDetail> Fields => _fields;

    public override void Add(Field field, int start, int length, ulong value)
    {
        var text = new ArrayBufferWriter<char>();
        FieldText.Append(text, field, length, value);
        Add(field, start, length, text.WrittenSpan.ToString(), field.Names?.Invoke(value));
    }

    public override void Add(Field field, int start, int length, ReadOnlySpan<byte> octets)
    {
        var text = new ArrayBufferWriter<char>();
        FieldText.Append(text, field, octets.Length > LongestValue / 2 ? octets[..(LongestValue / 2)] : octets);
        Add(field, start, length, text.WrittenSpan.ToString() + (octets.Length > LongestValue / 2 ? "…" : ""), null);
    }

    public override void Add(Field field, int start, int length, ReadOnlySpan<char> text) =>
        Add(field, start, length, Quote.Clean(text.ToString(), LongestValue), null);

    public override void Add(Field field, int start, int length, double value)
    {
        var text = new ArrayBufferWriter<char>();
        FieldText.Append(text, value);
        Add(field, start, length, text.WrittenSpan.ToString(), null);
    }

    public override void Open(Field group, int start, int length) => _open.Push((group, start, length, []));

    public override void Close()
    {
        (Field field, int start, int length, List<FieldDetail> below) = _open.Pop();
        Place(
            new FieldDetail(field.Name, field.Title, offset + start, length, Children: below.Count > 0 ? below : null)
        );
    }

    private void Add(Field field, int start, int length, string? value, string? meaning)
    {
        if (!field.IsHidden)
            Place(new FieldDetail(field.Name, field.Title, offset + start, length, value, meaning));
    }

    private void Place(FieldDetail field)
    {
        if (_count++ < MostFields)
            (_open.TryPeek(out var outer) ? outer.Below : _fields).Add(field);
    }
}
