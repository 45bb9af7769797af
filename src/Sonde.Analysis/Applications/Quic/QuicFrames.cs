using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The frames that Initial packets may have, RFC 9000 §17.2.2.</summary>
internal static class QuicFrames
{
    private const int Padding = 0;
    private const int Ping = 1;
    private const int Ack = 2;
    private const int AckWithCounts = 3;
    private const int Crypto = 6;
    private const int Close = 0x1c;

    /// <summary>Whether an Initial packet may begin with a frame of this type.</summary>
    public static bool MayBegin(byte type) => type is Padding or Ping or Ack or AckWithCounts or Crypto or Close;

    /// <summary>Collects the handshake.</summary>
    public static void Read(ReadOnlySpan<byte> payload, QuicCrypto crypto)
    {
        int at = 0;
        while (at < payload.Length)
        {
            byte type = payload[at++];
            if (type is Padding or Ping)
                continue;
            bool isRead = type switch
            {
                Ack or AckWithCounts => SkipAck(payload, ref at, type == AckWithCounts),
                Crypto => ReadCrypto(crypto, payload, ref at),
                _ => false,
            };
            if (!isRead)
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

    private static bool SkipAck(ReadOnlySpan<byte> payload, ref int at, bool hasCounts)
    {
        if (
            !QuicLongHeader.TryVariable(payload, ref at, out _)
            || !QuicLongHeader.TryVariable(payload, ref at, out _)
            || !QuicLongHeader.TryVariable(payload, ref at, out ulong ranges)
            || !QuicLongHeader.TryVariable(payload, ref at, out _)
        )
            return false;
        ulong numbers = ranges > (ulong)payload.Length ? (ulong)payload.Length + 1 : ranges * 2;
        numbers += hasCounts ? 3ul : 0;
        for (; numbers > 0; numbers--)
        {
            if (!QuicLongHeader.TryVariable(payload, ref at, out _))
                return false;
        }
        return true;
    }
}
