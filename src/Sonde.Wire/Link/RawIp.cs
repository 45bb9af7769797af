namespace Sonde.Wire;

/// <summary>Frames without a link layer, LINKTYPE_RAW: an IPv4 or IPv6 datagram, told by its version.</summary>
/// <remarks>Some capture programs put ten zero octets, or a PPP header, before the datagram.</remarks>
public readonly ref struct RawIp : ILayer<RawIp>
{
    private const int Shortest = 4; // octets that tell what it is
    private const int ZeroHeader = 10; // octets

    private readonly ReadOnlySpan<byte> _octets; // [0..) datagram, in most captures

    private RawIp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "raw";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [];

    /// <inheritdoc/>
    public int HeaderLength =>
        _octets is [0x07 or 0x7e, 0xff, 0x03, ..] ? 1
        : HasZeroHeader ? ZeroHeader
        : 0;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        _octets is [0xff, 0x03, ..] or [0x07 or 0x7e, 0xff, 0x03, ..]
            ? new(NextSpace.Direct, Direct.Ppp)
            : (_octets[HeaderLength] >> 4) switch
            {
                4 => new(NextSpace.EtherType, EtherTypes.Ipv4),
                6 => new(NextSpace.EtherType, EtherTypes.Ipv6),
                _ => NextLayer.Data,
            };

    private bool HasZeroHeader => _octets.Length > ZeroHeader && !_octets[..ZeroHeader].ContainsAnyExcept((byte)0);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out RawIp layer)
    {
        layer = default;
        if (octets.Length < Shortest)
            return ReadStatus.TooShort;
        layer = new RawIp(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) { }
}
