namespace Sonde.Wire;

/// <summary>Multicast DNS, RFC 6762: a message like <see cref="DnsMessage"/>, to everyone on the link.</summary>
public readonly ref struct Mdns : IPartialLayer<Mdns>
{
    private readonly DnsMessage _message;

    private Mdns(DnsMessage message) => _message = message;

    /// <inheritdoc/>
    public static string Name => "mdns";

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
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Mdns layer)
    {
        ReadStatus status = DnsMessage.TryRead(octets, out DnsMessage message);
        layer = new Mdns(message);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => DnsDescription.Describe(_message, DnsFlavour.Mdns, sink);

    /// <inheritdoc/>
    public static void DescribePart(ReadOnlySpan<byte> octets, FieldSink sink) =>
        DnsDescription.DescribePart(octets, DnsFlavour.Mdns, sink);
}
