using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Simple Traversal of UDP, the older form without a magic cookie, RFC 3489 §11.1: | type 2 | length 2 | transaction 16 | attributes … |.</summary>
public readonly ref struct ClassicStun : ILayer<ClassicStun>
{
    private const int Size = 20; // octets of the header
    private const uint MagicCookie = 0x2112a442;

    private static readonly Field TypeField = new(
        "classicstun.type",
        "Message Type",
        @base: FieldBase.Hex,
        names: StunNames.TypeName
    );
    private static readonly Field LengthField = new("classicstun.length", "Message Length", @base: FieldBase.Hex);
    private static readonly Field TransactionField = new("classicstun.id", "Message Transaction ID", FieldKind.Octets);

    private readonly ReadOnlySpan<byte> _octets; // [0..20) header, then attributes

    private ClassicStun(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "classicstun";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [TypeField, LengthField, TransactionField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Method and class of the message.</summary>
    public ushort Type => ReadUInt16BigEndian(_octets);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out ClassicStun layer)
    {
        layer = default;
        if (octets.Length < Size || octets.Length != Size + ReadUInt16BigEndian(octets[2..]))
            return ReadStatus.NotMine;
        if (!IsOld(ReadUInt16BigEndian(octets)) || ReadUInt32BigEndian(octets[4..]) == MagicCookie)
            return ReadStatus.NotMine;
        layer = new ClassicStun(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(TypeField, 0, 2, Type);
        sink.Add(LengthField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        sink.Add(TransactionField, 4, 16, _octets.Slice(4, 16));
    }

    // The methods of RFC 3489 and of the drafts before TURN became an RFC, as requests, responses and errors.
    private static bool IsOld(ushort type) =>
        (type & 0xff0f) switch
        {
            0x0001 or 0x0002 or 0x0003 or 0x0004 or 0x0006 or 0x0007 => (type & 0xf0) == 0,
            0x0101 or 0x0102 or 0x0103 or 0x0104 or 0x0106 or 0x0107 => (type & 0xf0) is 0 or 0x10,
            _ => type == 0x0115,
        };
}
