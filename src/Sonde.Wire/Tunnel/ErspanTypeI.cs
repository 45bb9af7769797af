namespace Sonde.Wire;

/// <summary>ERSPAN type I: a mirrored Ethernet frame without any header; GRE without sequence numbers says so.</summary>
public readonly ref struct ErspanTypeI : ILayer<ErspanTypeI>
{
    private readonly ReadOnlySpan<byte> _octets; // the mirrored frame

    private ErspanTypeI(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "erspan";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [];

    /// <inheritdoc/>
    public int HeaderLength => 0;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.Ethernet);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out ErspanTypeI layer)
    {
        layer = new ErspanTypeI(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) { }
}
