namespace Sonde.Wire;

/// <summary>IEEE 802.11 with the header padded to a multiple of four octets, as the radiotap flag 0x20 says.</summary>
public readonly ref struct WlanPadded : ILayer<WlanPadded>
{
    private readonly Wlan _frame;

    private WlanPadded(Wlan frame) => _frame = frame;

    /// <inheritdoc/>
    public static string Name => Wlan.Name;

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => Wlan.Fields;

    /// <inheritdoc/>
    public int HeaderLength => _frame.HeaderLength;

    /// <inheritdoc/>
    public int PayloadLength => _frame.PayloadLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => _frame.NextLayer;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out WlanPadded layer)
    {
        ReadStatus status = Wlan.TryRead(octets, true, out Wlan frame);
        layer = new WlanPadded(frame);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => _frame.Describe(sink);
}
