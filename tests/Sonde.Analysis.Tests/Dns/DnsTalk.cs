using Sonde.Testing;
using Sonde.Wire;

namespace Sonde.Analysis.Tests.Dns;

/// <summary>Frames with DNS messages between one client and one server.</summary>
internal static class DnsTalk
{
    public const string Client = "10.0.0.1:40000";
    public const string Server = "10.0.0.53:53";

    public static byte[] Query(string name, ushort id = 1, ushort type = DnsTypes.A, string from = Client) =>
        Make.Udp(from, Server, QueryMessage(name, id, type));

    public static byte[] QueryMessage(string name, ushort id = 1, ushort type = DnsTypes.A)
    {
        byte[] message = new byte[512];
        var writer = new DnsWriter(message, id, DnsWriter.RecursionDesiredFlag);
        writer.AddQuestion(name, type);
        return writer.Octets.ToArray();
    }

    /// <summary>A response with as many records as there are: their owner, type and data.</summary>
    public static byte[] Response(
        string name,
        ushort id = 1,
        ushort type = DnsTypes.A,
        ushort flags = 0,
        string to = Client,
        string from = Server,
        params (string Owner, ushort Type, byte[] Data)[] records
    )
    {
        byte[] message = new byte[512];
        var writer = new DnsWriter(message, id, (ushort)(DnsWriter.ResponseFlag | flags));
        writer.AddQuestion(name, type);
        foreach ((string owner, ushort kind, byte[] data) in records)
            writer.AddRecord(DnsSection.Answer, owner, kind, 60, data);
        return Make.Udp(from, to, writer.Octets);
    }

    /// <summary>A name as record data.</summary>
    public static byte[] Name(string name)
    {
        byte[] octets = new byte[256];
        return octets[..DnsWriter.WriteName(octets, name)];
    }

    /// <summary>Feeds the frames, a millisecond apart, to a tracker of DNS proper, and completes it.</summary>
    public static DnsTracker Track(params byte[][] frames) => Track(DnsTracker.TransactionLimit, 1_000_000, frames);

    /// <summary>Feeds the frames to a tracker with a limit.</summary>
    public static DnsTracker Track(int limit, long apart, params byte[][] frames)
    {
        Protocols protocols = StandardProtocols.Create();
        var tracker = new DnsTracker(protocols, limit, DnsService.Dns);
        MadeFrames.Feed(new Pass(protocols, tracker), frames, apart);
        tracker.Complete();
        return tracker;
    }
}
