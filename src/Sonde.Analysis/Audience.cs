using System.Numerics;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The observers of a pass, in their order. Each is shown the packets with a layer that it looks at.</summary>
internal sealed class Audience
{
    private const int MostChosen = 64; // bits of a word; observers behind these see every packet

    private delegate void PacketHandler(in Packet packet);

    private delegate void SegmentHandler(in TcpSegment segment, in Packet packet);

    // A call through a delegate costs less than one through an interface.
    private readonly PacketHandler[] _packets;
    private readonly SegmentHandler[] _segments;
    private readonly ulong[] _interested; // by reader: a bit for each observer that looks at its layers
    private readonly ulong _always; // a bit for each observer that looks at all packets

    public Audience(Protocols protocols, IObserver[] observers)
    {
        _packets = [.. observers.Select(observer => (PacketHandler)observer.OnPacket)];
        _segments = [.. observers.OfType<ITcpObserver>().Select(observer => (SegmentHandler)observer.OnSegment)];
        _interested = new ulong[protocols.Readers.Count];
        for (int index = 0; index < Math.Min(observers.Length, MostChosen); index++)
        {
            ulong bit = 1ul << index;
            if (observers[index].PacketProtocols is not { } names)
                _always |= bit;
            else
                foreach (string name in names)
                {
                    if (protocols.Find(name) is { } reader)
                        _interested[reader.Id] |= bit;
                }
        }
    }

    /// <summary>Shows the packet's segments, one by one.</summary>
    public void ShowSegments(in Packet packet)
    {
        foreach (ref readonly TcpSegment segment in packet.Segments)
        {
            foreach (SegmentHandler handle in _segments)
                handle(segment, packet);
        }
    }

    /// <summary>Shows the packet.</summary>
    public void Show(in Packet packet)
    {
        ulong[] interested = _interested;
        ulong wanting = _always;
        foreach (ref readonly LayerSpan layer in packet.Layers)
            wanting |= interested[layer.Reader.Id];
        PacketHandler[] handlers = _packets;
        for (; wanting != 0; wanting &= wanting - 1)
            handlers[BitOperations.TrailingZeroCount(wanting)](packet);
        for (int index = MostChosen; index < handlers.Length; index++)
            handlers[index](packet);
    }
}
