namespace Sonde.Wire;

/// <summary>Handshake messages, RFC 8446 §4 and RFC 5246 §7.4.</summary>
public static class TlsHandshakeTypes
{
    /// <summary>The server asks for another handshake.</summary>
    public const byte HelloRequest = 0;

    /// <summary>What the client offers.</summary>
    public const byte ClientHello = 1;

    /// <summary>What the server chose.</summary>
    public const byte ServerHello = 2;

    /// <summary>The server asks a client of DTLS to prove its address, RFC 6347 §4.2.1.</summary>
    public const byte HelloVerifyRequest = 3;

    /// <summary>A ticket to resume the session with.</summary>
    public const byte NewSessionTicket = 4;

    /// <summary>Extensions that need not stand in the clear.</summary>
    public const byte EncryptedExtensions = 8;

    /// <summary>A chain of certificates.</summary>
    public const byte Certificate = 11;

    /// <summary>The server's part of the key exchange.</summary>
    public const byte ServerKeyExchange = 12;

    /// <summary>The server asks for a certificate of the client.</summary>
    public const byte CertificateRequest = 13;

    /// <summary>The server said all it has to say.</summary>
    public const byte ServerHelloDone = 14;

    /// <summary>Proof that the private key is at hand.</summary>
    public const byte CertificateVerify = 15;

    /// <summary>The client's part of the key exchange.</summary>
    public const byte ClientKeyExchange = 16;

    /// <summary>The handshake is over and was not tampered with.</summary>
    public const byte Finished = 20;
}

/// <summary>One handshake message: | type 1 | length 3 | body … |.</summary>
public readonly ref struct TlsHandshake
{
    /// <summary>Octets before the body.</summary>
    public const int HeaderSize = 4;

    /// <summary>Octets that a message has at most: certificate chains are the longest.</summary>
    public const int MostLength = 1 << 18;

    private TlsHandshake(byte type, ReadOnlySpan<byte> body)
    {
        Type = type;
        Body = body;
    }

    /// <summary>Which message, of <see cref="TlsHandshakeTypes"/>.</summary>
    public byte Type { get; }

    /// <summary>The message after its header.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Reads the message at the start. False where it is not all there; <paramref name="missing"/> says what is missing, and is -1 where no message begins.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out TlsHandshake message, out int missing)
    {
        message = default;
        missing = HeaderSize - octets.Length;
        if (octets.IsEmpty || !IsKnown(octets[0]))
        {
            missing = octets.IsEmpty ? HeaderSize : -1;
            return false;
        }
        if (missing > 0)
            return false;
        int length = octets[1] << 16 | octets[2] << 8 | octets[3];
        bool isPlausible = length <= MostLength && MayHaveLength(octets[0], length);
        missing = isPlausible ? Math.Max(0, length + HeaderSize - octets.Length) : -1;
        if (missing != 0)
            return false;
        message = new TlsHandshake(octets[0], octets.Slice(HeaderSize, length));
        return true;
    }

    /// <summary>Whether a number is that of a message.</summary>
    public static bool IsKnown(byte type) => TlsNames.Handshake(type) is not null;

    private static bool MayHaveLength(byte type, int length) =>
        type switch
        {
            TlsHandshakeTypes.HelloRequest or TlsHandshakeTypes.ServerHelloDone or 5 => length == 0,
            TlsHandshakeTypes.ClientHello or TlsHandshakeTypes.ServerHello => length >= 38,
            24 => length == 1,
            _ => true,
        };
}
