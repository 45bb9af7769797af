namespace Sonde.Wire;

/// <summary>Versions as they stand in records and hellos.</summary>
public static class TlsVersions
{
    /// <summary>SSL 2.0.</summary>
    public const ushort Ssl2 = 0x0002;

    /// <summary>SSL 3.0, RFC 6101.</summary>
    public const ushort Ssl3 = 0x0300;

    /// <summary>TLS 1.0, RFC 2246.</summary>
    public const ushort Tls10 = 0x0301;

    /// <summary>TLS 1.1, RFC 4346.</summary>
    public const ushort Tls11 = 0x0302;

    /// <summary>TLS 1.2, RFC 5246.</summary>
    public const ushort Tls12 = 0x0303;

    /// <summary>TLS 1.3, RFC 8446: in extensions only.</summary>
    public const ushort Tls13 = 0x0304;

    /// <summary>The Chinese profile of TLS 1.1, GB/T 38636.</summary>
    public const ushort Gmtls = 0x0101;

    /// <summary>DTLS 1.0, RFC 4347.</summary>
    public const ushort Dtls10 = 0xfeff;

    /// <summary>DTLS 1.2, RFC 6347.</summary>
    public const ushort Dtls12 = 0xfefd;

    /// <summary>DTLS 1.3, RFC 9147: in extensions only.</summary>
    public const ushort Dtls13 = 0xfefc;
}
