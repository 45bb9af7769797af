using System.Buffers.Binary;
using System.Security.Cryptography;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The keys of one direction, with which records are opened. The number of a record is the caller's affair.</summary>
internal sealed class TlsRecordKeys : IDisposable
{
    private const int NonceSize = 12;
    private const int ExplicitSize = 8; // octets of the nonce that stand in a record of TLS 1.2, RFC 5288 §3

    private readonly TlsCipher _cipher;
    private readonly ushort _version;
    private readonly bool _isEncryptThenMac;
    private readonly byte[] _nonce; // the whole of it, or the part that does not stand in the record
    private readonly byte[] _macKey;
    private readonly AesGcm? _gcm;
    private readonly AesCcm? _ccm;
    private readonly ChaCha20Poly1305? _chaCha;
    private readonly Aes? _cbc;
    private readonly byte[] _chain = new byte[TlsCipher.BlockSize]; // TLS 1.0: the last block of the record before

    private TlsRecordKeys(
        TlsCipher cipher,
        ushort version,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> macKey,
        bool isEncryptThenMac
    )
    {
        (_cipher, _version, _isEncryptThenMac) = (cipher, version, isEncryptThenMac);
        (_nonce, _macKey) = (nonce.ToArray(), macKey.ToArray());
        switch (cipher.Protection)
        {
            case TlsProtection.Gcm:
                _gcm = new AesGcm(key, cipher.TagSize);
                break;
            case TlsProtection.Ccm:
                _ccm = new AesCcm(key);
                break;
            case TlsProtection.ChaCha:
                _chaCha = new ChaCha20Poly1305(key);
                break;
            default:
                _cbc = Aes.Create();
                _cbc.SetKey(key);
                if (version <= TlsVersions.Tls10)
                    nonce[..TlsCipher.BlockSize].CopyTo(_chain);
                break;
        }
    }

    /// <summary>TLS 1.3: from a traffic secret, RFC 8446 §7.3.</summary>
    public static TlsRecordKeys OfSecret(TlsCipher cipher, ReadOnlySpan<byte> secret)
    {
        Span<byte> key = stackalloc byte[cipher.KeySize];
        Span<byte> nonce = stackalloc byte[NonceSize];
        HkdfLabel.Expand(cipher.Hash, secret, "key", key);
        HkdfLabel.Expand(cipher.Hash, secret, "iv", nonce);
        return new TlsRecordKeys(cipher, TlsVersions.Tls13, key, nonce, default, false);
    }

    /// <summary>TLS 1.2 and before: from the master secret, RFC 5246 §6.3.</summary>
    public static TlsRecordKeys OfMaster(
        TlsCipher cipher,
        ushort version,
        ReadOnlySpan<byte> master,
        (byte[] Client, byte[] Server) randoms,
        bool ofClient,
        bool isEncryptThenMac
    )
    {
        int mac = cipher.Protection == TlsProtection.Cbc ? cipher.TagSize : 0;
        int nonce = cipher.Protection switch
        {
            TlsProtection.ChaCha => NonceSize,
            TlsProtection.Cbc => TlsCipher.BlockSize, // used by TLS 1.0 only, and last in the block
            _ => NonceSize - ExplicitSize,
        };
        Span<byte> block = stackalloc byte[2 * (mac + cipher.KeySize + nonce)];
        TlsPrf.KeyBlock(version, cipher.Hash, master, randoms.Server, randoms.Client, block);
        int own = ofClient ? 0 : 1;
        ReadOnlySpan<byte> macKey = block.Slice(own * mac, mac);
        ReadOnlySpan<byte> key = block.Slice((2 * mac) + (own * cipher.KeySize), cipher.KeySize);
        ReadOnlySpan<byte> iv = block.Slice((2 * (mac + cipher.KeySize)) + (own * nonce), nonce);
        return new TlsRecordKeys(cipher, version, key, iv, macKey, isEncryptThenMac);
    }

    /// <summary>Octets that protection adds to a record at least.</summary>
    public int Overhead =>
        _version == TlsVersions.Tls13 ? _cipher.TagSize + 1
        : _cipher.Protection == TlsProtection.Cbc ? _cipher.TagSize + TlsCipher.BlockSize + 1
        : _cipher.TagSize + (_cipher.Protection == TlsProtection.ChaCha ? 0 : ExplicitSize);

    /// <summary>The number that a record carries of itself, which tells how far it is behind another; null where it carries none.</summary>
    public ulong? ExplicitNumber(ReadOnlySpan<byte> content) =>
        HasExplicitNonce && content.Length >= ExplicitSize ? BinaryPrimitives.ReadUInt64BigEndian(content) : null;

    /// <summary>Opens a record. Returns the octets of its content, or -1 where these are not its keys or its number, or it was damaged.</summary>
    public int TryOpen(TlsRecordHeader header, ReadOnlySpan<byte> content, ulong number, Span<byte> clear) =>
        _cbc is null ? OpenAead(header, content, number, clear) : OpenCbc(header, content, number, clear);

    /// <inheritdoc/>
    public void Dispose()
    {
        _gcm?.Dispose();
        _ccm?.Dispose();
        _chaCha?.Dispose();
        _cbc?.Dispose();
    }

    private bool HasExplicitNonce =>
        _version < TlsVersions.Tls13 && _cipher.Protection is TlsProtection.Gcm or TlsProtection.Ccm;

    private int OpenAead(TlsRecordHeader header, ReadOnlySpan<byte> content, ulong number, Span<byte> clear)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        if (HasExplicitNonce)
        {
            if (content.Length < ExplicitSize)
                return -1;
            _nonce.CopyTo(nonce);
            content[..ExplicitSize].CopyTo(nonce[_nonce.Length..]);
            content = content[ExplicitSize..];
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], number);
            for (int index = 0; index < NonceSize; index++)
                nonce[index] ^= _nonce[index];
        }
        int length = content.Length - _cipher.TagSize;
        if (length < 0 || length > clear.Length)
            return -1;
        Span<byte> about = stackalloc byte[13];
        if (_version == TlsVersions.Tls13)
        {
            about = about[..TlsRecordHeader.Size]; // RFC 8446 §5.2: the header as sent
            WriteHeader(about, header, header.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(about, number);
            WriteHeader(about[8..], header, length);
        }
        ReadOnlySpan<byte> hidden = content[..length];
        ReadOnlySpan<byte> tag = content[length..];
        clear = clear[..length];
        try
        {
            if (_gcm is not null)
                _gcm.Decrypt(nonce, hidden, tag, clear, about);
            else if (_ccm is not null)
                _ccm.Decrypt(nonce, hidden, tag, clear, about);
            else
                _chaCha!.Decrypt(nonce, hidden, tag, clear, about);
            return length;
        }
        catch (AuthenticationTagMismatchException)
        {
            return -1;
        }
    }

    private int OpenCbc(TlsRecordHeader header, ReadOnlySpan<byte> content, ulong number, Span<byte> clear)
    {
        bool hasVector = _version >= TlsVersions.Tls11;
        int outerTag = _isEncryptThenMac ? _cipher.TagSize : 0;
        int start = hasVector ? TlsCipher.BlockSize : 0;
        int hidden = content.Length - start - outerTag;
        if (hidden <= 0 || hidden % TlsCipher.BlockSize != 0 || hidden > clear.Length)
            return -1;
        // RFC 7366 §3: the code covers the vector and what is encrypted
        if (_isEncryptThenMac && !IsAuthentic(header, number, content[..^outerTag], content[^outerTag..]))
            return -1;
        Span<byte> vector = stackalloc byte[TlsCipher.BlockSize];
        (hasVector ? content[..TlsCipher.BlockSize] : _chain).CopyTo(vector);
        ReadOnlySpan<byte> blocks = content.Slice(start, hidden);
        blocks[^TlsCipher.BlockSize..].CopyTo(_chain);
        _cbc!.DecryptCbc(blocks, vector, clear[..hidden], PaddingMode.None);
        int padding = clear[hidden - 1];
        int length = hidden - padding - 1 - (_isEncryptThenMac ? 0 : _cipher.TagSize);
        if (length < 0 || clear.Slice(hidden - padding - 1, padding).ContainsAnyExcept((byte)padding))
            return -1;
        bool isAuthentic =
            _isEncryptThenMac || IsAuthentic(header, number, clear[..length], clear.Slice(length, _cipher.TagSize));
        return isAuthentic ? length : -1;
    }

    private bool IsAuthentic(TlsRecordHeader header, ulong number, ReadOnlySpan<byte> octets, ReadOnlySpan<byte> code)
    {
        Span<byte> about = stackalloc byte[13];
        BinaryPrimitives.WriteUInt64BigEndian(about, number);
        WriteHeader(about[8..], header, octets.Length);
        Span<byte> made = stackalloc byte[64];
        using var hash = IncrementalHash.CreateHMAC(_cipher.MacHash, _macKey);
        hash.AppendData(about);
        hash.AppendData(octets);
        int length = hash.GetHashAndReset(made);
        return made[..length].SequenceEqual(code);
    }

    private static void WriteHeader(Span<byte> to, TlsRecordHeader header, int length)
    {
        to[0] = (byte)header.Content;
        BinaryPrimitives.WriteUInt16BigEndian(to[1..], header.Version);
        BinaryPrimitives.WriteUInt16BigEndian(to[3..], (ushort)length);
    }
}
