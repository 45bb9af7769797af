using System.Buffers.Binary;

namespace Sonde.Traffic;

/// <summary>The part of SSH that is readable: the offer of algorithms, RFC 4253 §7.1.</summary>
internal static class SshShapes
{
    private static readonly string[] Offers =
    [
        "curve25519-sha256,ecdh-sha2-nistp256",
        "ssh-ed25519,rsa-sha2-512",
        "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com",
        "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com",
        "hmac-sha2-256-etm@openssh.com",
        "hmac-sha2-256-etm@openssh.com",
        "none",
        "none",
        "",
        "",
    ];

    public static byte[] KeyExchangeInit(Dice dice)
    {
        var payload = new List<byte> { 20 };
        payload.AddRange(dice.Octets(16));
        Span<byte> length = stackalloc byte[4];
        foreach (string offer in Offers)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, offer.Length);
            payload.AddRange(length);
            payload.AddRange(System.Text.Encoding.ASCII.GetBytes(offer));
        }
        payload.AddRange(new byte[5]);

        // padding of at least four octets makes the whole a multiple of eight
        int padding = 8 - (payload.Count + 5) % 8;
        if (padding < 4)
            padding += 8;
        BinaryPrimitives.WriteInt32BigEndian(length, payload.Count + 1 + padding);
        return [.. length, (byte)padding, .. payload, .. new byte[padding]];
    }
}
