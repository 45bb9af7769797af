using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// Juniper's header before Ethernet, LINKTYPE_JUNIPER_ETHER: | 4D-47-43 3 | flags 1 | length of extensions 2, if flagged | extensions … |
/// frame … |, big-endian.
/// </summary>
public readonly ref struct JuniperEthernet : ILayer<JuniperEthernet>
{
    private const int Size = 4; // octets without extensions
    private const int Received = 0x01;
    private const int WithoutLinkHeader = 0x02;
    private const int Extensions = 0x80;

    private static readonly Field MagicField = new("juniper.magic-number", "Magic Number", @base: FieldBase.Hex);
    private static readonly Field DirectionField = new("juniper.direction", "Direction", @base: FieldBase.Hex);
    private static readonly Field LinkField = new("juniper.l2hdr", "L2 header presence", @base: FieldBase.Hex);
    private static readonly Field ExtensionsField = new("juniper.ext_total_len", "Extension(s) Total length");
    private static readonly Field[] AllFields = [MagicField, DirectionField, LinkField, ExtensionsField];

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header and extensions, then frame

    private JuniperEthernet(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "juniper";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => SizeOf(_octets);

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        (_octets[3] & WithoutLinkHeader) != 0 ? NextLayer.Data : new(NextSpace.Direct, Direct.Ethernet);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out JuniperEthernet layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        if (octets is not [0x4d, 0x47, 0x43, ..])
            return ReadStatus.Malformed;
        if ((octets[3] & Extensions) != 0 && octets.Length < Size + 2)
            return ReadStatus.TooShort;
        if (octets.Length < SizeOf(octets))
            return ReadStatus.TooShort;
        layer = new JuniperEthernet(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(MagicField, 0, 3, 0x4d4743);
        sink.Add(DirectionField, 3, 1, (ulong)(_octets[3] & Received));
        sink.Add(LinkField, 3, 1, (ulong)(_octets[3] & WithoutLinkHeader));
        if ((_octets[3] & Extensions) != 0)
            sink.Add(ExtensionsField, 4, 2, ReadUInt16BigEndian(_octets[4..]));
    }

    private static int SizeOf(ReadOnlySpan<byte> octets) =>
        (octets[3] & Extensions) == 0 ? Size : Size + 2 + ReadUInt16BigEndian(octets[4..]);
}
