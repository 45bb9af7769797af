namespace Sonde.Wire;

/// <summary>Locator/ID Separation Protocol, data, RFC 9300 §5.3: | flags 1 | nonce or map version 3 | instance and locator bits 4 |, then IP.</summary>
public readonly ref struct LispData : ILayer<LispData>
{
    private const int Size = 8; // octets, fixed

    private static readonly Field FlagsField = new("lisp-data.flags", "Flags", @base: FieldBase.Hex);

    private readonly ReadOnlySpan<byte> _octets; // [0..8) header, then the datagram

    private LispData(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "lisp-data";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [FlagsField];

    /// <inheritdoc/>
    public int HeaderLength => Size;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - Size;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None : new(NextSpace.IpVersion, (uint)_octets[Size] >> 4);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out LispData layer)
    {
        if (octets.Length < Size)
        {
            layer = default;
            return ReadStatus.TooShort;
        }
        layer = new LispData(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => sink.Add(FlagsField, 0, 1, _octets[0]);
}
