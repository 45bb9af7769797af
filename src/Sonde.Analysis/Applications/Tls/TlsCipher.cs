using System.Security.Cryptography;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>How records are protected.</summary>
internal enum TlsProtection : byte
{
    /// <summary>AES in CBC with HMAC, RFC 5246 §6.2.3.2.</summary>
    Cbc,

    /// <summary>AES-GCM, RFC 5288.</summary>
    Gcm,

    /// <summary>AES-CCM, RFC 6655.</summary>
    Ccm,

    /// <summary>ChaCha20-Poly1305, RFC 7905.</summary>
    ChaCha,
}

/// <summary>What a cipher suite means for the protection of records.</summary>
/// <param name="Protection">How.</param>
/// <param name="KeySize">Octets of a key.</param>
/// <param name="TagSize">Octets of the tag, or of the code with CBC.</param>
/// <param name="Hash">The hash that keys are derived with.</param>
/// <param name="MacHash">The hash of the code; with CBC only.</param>
internal readonly record struct TlsCipher(
    TlsProtection Protection,
    int KeySize,
    int TagSize,
    HashAlgorithmName Hash,
    HashAlgorithmName MacHash
)
{
    /// <summary>Octets of the block of AES.</summary>
    public const int BlockSize = 16;

    /// <summary>The cipher of a suite, told by its registered name; null for one that cannot be opened here.</summary>
    public static TlsCipher? Of(ushort suite)
    {
        if (TlsCipherSuites.NameOf(suite) is not { } name)
            return null;
        HashAlgorithmName hash = name.EndsWith("_SHA384", StringComparison.Ordinal)
            ? HashAlgorithmName.SHA384
            : HashAlgorithmName.SHA256; // RFC 5246 §5: also of suites that name SHA or no hash
        if (name.Contains("_CHACHA20_POLY1305", StringComparison.Ordinal))
            return new TlsCipher(TlsProtection.ChaCha, 32, 16, hash, default);
        int keySize =
            name.Contains("_AES_128_", StringComparison.Ordinal) ? 16
            : name.Contains("_AES_256_", StringComparison.Ordinal) ? 32
            : 0;
        if (keySize == 0)
            return null;
        if (name.Contains("_GCM_", StringComparison.Ordinal))
            return new TlsCipher(TlsProtection.Gcm, keySize, 16, hash, default);
        if (name.Contains("_CCM", StringComparison.Ordinal))
        {
            int tag = name.Contains("_CCM_8", StringComparison.Ordinal) ? 8 : 16;
            return new TlsCipher(TlsProtection.Ccm, keySize, tag, hash, default);
        }
        if (!name.Contains("_CBC_", StringComparison.Ordinal))
            return null;
        if (name.EndsWith("_SHA", StringComparison.Ordinal))
            return new TlsCipher(TlsProtection.Cbc, keySize, 20, hash, HashAlgorithmName.SHA1);
        bool isLong = hash == HashAlgorithmName.SHA384;
        return new TlsCipher(TlsProtection.Cbc, keySize, isLong ? 48 : 32, hash, hash);
    }
}
