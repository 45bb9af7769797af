namespace Sonde.Wire;

/// <summary>NetBIOS Session Service, RFC 1002 §4.3, and the same four octets before SMB on port 445 ([MS-SMB2] §2.1).</summary>
/// <remarks>Layout: <c>type 1, length 3</c>, then as many octets.</remarks>
public readonly ref struct Nbss : IStreamLayer<Nbss>
{
    private const int Size = 4; // octets of the header
    private const byte SessionMessage = 0;

    private static readonly Field TypeField = new("nbss.type", "Message Type", @base: FieldBase.Hex);
    private static readonly Field LengthField = new("nbss.length", "Length");

    private readonly ReadOnlySpan<byte> _octets;

    private Nbss(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "nbss";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [TypeField, LengthField];

    /// <summary>What the message is: 0 carries data, others open, refuse and keep a session.</summary>
    public byte Type => _octets[0];

    /// <inheritdoc/>
    public int HeaderLength => Type == SessionMessage ? Size : _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer
    {
        get
        {
            if (PayloadLength < 4)
                return NextLayer.None;
            ReadOnlySpan<byte> payload = _octets[Size..];
            if (payload.StartsWith(Smb.Signature))
                return new NextLayer(NextSpace.Direct, Direct.Smb);
            bool isSmb2 = payload[1..].StartsWith("SMB"u8) && payload[0] is 0xfc or 0xfd or 0xfe;
            return isSmb2 ? new NextLayer(NextSpace.Direct, Direct.Smb2) : NextLayer.Data;
        }
    }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Nbss layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new Nbss(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < Size)
            return MessageExtent.NeedMore;
        if (octets[0] is not (SessionMessage or (>= 0x81 and <= 0x85)))
            return new MessageExtent(0, octets.Length); // the middle of a message: Wireshark names it so as well
        return new MessageExtent(0, Size + (octets[1] << 16 | octets[2] << 8 | octets[3]));
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(TypeField, 0, 1, Type);
        sink.Add(LengthField, 1, 3, (ulong)(_octets[1] << 16 | _octets[2] << 8 | _octets[3]));
    }
}
