namespace Sonde.Wire;

/// <summary>The same as <see cref="WlanRadio"/>, before a frame whose header is padded.</summary>
public readonly ref struct WlanRadioPadded : ILayer<WlanRadioPadded>
{
    private readonly ReadOnlySpan<byte> _octets; // [0..) frame

    private WlanRadioPadded(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => WlanRadio.Name;

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [];

    /// <inheritdoc/>
    public int HeaderLength => 0;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.WlanPadded);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out WlanRadioPadded layer)
    {
        layer = new WlanRadioPadded(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) { }
}
