namespace Sonde.Wire;

/// <summary>ARCNET, LINKTYPE_ARCNET_LINUX: | source 1 | destination 1 | offset 2 | header, see <see cref="ArcnetFrame"/> | datagram … |.</summary>
public readonly ref struct LinuxArcnet : ILayer<LinuxArcnet>
{
    private const int ProtocolPosition = 4;

    private readonly ArcnetFrame _frame;

    private LinuxArcnet(ArcnetFrame frame) => _frame = frame;

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
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out LinuxArcnet layer)
    {
        ReadStatus status = ArcnetFrame.TryRead(octets, ProtocolPosition, hasExceptions: false, out ArcnetFrame frame);
        layer = new LinuxArcnet(frame);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => _frame.Describe(hasOffset: true, sink);
}
