namespace Sonde.Wire;

/// <summary>
/// IEEE 802.11 under EtherType 2452, as Intel's driver handed it out in promiscuous mode: already decrypted, with the initialization
/// vector and the integrity check still in place.
/// </summary>
public readonly ref struct WlanCentrino : ILayer<WlanCentrino>
{
    private const int WepVector = 4; // octets
    private const int WpaVector = 8;
    private const int IntegritySize = 4;

    private readonly Wlan _frame;

    private WlanCentrino(Wlan frame) => _frame = frame;

    /// <inheritdoc/>
    public static string Name => "wlan_centrino";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => Wlan.Fields;

    /// <inheritdoc/>
    public int HeaderLength => _frame.HeaderLength + VectorLength;

    /// <inheritdoc/>
    public int PayloadLength =>
        VectorLength == 0 ? _frame.PayloadLength : Math.Max(0, _frame.PayloadLength - VectorLength - IntegritySize);

    /// <inheritdoc/>
    public NextLayer NextLayer => VectorLength == 0 ? _frame.NextLayer : new(NextSpace.Direct, Direct.Llc);

    private int VectorLength =>
        !_frame.IsProtected || _frame.Type != 2 || _frame.PayloadLength <= WpaVector ? 0
        : (_frame.Body[3] & 0x20) != 0 ? WpaVector
        : WepVector;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out WlanCentrino layer)
    {
        ReadStatus status = Wlan.TryRead(octets, out Wlan frame);
        layer = new WlanCentrino(frame);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => _frame.Describe(sink);
}
