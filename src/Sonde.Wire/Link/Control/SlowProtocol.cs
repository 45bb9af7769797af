namespace Sonde.Wire;

/// <summary>Slow protocols, IEEE 802.3 annex 57A: | subtype 1 | what the subtype says … |.</summary>
public readonly ref struct SlowProtocol : ILayer<SlowProtocol>
{
    private const int Size = 1; // octet

    private static readonly Field SubtypeField = new(
        "slow.subtype",
        "Slow Protocols subtype",
        FieldKind.Unsigned,
        FieldBase.Hex,
        SubtypeName
    );
    private static readonly Field[] AllFields = [SubtypeField];

    private readonly ReadOnlySpan<byte> _octets; // [0..1) subtype, [1..) data

    private SlowProtocol(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "slow";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => AllFields;

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.SlowProtocol, _octets[0]);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out SlowProtocol layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new SlowProtocol(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => sink.Add(SubtypeField, 0, 1, _octets[0]);

    private static string? SubtypeName(ulong subtype) =>
        subtype switch
        {
            1 => "LACP",
            2 => "Marker Protocol",
            3 => "OAM",
            10 => "Organization Specific Slow Protocol",
            _ => null,
        };
}
