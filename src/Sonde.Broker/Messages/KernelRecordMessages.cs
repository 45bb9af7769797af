using System.Net;
using Sonde.Capture;

namespace Sonde.Broker;

/// <summary>Records of a watch, one after the other.</summary>
/// <remarks>
/// A record: | event 1 | time 8 | age 8 | error 4 | sent 8 | received 8 | retransmissions 8 | round trip 8 | length 8 |
/// interface 4 | reason | place | party |; a party: | process 4 | user 4 | cgroup 8 | inode 8 | namespace 4 | protocol 2 |
/// port 2 | far port 2 | direction 1 | state | command | address | far address |. Times are in 100 ns, since the year 1 or
/// of a span, all ones for none; texts and addresses have their length in one octet before them.
/// </remarks>
public static class KernelRecordMessages
{
    private const ulong None = ulong.MaxValue;
    private const int LongestName = 80; // of at most three octets each

    /// <summary>Reads the records of a message; false when it is malformed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, Action<KernelRecord> take)
    {
        ArgumentNullException.ThrowIfNull(take);
        var reader = new OctetReader(octets);
        while (!reader.IsDone)
        {
            KernelRecord? record = Record(ref reader);
            if (record is null)
                return false;
            take(record);
        }
        return true;
    }

    /// <summary>The whole message.</summary>
    public static byte[] Message(IEnumerable<KernelRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var writer = new OctetWriter();
        foreach (KernelRecord record in records)
            Write(writer, record);
        return writer.Message(MessageType.KernelRecords);
    }

    internal static void Write(OctetWriter writer, KernelRecord record)
    {
        writer
            .Octet((byte)record.Event)
            .Number64((ulong)record.At.UtcTicks)
            .Number64(Ticks(record.Age))
            .Number32((uint)record.Error)
            .Number64((ulong)record.Sent)
            .Number64((ulong)record.Received)
            .Number64((ulong)record.Retransmissions)
            .Number64(Ticks(record.RoundTripTime))
            .Number64((ulong)record.Length)
            .Number32((uint)record.Interface)
            .Text(Short(record.Reason))
            .Text(Short(record.Place));
        WriteParty(writer, record.Party);
    }

    internal static void WriteParty(OctetWriter writer, KernelParty party)
    {
        writer
            .Number32((uint)party.ProcessId)
            .Number32(party.UserId)
            .Number64(party.Cgroup)
            .Number64(party.Inode)
            .Number32(party.Namespace)
            .Number16((ushort)party.Protocol)
            .Number16((ushort)party.LocalPort)
            .Number16((ushort)party.RemotePort)
            .Octet((byte)party.Direction)
            .Text(party.State)
            .Text(party.Command);
        WriteAddress(writer, party.Local);
        WriteAddress(writer, party.Remote);
    }

    internal static KernelParty Party(ref OctetReader reader) =>
        new()
        {
            ProcessId = (int)reader.Number32(),
            UserId = reader.Number32(),
            Cgroup = reader.Number64(),
            Inode = reader.Number64(),
            Namespace = reader.Number32(),
            Protocol = reader.Number16(),
            LocalPort = reader.Number16(),
            RemotePort = reader.Number16(),
            Direction = (KernelDirection)reader.Octet(),
            State = reader.Text(),
            Command = reader.Text(),
            Local = Address(ref reader),
            Remote = Address(ref reader),
        };

    /// <summary>A time; null when there is no such one.</summary>
    internal static DateTimeOffset? Time(ulong ticks) =>
        ticks <= (ulong)DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset((long)ticks, TimeSpan.Zero) : null;

    private static KernelRecord? Record(ref OctetReader reader)
    {
        var kind = (KernelEvent)reader.Octet();
        DateTimeOffset? at = Time(reader.Number64());
        var record = new KernelRecord
        {
            Event = kind,
            At = at ?? default,
            Age = Span(reader.Number64()),
            Error = (int)reader.Number32(),
            Sent = (long)reader.Number64(),
            Received = (long)reader.Number64(),
            Retransmissions = (long)reader.Number64(),
            RoundTripTime = Span(reader.Number64()),
            Length = (long)reader.Number64(),
            Interface = (int)reader.Number32(),
            Reason = Known(reader.Text()),
            Place = Known(reader.Text()),
            Party = Party(ref reader),
        };
        return reader.IsWhole && at is not null && Enum.IsDefined(kind) ? record : null;
    }

    /// <summary>A name of the kernel that fits; empty for none.</summary>
    internal static string Short(string? name) => name is { Length: > LongestName } ? name[..LongestName] : name ?? "";

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static ulong Ticks(TimeSpan? span) => span is { } known ? (ulong)known.Ticks : None;

    private static TimeSpan? Span(ulong ticks) => ticks == None ? null : TimeSpan.FromTicks((long)ticks);

    private static void WriteAddress(OctetWriter writer, IPAddress? address)
    {
        byte[] octets = address?.GetAddressBytes() ?? [];
        writer.Octet((byte)octets.Length).Octets(octets);
    }

    private static IPAddress? Address(ref OctetReader reader)
    {
        ReadOnlySpan<byte> octets = reader.Take(reader.Octet());
        return octets.Length is 4 or 16 ? new IPAddress(octets) : null;
    }
}
