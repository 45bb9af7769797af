using System.Security.Cryptography;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The pseudorandom function of TLS before 1.3: RFC 5246 §5, and RFC 2246 §5 for TLS 1.0 and 1.1.</summary>
internal static class TlsPrf
{
    /// <summary>Fills <paramref name="target"/> with "key expansion" of a master secret, RFC 5246 §6.3.</summary>
    public static void KeyBlock(
        ushort version,
        HashAlgorithmName hash,
        ReadOnlySpan<byte> master,
        ReadOnlySpan<byte> serverRandom,
        ReadOnlySpan<byte> clientRandom,
        Span<byte> target
    )
    {
        byte[] seed = [.. "key expansion"u8, .. serverRandom, .. clientRandom];
        target.Clear();
        if (version >= TlsVersions.Tls12)
        {
            Mix(hash, master, seed, target);
            return;
        }
        int half = (master.Length + 1) / 2;
        Mix(HashAlgorithmName.MD5, master[..half], seed, target);
        Mix(HashAlgorithmName.SHA1, master[^half..], seed, target);
    }

    // P_hash, added to what is there
    private static void Mix(HashAlgorithmName hash, ReadOnlySpan<byte> secret, byte[] seed, Span<byte> target)
    {
        Span<byte> chain = stackalloc byte[64];
        Span<byte> block = stackalloc byte[64];
        using var code = IncrementalHash.CreateHMAC(hash, secret);
        int size = code.HashLengthInBytes;
        code.AppendData(seed);
        code.GetHashAndReset(chain);
        for (int at = 0; at < target.Length; at += size)
        {
            code.AppendData(chain[..size]);
            code.AppendData(seed);
            code.GetHashAndReset(block);
            for (int index = 0; index < size && at + index < target.Length; index++)
                target[at + index] ^= block[index];
            code.AppendData(chain[..size]);
            code.GetHashAndReset(chain);
        }
    }
}
