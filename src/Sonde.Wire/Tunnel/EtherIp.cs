using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Ethernet within IP, RFC 3378: | version 4 bits, reserved 12 bits |, then an Ethernet frame.</summary>
public readonly ref struct EtherIp : ILayer<EtherIp>
{
    private const int Size = 2; // octets, fixed

    private static readonly Field VersionField = new("etherip.ver", "Version");
    private static readonly Field ReservedField = new("etherip.reserved", "Reserved", @base: FieldBase.Hex);

    private readonly ReadOnlySpan<byte> _octets; // [0..2) header, then the frame

    private EtherIp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "etherip";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [VersionField, ReservedField];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.Ethernet);

    /// <summary>3 in all that keeps to the RFC.</summary>
    public int Version => _octets[0] >> 4;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out EtherIp layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new EtherIp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(VersionField, 0, 2, (ulong)Version);
        sink.Add(ReservedField, 0, 2, (ulong)(ReadUInt16BigEndian(_octets) & 0xfff));
    }
}
