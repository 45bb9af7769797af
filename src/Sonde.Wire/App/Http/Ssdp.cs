namespace Sonde.Wire;

/// <summary>Simple Service Discovery Protocol, UPnP Device Architecture §1: the head of an HTTP/1 message in a datagram.</summary>
public readonly ref struct Ssdp : ILayer<Ssdp>
{
    private readonly ReadOnlySpan<byte> _octets;
    private readonly HttpHead _head;
    private readonly int _end; // of the head; 0 when it is not HTTP

    private Ssdp(ReadOnlySpan<byte> octets, HttpHead head, int end)
    {
        _octets = octets;
        _head = head;
        _end = end;
    }

    /// <inheritdoc/>
    public static string Name => "ssdp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => HttpFields.All;

    /// <inheritdoc/>
    public int HeaderLength => _end;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - _end;

    /// <inheritdoc/>
    public NextLayer NextLayer => PayloadLength == 0 ? NextLayer.None : NextLayer.Data;

    /// <summary>Start line and headers; of no kind when the octets are not HTTP.</summary>
    public HttpHead Head => _head;

    /// <summary>Takes whatever comes to the port, as Wireshark does; what is not HTTP is data.</summary>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ssdp layer)
    {
        layer = HttpHead.TryRead(octets, out HttpHead head)
            ? new Ssdp(octets, head, head.Length)
            : new Ssdp(octets, default, 0);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (_head.Kind != HttpKind.None)
            HttpDescription.Describe(_head, _octets, sink);
    }
}
