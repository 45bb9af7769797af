namespace Sonde.Analysis;

/// <summary>The frames of Google's QUIC, which its versions with the handshake of TLS kept. They are not those of RFC 9000.</summary>
internal static class GoogleQuicFrames
{
    private const int Padding = 0;
    private const int Ping = 7;
    private const int Crypto = 8;
    private const int AckBit = 0x40; // 01NSLLMM: several blocks, (unused), sizes of the largest number and of a block

    /// <summary>Whether a packet may begin with a frame of this type.</summary>
    public static bool MayBegin(byte type) => type <= Crypto || (type & 0xc0) == AckBit;

    /// <summary>Collects the handshake.</summary>
    public static void Read(ReadOnlySpan<byte> payload, QuicCrypto crypto)
    {
        int at = 0;
        while (at < payload.Length)
        {
            byte type = payload[at++];
            bool isRead = type switch
            {
                Padding or Ping => true,
                Crypto => QuicFrames.ReadCrypto(crypto, payload, ref at),
                _ => (type & 0xc0) == AckBit && SkipAck(payload, ref at, type),
            };
            if (!isRead)
                return;
        }
    }

    // | largest LL | delay 2 | (N: blocks 1) | first block MM | (gap 1, block MM)* | timestamps 1 | (1 + 4) | (1 + 2)* |
    private static bool SkipAck(ReadOnlySpan<byte> payload, ref int at, byte type)
    {
        int blockSize = Size(type & 3);
        at += Size(type >> 2 & 3) + 2;
        int blocks = 0;
        if ((type & 0x20) != 0)
        {
            if (at >= payload.Length)
                return false;
            blocks = payload[at++];
        }
        at += blockSize + blocks * (1 + blockSize);
        if (at >= payload.Length)
            return false;
        int timestamps = payload[at++];
        if (timestamps > 0)
            at += 5 + (timestamps - 1) * 3;
        return at <= payload.Length;
    }

    private static int Size(int bits) => bits == 3 ? 6 : 1 << bits;
}
