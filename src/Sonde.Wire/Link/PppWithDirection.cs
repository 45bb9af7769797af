namespace Sonde.Wire;

/// <summary>PPP as LINKTYPE_PPP_WITH_DIR captures it: | direction 1: zero is received | PPP frame … |.</summary>
public readonly ref struct PppWithDirection : ILayer<PppWithDirection>
{
    private readonly Ppp _frame; // begins behind the direction

    private PppWithDirection(Ppp frame) => _frame = frame;

    /// <inheritdoc/>
    public static string Name => Ppp.Name;

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => Ppp.AllFields;

    /// <inheritdoc/>
    public int HeaderLength => _frame.HeaderLength;

    /// <inheritdoc/>
    public int PayloadLength => _frame.PayloadLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => _frame.NextLayer;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out PppWithDirection layer)
    {
        ReadStatus status = Ppp.TryRead(octets, 1, out Ppp frame);
        layer = new PppWithDirection(frame);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => _frame.Describe(sink);
}
