using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Text;

namespace Sonde.Capture;

/// <summary>Reads what the programs hand over; Programs/records.h has the layouts.</summary>
internal static class KernelRecords
{
    public const int RecordLength = 160;
    public const int FlowLength = 96;
    public const int RoundTripsLength = 136;
    public const int TrafficKeyLength = 8;
    public const int TrafficLength = 64;
    public const int DropKeyLength = 16;
    public const int DropLength = 16;
    private const int PartyLength = 88;

    // include/net/tcp_states.h, with the names of RFC 9293 §3.3.2
    private static readonly string[] States =
    [
        "",
        "ESTABLISHED",
        "SYN-SENT",
        "SYN-RECEIVED",
        "FIN-WAIT-1",
        "FIN-WAIT-2",
        "TIME-WAIT",
        "CLOSED",
        "CLOSE-WAIT",
        "LAST-ACK",
        "LISTEN",
        "CLOSING",
        "SYN-RECEIVED",
    ];

    public static KernelRecord Record(ReadOnlySpan<byte> octets, KernelNames names)
    {
        ulong at = U64(octets, 0);
        ulong began = U64(octets, 8);
        var kind = (KernelEvent)U32(octets, 40);
        uint roundTrip = U32(octets, 48);
        uint reason = U32(octets, 56);
        return new KernelRecord
        {
            Event = kind,
            At = Time(at),
            Age = began == 0 ? null : Span(at - began),
            Sent = (long)U64(octets, 16),
            Received = (long)U64(octets, 24),
            Place = kind == KernelEvent.Dropped ? names.Place(U64(octets, 32)) : null,
            Retransmissions = U32(octets, 44),
            RoundTripTime = roundTrip == 0 ? null : Microseconds(roundTrip),
            Length = U32(octets, 52),
            Reason = kind switch
            {
                KernelEvent.Dropped => names.DropReason(reason),
                KernelEvent.ResetSent => names.ResetReason(reason),
                _ => null,
            },
            Interface = (int)U32(octets, 60),
            Error = (int)U32(octets, 64),
            Party = Party(octets[72..]),
        };
    }

    public static KernelOpen Open(ReadOnlySpan<byte> octets)
    {
        ulong began = U64(octets, 0);
        return new KernelOpen(Party(octets[8..]), Time(began), Span((ulong)Now() - began));
    }

    public static KernelRoundTrips RoundTrips(ReadOnlySpan<byte> octets) =>
        new(
            Party(octets[48..]),
            (long)U64(octets, 0),
            TimeSpan.FromMicroseconds(U64(octets, 8)),
            Microseconds(U32(octets, 24)),
            Microseconds(U32(octets, 28)),
            Microseconds(U32(octets, 32)),
            Microseconds(U32(octets, 36)),
            Microseconds(U32(octets, 40)),
            U32(octets, 44)
        );

    public static KernelTraffic Traffic(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        new(
            (int)U32(key, 0),
            Text(value[48..64]),
            U32(value, 40),
            U64(value, 32),
            U32(value, 44),
            U16(key, 4) == 2 ? 4 : 6,
            U16(key, 6),
            (long)U64(value, 0),
            (long)U64(value, 8),
            (long)U64(value, 16),
            (long)U64(value, 24)
        );

    public static KernelDrops Drops(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, KernelNames names) =>
        new(
            names.DropReason(U32(key, 8)),
            names.Place(U64(key, 0)),
            U16(key, 12),
            U16(key, 14),
            new KernelAmount((long)U64(value, 0), (long)U64(value, 8))
        );

    private static KernelParty Party(ReadOnlySpan<byte> octets)
    {
        octets = octets[..PartyLength];
        int family = U16(octets, 28);
        byte state = octets[37];
        return new KernelParty
        {
            Cgroup = U64(octets, 0),
            Inode = U64(octets, 8),
            ProcessId = (int)U32(octets, 16),
            UserId = U32(octets, 20),
            Namespace = U32(octets, 24),
            Protocol = U16(octets, 30),
            LocalPort = U16(octets, 32),
            RemotePort = U16(octets, 34),
            Direction = (KernelDirection)octets[36],
            State = state < States.Length ? States[state] : "",
            Local = Address(octets[40..56], family),
            Remote = Address(octets[56..72], family),
            Command = Text(octets[72..88]),
        };
    }

    // A socket of IPv6 that speaks IPv4 has the mapped address (RFC 4291 §2.5.5.2); people mean the other form.
    private static IPAddress? Address(ReadOnlySpan<byte> octets, int family)
    {
        if (family is not (2 or 10))
            return null;
        var address = new IPAddress(family == 2 ? octets[..4] : octets);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static string Text(ReadOnlySpan<byte> octets)
    {
        int end = octets.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? octets : octets[..end]);
    }

    // CLOCK_MONOTONIC, which Stopwatch counts in nanoseconds on Linux, as the kernel's programs do.
    private static long Now() => Stopwatch.GetTimestamp();

    private static DateTimeOffset Time(ulong monotonic) =>
        DateTimeOffset.UtcNow - Span((ulong)Math.Max(0, Now() - (long)monotonic));

    private static TimeSpan Span(ulong nanoseconds) =>
        TimeSpan.FromTicks((long)(Math.Min(nanoseconds, long.MaxValue) / 100));

    private static TimeSpan Microseconds(uint count) =>
        count == uint.MaxValue ? default : TimeSpan.FromMicroseconds(count);

    private static ulong U64(ReadOnlySpan<byte> octets, int at) =>
        BinaryPrimitives.ReadUInt64LittleEndian(octets[at..]);

    private static uint U32(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt32LittleEndian(octets[at..]);

    private static ushort U16(ReadOnlySpan<byte> octets, int at) =>
        BinaryPrimitives.ReadUInt16LittleEndian(octets[at..]);
}
