namespace Sonde.Wire;

/// <summary>What a client offers, RFC 8446 §4.1.2: | version 2 | random 32 | session 1+ | (DTLS: cookie 1+) | suites 2+ | compression 1+ | extensions 2+ |.</summary>
public readonly ref struct TlsClientHello
{
    /// <summary>Octets of the random value.</summary>
    public const int RandomSize = 32;

    private TlsClientHello(ushort version, ReadOnlySpan<byte> random, ReadOnlySpan<byte> session)
    {
        Version = version;
        Random = random;
        SessionId = session;
    }

    /// <summary>The highest version before TLS 1.3 that the client takes.</summary>
    public ushort Version { get; }

    /// <summary>The client's random value.</summary>
    public ReadOnlySpan<byte> Random { get; }

    /// <summary>The session to be resumed, or octets without meaning in TLS 1.3.</summary>
    public ReadOnlySpan<byte> SessionId { get; }

    /// <summary>Cipher suites in the client's order, two octets each.</summary>
    public ReadOnlySpan<byte> CipherSuites { get; private init; }

    /// <summary>Compression methods, one octet each.</summary>
    public ReadOnlySpan<byte> Compressions { get; private init; }

    /// <summary>Extensions; empty where the hello has none.</summary>
    public TlsExtensions Extensions { get; private init; }

    /// <summary>Reads the body of the message.</summary>
    /// <param name="body">The message after its header.</param>
    /// <param name="isDatagram">Of DTLS, which has a cookie.</param>
    /// <param name="hello">The hello.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, bool isDatagram, out TlsClientHello hello)
    {
        hello = default;
        var cursor = new TlsCursor(body);
        if (
            !cursor.TryUInt16(out ushort version)
            || !cursor.TryOctets(RandomSize, out ReadOnlySpan<byte> random)
            || !cursor.TryVector(1, out ReadOnlySpan<byte> session)
            || (isDatagram && !cursor.TryVector(1, out _))
            || !cursor.TryVector(2, out ReadOnlySpan<byte> suites)
            || !cursor.TryVector(1, out ReadOnlySpan<byte> compressions)
        )
            return false;
        cursor.TryVector(2, out ReadOnlySpan<byte> extensions); // RFC 5246 §7.4.1.2: they may be left out
        hello = new TlsClientHello(version, random, session)
        {
            CipherSuites = suites[..(suites.Length & ~1)],
            Compressions = compressions,
            Extensions = new TlsExtensions(extensions),
        };
        return true;
    }
}
