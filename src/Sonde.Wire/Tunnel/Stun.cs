using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Session Traversal Utilities for NAT, RFC 8489 §5: | type 2 | length 2 | magic cookie 4 | transaction 12 | attributes … |.</summary>
public readonly ref struct Stun : ILayer<Stun>
{
    private const int Size = 20; // octets of the header
    private const uint MagicCookie = 0x2112a442;
    private const ushort SendIndication = 0x0016;
    private const ushort DataIndication = 0x0017;
    private const ushort DataAttribute = 0x0013;

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

    private readonly int _data; // where relayed data begins; the end when there is none
    private readonly int _end; // where it ends

    private Stun(ReadOnlySpan<byte> octets)
    {
        _octets = octets;
        _data = _end = octets.Length;
        if (Type is not (SendIndication or DataIndication))
            return;
        // RFC 8489 §14: attributes of | type 2 | length 2 | value … | padding to 4 octets |
        for (int at = Size; at + 4 <= octets.Length; )
        {
            int length = ReadUInt16BigEndian(octets[(at + 2)..]);
            if (ReadUInt16BigEndian(octets[at..]) == DataAttribute && at + 4 + length <= octets.Length)
            {
                (_data, _end) = (at + 4, at + 4 + length);
                return;
            }
            at += 4 + ((length + 3) & ~3);
        }
    }

    /// <inheritdoc/>
    public static string Name => "stun";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [TypeField, LengthField, CookieField, TransactionField];

    /// <inheritdoc/>
    public int HeaderLength => _data;

    /// <inheritdoc/>
    public int PayloadLength => _end - _data;

    /// <summary>What TURN relays for a client: nothing says what it is.</summary>
    public NextLayer NextLayer => PayloadLength == 0 ? NextLayer.None : NextLayer.Data;

    /// <summary>Method and class of the message.</summary>
    public ushort Type => ReadUInt16BigEndian(_octets);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Stun layer)
    {
        layer = default;
        if (octets.Length < Size || octets.Length != Size + ReadUInt16BigEndian(octets[2..]))
            return ReadStatus.NotMine;
        if (!IsKnown(ReadUInt16BigEndian(octets)) || ReadUInt32BigEndian(octets[4..]) != MagicCookie)
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

    // RFC 8489 §5: the two bits of the class stand between those of the method; methods above 0xff are not the IETF's.
    private static bool IsKnown(ushort type) => type < 0x4000 && (type & 0x3c00) == 0;
}
