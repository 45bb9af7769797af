using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>
/// TRILL, RFC 6325 §3: | version 2 bits, reserved 2, multicast 1, option words 5, hops 6 bits | egress 2 | ingress 2 | options … | Ethernet … |.
/// </summary>
public readonly ref struct Trill : ILayer<Trill>
{
    private const int Size = 6; // octets without options

    private static readonly Field HopsField = new("trill.hop_cnt", "Hop Count");
    private static readonly Field EgressField = new("trill.egress_nick", "Egress/Root RBridge Nickname");
    private static readonly Field IngressField = new("trill.ingress_nick", "Ingress RBridge Nickname");
    private static readonly Field[] AllFields = [HopsField, EgressField, IngressField];

    private readonly ReadOnlySpan<byte> _octets; // [0..HeaderLength) header and options, then frame

    private Trill(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "trill";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => SizeOf(_octets);

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.Ethernet);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Trill layer)
    {
        layer = default;
        if (octets.Length < Size || octets.Length < SizeOf(octets))
            return ReadStatus.TooShort;
        layer = new Trill(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(HopsField, 1, 1, (ulong)(_octets[1] & 0x3f));
        sink.Add(EgressField, 2, 2, ReadUInt16BigEndian(_octets[2..]));
        sink.Add(IngressField, 4, 2, ReadUInt16BigEndian(_octets[4..]));
    }

    private static int SizeOf(ReadOnlySpan<byte> octets) => Size + ((ReadUInt16BigEndian(octets) >> 6) & 0x1f) * 4;
}
