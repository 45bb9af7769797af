using System.Buffers.Binary;

namespace Sonde.Host;

/// <summary>Reads the kernel's tcp_info (include/uapi/linux/tcp.h): an older kernel gives a shorter one.</summary>
public static class TcpInformation
{
    private const long NoThreshold = 0x7fff_ffff; // TCP_INFINITE_SSTHRESH

    /// <summary>Reads it; null when even the oldest form would be longer.</summary>
    public static SocketTcpFacts? Read(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 104)
            return null;
        long threshold = Word(octets, 76) ?? NoThreshold;
        return new SocketTcpFacts
        {
            Backoff = octets[4],
            RetransmissionTimeout = Microseconds(Word(octets, 8)),
            SendSegmentLength = (int?)Word(octets, 16),
            Unacknowledged = Word(octets, 24),
            Lost = Word(octets, 32),
            RetransmissionsOpen = Word(octets, 36),
            SinceSent = Milliseconds(Word(octets, 44)),
            SinceReceived = Milliseconds(Word(octets, 52)),
            PathMtu = (int?)Word(octets, 60),
            // 0 says that nothing was measured yet
            RoundTripTime = Microseconds(Word(octets, 68) is > 0 and var time ? time : null),
            RoundTripVariation = Microseconds(Word(octets, 68) > 0 ? Word(octets, 72) : null),
            SlowStartThreshold = threshold >= NoThreshold ? null : threshold,
            CongestionWindow = Word(octets, 80),
            Retransmissions = Word(octets, 100),
            OctetsAcknowledged = Long(octets, 120),
            OctetsReceived = Long(octets, 128),
            // all ones before the first measurement
            LeastRoundTripTime = Microseconds(
                Word(octets, 148) is > 0 and < uint.MaxValue and var least ? least : null
            ),
            DeliveryRate = Long(octets, 160),
            Busy = Microseconds(Long(octets, 168)),
            LimitedByReceiver = Microseconds(Long(octets, 176)),
            LimitedBySendBuffer = Microseconds(Long(octets, 184)),
            OctetsSent = Long(octets, 200),
            OctetsRetransmitted = Long(octets, 208),
            SendWindow = Word(octets, 228),
            ReceiveWindow = Word(octets, 232),
        };
    }

    private static long? Word(ReadOnlySpan<byte> octets, int offset) =>
        offset + 4 <= octets.Length ? BinaryPrimitives.ReadUInt32LittleEndian(octets[offset..]) : null;

    private static long? Long(ReadOnlySpan<byte> octets, int offset) =>
        offset + 8 <= octets.Length && BinaryPrimitives.ReadInt64LittleEndian(octets[offset..]) is >= 0 and var value
            ? value
            : null;

    private static TimeSpan? Microseconds(long? count) =>
        count is { } some ? TimeSpan.FromTicks(Math.Min(some, long.MaxValue / 10) * 10) : null;

    private static TimeSpan? Milliseconds(long? count) => count is { } some ? TimeSpan.FromMilliseconds(some) : null;
}
