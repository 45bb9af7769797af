using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>Reads what the kernel says beside a datagram: struct cmsghdr, | length 8 | level 4 | type 4 | data …, padded to 8 |.</summary>
internal static class ControlMessages
{
    private const int HeaderSize = 16;
    private const int ErrorSize = 16; // struct sock_extended_err; the offender's address follows
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;

    /// <summary>The message with what the octets say of it.</summary>
    public static SocketMessage Read(ReadOnlySpan<byte> octets, SocketMessage message)
    {
        while (octets.Length >= HeaderSize)
        {
            ulong claimed = MemoryMarshal.Read<ulong>(octets);
            if (claimed < HeaderSize || claimed > (ulong)octets.Length)
                break;
            int level = MemoryMarshal.Read<int>(octets[8..]);
            int type = MemoryMarshal.Read<int>(octets[12..]);
            message = With(message, level, type, octets[HeaderSize..(int)claimed]);
            int padded = ((int)claimed + 7) & ~7;
            octets = padded < octets.Length ? octets[padded..] : [];
        }
        return message;
    }

    private static SocketMessage With(SocketMessage message, int level, int type, ReadOnlySpan<byte> data) =>
        (level, type) switch
        {
            (SocketNumbers.SocketLevel, SocketNumbers.TimestampNanoseconds) when data.Length >= 16 => message with
            {
                ReceivedAt = ReceivedAt(MemoryMarshal.Read<long>(data), MemoryMarshal.Read<long>(data[8..])),
            },
            (SocketNumbers.IpLevel, SocketNumbers.IpTimeToLive)
            or (SocketNumbers.Ipv6Level, SocketNumbers.Ipv6HopLimit) when data.Length >= 4 => message with
            {
                HopsLeft = MemoryMarshal.Read<int>(data),
            },
            (SocketNumbers.IpLevel, SocketNumbers.IpReceiveErrors)
            or (SocketNumbers.Ipv6Level, SocketNumbers.Ipv6ReceiveErrors) when data.Length >= ErrorSize => message with
            {
                Error = ErrorOf(data),
            },
            _ => message,
        };

    private static QueuedError ErrorOf(ReadOnlySpan<byte> data) =>
        new(
            MemoryMarshal.Read<int>(data),
            (ErrorOrigin)data[4],
            data[5],
            data[6],
            MemoryMarshal.Read<uint>(data[8..]),
            NativeAddress.Read(data[ErrorSize..], out _),
            MemoryMarshal.Read<ushort>(data[12..])
        );

    // On the clock that does not jump. The other one can be set meanwhile: what cannot be is no age.
    private static long ReceivedAt(long seconds, long nanoseconds)
    {
        long now = Stopwatch.GetTimestamp();
        long age = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks - (seconds * TicksPerSecond + nanoseconds / 100);
        return age is > 0 and < 60 * TicksPerSecond
            ? now - (long)(age * (double)Stopwatch.Frequency / TicksPerSecond)
            : now;
    }
}
