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
/// The tree has the protocols that Wireshark shows on their own: extension headers belong to IPv6, each label of a stack is
/// one, and so is SCTP for each of its messages. Headers that an ICMP error quotes or that sFlow sampled were not sent now and
/// are left out, though not what a quoted datagram carries. Memory: one node a distinct path, at most <see cref="NodeLimit"/>;
/// deeper paths are then counted at the last node there is.
/// </remarks>
public sealed class Hierarchy(Protocols protocols) : IObserver
{
    /// <summary>Segments that are judged a repetition are not read, so that the frames of each protocol are those of Wireshark.</summary>
    public bool WantsSegments => true;

    /// <summary>Most distinct places; ordinary captures have fewer than a hundred.</summary>
    public const int NodeLimit = 10_000;

    private readonly Role[] _roles = [.. protocols.Readers.Select(reader => RoleOf(reader.Name))];
    private readonly List<int[]> _children = [new int[protocols.Readers.Count]]; // by place + 1 and reader: place + 1, or 0
    private readonly List<Tally> _places = [];

    /// <summary>All places, every parent before its children.</summary>
    public IReadOnlyList<HierarchyNode> Nodes
    {
        get
        {
            List<HierarchyNode> nodes = [];
            foreach (Tally place in _places)
                nodes.Add(new(nodes.Count, place.Reader.Name, place.Parent, place.Frames, place.Octets));
            return nodes;
        }
    }

    private enum Role : byte
    {
        None,
        Unlisted,
        Ipv6,
        ExtensionHeader,
        Quoting,
        Sampling,
        Transport,
        LabelStack,
        Bundle,
        Shared,
        OtherVersion,
    }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        int parent = -1;
        bool isQuoted = false;
        Role last = Role.None;
        LayerReader? bundle = null; // the layer whose messages are being read
        LayerReader? again = null; // the same once its first message was seen
        ReadOnlySpan<LayerSpan> layers = packet.Layers;
        for (int i = 0; i < layers.Length; i++)
        {
            ref readonly LayerSpan layer = ref layers[i];
            Role role = _roles[layer.Reader.Id];
            if (role == Role.Shared && i + 1 < layers.Length && _roles[layers[i + 1].Reader.Id] == Role.OtherVersion)
                role = Role.Unlisted;
            bool isCarried = isQuoted && last == Role.Transport; // what a quoted datagram carries is shown all the same
            bool isExtension = role == Role.ExtensionHeader && last is (Role.Ipv6 or Role.ExtensionHeader);
            last = role;
            if (role == Role.Unlisted || isExtension || (isQuoted && !isCarried))
                continue;
            if (layer.BeginsPart && again is not null && !Count(ref parent, again, packet.Frame))
                return;
            again = layer.BeginsPart ? bundle : again;
            bundle = role == Role.Bundle ? layer.Reader : bundle;
            int copies = role == Role.LabelStack ? Math.Max((layer.Payload - layer.Start) / 4, 1) : 1;
            for (int copy = 0; copy < copies; copy++)
            {
                if (!Count(ref parent, layer.Reader, packet.Frame))
                    return;
            }
            if (role == Role.Sampling)
                return;
            isQuoted |= role == Role.Quoting;
        }
    }

    private static Role RoleOf(string name) =>
        name switch
        {
            "nflog" or "osi" => Role.Unlisted,
            "ipv6" => Role.Ipv6,
            "ipv6.hopopts" or "ipv6.routing" or "ipv6.dstopts" or "ipv6.fraghdr" => Role.ExtensionHeader,
            "icmp" or "icmpv6" => Role.Quoting,
            "sflow" => Role.Sampling,
            "tcp" or "udp" => Role.Transport,
            "mpls" => Role.LabelStack,
            "sctp" => Role.Bundle,
            "gtp" => Role.Shared, // its first octet only tells the version
            "gtpv2" => Role.OtherVersion,
            _ => Role.None,
        };

    // Goes from a place to the protocol under it. False when there are too many places.
    private bool Count(ref int place, LayerReader reader, in Frame frame)
    {
        int child = Child(place, reader);
        if (child < 0)
            return false;
        place = child;
        Tally tally = _places[place];
        if (tally.LastFrame == frame.Number)
            return true;
        tally.Frames++;
        tally.Octets += frame.OriginalLength;
        tally.LastFrame = frame.Number;
        return true;
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
        _places.Add(new Tally(reader, parent));
        return place;
    }

    private sealed class Tally(LayerReader reader, int parent)
    {
        public LayerReader Reader => reader;
        public int Parent => parent;
        public long Frames { get; set; }
        public long Octets { get; set; }
        public long LastFrame { get; set; }
    }
}
