namespace Sonde.Wire;

/// <summary>What a radio header says of an IEEE 802.11 frame, told in the words of no header in particular: no octets of its own.</summary>
public readonly ref struct WlanRadio : ILayer<WlanRadio>
{
    private readonly ReadOnlySpan<byte> _octets; // [0..) frame

    private WlanRadio(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "wlan_radio";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [];

    /// <inheritdoc/>
    public int HeaderLength => 0;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length;

    /// <inheritdoc/>
    public NextLayer NextLayer => new(NextSpace.Direct, Direct.Wlan);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out WlanRadio layer)
    {
        layer = new WlanRadio(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) { }
}
