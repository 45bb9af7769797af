using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Keeps the values of one field while layers describe themselves.</summary>
internal sealed class GatherSink(FilterScratch scratch) : FieldSink
{
    private Field? _field;
    private IReadOnlyList<Field>? _more;

    /// <summary>Says which field is wanted from now on.</summary>
    public void Want(CatalogEntry entry)
    {
        _field = entry.Field;
        _more = entry.Fields.Count > 1 ? entry.Fields : null;
    }

    public override void Add(Field field, int start, int length, ulong value)
    {
        if (!IsWanted(field))
            return;
        scratch.Push(
            field.Kind switch
            {
                FieldKind.Boolean => value != 0 ? Int128.One : Int128.Zero,
                FieldKind.Unsigned => value,
                _ => (Int128)(long)value,
            }
        );
    }

    public override void Add(Field field, int start, int length, ReadOnlySpan<byte> octets)
    {
        if (IsWanted(field))
            scratch.Push(octets);
    }

    public override void Add(Field field, int start, int length, ReadOnlySpan<char> text)
    {
        if (IsWanted(field))
            scratch.Push(text);
    }

    public override void Add(Field field, int start, int length, double value)
    {
        if (IsWanted(field))
            scratch.Push(value);
    }

    public override void Open(Field group, int start, int length)
    {
        if (IsWanted(group))
            scratch.Push(Int128.Zero);
    }

    private bool IsWanted(Field field) => ReferenceEquals(field, _field) || (_more is not null && IsOneOf(field));

    private bool IsOneOf(Field field)
    {
        for (int i = 0; i < _more!.Count; i++)
        {
            if (ReferenceEquals(_more[i], field))
                return true;
        }
        return false;
    }
}
