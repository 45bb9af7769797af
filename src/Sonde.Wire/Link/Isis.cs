namespace Sonde.Wire;

/// <summary>
/// IS-IS, ISO/IEC 10589 §9: | discriminator 1 | header length 1 | version 1 | system identifier length 1 | type 5 bits | version 1 |
/// reserved 1 | areas 1 |, then what the type says.
/// </summary>
public readonly ref struct Isis : ILayer<Isis>
{
    private const int Size = 8; // octets of the common header

    private static readonly Field DiscriminatorField = new(
        "isis.irpd",
        "Intradomain Routing Protocol Discriminator",
        @base: FieldBase.Hex
    );
    private static readonly Field LengthField = new("isis.len", "Length Indicator");
    private static readonly Field VersionField = new("isis.version", "Version/Protocol ID Extension");
    private static readonly Field IdentifierLengthField = new("isis.sysid_len", "ID Length");
    private static readonly Field TypeField = new("isis.type", "PDU Type", names: TypeName);
    private static readonly Field AreasField = new("isis.max_area_adr", "Maximum Area Addresses");
    private static readonly Field[] AllFields =
    [
        DiscriminatorField,
        LengthField,
        VersionField,
        IdentifierLengthField,
        TypeField,
        AreasField,
    ];

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, [8..) the type's own

    private Isis(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "isis";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.IsisPdu, Type);

    /// <summary>What kind of packet it is.</summary>
    public byte Type => (byte)(_octets[4] & 0x1f);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Isis layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new Isis(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(DiscriminatorField, 0, 1, _octets[0]);
        sink.Add(LengthField, 1, 1, _octets[1]);
        sink.Add(VersionField, 2, 1, _octets[2]);
        sink.Add(IdentifierLengthField, 3, 1, _octets[3]);
        sink.Add(TypeField, 4, 1, Type);
        sink.Add(AreasField, 7, 1, _octets[7]);
    }

    private static string? TypeName(ulong type) =>
        type switch
        {
            15 => "L1 HELLO",
            16 => "L2 HELLO",
            17 => "P2P HELLO",
            18 => "L1 LSP",
            20 => "L2 LSP",
            24 => "L1 CSNP",
            25 => "L2 CSNP",
            26 => "L1 PSNP",
            27 => "L2 PSNP",
            _ => null,
        };
}
