namespace Sonde.Wire;

/// <summary>ARCNET, LINKTYPE_ARCNET_BSD: | source 1 | destination 1 | header, see <see cref="ArcnetFrame"/> | datagram … |.</summary>
public readonly ref struct Arcnet : ILayer<Arcnet>
{
    private const int ProtocolPosition = 2;

    private readonly ArcnetFrame _frame;

    private Arcnet(ArcnetFrame frame) => _frame = frame;

    /// <inheritdoc/>
    public static string Name => "arcnet";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => ArcnetFrame.Fields;

    /// <inheritdoc/>
    public int HeaderLength => _frame.HeaderLength;

    /// <inheritdoc/>
    public int PayloadLength => _frame.PayloadLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => _frame.NextLayer;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Arcnet layer)
    {
        ReadStatus status = ArcnetFrame.TryRead(octets, ProtocolPosition, hasExceptions: true, out ArcnetFrame frame);
        layer = new Arcnet(frame);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => _frame.Describe(hasOffset: false, sink);
}
