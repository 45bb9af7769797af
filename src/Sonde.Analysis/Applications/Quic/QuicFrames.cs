using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The frames of Initial packets, RFC 9000 §17.2.2.</summary>
internal static class QuicFrames
{
    /// <summary>Collects the handshake.</summary>
    public static void Read(ReadOnlySpan<byte> payload, QuicCrypto crypto)
    {
        var frames = new QuicFrameReader(payload);
        while (frames.TryNext())
        {
            if (frames.Type == QuicFrameTypes.Crypto && !crypto.TryAdd(frames.Offset, frames.Data))
                return;
        }
    }

    /// <summary>Reads what stands behind the type of a CRYPTO frame: offset, length, data.</summary>
    public static bool ReadCrypto(QuicCrypto crypto, ReadOnlySpan<byte> payload, ref int at)
    {
        if (
            !QuicLongHeader.TryVariable(payload, ref at, out ulong offset)
            || !QuicLongHeader.TryVariable(payload, ref at, out ulong length)
            || length > (ulong)(payload.Length - at)
        )
            return false;
        bool isKept = crypto.TryAdd(offset, payload.Slice(at, (int)length));
        at += (int)length;
        return isKept;
    }
}
