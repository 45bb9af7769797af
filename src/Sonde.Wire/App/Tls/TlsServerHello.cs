namespace Sonde.Wire;

/// <summary>What a server chose, RFC 8446 §4.1.3: | version 2 | random 32 | session 1+ | suite 2 | compression 1 | extensions 2+ |.</summary>
public readonly ref struct TlsServerHello
{
    private TlsServerHello(ushort version, ReadOnlySpan<byte> random, ReadOnlySpan<byte> session)
    {
        Version = version;
        Random = random;
        SessionId = session;
    }

    // RFC 8446 §4.1.3: SHA-256 of "HelloRetryRequest"
    private static ReadOnlySpan<byte> RetryRandom =>
        [
            0xcf,
            0x21,
            0xad,
            0x74,
            0xe5,
            0x9a,
            0x61,
            0x11,
            0xbe,
            0x1d,
            0x8c,
            0x02,
            0x1e,
            0x65,
            0xb8,
            0x91,
            0xc2,
            0xa2,
            0x11,
            0x16,
            0x7a,
            0xbb,
            0x8c,
            0x5e,
            0x07,
            0x9e,
            0x09,
            0xe2,
            0xc8,
            0xa8,
            0x33,
            0x9c,
        ];

    /// <summary>The version, unless <see cref="TlsExtensions.ChosenVersion"/> says TLS 1.3.</summary>
    public ushort Version { get; }

    /// <summary>The server's random value.</summary>
    public ReadOnlySpan<byte> Random { get; }

    /// <summary>The session; that of the client where it is resumed, and always in TLS 1.3.</summary>
    public ReadOnlySpan<byte> SessionId { get; }

    /// <summary>The cipher suite that the server chose.</summary>
    public ushort CipherSuite { get; private init; }

    /// <summary>The compression method that the server chose.</summary>
    public byte Compression { get; private init; }

    /// <summary>Extensions; empty where the hello has none.</summary>
    public TlsExtensions Extensions { get; private init; }

    /// <summary>The server asks the client for another hello.</summary>
    public bool IsRetryRequest => Random.SequenceEqual(RetryRandom);

    /// <summary>The version in use: that of the extension, else that of the hello.</summary>
    public ushort NegotiatedVersion => Extensions.ChosenVersion ?? Version;

    /// <summary>Reads the body of the message.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out TlsServerHello hello)
    {
        hello = default;
        var cursor = new TlsCursor(body);
        if (!cursor.TryUInt16(out ushort version) || !cursor.TryOctets(TlsClientHello.RandomSize, out var random))
            return false;
        // drafts of TLS 1.3 before the 22nd had neither session nor compression here
        bool isOldDraft = version is >= 0x7f00 and <= 0x7f15;
        ReadOnlySpan<byte> session = default;
        byte compression = 0;
        if (!isOldDraft && !cursor.TryVector(1, out session))
            return false;
        if (!cursor.TryUInt16(out ushort suite) || (!isOldDraft && !cursor.TryUInt8(out compression)))
            return false;
        cursor.TryVector(2, out ReadOnlySpan<byte> extensions);
        hello = new TlsServerHello(version, random, session)
        {
            CipherSuite = suite,
            Compression = compression,
            Extensions = new TlsExtensions(extensions),
        };
        return true;
    }
}
