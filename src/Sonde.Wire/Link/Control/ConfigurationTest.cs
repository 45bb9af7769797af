using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Ethernet configuration test, EtherType 9000: | octets to skip 2 | skipped … |, then messages of | function 2 | address 6 | for
/// forwarding and | function 2 | receipt 2 | data … | for an answer, little-endian.
/// </summary>
public readonly ref struct ConfigurationTest : ILayer<ConfigurationTest>
{
    private const int Size = 2; // octets
    private const int Reply = 1;
    private const int Forward = 2;
    private const int ForwardSize = 8;
    private const int ReplySize = 4;

    private static readonly Field SkipField = new("loop.skipcount", "skipCount");
    private static readonly Field FunctionField = new("loop.function", "Function", names: FunctionName);
    private static readonly Field RelevantField = new(
        "loop.relevant_function",
        "Relevant function",
        names: FunctionName
    );
    private static readonly Field ReceiptField = new("loop.receipt_number", "Receipt number");
    private static readonly Field AddressField = new("loop.forwarding_address", "Forwarding address", FieldKind.Ether);
    private static readonly Field[] AllFields = [SkipField, FunctionField, RelevantField, ReceiptField, AddressField];

    private readonly ReadOnlySpan<byte> _octets; // [0..2) skip count, [2..) messages, data behind the answer

    private ConfigurationTest(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "loop";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength
    {
        get
        {
            int at = Size;
            while (at + ForwardSize <= _octets.Length && ReadUInt16LittleEndian(_octets[at..]) == Forward)
                at += ForwardSize;
            return at + ReplySize <= _octets.Length && ReadUInt16LittleEndian(_octets[at..]) == Reply
                ? at + ReplySize
                : Math.Min(at + Size, _octets.Length);
        }
    }

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => PayloadLength == 0 ? NextLayer.None : NextLayer.Data;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out ConfigurationTest layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new ConfigurationTest(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        ushort skip = ReadUInt16LittleEndian(_octets);
        sink.Add(SkipField, 0, 2, skip);
        int relevant = Size + skip;
        for (int at = Size; at + Size <= _octets.Length; at += ForwardSize)
        {
            ushort function = ReadUInt16LittleEndian(_octets[at..]);
            if (at == relevant)
                sink.Add(RelevantField, at, 2, function);
            sink.Add(FunctionField, at, 2, function);
            if (function == Reply && at + ReplySize <= _octets.Length)
                sink.Add(ReceiptField, at + 2, 2, ReadUInt16LittleEndian(_octets[(at + 2)..]));
            if (function != Forward || at + ForwardSize > _octets.Length)
                return;
            sink.Add(AddressField, at + 2, 6, _octets.Slice(at + 2, 6));
        }
    }

    private static string? FunctionName(ulong function) =>
        function switch
        {
            Reply => "Reply",
            Forward => "Forward Data",
            _ => null,
        };
}
