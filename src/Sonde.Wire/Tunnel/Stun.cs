using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Session Traversal Utilities for NAT, RFC 8489 §5: | type 2 | length 2 | magic cookie 4 | transaction 12 | attributes … |.</summary>
public readonly ref struct Stun : ILayer<Stun>
{
    private const int Size = 20; // octets of the header
    private const uint MagicCookie = 0x2112a442;

    private static readonly Field TypeField = new(
        "stun.type",
        "Message Type",
        @base: FieldBase.Hex,
        names: StunNames.TypeName
    );
    private static readonly Field LengthField = new("stun.length", "Message Length");
    private static readonly Field CookieField = new("stun.cookie", "Message Cookie", FieldKind.Octets);
    private static readonly Field TransactionField = new("stun.id", "Message Transaction ID", FieldKind.Octets);

    private readonly ReadOnlySpan<byte> _octets; // [0..20) header, then attributes

    private Stun(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "stun";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [TypeField, LengthField, CookieField, TransactionField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Method and class of the message.</summary>
    public ushort Type => ReadUInt16BigEndian(_octets);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Stun layer)
    {
        layer = default;
        if (octets.Length < Size || octets.Length != Size + ReadUInt16BigEndian(octets[2..]))
            return ReadStatus.NotMine;
        if (octets[0] >= 0x40 || ReadUInt32BigEndian(octets[4..]) != MagicCookie)
            return ReadStatus.NotMine;
        layer = new Stun(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(TypeField, 0, 2, Type);
        sink.Add(LengthField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        sink.Add(CookieField, 4, 4, _octets.Slice(4, 4));
        sink.Add(TransactionField, 8, 12, _octets.Slice(8, 12));
    }
}
