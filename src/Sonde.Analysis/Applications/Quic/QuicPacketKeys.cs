using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sonde.Analysis;

/// <summary>The keys of the content of packets that one end sends at one level, RFC 9001 §5.1 and §5.3.</summary>
internal sealed class QuicPacketKeys : IDisposable
{
    /// <summary>Octets behind the content that authenticate it.</summary>
    public const int TagSize = 16;

    private const int NonceSize = 12;

    private readonly TlsCipher _cipher;
    private readonly byte[] _nonce = new byte[NonceSize];
    private readonly AesGcm? _gcm;
    private readonly AesCcm? _ccm;
    private readonly ChaCha20Poly1305? _chaCha;
    private readonly QuicBlockCipher _peek;

    /// <summary>Derives them from a secret.</summary>
    /// <param name="cipher">The cipher of the suite.</param>
    /// <param name="isVersion2">Version 2 of QUIC has labels of its own, RFC 9369 §3.3.2.</param>
    /// <param name="secret">The secret.</param>
    public QuicPacketKeys(TlsCipher cipher, bool isVersion2, ReadOnlySpan<byte> secret)
    {
        _cipher = cipher;
        Span<byte> key = stackalloc byte[cipher.KeySize];
        HkdfLabel.Expand(cipher.Hash, secret, Label(isVersion2, "key"), key);
        HkdfLabel.Expand(cipher.Hash, secret, Label(isVersion2, "iv"), _nonce);
        if (cipher.Protection == TlsProtection.Gcm)
            _gcm = new AesGcm(key, TagSize);
        else if (cipher.Protection == TlsProtection.Ccm)
            _ccm = new AesCcm(key);
        else
            _chaCha = new ChaCha20Poly1305(key);
        _peek = new QuicBlockCipher(cipher.Protection, key);
    }

    /// <summary>The name of a key in its derivation.</summary>
    public static string Label(bool isVersion2, string name) => (isVersion2 ? "quicv2 " : "quic ") + name;

    /// <summary>The cipher that masks headers, of the same secret.</summary>
    public static QuicBlockCipher HeaderCipher(TlsCipher cipher, bool isVersion2, ReadOnlySpan<byte> secret)
    {
        Span<byte> key = stackalloc byte[cipher.KeySize];
        HkdfLabel.Expand(cipher.Hash, secret, Label(isVersion2, "hp"), key);
        return new QuicBlockCipher(cipher.Protection, key);
    }

    /// <summary>The secret after an update of keys, RFC 9001 §6.1.</summary>
    public static byte[] Updated(TlsCipher cipher, bool isVersion2, ReadOnlySpan<byte> secret)
    {
        byte[] updated = new byte[secret.Length];
        HkdfLabel.Expand(cipher.Hash, secret, Label(isVersion2, "ku"), updated);
        return updated;
    }

    /// <summary>Opens a content. Returns its octets, or -1 where these are not its keys.</summary>
    /// <param name="header">The header in the clear, which is authenticated as well.</param>
    /// <param name="hidden">The content and its tag.</param>
    /// <param name="number">The number of the packet.</param>
    /// <param name="mayBegin">Whether a content may begin with an octet.</param>
    /// <param name="clear">Where the content is written.</param>
    public int TryOpen(
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> hidden,
        ulong number,
        Func<byte, bool> mayBegin,
        Span<byte> clear
    )
    {
        int length = hidden.Length - TagSize;
        if (length <= 0 || length > clear.Length)
            return -1;
        Span<byte> nonce = stackalloc byte[NonceSize];
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], number);
        for (int index = 0; index < NonceSize; index++)
            nonce[index] ^= _nonce[index];
        // What the wrong keys open is noise, and a tag that does not fit costs an exception: the first octet tells most of it.
        if (!mayBegin((byte)(hidden[0] ^ _peek.FirstOfStream(nonce, _cipher.Protection))))
            return -1;
        ReadOnlySpan<byte> content = hidden[..length];
        ReadOnlySpan<byte> tag = hidden[length..];
        clear = clear[..length];
        try
        {
            if (_gcm is not null)
                _gcm.Decrypt(nonce, content, tag, clear, header);
            else if (_ccm is not null)
                _ccm.Decrypt(nonce, content, tag, clear, header);
            else
                _chaCha!.Decrypt(nonce, content, tag, clear, header);
            return length;
        }
        catch (AuthenticationTagMismatchException)
        {
            return -1;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gcm?.Dispose();
        _ccm?.Dispose();
        _chaCha?.Dispose();
        _peek.Dispose();
    }
}
