using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sonde.Wire;

namespace Sonde.Testing;

/// <summary>Makes packets of QUIC that one end sends at one level, RFC 9001 §5.</summary>
public sealed class MakeQuic
{
    /// <summary>A connection identifier of a client's first packet, that of RFC 9001 §A.1.</summary>
    public static readonly byte[] FirstId = Make.Hex("8394c8f03e515708");

    private readonly byte[] _secret;
    private readonly ushort _suite;
    private readonly bool _isVersion2;
    private readonly byte[] _headerKey;
    private readonly byte[] _key;
    private readonly byte[] _nonce;

    private MakeQuic(byte[] secret, ushort suite, bool isVersion2, byte[]? headerKey)
    {
        (_secret, _suite, _isVersion2) = (secret, suite, isVersion2);
        int size = suite == 0x1301 ? 16 : 32;
        _key = Expand("key", size);
        _nonce = Expand("iv", 12);
        _headerKey = headerKey ?? Expand("hp", size);
    }

    private HashAlgorithmName Hash => _suite == 0x1302 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

    private uint Version => _isVersion2 ? QuicVersions.Version2 : QuicVersions.Version1;

    /// <summary>Packets under a secret of TLS.</summary>
    public static MakeQuic Of(byte[] secret, ushort suite = 0x1301, bool isVersion2 = false) =>
        new(secret, suite, isVersion2, null);

    /// <summary>Initial packets, for <see cref="FirstId"/>.</summary>
    public static MakeQuic Initial(bool ofClient, bool isVersion2 = false)
    {
        uint version = isVersion2 ? QuicVersions.Version2 : QuicVersions.Version1;
        byte[] initial = HKDF.Extract(HashAlgorithmName.SHA256, FirstId, QuicVersions.SaltOf(version).ToArray());
        return Of(
            Expand(HashAlgorithmName.SHA256, initial, ofClient ? "client in" : "server in", 32),
            0x1301,
            isVersion2
        );
    }

    /// <summary>A CRYPTO frame.</summary>
    public static byte[] Crypto(int offset, params ReadOnlySpan<byte> data) =>
        [6, .. Number((ulong)offset), .. Number((ulong)data.Length), .. data];

    /// <summary>A STREAM frame.</summary>
    public static byte[] Stream(ulong id, ulong offset, ReadOnlySpan<byte> data, bool isLast = false) =>
        [(byte)(0x0e | (isLast ? 1 : 0)), .. Number(id), .. Number(offset), .. Number((ulong)data.Length), .. data];

    /// <summary>An integer, RFC 9000 §16.</summary>
    public static byte[] Number(ulong value)
    {
        byte[] octets = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(octets, value);
        (int size, int bits) =
            value < 1 << 6 ? (1, 0)
            : value < 1 << 14 ? (2, 1)
            : value < 1 << 30 ? (4, 2)
            : (8, 3);
        octets[8 - size] |= (byte)(bits << 6);
        return octets[(8 - size)..];
    }

    /// <summary>What the sender uses after an update of keys.</summary>
    public MakeQuic Updated() => new(Expand("ku", _secret.Length), _suite, _isVersion2, _headerKey);

    /// <summary>A packet with a long header.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="destination">Connection identifier of the receiver.</param>
    /// <param name="source">Connection identifier of the sender.</param>
    /// <param name="number">Its number.</param>
    /// <param name="frames">What is in it.</param>
    public byte[] Long(
        QuicPacketType type,
        byte[] destination,
        byte[] source,
        ulong number,
        params ReadOnlySpan<byte> frames
    )
    {
        int kind = ((int)type + (_isVersion2 ? 1 : 0)) & 3; // RFC 9369 §3.2
        byte[] version = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(version, Version);
        int length = 2 + Padded(frames).Length + 16;
        byte[] header =
        [
            (byte)(0xc1 | kind << 4),
            .. version,
            (byte)destination.Length,
            .. destination,
            (byte)source.Length,
            .. source,
            .. type == QuicPacketType.Initial ? [0] : (byte[])[],
            (byte)(0x40 | length >> 8),
            (byte)length,
        ];
        return Protect(header, number, 2, frames);
    }

    /// <summary>A packet with a short header.</summary>
    /// <param name="destination">Connection identifier of the receiver.</param>
    /// <param name="number">Its number.</param>
    /// <param name="frames">What is in it.</param>
    /// <param name="phase">Phase of the keys.</param>
    /// <param name="numberSize">Octets in which the number is written.</param>
    public byte[] Short(byte[] destination, ulong number, byte[] frames, bool phase = false, int numberSize = 2) =>
        Protect([(byte)(0x40 | (phase ? 4 : 0) | (numberSize - 1)), .. destination], number, numberSize, frames);

    // RFC 9001 §5.4.2: long enough for the sample
    private static byte[] Padded(ReadOnlySpan<byte> frames) => [.. frames, .. new byte[Math.Max(0, 4 - frames.Length)]];

    private byte[] Protect(byte[] header, ulong number, int size, ReadOnlySpan<byte> frames)
    {
        byte[] content = Padded(frames);
        byte[] numberOctets = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(numberOctets, number);
        byte[] clear = [.. header, .. numberOctets[^size..]];
        byte[] nonce = [.. _nonce];
        for (int index = 0; index < 8; index++)
            nonce[4 + index] ^= numberOctets[index];
        byte[] hidden = new byte[content.Length];
        byte[] tag = new byte[16];
        if (_suite == 0x1303)
        {
            using var aead = new ChaCha20Poly1305(_key);
            aead.Encrypt(nonce, content, hidden, tag, clear);
        }
        else
        {
            using var aead = new AesGcm(_key, 16);
            aead.Encrypt(nonce, content, hidden, tag, clear);
        }
        byte[] packet = [.. clear, .. hidden, .. tag];
        Span<byte> mask = Mask(packet.AsSpan(header.Length + 4, 16));
        packet[0] ^= (byte)(mask[0] & ((packet[0] & 0x80) != 0 ? 0x0f : 0x1f));
        for (int index = 0; index < size; index++)
            packet[header.Length + index] ^= mask[1 + index];
        return packet;
    }

    private byte[] Mask(ReadOnlySpan<byte> sample)
    {
        byte[] mask = new byte[16];
        if (_suite == 0x1303)
        {
            ChaCha20.Block(_headerKey, BinaryPrimitives.ReadUInt32LittleEndian(sample), sample[4..], mask);
            return mask;
        }
        using var aes = Aes.Create();
        aes.Key = _headerKey;
        return aes.EncryptEcb(sample, PaddingMode.None);
    }

    private byte[] Expand(string name, int length) =>
        Expand(Hash, _secret, (_isVersion2 ? "quicv2 " : "quic ") + name, length);

    private static byte[] Expand(HashAlgorithmName hash, byte[] secret, string label, int length)
    {
        byte[] name = Encoding.ASCII.GetBytes("tls13 " + label);
        return HKDF.Expand(hash, secret, length, [0, (byte)length, (byte)name.Length, .. name, 0]);
    }
}
