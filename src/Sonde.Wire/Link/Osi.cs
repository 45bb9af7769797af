namespace Sonde.Wire;

/// <summary>OSI network layer: nothing of its own, only an identifier (ISO/IEC TR 9577) that begins the next layer or stands before it.</summary>
public readonly ref struct Osi : ILayer<Osi>
{
    private readonly ReadOnlySpan<byte> _octets; // [0..) identifier and data; at least one octet

    private Osi(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "osi";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [];

    /// <inheritdoc/>
    public int HeaderLength => NetworkIdentifiers.IsOwnOctet(Identifier) ? 1 : 0;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => NetworkIdentifiers.Following(Identifier);

    /// <summary>The network layer protocol.</summary>
    public byte Identifier => _octets[0];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Osi layer)
    {
        layer = default;
        if (octets.IsEmpty)
            return ReadStatus.TooShort;
        layer = new Osi(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) { }
}
