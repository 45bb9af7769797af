namespace Sonde.Wire;

/// <summary>Hypertext Transfer Protocol 1.x, RFC 9112: the head of one message, or octets of a connection that begin none.</summary>
public readonly ref struct Http : ILayer<Http>
{
    private readonly ReadOnlySpan<byte> _octets;
    private readonly HttpHead _head;
    private readonly int _end;

    private Http(ReadOnlySpan<byte> octets, HttpHead head, int end)
    {
        _octets = octets;
        _head = head;
        _end = end;
    }

    /// <summary>The server's ports on which whatever comes is taken for HTTP.</summary>
    public static ReadOnlySpan<uint> Ports => [80, 631, 1900, 2710, 2869, 3128, 3132, 3689, 5985, 8080, 8088, 11371];

    /// <inheritdoc/>
    public static string Name => "http";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => HttpFields.All;

    /// <inheritdoc/>
    public int HeaderLength => _end;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - _end;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Start line and headers; of no kind when no message begins here.</summary>
    public HttpHead Head => _head;

    /// <summary>Takes whatever it is given: who finds the messages in the stream has judged it.</summary>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Http layer)
    {
        layer = HttpHead.TryRead(octets, out HttpHead head)
            ? new Http(octets, head, head.Length)
            : new Http(octets, default, octets.Length);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (_head.Kind != HttpKind.None)
            HttpDescription.Describe(_head, _octets, sink);
    }
}
