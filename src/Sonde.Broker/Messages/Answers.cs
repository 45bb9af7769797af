using System.Text;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>What a daemon is and gives.</summary>
/// <param name="Program">Its version.</param>
/// <param name="Offers">What it may be asked for.</param>
/// <param name="CapturesPerUser">Captures that a user may have at once.</param>
/// <param name="BufferOctetsPerUser">Octets of kernel memory that the captures of a user may have.</param>
public sealed record DaemonFacts(string Program, Offers Offers, int CapturesPerUser, long BufferOctetsPerUser)
{
    /// <summary>Reads them; null when they are malformed.</summary>
    public static DaemonFacts? Read(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        var offers = (Offers)reader.Number16();
        int captures = reader.Number16();
        ulong buffer = reader.Number64();
        string program = reader.Text();
        return reader.IsDone ? new DaemonFacts(program, offers, captures, (long)Math.Min(buffer, long.MaxValue)) : null;
    }

    /// <summary>The whole message.</summary>
    public byte[] Message() =>
        new OctetWriter()
            .Number16((ushort)Offers)
            .Number16((ushort)CapturesPerUser)
            .Number64((ulong)BufferOctetsPerUser)
            .Text(Program)
            .Message(MessageType.Described);
}

/// <summary>The interfaces where a daemon runs.</summary>
public static class DeviceList
{
    private const int Most = 4096;

    /// <summary>Reads them; null when they are malformed.</summary>
    public static IReadOnlyList<PacketDevice>? Read(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        int count = reader.Number16();
        List<PacketDevice> devices = [];
        for (int i = 0; i < count && reader.IsWhole; i++)
        {
            int index = (int)reader.Number32();
            int type = reader.Number16();
            bool isUp = reader.Octet() != 0;
            devices.Add(new PacketDevice(reader.Text(), index, type, isUp));
        }
        return reader.IsDone ? devices : null;
    }

    /// <summary>The whole message.</summary>
    public static byte[] Message(IReadOnlyList<PacketDevice> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        PacketDevice[] named =
        [
            .. devices.Where(one => CaptureRequest.IsName(Encoding.UTF8.GetBytes(one.Name))).Take(Most),
        ];
        OctetWriter writer = new OctetWriter().Number16((ushort)named.Length);
        foreach (PacketDevice one in named)
        {
            writer
                .Number32((uint)one.Index)
                .Number16((ushort)one.HardwareType)
                .Octet((byte)(one.IsUp ? 1 : 0))
                .Text(one.Name);
        }
        return writer.Message(MessageType.DeviceList);
    }
}

/// <summary>A capture that began.</summary>
/// <param name="BufferOctets">Octets of its ring.</param>
/// <param name="Loopback">
/// Number of the interface on which each frame is seen twice, going and coming; 0 when there is none.
/// </param>
public sealed record CaptureGrant(long BufferOctets, int Loopback)
{
    /// <summary>Reads it; null when it is malformed.</summary>
    public static CaptureGrant? Read(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        var grant = new CaptureGrant((long)reader.Number64(), (int)reader.Number32());
        return reader.IsDone ? grant : null;
    }

    /// <summary>The whole message.</summary>
    public byte[] Message() =>
        new OctetWriter().Number64((ulong)BufferOctets).Number32((uint)Loopback).Message(MessageType.CaptureOpened);
}

/// <summary>What was counted since a capture began.</summary>
/// <param name="Passed">Frames that passed the filter, those dropped among them.</param>
/// <param name="Dropped">Frames dropped because they were not read in time.</param>
/// <param name="DroppedByInterface">Frames that the interface or its driver dropped.</param>
public readonly record struct CaptureCounters(long Passed, long Dropped, long DroppedByInterface)
{
    /// <summary>Reads them; null when they are malformed.</summary>
    public static CaptureCounters? Read(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        var counters = new CaptureCounters((long)reader.Number64(), (long)reader.Number64(), (long)reader.Number64());
        return reader.IsDone ? counters : null;
    }

    /// <summary>The whole message.</summary>
    public byte[] Message() =>
        new OctetWriter()
            .Number64((ulong)Passed)
            .Number64((ulong)Dropped)
            .Number64((ulong)DroppedByInterface)
            .Message(MessageType.Counters);
}

/// <summary>Something was refused.</summary>
/// <param name="Code">Why.</param>
/// <param name="Text">Why, for people; at most 255 octets.</param>
public sealed record Refusal(RefusalCode Code, string Text)
{
    /// <summary>Reads it; null when it is malformed.</summary>
    public static Refusal? Read(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        var refusal = new Refusal((RefusalCode)reader.Octet(), reader.Text());
        return reader.IsDone ? refusal : null;
    }

    /// <summary>The whole message.</summary>
    public byte[] Message() =>
        new OctetWriter().Octet((byte)Code).Text(Text.Length > 200 ? Text[..200] : Text).Message(MessageType.Refused);
}
