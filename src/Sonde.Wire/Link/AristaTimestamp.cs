using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Arista's timestamp before the payload: | subtype 2 | version 2 | seconds 4 or 2 | nanoseconds 4 | EtherType 2 | data … |, big-endian.</summary>
public readonly ref struct AristaTimestamp : ILayer<AristaTimestamp>
{
    private const int Size = 4; // octets before the time
    private const int Timestamps = 1; // subtype

    private static readonly Field SubtypeField = new("avsp.sub_type", "Sub Type");
    private static readonly Field VersionField = new("avsp.ver", "Version", @base: FieldBase.Hex);
    private static readonly Field[] AllFields = [SubtypeField, VersionField];

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header, time and type, then data

    private AristaTimestamp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "avsp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => SizeOf(_octets);

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        HeaderLength == Size
            ? NextLayer.Data
            : EtherTypes.Following(ReadUInt16BigEndian(_octets[(HeaderLength - 2)..]), _octets[HeaderLength..]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out AristaTimestamp layer)
    {
        layer = default;
        if (octets.Length < Size || octets.Length < SizeOf(octets))
            return ReadStatus.TooShort;
        layer = new AristaTimestamp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(SubtypeField, 0, 2, ReadUInt16BigEndian(_octets));
        sink.Add(VersionField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
    }

    // with the EtherType; without it where the time's form is not known
    private static int SizeOf(ReadOnlySpan<byte> octets) =>
        ReadUInt16BigEndian(octets) != Timestamps ? Size
        : (octets[3] & 0xf0) == 0x10 ? Size + 10 // 64 bits
        : (octets[3] & 0xf0) == 0x20 ? Size + 8 // 48 bits
        : Size;
}
