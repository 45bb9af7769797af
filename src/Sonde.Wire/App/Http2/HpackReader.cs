namespace Sonde.Wire;

/// <summary>Instructions of a header block, RFC 7541 §6.</summary>
public enum HpackInstruction : byte
{
    /// <summary>A field of a table.</summary>
    Indexed,

    /// <summary>A field that enters the dynamic table.</summary>
    Added,

    /// <summary>A field that stays out of it.</summary>
    NotAdded,

    /// <summary>Another size of the dynamic table.</summary>
    SizeUpdate,
}

/// <summary>Reads the instructions of a header block one by one; what they mean depends on the tables.</summary>
/// <param name="block">The whole block.</param>
public ref struct HpackReader(ReadOnlySpan<byte> block)
{
    private ReadOnlySpan<byte> _rest = block;

    /// <summary>Nothing is left.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Which instruction was read.</summary>
    public HpackInstruction Instruction { get; private set; }

    /// <summary>Index of the field, or of its name; 0 where the name is written out; the size of an update.</summary>
    public int Number { get; private set; }

    /// <summary>Reads the beginning of an instruction. False where it is broken.</summary>
    public bool TryNext()
    {
        byte first = _rest[0];
        (Instruction, int bits) =
            (first & 0x80) != 0 ? (HpackInstruction.Indexed, 7)
            : (first & 0x40) != 0 ? (HpackInstruction.Added, 6)
            : (first & 0x20) != 0 ? (HpackInstruction.SizeUpdate, 5)
            : (HpackInstruction.NotAdded, 4);
        bool isRead = TryNumber(bits, out int number);
        Number = number;
        return isRead && (Instruction != HpackInstruction.Indexed || number > 0);
    }

    /// <summary>Reads a string of the instruction: the octets as written, and whether they are coded.</summary>
    public bool TryString(out ReadOnlySpan<byte> octets, out bool isCoded)
    {
        octets = default;
        isCoded = !_rest.IsEmpty && (_rest[0] & 0x80) != 0;
        if (!TryNumber(7, out int length) || length > _rest.Length)
            return false;
        octets = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    private bool TryNumber(int bits, out int number) => PrefixedNumber.TryRead(ref _rest, bits, out number);
}
