namespace Sonde.Wire;

/// <summary>Domain Name System, RFC 1035: one message, see <see cref="DnsMessage"/>; over TCP without its length prefix.</summary>
public readonly ref struct Dns : IStreamLayer<Dns>, IPartialLayer<Dns>
{
    private readonly DnsMessage _message;

    private Dns(DnsMessage message) => _message = message;

    /// <inheritdoc/>
    public static string Name => "dns";

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
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Dns layer)
    {
        ReadStatus status = DnsMessage.TryRead(octets, out DnsMessage message);
        layer = new Dns(message);
        return status;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets) => DnsMessage.Measure(octets);

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => DnsDescription.Describe(_message, DnsFlavour.Dns, sink);

    /// <inheritdoc/>
    public static void DescribePart(ReadOnlySpan<byte> octets, FieldSink sink) =>
        DnsDescription.DescribePart(octets, DnsFlavour.Dns, sink);
}
