namespace Sonde.Wire;

/// <summary>Link-Local Multicast Name Resolution, RFC 4795: a message like <see cref="DnsMessage"/> with two flags of its own.</summary>
public readonly ref struct Llmnr : IPartialLayer<Llmnr>
{
    private readonly DnsMessage _message;

    private Llmnr(DnsMessage message) => _message = message;

    /// <inheritdoc/>
    public static string Name => "llmnr";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => DnsDescription.Fields;

    /// <inheritdoc/>
    public int HeaderLength => _message.Octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>The message.</summary>
    public DnsMessage Message => _message;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Llmnr layer)
    {
        ReadStatus status = DnsMessage.TryRead(octets, out DnsMessage message);
        layer = new Llmnr(message);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => DnsDescription.Describe(_message, DnsFlavour.Llmnr, sink);

    /// <inheritdoc/>
    public static void DescribePart(ReadOnlySpan<byte> octets, FieldSink sink) =>
        DnsDescription.DescribePart(octets, DnsFlavour.Llmnr, sink);
}
