using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sonde.Testing;

/// <summary>Makes records and handshake messages of TLS.</summary>
public static class MakeTls
{
    /// <summary>A record.</summary>
    public static byte[] Record(byte content, params ReadOnlySpan<byte> octets) =>
        [content, 3, 3, (byte)(octets.Length >> 8), (byte)octets.Length, .. octets];

    /// <summary>A handshake message in a record of its own.</summary>
    public static byte[] Handshake(byte type, params ReadOnlySpan<byte> body) => Record(22, Message(type, body));

    /// <summary>A handshake message.</summary>
    public static byte[] Message(byte type, params ReadOnlySpan<byte> body) =>
        [type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];

    /// <summary>A client's hello: two suites, a group, a scheme, the protocol h2, and versions when some are given.</summary>
    public static byte[] ClientHello(string? name, params ushort[] versions)
    {
        byte[] extensions =
        [
            .. name is null
                ? []
                : Extension(0, [0, (byte)(name.Length + 3), 0, 0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name)]),
            .. Extension(10, 0, 2, 0, 0x1d),
            .. Extension(13, 0, 2, 4, 3),
            .. Extension(16, 0, 3, 2, (byte)'h', (byte)'2'),
            .. versions.Length == 0 ? [] : Extension(43, [(byte)(2 * versions.Length), .. Numbers(versions)]),
        ];
        return Message(1, [3, 3, .. new byte[32], 0, 0, 4, 0x13, 0x01, 0xc0, 0x2b, 1, 0, .. Sized(extensions)]);
    }

    /// <summary>A server's hello that chooses a suite, and a version in an extension when one is given.</summary>
    public static byte[] ServerHello(ushort suite, ushort? version = null)
    {
        byte[] extensions = version is { } chosen ? Extension(43, Numbers([chosen])) : [];
        return Message(2, [3, 3, .. Enumerable.Repeat((byte)7, 32), 0, .. Numbers([suite]), 0, .. Sized(extensions)]);
    }

    /// <summary>A Certificate message in the form of TLS 1.2.</summary>
    public static byte[] Certificates(params byte[][] chain)
    {
        byte[] list = [.. chain.SelectMany(der => (byte[])[0, (byte)(der.Length >> 8), (byte)der.Length, .. der])];
        return Message(11, [0, (byte)(list.Length >> 8), (byte)list.Length, .. list]);
    }

    /// <summary>A record of TLS 1.3 with AES-128-GCM.</summary>
    /// <param name="secret">The sender's traffic secret, 32 octets.</param>
    /// <param name="number">Number of the record under that secret.</param>
    /// <param name="content">Type of what is inside.</param>
    /// <param name="clear">What is inside.</param>
    public static byte[] Sealed(byte[] secret, ulong number, byte content, params ReadOnlySpan<byte> clear)
    {
        byte[] key = HKDF.Expand(HashAlgorithmName.SHA256, secret, 16, [0, 16, 9, .. "tls13 key"u8, 0]);
        byte[] nonce = HKDF.Expand(HashAlgorithmName.SHA256, secret, 12, [0, 12, 8, .. "tls13 iv"u8, 0]);
        for (int index = 0; index < 8; index++)
            nonce[11 - index] ^= (byte)(number >> (8 * index));
        byte[] inside = [.. clear, content];
        byte[] record = Record(23, new byte[inside.Length + 16]);
        Span<byte> hidden = record.AsSpan(5, inside.Length);
        using var cipher = new AesGcm(key, 16);
        cipher.Encrypt(nonce, inside, hidden, record.AsSpan(5 + inside.Length), record.AsSpan(0, 5));
        return record;
    }

    /// <summary>An extension.</summary>
    public static byte[] Extension(ushort type, params ReadOnlySpan<byte> data) =>
        [(byte)(type >> 8), (byte)type, .. Sized(data)];

    private static byte[] Sized(ReadOnlySpan<byte> octets) =>
        [(byte)(octets.Length >> 8), (byte)octets.Length, .. octets];

    private static byte[] Numbers(ReadOnlySpan<ushort> numbers)
    {
        byte[] octets = new byte[numbers.Length * 2];
        for (int at = 0; at < numbers.Length; at++)
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(at * 2), numbers[at]);
        return octets;
    }
}
