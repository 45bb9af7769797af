using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>GTP' for charging records (3GPP TS 32.295), and GTP version 0 with a user's packet, which shares its port.</summary>
/// <remarks>| version 3 bits, type 1 bit, reserved 3 bits, short 1 bit | message type 1 | length 2 | sequence 2 | elements … |</remarks>
public readonly ref struct GtpPrime : ILayer<GtpPrime>
{
    private const int Size = 6; // octets of the short header
    private const int Version0Size = 20;
    private const int TypeBit = 0x10;

    private static readonly Field FlagsField = new("gtp.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field VersionField = new("gtp.flags.version", "Version");
    private static readonly Field PayloadField = new("gtp.flags.payload", "Protocol type");
    private static readonly Field MessageField = new(
        "gtp.message",
        "Message Type",
        @base: FieldBase.Hex,
        names: GtpNames.MessageName
    );
    private static readonly Field LengthField = new("gtp.length", "Length");
    private static readonly Field SequenceField = new("gtp.seq_number", "Sequence number", @base: FieldBase.Hex);

    private readonly ReadOnlySpan<byte> _octets; // the message

    private GtpPrime(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "gtpprime";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [FlagsField, VersionField, PayloadField, MessageField, LengthField, SequenceField];

    /// <summary>All octets, or those before a user's packet.</summary>
    public int HeaderLength => HasPacket ? Version0Size : _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None : new(NextSpace.IpVersion, (uint)_octets[Version0Size] >> 4);

    /// <summary>What the message is.</summary>
    public byte MessageType => _octets[1];

    private bool HasPacket => MessageType == Gtp.UserPacket && _octets[0] >> 4 == 1 && _octets.Length > Version0Size;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out GtpPrime layer)
    {
        layer = default;
        if (octets.Length < 2)
            return ReadStatus.TooShort;
        bool isKnown = octets[0] >> 5 <= 2 && GtpNames.MessageName(octets[1]) is not null;
        if (!isKnown || ((octets[0] & TypeBit) != 0 && octets[0] >> 5 != 0))
            return ReadStatus.NotMine;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new GtpPrime(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(FlagsField, 0, 1, _octets[0]);
        sink.Add(VersionField, 0, 1, (ulong)(_octets[0] >> 5));
        sink.Add(PayloadField, 0, 1, (ulong)((_octets[0] >> 4) & 1));
        sink.Add(MessageField, 1, 1, MessageType);
        sink.Add(LengthField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        sink.Add(SequenceField, 4, 2, ReadUInt16BigEndian(_octets[4..]));
    }
}
