using System.Buffers;
using System.Text;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Writes the first value of each of a few fields into one line: the standard's word where there is one.</summary>
internal sealed class WordSink(string[] names) : FieldSink
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _left = [.. names];

    /// <summary>The line; empty, or beginning with a blank.</summary>
    public string Text => _text.ToString();

    public override void Add(Field field, int start, int length, ulong value)
    {
        if (!_left.Remove(field.Name))
            return;
        string? word = field.Names?.Invoke(value);
        var print = new ArrayBufferWriter<char>();
        FieldText.Append(print, field, length, value);
        Append(field, word ?? print.WrittenSpan.ToString(), word is null);
    }

    public override void Add(Field field, int start, int length, ReadOnlySpan<byte> octets)
    {
        if (!_left.Remove(field.Name))
            return;
        var print = new ArrayBufferWriter<char>();
        FieldText.Append(print, field, octets);
        Append(field, print.WrittenSpan.ToString(), true);
    }

    public override void Add(Field field, int start, int length, ReadOnlySpan<char> text)
    {
        if (_left.Remove(field.Name))
            Append(field, Quote.Text(text.ToString()), true);
    }

    public override void Add(Field field, int start, int length, double value) { }

    private void Append(Field field, string value, bool named)
    {
        _text.Append(' ');
        if (named)
            _text.Append(field.Name[(field.Name.LastIndexOf('.') + 1)..]).Append('=');
        _text.Append(value);
    }
}
