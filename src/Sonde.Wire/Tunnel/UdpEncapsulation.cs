namespace Sonde.Wire;

/// <summary>UDP encapsulation of IPsec, RFC 3948 §2: IKE behind four zero octets, a keep-alive of one octet, or ESP.</summary>
public readonly ref struct UdpEncapsulation : ILayer<UdpEncapsulation>
{
    private const int MarkerSize = 4; // octets
    private const ushort IkePort = 500;

    private static readonly Field KeepAliveField = new(
        "udpencap.nat_keepalive",
        "NAT-keepalive packet",
        FieldKind.Group
    );
    private static readonly Field MarkerField = new("udpencap.non_esp_marker", "Non-ESP Marker", FieldKind.Group);

    private readonly ReadOnlySpan<byte> _octets; // IKE behind its marker, one octet, or ESP

    private UdpEncapsulation(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "udpencap";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [KeepAliveField, MarkerField];

    /// <inheritdoc/>
    public int HeaderLength =>
        IsKeepAlive ? 1
        : IsIke ? MarkerSize
        : 0;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        IsKeepAlive ? NextLayer.None
        : IsIke ? new(NextSpace.UdpPort, IkePort)
        : new(NextSpace.IpProtocol, IpProtocols.Esp);

    /// <summary>One octet that keeps the address translation alive.</summary>
    public bool IsKeepAlive => _octets is [0xff];

    /// <summary>A message of the key exchange follows.</summary>
    public bool IsIke => _octets is [0, 0, 0, 0, ..];

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out UdpEncapsulation layer)
    {
        if (octets.Length < MarkerSize && octets is not [0xff])
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new UdpEncapsulation(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (HeaderLength == 0)
            return;
        sink.Open(IsKeepAlive ? KeepAliveField : MarkerField, 0, HeaderLength);
        sink.Close();
    }
}
