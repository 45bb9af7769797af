using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>High-availability seamless redundancy tag, IEC 62439-3 §5: | path 4 bits, size 12 bits | sequence 2 | EtherType 2 | data … |.</summary>
public readonly ref struct SeamlessRedundancy : ILayer<SeamlessRedundancy>
{
    private const int Size = 6; // octets behind the tag's own EtherType, fixed

    private static readonly Field PathField = new("hsr.path", "Path");
    private static readonly Field SizeField = new("hsr.lsdu_size", "LSDU size");
    private static readonly Field SequenceField = new("hsr.sequence_nr", "Sequence number");
    private static readonly Field[] AllFields = [PathField, SizeField, SequenceField];

    private readonly ReadOnlySpan<byte> _octets; // [0..6) tag and type, [6..) data

    private SeamlessRedundancy(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "hsr";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => EtherTypes.Following(ReadUInt16BigEndian(_octets[4..]), _octets[Size..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out SeamlessRedundancy layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new SeamlessRedundancy(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(PathField, 0, 1, (ulong)(_octets[0] >> 4));
        sink.Add(SizeField, 0, 2, (ulong)(ReadUInt16BigEndian(_octets) & 0xfff));
        sink.Add(SequenceField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
    }
}
