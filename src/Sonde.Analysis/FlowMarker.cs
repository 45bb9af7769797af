using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Finds the conversations of a packet while its layers are read, and counts the packet in them.</summary>
internal sealed class FlowMarker
{
    /// <summary>Conversations that one frame may have.</summary>
    public const int MostMarks = 64; // tunnels in tunnels, packets in bundles; further ones are not marked

    private readonly FlowTable _flows;
    private readonly FlowMark[] _marks = new FlowMark[MostMarks];
    private readonly int _ipv4;
    private readonly int _ipv6;
    private readonly int _icmp;
    private readonly int _icmpv6;
    private readonly int _snmp;
    private readonly byte[] _transport; // by reader: the Internet protocol number of a transport with ports, else 0
    private int _count;
    private int _examined;
    private bool _quoted;
    private int _internets; // Internet headers so far
    private int _bareLayer; // the innermost Internet layer that no transport followed yet, or -1
    private byte _bareProtocol;
    private Address _source;
    private Address _destination;

    public FlowMarker(Protocols protocols, FlowTable flows)
    {
        _flows = flows;
        _ipv4 = protocols.IdOf("ip");
        _ipv6 = protocols.IdOf("ipv6");
        _icmp = protocols.IdOf("icmp");
        _icmpv6 = protocols.IdOf("icmpv6");
        _snmp = protocols.IdOf("snmp");
        _transport = new byte[protocols.Readers.Count];
        foreach (
            (string name, byte number) in new[]
            {
                ("tcp", IpProtocols.Tcp),
                ("udp", IpProtocols.Udp),
                ("udplite", IpProtocols.Udp), // Wireshark counts both as streams of UDP
                ("sctp", IpProtocols.Sctp),
            }
        )
        {
            if (protocols.Find(name) is { } reader)
                _transport[reader.Id] = number;
        }
    }

    /// <summary>Told of a conversation whose ports were opened again: no more packets will come in it.</summary>
    public Action<Flow>? OnReplaced { get; init; }

    /// <summary>The Internet layers in which something stands.</summary>
    internal readonly record struct Place(
        bool IsQuoted,
        int BareLayer,
        byte BareProtocol,
        Address Source,
        Address Destination
    );

    public ReadOnlySpan<FlowMark> Marks => _marks.AsSpan(0, _count);

    public void Begin()
    {
        _count = 0;
        _examined = 0;
        _quoted = false;
        _internets = 0;
        _bareLayer = -1;
        _source = _destination = default;
    }

    /// <summary>What is known of the Internet layers so far; parts of a bundle begin with it.</summary>
    public Place Here => new(_quoted, _bareLayer, _bareProtocol, _source, _destination);

    /// <summary>Goes back to a bundle, of which another part comes.</summary>
    public void BeginPart(in Place bundle, bool isCopy)
    {
        (_quoted, _bareLayer, _bareProtocol, _source, _destination) = bundle;
        _quoted |= isCopy;
    }

    /// <summary>Looks at the layers that came since the last call.</summary>
    public void Mark(in Frame frame, ReadOnlySpan<LayerSpan> layers, Sources sources)
    {
        for (; _examined < layers.Length; _examined++)
        {
            ref readonly LayerSpan layer = ref layers[_examined];
            int id = layer.Reader.Id;
            if (id == _ipv4)
                SeeInternet(layer, frame, sources, 20, 12, 4);
            else if (id == _ipv6)
                SeeInternet(layer, frame, sources, 40, 8, 16);
            else if (_transport[id] is var protocol and > 0)
                SeeTransport(layer, frame, sources, protocol);
            else if (id == _snmp)
                SeeSnmp();
            else if (id == _icmp || id == _icmpv6)
                SeeIcmp(id == _icmp ? IpProtocols.Icmp : IpProtocols.Icmpv6, _examined + 1 < layers.Length, frame);
        }
    }

    /// <summary>Marks the bare Internet datagram when no transport header was found in it.</summary>
    public void End(in Frame frame)
    {
        if (_bareLayer < 0 || _quoted || _count > 0)
            return;
        var source = new Endpoint(_source, 0);
        var destination = new Endpoint(_destination, 0);
        Flow flow = _flows.Find(source, destination, _bareProtocol, hasPorts: false, frame, out bool fromLow);
        Mark(flow, fromLow, _bareLayer, frame, isCounted: true);
        _bareLayer = -1;
    }

    private void SeeInternet(in LayerSpan layer, in Frame frame, Sources sources, int header, int at, int length)
    {
        if (layer.Payload - layer.Start < header || layer.Status > ReadStatus.Cut)
            return;
        ReadOnlySpan<byte> octets = Octets(layer, frame, sources)[layer.Start..];
        _source = Address.From(octets.Slice(at, length));
        _destination = Address.From(length == 4 ? Ipv4.DestinationOf(octets) : octets.Slice(at + length, length));
        _internets++;
        _bareLayer = _examined;
        _bareProtocol = length == 4 ? octets[9] : octets[6];
    }

    private void SeeTransport(in LayerSpan layer, in Frame frame, Sources sources, byte protocol)
    {
        ReadOnlySpan<byte> octets = Octets(layer, frame, sources)[layer.Start..layer.Limit];
        // Wireshark opens no stream for a header that it cannot read, unless an ICMP error quotes just the ports. Of a TCP header
        // it needs what stands before the window, whatever that says of the header's length.
        bool isReadable = protocol switch
        {
            IpProtocols.Tcp => octets.Length >= 14,
            IpProtocols.Udp => octets.Length >= 8 && layer.Status <= ReadStatus.Cut,
            _ => layer.Status <= ReadStatus.Cut,
        };
        if (octets.Length < 4 || _source.Version == 0 || !(isReadable || _quoted))
            return;
        _bareLayer = -1;
        var source = new Endpoint(_source, ReadUInt16BigEndian(octets));
        var destination = new Endpoint(_destination, ReadUInt16BigEndian(octets[2..]));
        Flow flow = _flows.Find(source, destination, protocol, hasPorts: true, frame, out bool fromLow);
        if (protocol == IpProtocols.Tcp && octets.Length >= 14)
            flow = Segment(flow, fromLow, octets, frame);
        Mark(flow, fromLow, _examined, frame, layer.Status <= ReadStatus.Cut);
    }

    // What an error quotes was sent earlier; the error itself is a packet of the conversation that it belongs to.
    private void SeeIcmp(byte protocol, bool quotes, in Frame frame)
    {
        if (_bareLayer >= 0)
            _bareProtocol = protocol; // IPv6 may name an extension header there
        End(frame);
        _quoted |= quotes;
    }

    // Wireshark's SNMP dissector opens a conversation of its own, to which all packets after the first one belong.
    private void SeeSnmp()
    {
        if (_count > 0 && _marks[_count - 1].Flow is { IsSplit: false, Key.Protocol: IpProtocols.Udp } flow)
            flow.IsToBeSplit = true;
    }

    // A header that says nonsense opens a stream in Wireshark, but its packet is in no conversation.
    private void Mark(Flow flow, bool fromLow, int layer, in Frame frame, bool isCounted)
    {
        if (_count == MostMarks)
            return;
        isCounted &= !_quoted;
        if (isCounted)
            flow.Count(fromLow, frame);
        bool isOutermost = isCounted && _internets == 1 && _count == 0;
        if (isCounted && !isOutermost)
            flow.CountCarried(fromLow, frame.OriginalLength);
        _marks[_count++] = new(flow, layer, fromLow == flow.InitiatorIsLow, _quoted, isOutermost);
    }

    // A SYN whose sequence number is not the one the conversation began with opens a new conversation on the same ports.
    private Flow Segment(Flow flow, bool fromLow, ReadOnlySpan<byte> octets, in Frame frame)
    {
        var flags = (TcpFlags)octets[13];
        uint sequence = ReadUInt32BigEndian(octets[4..]);
        bool isOpening = (flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;
        uint? known = fromLow ? flow.LowBase : flow.HighBase;
        if (isOpening && known is { } begun && begun != sequence)
        {
            OnReplaced?.Invoke(flow);
            flow = _flows.Open(flow.Ends, fromLow, hasPorts: true, frame);
            flow.IsReuse = true;
        }
        if (isOpening && !_quoted)
            flow.OpenedBy(fromLow);
        if (known != sequence && (flags & (TcpFlags.Syn | TcpFlags.Ack)) == (TcpFlags.Syn | TcpFlags.Ack))
        {
            // the same conversation to Wireshark, counted from another number
            flow.IsReuse |= known is not null;
            known = null;
        }
        if (known is null || isOpening)
        {
            uint first = (flags & TcpFlags.Syn) != 0 ? sequence : sequence - 1;
            if (fromLow)
                flow.LowBase = first;
            else
                flow.HighBase = first;
        }
        return flow;
    }

    private static ReadOnlySpan<byte> Octets(in LayerSpan layer, in Frame frame, Sources sources) =>
        layer.Source == 0 ? frame.Octets : sources[layer.Source];
}
