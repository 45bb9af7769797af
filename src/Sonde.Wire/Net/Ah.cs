using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>IP Authentication Header, RFC 4302 §2.</summary>
/// <remarks>| next header 1 | length in 4 octets, less two 1 | reserved 2 | SPI 4 | sequence 4 | integrity check value … |</remarks>
public readonly ref struct Ah : ILayer<Ah>
{
    private const int Size = 12; // octets without the integrity check value

    private static readonly Field NextHeaderField = new("ah.next_header", "Next header", names: IpProtocols.NameOf);
    private static readonly Field LengthField = new("ah.length", "Length");
    private static readonly Field ReservedField = new("ah.reserved", "Reserved", FieldKind.Octets);
    private static readonly Field SpiField = new("ah.spi", "AH SPI", @base: FieldBase.Hex);
    private static readonly Field SequenceField = new("ah.sequence", "AH Sequence");
    private static readonly Field CheckField = new("ah.icv", "AH ICV", FieldKind.Octets);

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, then data

    private Ah(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ah";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [NextHeaderField, LengthField, ReservedField, SpiField, SequenceField, CheckField];

    /// <inheritdoc/>
    public int HeaderLength => Math.Max((_octets[1] + 2) * 4, Size);

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.IpProtocol, NextHeader);

    /// <summary>Internet protocol number of the data.</summary>
    public byte NextHeader => _octets[0];

    /// <summary>Names the security association at the receiver.</summary>
    public uint Spi => ReadUInt32BigEndian(_octets[4..]);

    /// <summary>Counts the sender's packets in the association.</summary>
    public uint SequenceNumber => ReadUInt32BigEndian(_octets[8..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ah layer)
    {
        layer = default;
        if (octets.Length < Size || (octets[1] + 2) * 4 > octets.Length)
            return ReadStatus.TooShort;
        layer = new Ah(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(NextHeaderField, 0, 1, NextHeader);
        sink.Add(LengthField, 1, 1, _octets[1]);
        sink.Add(ReservedField, 2, 2, _octets.Slice(2, 2));
        sink.Add(SpiField, 4, 4, Spi);
        sink.Add(SequenceField, 8, 4, SequenceNumber);
        if (HeaderLength > Size)
            sink.Add(CheckField, Size, HeaderLength - Size, _octets[Size..HeaderLength]);
    }
}
