using System.Globalization;
using Sonde.Wire;

namespace Sonde.Testing;

/// <summary>Keeps what a layer describes, as text.</summary>
public sealed class RecordingSink : FieldSink
{
    private readonly List<(Field Field, string Value)> _values = [];

    public IEnumerable<Field> Fields => _values.Select(pair => pair.Field).Distinct();

    public IEnumerable<string> Values(string name) =>
        _values.Where(pair => pair.Field.Name == name).Select(pair => pair.Value);

    public void Clear() => _values.Clear();

    public override void Add(Field field, int start, int length, ulong value) =>
        _values.Add(
            (
                field,
                field.Kind == FieldKind.Signed
                    ? ((long)value).ToString(CultureInfo.InvariantCulture)
                    : value.ToString(CultureInfo.InvariantCulture)
            )
        );

    public override void Add(Field field, int start, int length, ReadOnlySpan<byte> octets) =>
        _values.Add(
            (
                field,
                field.Kind is FieldKind.Ipv4 or FieldKind.Ipv6
                    ? new System.Net.IPAddress(octets).ToString()
                    : Convert.ToHexStringLower(octets)
            )
        );

    public override void Add(Field field, int start, int length, ReadOnlySpan<char> text) =>
        _values.Add((field, text.ToString()));

    public override void Add(Field field, int start, int length, double value) =>
        _values.Add((field, value.ToString(CultureInfo.InvariantCulture)));

    public override void Open(Field group, int start, int length) => _values.Add((group, ""));
}
