using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Cuts a stream into SIP messages: several in a segment, one over several.</summary>
/// <remarks>Memory: one message of each direction that is not whole yet, at most <see cref="MostWaiting"/> octets.</remarks>
internal sealed class SipReader(ApplicationStream stream, Action<SipMessage> messages) : IApplicationReader
{
    private const int MostWaiting = 1_250_000; // the longest head and body that Sip.Measure allows, and a segment

    private readonly OctetQueue _fromClient = new(MostWaiting);
    private readonly OctetQueue _fromServer = new(MostWaiting);

    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        OctetQueue queue = fromClient ? _fromClient : _fromServer;
        // After a gap, what comes first is the rest of something: a start line at the head of a segment ends that.
        if (queue.Length == 0 && !IsStart(octets))
            return;
        if (!queue.TryAdd(octets, place))
        {
            queue.Clear();
            return;
        }
        while (queue.Length > 0)
        {
            MessageExtent extent = Sip.Measure(queue.Octets);
            if (extent.Length < 0)
            {
                queue.Clear();
                return;
            }
            if (extent.Length == 0 || extent.Length > queue.Length)
                return;
            Tell(fromClient, queue.Octets[..extent.Length], queue.PlaceOf(extent.Length - 1));
            queue.Take(extent.Length);
        }
    }

    public void OnGap(bool fromClient, long length, StreamPlace place) =>
        (fromClient ? _fromClient : _fromServer).Clear();

    private static bool IsStart(ReadOnlySpan<byte> octets)
    {
        ReadOnlySpan<byte> line = octets.TrimStart("\r\n"u8);
        return line.IndexOf((byte)'\n') < 0 || SipHead.TryRead(octets, out _);
    }

    private void Tell(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        Endpoint source = fromClient ? stream.Client : stream.Server;
        Endpoint target = fromClient ? stream.Server : stream.Client;
        string transport = stream.Outer is null ? "TCP" : "TLS";
        if (SipMessage.Read(octets, source, target, transport, stream.Flow, place) is { } message)
            messages(message);
    }
}

/// <summary>Reads the SIP messages of a conversation over UDP.</summary>
/// <remarks>It keeps nothing.</remarks>
internal sealed class SipDatagramReader(DatagramStream stream, Action<SipMessage> messages) : IDatagramReader
{
    public void OnDatagram(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        Endpoint source = fromClient ? stream.Client : stream.Server;
        Endpoint target = fromClient ? stream.Server : stream.Client;
        if (SipMessage.Read(octets, source, target, "UDP", stream.Flow, place) is { } message)
            messages(message);
    }
}
