using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sonde.Analysis;

/// <summary>HKDF-Expand-Label without context, RFC 8446 §7.1.</summary>
internal static class HkdfLabel
{
    /// <summary>Fills a key, an initialisation vector or another secret.</summary>
    public static void Expand(HashAlgorithmName hash, ReadOnlySpan<byte> secret, string label, Span<byte> target)
    {
        Span<byte> info = stackalloc byte[64];
        BinaryPrimitives.WriteUInt16BigEndian(info, (ushort)target.Length);
        int length = Encoding.ASCII.GetBytes("tls13 " + label, info[3..]);
        info[2] = (byte)length;
        info[3 + length] = 0;
        HKDF.Expand(hash, secret, target, info[..(4 + length)]);
    }
}
