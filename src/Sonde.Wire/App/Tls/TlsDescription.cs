namespace Sonde.Wire;

/// <summary>Names what stands in records and handshake messages, as far as it is not encrypted.</summary>
internal static class TlsDescription
{
    private const byte NamedCurve = 3; // RFC 8422 §5.4

    /// <summary>Describes what one record carries.</summary>
    /// <param name="all">The layer's octets.</param>
    /// <param name="at">Where the content begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="content">What it is.</param>
    /// <param name="sink">Who is told.</param>
    public static void Content(ReadOnlySpan<byte> all, int at, int end, TlsContent content, FieldSink sink)
    {
        TlsFields fields = TlsFields.Tls;
        switch (content)
        {
            case TlsContent.ChangeCipherSpec: // more than one octet is an encrypted one
                sink.Open(fields.ChangeCipherSpec, at, end - at);
                sink.Close();
                break;
            case TlsContent.Alert when end - at == 2: // more octets are an encrypted alert
                sink.Add(fields.AlertLevel, at, 1, all[at]);
                sink.Add(fields.AlertDescription, at + 1, 1, all[at + 1]);
                break;
            case TlsContent.Handshake when IsClear(all[at..end]):
                Messages(all, at, end, sink);
                break;
            case TlsContent.ApplicationData when end > at:
                sink.Add(fields.AppData, at, end - at, all[at..end]);
                break;
        }
    }

    /// <summary>Whether handshake messages fill a record, or the first one begins there and ends in a later one; encrypted ones do not.</summary>
    public static bool IsClear(ReadOnlySpan<byte> content)
    {
        if (content.Length > TlsHandshake.HeaderSize && content[0] == TlsHandshakeTypes.HelloRequest)
            return false; // a request for a handshake comes alone; zeros are a nonce
        bool any = false;
        while (!content.IsEmpty)
        {
            if (!TlsHandshake.TryRead(content, out TlsHandshake message, out int missing))
                return missing > 0 && (any || content.Length >= TlsHandshake.HeaderSize);
            content = content[(TlsHandshake.HeaderSize + message.Body.Length)..];
            any = true;
        }
        return any;
    }

    /// <summary>Describes the body of a message.</summary>
    public static void Body(byte type, bool isDatagram, FieldCursor cursor)
    {
        TlsFields fields = isDatagram ? TlsFields.Dtls : TlsFields.Tls;
        switch (type)
        {
            case TlsHandshakeTypes.ClientHello:
                ClientHello(fields, isDatagram, cursor);
                break;
            case TlsHandshakeTypes.ServerHello:
                ServerHello(fields, cursor);
                break;
            case TlsHandshakeTypes.ServerKeyExchange when cursor.Left > 4 && cursor.Rest[0] == NamedCurve:
                ServerKeyExchange(fields, cursor);
                break;
            case TlsHandshakeTypes.Certificate when cursor.Left >= 3:
                Certificates(fields, cursor);
                break;
        }
    }

    private static void Messages(ReadOnlySpan<byte> all, int at, int end, FieldSink sink)
    {
        while (TlsHandshake.TryRead(all[at..end], out TlsHandshake message, out _))
        {
            sink.Add(TlsFields.Tls.HandshakeType, at, 1, message.Type);
            sink.Add(TlsFields.Tls.HandshakeLength, at + 1, 3, (ulong)message.Body.Length);
            int body = at + TlsHandshake.HeaderSize;
            at = body + message.Body.Length;
            Body(message.Type, isDatagram: false, new FieldCursor(all, body, at, sink));
        }
    }

    private static void ClientHello(TlsFields fields, bool isDatagram, FieldCursor cursor)
    {
        ReadOnlySpan<byte> body = cursor.Rest;
        int start = cursor.At;
        if (!Opening(fields, ref cursor))
            return;
        if (isDatagram)
        {
            if (!cursor.Number(fields.CookieLength, 1, out int cookie) || !cursor.Octets(fields.Cookie, cookie))
                return;
        }
        if (!cursor.Number(fields.SuitesLength, 2, out int suites) || suites > cursor.Left)
            return;
        Numbers(fields.Suite, 2, cursor.Slice(suites));
        cursor.Skip(suites);
        if (!cursor.Number(fields.CompressionsLength, 1, out int compressions) || compressions > cursor.Left)
            return;
        Numbers(fields.Compression, 1, cursor.Slice(compressions));
        cursor.Skip(compressions);
        TlsExtensionDescription.Describe(fields, isClient: true, ref cursor);
        if (!TlsClientHello.TryRead(body, isDatagram, out TlsClientHello hello))
            return;
        Span<byte> fingerprint = stackalloc byte[Wire.Ja3.Size];
        Wire.Ja3.Write(hello, fingerprint);
        AddHex(cursor.Sink, fields.Ja3, start, body.Length, fingerprint);
    }

    private static void ServerHello(TlsFields fields, FieldCursor cursor)
    {
        ReadOnlySpan<byte> body = cursor.Rest;
        int start = cursor.At;
        if (!Opening(fields, ref cursor) || !cursor.Number(fields.Suite, 2) || !cursor.Number(fields.Compression, 1))
            return;
        TlsExtensionDescription.Describe(fields, isClient: false, ref cursor);
        if (!TlsServerHello.TryRead(body, out TlsServerHello hello))
            return;
        Span<byte> fingerprint = stackalloc byte[Wire.Ja3.Size];
        Wire.Ja3.Write(hello, fingerprint);
        AddHex(cursor.Sink, fields.Ja3S, start, body.Length, fingerprint);
    }

    private static bool Opening(TlsFields fields, ref FieldCursor cursor) =>
        cursor.Number(fields.HandshakeVersion, 2)
        && cursor.Octets(fields.Random, TlsClientHello.RandomSize)
        && cursor.Number(fields.SessionIdLength, 1, out int session)
        && cursor.Octets(fields.SessionId, session);

    // | curve type 1 | curve 2 | point 1+ | scheme 2, of TLS 1.2 only | signature 2+ |
    private static void ServerKeyExchange(TlsFields fields, FieldCursor cursor)
    {
        cursor.Skip(1);
        cursor.Number(fields.NamedCurve, 2);
        if (!cursor.Skip(1 + cursor.Rest[0]) || cursor.Left < 4)
            return;
        ReadOnlySpan<byte> left = cursor.Rest;
        if ((left[2] << 8 | left[3]) == left.Length - 4)
            cursor.Number(fields.Scheme, 2);
    }

    // The form of TLS 1.2; the messages of TLS 1.3 are encrypted.
    private static void Certificates(TlsFields fields, FieldCursor cursor)
    {
        cursor.Skip(3);
        while (cursor.Number(fields.CertificateLength, 3, out int length) && cursor.Octets(fields.Certificate, length))
        { }
    }

    internal static void Numbers(Field field, int size, FieldCursor cursor)
    {
        while (cursor.Number(field, size)) { }
    }

    private static void AddHex(FieldSink sink, Field field, int start, int length, ReadOnlySpan<byte> octets)
    {
        Span<char> digits = stackalloc char[Wire.Ja3.Size * 2];
        Convert.TryToHexStringLower(octets, digits, out int count);
        sink.Add(field, start, length, digits[..count]);
    }
}
