using System.Buffers;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What came of a field section.</summary>
internal enum QpackOutcome : byte
{
    /// <summary>All of it was read, but for fields that were added before octets that are missing.</summary>
    Whole,

    /// <summary>It refers to fields that did not come yet.</summary>
    Blocked,

    /// <summary>It is broken: what stands before the damage was read.</summary>
    Damaged,

    /// <summary>Its fields are longer than anybody needs; the first ones were told.</summary>
    TooLong,
}

/// <summary>Decodes the field sections of one direction, and the instructions that build its table, RFC 9204.</summary>
/// <remarks>
/// Memory: the dynamic table, see <see cref="QpackTable"/>, and an instruction that is not whole, at most <see cref="LongestInstruction"/>.
/// Behind missing octets of the encoder's stream nobody knows which field has which number: those of the table are not told any more.
/// </remarks>
internal sealed class QpackDecoder
{
    /// <summary>Octets of an instruction; what is longer ends the reading of the table.</summary>
    public const int LongestInstruction = 1 << 16;

    private const int EntryOverhead = 32; // RFC 9204 §3.2.1

    private readonly QpackTable _table = new();
    private readonly OctetQueue _waiting = new(LongestInstruction);

    /// <summary>The capacity that the other end allows by its settings; null before they were seen.</summary>
    public long? Allowed { get; set; }

    /// <summary>Instructions are missing or broken: the table is unknown from there on.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The sender uses a larger table than is kept.</summary>
    public bool IsTableCut => _table.IsCut;

    /// <summary>Octets of the dynamic table, as the RFC counts them.</summary>
    public int TableSize => _table.Size;

    /// <summary>Octets of the encoder's stream are missing.</summary>
    public void Lose()
    {
        IsLost = true;
        _waiting.Clear();
    }

    /// <summary>The next octets of the encoder's stream.</summary>
    public void Instruct(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        while (!octets.IsEmpty && !IsLost)
        {
            int taken = Math.Min(octets.Length, LongestInstruction - _waiting.Length);
            _waiting.TryAdd(octets[..taken], place);
            octets = octets[taken..];
            Follow();
        }
    }

    /// <summary>Decodes a field section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="told">Told of its fields.</param>
    /// <param name="isLastChance">Do not wait for fields that did not come: those that are known are told.</param>
    public QpackOutcome Decode(ReadOnlySpan<byte> section, HpackField told, bool isLastChance = false)
    {
        var reader = new QpackReader(section);
        if (!reader.TryPrefix(out int written, out bool isNegative, out int delta))
            return QpackOutcome.Damaged;
        long required = written == 0 ? 0 : Required(written);
        if (required > _table.Inserted && !IsLost && !isLastChance)
            return QpackOutcome.Blocked;
        long @base = isNegative ? required - delta - 1 : required + delta;
        long length = 0;
        while (!reader.IsAtEnd)
        {
            if (!reader.TryNext() || !TryTell(reader, @base, ref length, told))
                return QpackOutcome.Damaged;
        }
        return length > HpackDecoder.MostFields ? QpackOutcome.TooLong : QpackOutcome.Whole;
    }

    private void Follow()
    {
        int read = 0;
        var reader = new QpackReader(_waiting.Octets);
        while (!reader.IsAtEnd && reader.TryNextOfEncoder())
        {
            if (!TryFollow(reader))
            {
                Lose();
                return;
            }
            read = reader.Read;
        }
        if (read == 0 && _waiting.Length == LongestInstruction)
            Lose();
        else
            _waiting.Take(read);
    }

    // RFC 9204 §4.5.1.1: the count is written as the rest of a division by twice the fields that a table may have
    private long Required(int written)
    {
        long most = (Allowed ?? _table.Capacity) / EntryOverhead;
        if (most == 0 || written > 2 * most)
            return long.MaxValue;
        long greatest = _table.Inserted + most;
        long required = greatest / (2 * most) * (2 * most) + written - 1;
        return required > greatest && required > 2 * most ? required - (2 * most) : required;
    }

    private bool TryFollow(scoped in QpackReader reader)
    {
        if (reader.Instruction == QpackInstruction.Capacity)
        {
            _table.Resize(reader.Number);
            return true;
        }
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> value = default;
        if (reader.Instruction == QpackInstruction.Duplicate)
        {
            if (!_table.TryFind(_table.Inserted - 1 - reader.Number, out name, out value))
                return reader.Number < _table.Inserted && Blank();
            _table.Add(name, value);
            return true;
        }
        if (reader.Instruction == QpackInstruction.InsertNamedByTable && !TryName(reader, out name))
            return !reader.IsStatic && reader.Number < _table.Inserted && Blank();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(RoomFor(reader));
        try
        {
            if (!TryStrings(reader, buffer, ref name, out value))
                return false;
            _table.Add(name, value);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A field that is known to be there, but whose name was forgotten here: the numbers of the others stay right.
    private bool Blank()
    {
        _table.Add([], []);
        return true;
    }

    private bool TryName(scoped in QpackReader reader, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!reader.IsStatic)
            return _table.TryFind(_table.Inserted - 1 - reader.Number, out name, out _);
        if (reader.Number >= QpackStatic.Count)
            return false;
        name = QpackStatic.NameOf(reader.Number);
        return true;
    }

    // False where the section is broken; a field that nobody knows any more is passed over.
    private bool TryTell(scoped in QpackReader reader, long @base, ref long length, HpackField told)
    {
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> value = default;
        bool isKnown = true;
        if (reader.Instruction != QpackInstruction.Named)
        {
            if (reader.IsStatic && reader.Number >= QpackStatic.Count)
                return false;
            isKnown = TryFind(reader, @base, out name, out value);
        }
        if (reader.Instruction is QpackInstruction.Indexed or QpackInstruction.IndexedPostBase)
        {
            if (isKnown)
                Tell(name, value, ref length, told);
            return true;
        }
        byte[] buffer = ArrayPool<byte>.Shared.Rent(RoomFor(reader));
        try
        {
            if (!TryStrings(reader, buffer, ref name, out value))
                return false;
            if (isKnown)
                Tell(name, value, ref length, told);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // RFC 9204 §3.2.5 and §3.2.6
    private bool TryFind(
        scoped in QpackReader reader,
        long @base,
        out ReadOnlySpan<byte> name,
        out ReadOnlySpan<byte> value
    )
    {
        if (reader.IsStatic)
        {
            name = QpackStatic.NameOf(reader.Number);
            value = QpackStatic.ValueOf(reader.Number);
            return true;
        }
        name = value = default;
        bool isBehind = reader.Instruction is QpackInstruction.IndexedPostBase or QpackInstruction.NamedPostBase;
        return !IsLost
            && _table.TryFind(isBehind ? @base + reader.Number : @base - 1 - reader.Number, out name, out value);
    }

    private static int RoomFor(scoped in QpackReader reader) =>
        HpackHuffman.MostDecoded(reader.Name.Length) + HpackHuffman.MostDecoded(reader.Value.Length);

    private static bool TryStrings(
        scoped in QpackReader reader,
        byte[] buffer,
        scoped ref ReadOnlySpan<byte> name,
        out ReadOnlySpan<byte> value
    )
    {
        value = reader.Value;
        int nameLength = 0;
        if (reader.Instruction is QpackInstruction.Named or QpackInstruction.Insert)
        {
            nameLength = reader.IsNameCoded ? HpackHuffman.Decode(reader.Name, buffer) : 0;
            if (nameLength < 0)
                return false;
            name = reader.IsNameCoded ? buffer.AsSpan(0, nameLength) : reader.Name;
        }
        if (!reader.IsValueCoded)
            return true;
        int valueLength = HpackHuffman.Decode(reader.Value, buffer.AsSpan(nameLength));
        if (valueLength < 0)
            return false;
        value = buffer.AsSpan(nameLength, valueLength);
        return true;
    }

    private static void Tell(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref long length, HpackField told)
    {
        length += name.Length + value.Length + EntryOverhead;
        if (length <= HpackDecoder.MostFields)
            told(name, value);
    }
}
