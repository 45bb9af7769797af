using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One place in the protocol tree: a protocol under the protocols that carry it.</summary>
/// <param name="Place">Its own position.</param>
/// <param name="Protocol">Wireshark's name.</param>
/// <param name="Parent">Position of the protocol that carries it; -1 at the top.</param>
/// <param name="Frames">Frames that reach this place.</param>
/// <param name="Octets">Octets on the wire of these frames, whole.</param>
public readonly record struct HierarchyNode(int Place, string Protocol, int Parent, long Frames, long Octets);

/// <summary>The protocol tree of a capture, as Wireshark's protocol hierarchy counts it.</summary>
/// <remarks>
/// What an ICMP error quotes was not sent now, so it is left out, as Wireshark does. Memory: one node a distinct path, at
/// most <see cref="NodeLimit"/>; deeper paths are then counted at the last node there is.
/// </remarks>
public sealed class Hierarchy(Protocols protocols) : IObserver
{
    /// <summary>Most distinct places; ordinary captures have fewer than a hundred.</summary>
    public const int NodeLimit = 10_000;

    private readonly int _icmp = protocols.Find("icmp")?.Id ?? -1;
    private readonly int _icmpv6 = protocols.Find("icmpv6")?.Id ?? -1;
    private readonly List<int[]> _children = [new int[protocols.Readers.Count]]; // by place + 1 and reader: place + 1, or 0
    private readonly List<(LayerReader Reader, int Parent)> _places = [];
    private readonly List<(long Frames, long Octets, long LastFrame)> _counts = [];

    /// <summary>All places, every parent before its children.</summary>
    public IReadOnlyList<HierarchyNode> Nodes =>
        [
            .. _places.Select(
                (place, i) =>
                    new HierarchyNode(i, place.Reader.Name, place.Parent, _counts[i].Frames, _counts[i].Octets)
            ),
        ];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        int parent = -1;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            int place = Child(parent, layer.Reader);
            if (place < 0)
                return;
            ref (long Frames, long Octets, long LastFrame) count = ref CollectionsMarshal.AsSpan(_counts)[place];
            if (count.LastFrame != packet.Frame.Number)
            {
                count.Frames++;
                count.Octets += packet.Frame.OriginalLength;
                count.LastFrame = packet.Frame.Number;
            }
            if (layer.Reader.Id == _icmp || layer.Reader.Id == _icmpv6)
                return;
            parent = place;
        }
    }

    private int Child(int parent, LayerReader reader)
    {
        ref int known = ref _children[parent + 1][reader.Id];
        if (known > 0)
            return known - 1;
        if (_places.Count == NodeLimit)
            return -1;
        int place = _places.Count;
        known = place + 1;
        _children.Add(new int[protocols.Readers.Count]);
        _places.Add((reader, parent));
        _counts.Add(default);
        return place;
    }
}
