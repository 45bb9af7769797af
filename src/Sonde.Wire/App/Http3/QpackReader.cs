namespace Sonde.Wire;

/// <summary>Instructions of a field section and of an encoder stream of QPACK, RFC 9204 §4.3 and §4.5.</summary>
public enum QpackInstruction : byte
{
    /// <summary>A field of a table.</summary>
    Indexed,

    /// <summary>A field of the dynamic table that was added after the base.</summary>
    IndexedPostBase,

    /// <summary>A field with its name out of a table.</summary>
    NamedByTable,

    /// <summary>A field with its name out of the dynamic table, added after the base.</summary>
    NamedPostBase,

    /// <summary>A field with its name written out.</summary>
    Named,

    /// <summary>Encoder stream: another capacity of the dynamic table.</summary>
    Capacity,

    /// <summary>Encoder stream: a field with its name out of a table enters the dynamic table.</summary>
    InsertNamedByTable,

    /// <summary>Encoder stream: a field with its name written out enters it.</summary>
    Insert,

    /// <summary>Encoder stream: a field of the dynamic table enters it once more.</summary>
    Duplicate,
}

/// <summary>Reads instructions of QPACK one by one; what they mean depends on the tables.</summary>
/// <param name="octets">A field section behind its prefix, or octets of an encoder stream.</param>
public ref struct QpackReader(ReadOnlySpan<byte> octets)
{
    private readonly int _length = octets.Length;
    private ReadOnlySpan<byte> _rest = octets;

    /// <summary>Nothing is left.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Octets that were read.</summary>
    public readonly int Read => _length - _rest.Length;

    /// <summary>Which instruction was read.</summary>
    public QpackInstruction Instruction { get; private set; }

    /// <summary>The index is one of the static table.</summary>
    public bool IsStatic { get; private set; }

    /// <summary>Index of the field, or of its name; the capacity.</summary>
    public int Number { get; private set; }

    /// <summary>The name as written, where it is written out.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The name is written in the Huffman code.</summary>
    public bool IsNameCoded { get; private set; }

    /// <summary>The value as written.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The value is written in the Huffman code.</summary>
    public bool IsValueCoded { get; private set; }

    /// <summary>Reads the prefix of a field section, RFC 9204 §4.5.1.</summary>
    /// <param name="insertCount">The required insert count as written.</param>
    /// <param name="isNegative">The base lies before the required insert count.</param>
    /// <param name="delta">How far the base lies from it.</param>
    public bool TryPrefix(out int insertCount, out bool isNegative, out int delta)
    {
        (isNegative, delta) = (false, 0);
        if (!PrefixedNumber.TryRead(ref _rest, 8, out insertCount) || _rest.IsEmpty)
            return false;
        isNegative = (_rest[0] & 0x80) != 0;
        return PrefixedNumber.TryRead(ref _rest, 7, out delta);
    }

    /// <summary>Reads the next instruction of a field section. False where it is broken.</summary>
    public bool TryNext()
    {
        byte first = _rest[0];
        Name = Value = default;
        if ((first & 0x80) != 0)
            return TryIndex(QpackInstruction.Indexed, 6, (first & 0x40) != 0);
        if ((first & 0x40) != 0)
            return TryIndex(QpackInstruction.NamedByTable, 4, (first & 0x10) != 0) && TryValue();
        if ((first & 0x20) != 0)
            return TryName(QpackInstruction.Named, 3, (first & 0x08) != 0) && TryValue();
        return (first & 0x10) != 0
            ? TryIndex(QpackInstruction.IndexedPostBase, 4, isStatic: false)
            : TryIndex(QpackInstruction.NamedPostBase, 3, isStatic: false) && TryValue();
    }

    /// <summary>Reads the next instruction of an encoder stream. False where it is not whole, or broken.</summary>
    public bool TryNextOfEncoder()
    {
        byte first = _rest[0];
        Name = Value = default;
        if ((first & 0x80) != 0)
            return TryIndex(QpackInstruction.InsertNamedByTable, 6, (first & 0x40) != 0) && TryValue();
        if ((first & 0x40) != 0)
            return TryName(QpackInstruction.Insert, 5, (first & 0x20) != 0) && TryValue();
        return (first & 0x20) != 0
            ? TryIndex(QpackInstruction.Capacity, 5, isStatic: false)
            : TryIndex(QpackInstruction.Duplicate, 5, isStatic: false);
    }

    private bool TryIndex(QpackInstruction instruction, int bits, bool isStatic)
    {
        (Instruction, IsStatic) = (instruction, isStatic);
        bool isRead = PrefixedNumber.TryRead(ref _rest, bits, out int number);
        Number = number;
        return isRead;
    }

    private bool TryName(QpackInstruction instruction, int bits, bool isCoded)
    {
        (Instruction, IsNameCoded, IsStatic, Number) = (instruction, isCoded, false, 0);
        if (!TryString(bits, out ReadOnlySpan<byte> name))
            return false;
        Name = name;
        return true;
    }

    private bool TryValue()
    {
        IsValueCoded = !_rest.IsEmpty && (_rest[0] & 0x80) != 0;
        if (!TryString(7, out ReadOnlySpan<byte> value))
            return false;
        Value = value;
        return true;
    }

    private bool TryString(int bits, out ReadOnlySpan<byte> octets)
    {
        octets = default;
        if (!PrefixedNumber.TryRead(ref _rest, bits, out int length) || length > _rest.Length)
            return false;
        octets = _rest[..length];
        _rest = _rest[length..];
        return true;
    }
}
