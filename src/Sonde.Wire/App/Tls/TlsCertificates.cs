namespace Sonde.Wire;

/// <summary>The certificates of a Certificate message, RFC 5246 §7.4.2 and RFC 8446 §4.4.2.</summary>
public ref struct TlsCertificates
{
    private readonly bool _hasExtensions;
    private TlsCursor _cursor;

    private TlsCertificates(ReadOnlySpan<byte> list, bool hasExtensions)
    {
        _cursor = new TlsCursor(list);
        _hasExtensions = hasExtensions;
    }

    /// <summary>Begins with the body of the message.</summary>
    /// <param name="body">The message after its header.</param>
    /// <param name="isTls13">In the form of TLS 1.3: a context before the list, extensions after each certificate.</param>
    public static TlsCertificates Of(ReadOnlySpan<byte> body, bool isTls13)
    {
        var cursor = new TlsCursor(body);
        if (isTls13)
            cursor.TryVector(1, out _);
        return new TlsCertificates(cursor.TryVector(3, out ReadOnlySpan<byte> list) ? list : default, isTls13);
    }

    /// <summary>The next certificate in DER, the end's own first. False after the last one.</summary>
    public bool TryNext(out ReadOnlySpan<byte> certificate)
    {
        bool any = _cursor.TryVector(3, out certificate);
        if (any && _hasExtensions)
            _cursor.TryVector(2, out _);
        return any;
    }
}
