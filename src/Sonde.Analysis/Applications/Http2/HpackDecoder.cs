using System.Buffers;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What came of a header block.</summary>
internal enum HpackOutcome : byte
{
    /// <summary>All of it was read.</summary>
    Whole,

    /// <summary>It is broken: what stands before the damage was read, and the table is unknown from here on.</summary>
    Damaged,

    /// <summary>Its fields are longer than anybody needs; the first ones were told.</summary>
    TooLong,
}

/// <summary>Told of header fields one by one. Valid during the call only.</summary>
internal delegate void HpackField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

/// <summary>Decodes the header blocks of one direction, RFC 7541.</summary>
/// <remarks>
/// Memory: the dynamic table, at most <see cref="MostTable"/> octets as the RFC counts them. After octets that are missing
/// the fields before them stand at unknown places: they are forgotten, and a field that refers to them is not told. What
/// is added later is known again, since places are counted from the newest.
/// </remarks>
internal sealed class HpackDecoder
{
    /// <summary>Octets of the dynamic table that are kept; a larger one loses its oldest fields early.</summary>
    public const int MostTable = 1 << 17;

    /// <summary>Octets of fields of one block that are told, counted as in RFC 9113 §6.5.2.</summary>
    public const int MostFields = 1 << 18;

    private const int FirstTable = 4096; // RFC 9113 §6.5.2
    private const int EntryOverhead = 32; // RFC 7541 §4.1

    private readonly List<(byte[] Name, byte[] Value)> _entries = []; // the newest last
    private int _oldest; // index of the oldest entry in the list; those before are gone
    private int _size;
    private int _most = FirstTable;
    private long _announced = FirstTable;

    /// <summary>The sender uses a larger table than is kept.</summary>
    public bool IsTableCut => _announced > MostTable;

    /// <summary>Octets of the dynamic table, as the RFC counts them.</summary>
    public int TableSize => _size;

    /// <summary>Fields in the dynamic table.</summary>
    public int TableCount => _entries.Count - _oldest;

    /// <summary>Blocks are missing.</summary>
    public void Lose()
    {
        _entries.Clear();
        (_oldest, _size) = (0, 0);
    }

    /// <summary>Decodes one block.</summary>
    public HpackOutcome Decode(ReadOnlySpan<byte> block, HpackField told)
    {
        var reader = new HpackReader(block);
        long length = 0;
        while (!reader.IsAtEnd)
        {
            if (!reader.TryNext())
                return Damaged();
            if (reader.Instruction == HpackInstruction.SizeUpdate)
            {
                _announced = reader.Number;
                _most = Math.Min(reader.Number, MostTable);
                Evict(0);
                continue;
            }
            if (reader.Instruction == HpackInstruction.Indexed)
            {
                if (TryFind(reader.Number, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
                    Tell(name, value, ref length, told);
                continue;
            }
            if (!TryLiteral(ref reader, ref length, told))
                return Damaged();
        }
        return length > MostFields ? HpackOutcome.TooLong : HpackOutcome.Whole;
    }

    private HpackOutcome Damaged()
    {
        Lose();
        return HpackOutcome.Damaged;
    }

    private static void Tell(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref long length, HpackField told)
    {
        length += name.Length + value.Length + EntryOverhead;
        if (length <= MostFields)
            told(name, value);
    }

    private bool TryLiteral(ref HpackReader reader, ref long length, HpackField told)
    {
        bool isAdded = reader.Instruction == HpackInstruction.Added;
        int index = reader.Number;
        ReadOnlySpan<byte> writtenName = default;
        bool isNameCoded = false;
        if (index == 0 && !reader.TryString(out writtenName, out isNameCoded))
            return false;
        if (!reader.TryString(out ReadOnlySpan<byte> writtenValue, out bool isValueCoded))
            return false;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(
            HpackHuffman.MostDecoded(writtenName.Length) + HpackHuffman.MostDecoded(writtenValue.Length)
        );
        try
        {
            int nameEnd = isNameCoded ? HpackHuffman.Decode(writtenName, buffer) : 0;
            int valueLength = isValueCoded ? HpackHuffman.Decode(writtenValue, buffer.AsSpan(Math.Max(0, nameEnd))) : 0;
            if (nameEnd < 0 || valueLength < 0)
                return false;
            ReadOnlySpan<byte> name = isNameCoded ? buffer.AsSpan(0, nameEnd) : writtenName;
            ReadOnlySpan<byte> value = isValueCoded ? buffer.AsSpan(nameEnd, valueLength) : writtenValue;
            bool isKnown = index == 0 || TryFind(index, out name, out _);
            if (isKnown)
                Tell(name, value, ref length, told);
            if (isAdded)
                Add(name, value);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // False for a field that was added before octets that are missing.
    private bool TryFind(int index, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (index <= HpackStatic.Count)
        {
            name = HpackStatic.NameOf(index);
            value = HpackStatic.ValueOf(index);
            return true;
        }
        int at = _entries.Count - (index - HpackStatic.Count);
        if (at < _oldest)
            return false;
        (byte[] Name, byte[] Value) entry = _entries[at];
        if (entry.Name.Length == 0)
            return false;
        name = entry.Name;
        value = entry.Value;
        return true;
    }

    private void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        int size = name.Length + value.Length + EntryOverhead;
        Evict(size);
        if (size > _most)
            return; // RFC 7541 §4.4: the table is empty now, which is no error
        _entries.Add((name.ToArray(), value.ToArray()));
        _size += size;
    }

    private void Evict(int more)
    {
        while (_oldest < _entries.Count && _size + more > _most)
        {
            (byte[] name, byte[] value) = _entries[_oldest];
            _size -= name.Length + value.Length + EntryOverhead;
            _entries[_oldest++] = ([], []);
        }
        if (_oldest < 64 || _oldest * 2 < _entries.Count)
            return;
        _entries.RemoveRange(0, _oldest);
        _oldest = 0;
    }
}
