using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Virtual eXtensible Local Area Network, RFC 7348 §5: | flags 2 | group policy 2 | VNI 3 | reserved 1 |, then an Ethernet frame.</summary>
public readonly ref struct Vxlan : ILayer<Vxlan>
{
    private const int Size = 8; // octets, fixed

    private static readonly Field FlagsField = new("vxlan.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field PolicyBitField = new("vxlan.flag_g", "GBP Extension", FieldKind.Boolean);
    private static readonly Field VniBitField = new("vxlan.flag_i", "VXLAN Network ID (VNI)", FieldKind.Boolean);
    private static readonly Field PolicyField = new("vxlan.gbp", "Group Policy ID");
    private static readonly Field VniField = new("vxlan.vni", "VXLAN Network Identifier (VNI)");
    private static readonly Field ReservedField = new("vxlan.reserved8", "Reserved");

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, then the frame

    private Vxlan(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "vxlan";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [FlagsField, PolicyBitField, VniBitField, PolicyField, VniField, ReservedField];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.Ethernet);

    /// <summary>The flags: 0x0800 says that there is a network identifier.</summary>
    public ushort Flags => ReadUInt16BigEndian(_octets);

    /// <summary>VXLAN network identifier, 24 bits.</summary>
    public uint Vni => ReadUInt32BigEndian(_octets[4..]) >> 8;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Vxlan layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new Vxlan(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(FlagsField, 0, 2, Flags);
        sink.Add(PolicyBitField, 0, 2, (ulong)(Flags >> 15));
        sink.Add(VniBitField, 0, 2, (ulong)((Flags >> 11) & 1));
        sink.Add(PolicyField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        sink.Add(VniField, 4, 3, Vni);
        sink.Add(ReservedField, 7, 1, _octets[7]);
    }

    /// <summary>Writes a header and the frame. Returns the octets written.</summary>
    public static int Write(Span<byte> target, uint vni, ReadOnlySpan<byte> frame)
    {
        WriteUInt32BigEndian(target, 0x0800_0000);
        WriteUInt32BigEndian(target[4..], vni << 8);
        frame.CopyTo(target[Size..]);
        return Size + frame.Length;
    }
}
