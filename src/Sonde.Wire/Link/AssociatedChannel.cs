using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Associated channel header, RFC 4385 §5 and RFC 5586: | 0001, version 4 bits | reserved 1 | channel type 2 | data … |.</summary>
public readonly ref struct AssociatedChannel : ILayer<AssociatedChannel>
{
    private const int Size = 4; // octets, fixed

    private static readonly Field VersionField = new("pwach.ver", "Channel Version");
    private static readonly Field TypeField = new("pwach.channel_type", "Channel Type", @base: FieldBase.Hex);
    private static readonly Field[] AllFields = [VersionField, TypeField];

    private readonly ReadOnlySpan<byte> _octets; // [0..4) header, [4..) data

    private AssociatedChannel(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "pwach";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.MplsChannel, ReadUInt16BigEndian(_octets[2..]));

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out AssociatedChannel layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new AssociatedChannel(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, (ulong)(_octets[0] & 0x0f));
        sink.Add(TypeField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
    }
}
