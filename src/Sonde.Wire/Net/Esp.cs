using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>IP Encapsulating Security Payload, RFC 4303 §2: | SPI 4 | sequence 4 | encrypted … |; what is inside cannot be read.</summary>
public readonly ref struct Esp : ILayer<Esp>
{
    private const int Size = 8; // octets that are not encrypted

    private static readonly Field SpiField = new("esp.spi", "ESP SPI", @base: FieldBase.Hex);
    private static readonly Field SequenceField = new("esp.sequence", "ESP Sequence");

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, then what is encrypted

    private Esp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "esp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [SpiField, SequenceField];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Names the security association at the receiver.</summary>
    public uint Spi => ReadUInt32BigEndian(_octets);

    /// <summary>Counts the sender's packets in the association.</summary>
    public uint SequenceNumber => ReadUInt32BigEndian(_octets[4..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Esp layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new Esp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(SpiField, 0, 4, Spi);
        sink.Add(SequenceField, 4, 4, SequenceNumber);
    }
}
