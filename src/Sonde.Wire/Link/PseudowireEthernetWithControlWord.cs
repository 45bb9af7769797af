using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Ethernet over MPLS with a control word, RFC 4448 §4.6: | zero 4 bits, reserved 12 bits | sequence 2 | frame … |.</summary>
public readonly ref struct PseudowireEthernetWithControlWord : ILayer<PseudowireEthernetWithControlWord>
{
    private const int Size = 4; // octets, fixed

    private static readonly Field SequenceField = new("pweth.cw.sequence_number", "PW sequence number");
    private static readonly Field[] AllFields = [SequenceField];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) control word, [4..) frame

    private PseudowireEthernetWithControlWord(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "pwethcw";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.Ethernet);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PseudowireEthernetWithControlWord layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new PseudowireEthernetWithControlWord(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => sink.Add(SequenceField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
}
