using System.Buffers.Binary;
using System.Security.Cryptography;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The keys of the Initial packets of one direction, which anybody can derive from the client's first packet, RFC 9001 §5.2.</summary>
internal sealed class QuicInitialKeys
{
    private const int KeySize = 16;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int SampleOffset = 4; // octets from the packet number to the sample, RFC 9001 §5.4.2

    private readonly byte[] _key = new byte[KeySize];
    private readonly byte[] _headerKey = new byte[KeySize];
    private readonly byte[] _nonce = new byte[NonceSize];
    private readonly bool _hasGoogleFrames;

    /// <summary>Derives them.</summary>
    /// <param name="version">The version, whose salt is known.</param>
    /// <param name="connectionId">The destination of the client's first Initial packet.</param>
    /// <param name="ofClient">Those that the client sends with.</param>
    public QuicInitialKeys(uint version, ReadOnlySpan<byte> connectionId, bool ofClient)
    {
        _hasGoogleFrames = QuicVersions.HasGoogleFrames(version);
        Span<byte> initial = stackalloc byte[32];
        Span<byte> secret = stackalloc byte[32];
        HKDF.Extract(HashAlgorithmName.SHA256, connectionId, QuicVersions.SaltOf(version), initial);
        HkdfLabel.Expand(HashAlgorithmName.SHA256, initial, ofClient ? "client in" : "server in", secret);
        string prefix = version == QuicVersions.Version2 ? "quicv2 " : "quic ";
        HkdfLabel.Expand(HashAlgorithmName.SHA256, secret, prefix + "key", _key);
        HkdfLabel.Expand(HashAlgorithmName.SHA256, secret, prefix + "iv", _nonce);
        HkdfLabel.Expand(HashAlgorithmName.SHA256, secret, prefix + "hp", _headerKey);
    }

    /// <summary>Takes the protection off a packet. Returns the octets of its payload, or -1 where these are not its keys.</summary>
    public int TryOpen(in QuicLongHeader packet, Span<byte> payload)
    {
        ReadOnlySpan<byte> octets = packet.Octets;
        int at = packet.NumberOffset;
        Span<byte> mask = stackalloc byte[KeySize];
        if (octets.Length - at < SampleOffset + KeySize)
            return -1;
        Encrypt(_headerKey, octets.Slice(at + SampleOffset, KeySize), mask);
        byte flags = (byte)(octets[0] ^ mask[0] & 0x0f);
        int numberLength = (flags & 3) + 1;
        int header = at + numberLength;
        int length = octets.Length - header - TagSize;
        if (length < 0 || length > payload.Length)
            return -1;
        Span<byte> clear = header <= 512 ? stackalloc byte[header] : new byte[header];
        octets[..header].CopyTo(clear);
        clear[0] = flags;
        uint number = 0;
        for (int index = 0; index < numberLength; index++)
        {
            clear[at + index] ^= mask[1 + index];
            number = number << 8 | clear[at + index];
        }
        Span<byte> nonce = stackalloc byte[NonceSize];
        _nonce.CopyTo(nonce);
        Span<byte> low = nonce[8..];
        BinaryPrimitives.WriteUInt32BigEndian(low, BinaryPrimitives.ReadUInt32BigEndian(low) ^ number);
        if (length == 0 || !BeginsLikeFrames(octets[header], nonce))
            return -1;
        try
        {
            using var aead = new AesGcm(_key, TagSize);
            aead.Decrypt(nonce, octets.Slice(header, length), octets[^TagSize..], payload[..length], clear);
            return length;
        }
        catch (AuthenticationTagMismatchException)
        {
            return -1;
        }
    }

    // What the wrong keys open is noise, and a tag that does not fit costs an exception: the first octet tells most of it.
    private bool BeginsLikeFrames(byte first, ReadOnlySpan<byte> nonce)
    {
        Span<byte> counter = stackalloc byte[KeySize];
        nonce.CopyTo(counter);
        counter[^1] = 2; // the first block of content, NIST SP 800-38D §7.1
        Span<byte> stream = stackalloc byte[KeySize];
        Encrypt(_key, counter, stream);
        byte type = (byte)(first ^ stream[0]);
        return _hasGoogleFrames ? GoogleQuicFrames.MayBegin(type) : QuicFrames.MayBegin(type);
    }

    private static void Encrypt(byte[] key, ReadOnlySpan<byte> block, Span<byte> encrypted)
    {
        using var cipher = Aes.Create();
        cipher.Key = key;
        cipher.EncryptEcb(block, encrypted, PaddingMode.None);
    }
}
