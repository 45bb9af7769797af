using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>WireGuard messages: | type 1 | reserved 3, zero | by type: sender or receiver index 4 … |; told by type and length on any port.</summary>
public readonly ref struct WireGuard : ILayer<WireGuard>
{
    private const byte Initiation = 1;
    private const byte Response = 2;
    private const byte CookieReply = 3;
    private const byte Transport = 4;
    private const int InitiationSize = 148; // octets
    private const int ResponseSize = 92;
    private const int CookieReplySize = 64;
    private const int SmallestTransport = 32;

    private static readonly Field TypeField = new("wg.type", "Type", names: TypeName);
    private static readonly Field SenderField = new("wg.sender", "Sender", @base: FieldBase.Hex);
    private static readonly Field ReceiverField = new("wg.receiver", "Receiver", @base: FieldBase.Hex);
    private static readonly Field CounterField = new("wg.counter", "Counter");

    private readonly ReadOnlySpan<byte> _octets; // the message

    private WireGuard(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "wg";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [TypeField, SenderField, ReceiverField, CounterField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>What the message is.</summary>
    public byte Type => _octets[0];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out WireGuard layer)
    {
        layer = default;
        if (octets is not [_, 0, 0, 0, ..] || !Fits(octets[0], octets.Length))
            return ReadStatus.NotMine;
        layer = new WireGuard(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(TypeField, 0, 1, Type);
        if (Type is Initiation or Response)
            sink.Add(SenderField, 4, 4, ReadUInt32LittleEndian(_octets[4..]));
        if (Type == Response)
            sink.Add(ReceiverField, 8, 4, ReadUInt32LittleEndian(_octets[8..]));
        if (Type is CookieReply or Transport)
            sink.Add(ReceiverField, 4, 4, ReadUInt32LittleEndian(_octets[4..]));
        if (Type == Transport)
            sink.Add(CounterField, 8, 8, ReadUInt64LittleEndian(_octets[8..]));
    }

    private static bool Fits(byte type, int length) =>
        type switch
        {
            Initiation => length == InitiationSize,
            Response => length == ResponseSize,
            CookieReply => length == CookieReplySize,
            Transport => length >= SmallestTransport,
            _ => false,
        };

    private static string? TypeName(ulong value) =>
        value switch
        {
            Initiation => "Handshake Initiation",
            Response => "Handshake Response",
            CookieReply => "Cookie Reply",
            Transport => "Transport Data",
            _ => null,
        };
}
