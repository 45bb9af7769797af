using System.Buffers.Binary;
using System.Security.Cryptography;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The cipher alone, without authentication: what masks headers (RFC 9001 §5.4), and what shows the first octet of a content.</summary>
internal sealed class QuicBlockCipher : IDisposable
{
    /// <summary>Octets of the sample that a mask is made of, and of a mask.</summary>
    public const int Size = 16;

    private const int MostSingle = 4; // blocks after which a transformation of its own pays; the first packets have fewer

    private readonly byte[]? _chaCha; // the key
    private readonly Aes? _aes;
    private ICryptoTransform? _many;
    private int _blocks;
    private readonly byte[] _from = new byte[Size];
    private readonly byte[] _to = new byte[Size];

    /// <summary>With a key.</summary>
    public QuicBlockCipher(TlsProtection protection, ReadOnlySpan<byte> key)
    {
        if (protection == TlsProtection.ChaCha)
        {
            _chaCha = key.ToArray();
            return;
        }
        _aes = Aes.Create();
        _aes.SetKey(key);
    }

    /// <summary>The mask of a header. Valid until the next call.</summary>
    /// <param name="sample">16 octets of the protected packet.</param>
    public ReadOnlySpan<byte> Mask(ReadOnlySpan<byte> sample)
    {
        if (_chaCha is not null) // RFC 9001 §5.4.4
            return Stream(BinaryPrimitives.ReadUInt32LittleEndian(sample), sample[4..Size]);
        sample[..Size].CopyTo(_from);
        return Encrypted();
    }

    /// <summary>The octet that hides the first one of a content under a nonce of 12 octets.</summary>
    /// <param name="nonce">The nonce.</param>
    /// <param name="protection">How content is protected.</param>
    public byte FirstOfStream(ReadOnlySpan<byte> nonce, TlsProtection protection)
    {
        if (_chaCha is not null)
            return Stream(1, nonce)[0]; // RFC 8439 §2.8: block 0 makes the key of the tag
        _from.AsSpan().Clear();
        if (protection == TlsProtection.Ccm)
        {
            _from[0] = 2; // RFC 3610 §2.3: octets of the counter less one
            nonce.CopyTo(_from.AsSpan(1));
            _from[^1] = 1;
        }
        else
        {
            nonce.CopyTo(_from);
            _from[^1] = 2; // NIST SP 800-38D §7.1: block 1 hides the tag
        }
        return Encrypted()[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _aes?.Dispose();
        _many?.Dispose();
    }

    private ReadOnlySpan<byte> Stream(uint counter, ReadOnlySpan<byte> nonce)
    {
        ChaCha20.Block(_chaCha, counter, nonce, _to);
        return _to;
    }

    private ReadOnlySpan<byte> Encrypted()
    {
        if (++_blocks <= MostSingle)
        {
            _aes!.EncryptEcb(_from, _to, PaddingMode.None);
            return _to;
        }
        if (_many is null)
        {
            (_aes!.Mode, _aes.Padding) = (CipherMode.ECB, PaddingMode.None);
            _many = _aes.CreateEncryptor();
        }
        _many.TransformBlock(_from, 0, Size, _to, 0);
        return _to;
    }
}
