namespace Sonde.Wire;

/// <summary>Ethernet over MPLS without a control word, RFC 4448: the frame itself.</summary>
public readonly ref struct PseudowireEthernet : ILayer<PseudowireEthernet>
{
    private readonly ReadOnlySpan<byte> _octets; // [0..) frame

    private PseudowireEthernet(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "pwethnocw";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [];

    /// <inheritdoc/>
    public int HeaderLength => 0;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.Ethernet);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PseudowireEthernet layer)
    {
        layer = new PseudowireEthernet(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) { }
}
