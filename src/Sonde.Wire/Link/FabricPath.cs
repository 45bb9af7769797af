using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Cisco FabricPath, EtherType 0x8903, behind addresses of its own: | tree 10 bits, hops left 6 bits | Ethernet frame … |.</summary>
public readonly ref struct FabricPath : ILayer<FabricPath>
{
    private const int Size = 2; // octets, fixed

    private static readonly Field TreeField = new("cfp.ftag", "FTAG");
    private static readonly Field HopsField = new("cfp.ttl", "TTL");
    private static readonly Field[] AllFields = [TreeField, HopsField];

    private readonly ReadOnlySpan<byte> _octets; // [0..2) header, [2..) frame

    private FabricPath(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "cfp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.Ethernet);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out FabricPath layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new FabricPath(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        ushort header = ReadUInt16BigEndian(_octets);
        sink.Add(TreeField, 0, 2, (ulong)(header >> 6));
        sink.Add(HopsField, 0, 2, (ulong)(header & 0x3f));
    }
}
