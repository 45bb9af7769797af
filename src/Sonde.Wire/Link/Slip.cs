namespace Sonde.Wire;

/// <summary>
/// SLIP as BSD captures it, LINKTYPE_SLIP: | direction 1 | how the datagram came 1, with 14 octets of compressed header | datagram … |.
/// The datagram stands there whole, its header no longer compressed.
/// </summary>
public readonly ref struct Slip : ILayer<Slip>
{
    private const int Size = 16; // octets, fixed

    private readonly ReadOnlySpan<byte> _octets; // [0..16) header, [16..) datagram: at least one octet

    private Slip(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "slip";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        (_octets[Size] >> 4) switch
        {
            4 => new(NextSpace.EtherType, EtherTypes.Ipv4),
            6 => new(NextSpace.EtherType, EtherTypes.Ipv6),
            _ => NextLayer.Data,
        };

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Slip layer)
    {
        layer = default;
        if (octets.Length <= Size)
            return ReadStatus.TooShort;
        if (octets[0] > 1)
            return ReadStatus.NotMine; // the direction is 0, received, or 1, sent
        layer = new Slip(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) { }
}
