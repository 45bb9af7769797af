namespace Sonde.Wire;

/// <summary>
/// Token ring, IEEE 802.5: | access control 1 | frame control 1 | destination 6 | source 6 | routing 2 to 30, if the source's first
/// bit is set | LLC … |.
/// </summary>
public readonly ref struct TokenRing : ILayer<TokenRing>
{
    private const int Size = 14; // octets without routing
    private const int RoutedBit = 0x80;

    private static readonly Field AccessField = new("tr.ac", "Access Control", @base: FieldBase.Hex);
    private static readonly Field ControlField = new("tr.fc", "Frame Control", @base: FieldBase.Hex);
    private static readonly Field DestinationField = new("tr.dst", "Destination", FieldKind.Ether);
    private static readonly Field SourceField = new("tr.src", "Source", FieldKind.Ether);
    private static readonly Field AddressField = new("tr.addr", "Source or Destination Address", FieldKind.Ether)
    {
        IsHidden = true,
    };
    private static readonly Field RoutedField = new("tr.sr", "Source Routed", FieldKind.Boolean);
    private static readonly Field[] AllFields =
    [
        AccessField,
        ControlField,
        DestinationField,
        SourceField,
        AddressField,
        RoutedField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..14) header, [14..HeaderLength) routing, then data

    private TokenRing(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "tr";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size + RoutingLength(_octets);

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        (_octets[1] >> 6) switch
        {
            0 => new(NextSpace.Direct, Direct.TokenRingMac),
            1 => new(NextSpace.Direct, Direct.Llc),
            _ => NextLayer.Data,
        };

    /// <summary>The frame names the bridges that it crosses.</summary>
    public bool IsSourceRouted => (_octets[8] & RoutedBit) != 0;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out TokenRing layer)
    {
        layer = default;
        if (octets.Length < Size || octets.Length < Size + RoutingLength(octets))
            return ReadStatus.TooShort;
        layer = new TokenRing(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(AccessField, 0, 1, _octets[0]);
        sink.Add(ControlField, 1, 1, _octets[1]);
        sink.Add(DestinationField, 2, 6, _octets[2..8]);
        sink.Add(AddressField, 2, 6, _octets[2..8]);
        Span<byte> source = stackalloc byte[6];
        _octets[8..14].CopyTo(source);
        source[0] &= 0x7f; // the bit that announces routing is not part of the address
        sink.Add(SourceField, 8, 6, source);
        sink.Add(AddressField, 8, 6, source);
        sink.Add(RoutedField, 8, 1, IsSourceRouted ? 1u : 0u);
    }

    private static int RoutingLength(ReadOnlySpan<byte> octets) =>
        (octets[8] & RoutedBit) == 0 ? 0
        : octets.Length <= Size ? 2
        : octets[Size] & 0x1f;
}
