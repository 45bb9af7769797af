using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One packet during the pass: the frame, its layers, and the conversations it belongs to.</summary>
public readonly ref struct Packet
{
    private readonly Sources _sources;

    internal Packet(
        in Frame frame,
        ReadOnlySpan<LayerSpan> layers,
        Sources sources,
        ReadOnlySpan<FlowMark> flows,
        ReadOnlySpan<TcpSegment> segments
    )
    {
        Segments = segments;
        Frame = frame;
        Layers = layers;
        Flows = flows;
        _sources = sources;
    }

    /// <summary>The frame as captured.</summary>
    public Frame Frame { get; }

    /// <summary>The layers, outermost first; those of reassembled datagrams and stream messages included.</summary>
    public ReadOnlySpan<LayerSpan> Layers { get; }

    /// <summary>The conversations of the packet, outermost first: one for each transport header or bare Internet datagram.</summary>
    public ReadOnlySpan<FlowMark> Flows { get; }

    /// <summary>The TCP segments of the packet, judged; empty unless an observer said <see cref="IObserver.WantsSegments"/>.</summary>
    public ReadOnlySpan<TcpSegment> Segments { get; }

    /// <summary>The octets of a layer, header and payload; trailers left out.</summary>
    public ReadOnlySpan<byte> OctetsOf(in LayerSpan layer) => SourceOf(layer)[layer.Start..layer.End];

    /// <summary>The octets a layer was given, from its header on, what it does not claim included.</summary>
    public ReadOnlySpan<byte> GivenTo(in LayerSpan layer) => SourceOf(layer)[layer.Start..layer.Limit];

    /// <summary>The octets of the frame, datagram or message in which a layer lies.</summary>
    public ReadOnlySpan<byte> SourceOf(in LayerSpan layer) => layer.Source == 0 ? Frame.Octets : _sources[layer.Source];

    /// <summary>Reads the layer at a position of <see cref="Layers"/> again, when it is of this type.</summary>
    public bool TryRead<T>(int index, out T layer)
        where T : struct, ILayer<T>, allows ref struct
    {
        ref readonly LayerSpan span = ref Layers[index];
        if (ReferenceEquals(span.Reader.Name, T.Name))
            return T.TryRead(GivenTo(span), out layer) <= ReadStatus.Cut;
        layer = default;
        return false;
    }

    /// <summary>Reads the outermost layer of this type.</summary>
    public bool TryGet<T>(out T layer)
        where T : struct, ILayer<T>, allows ref struct
    {
        for (int index = 0; index < Layers.Length; index++)
        {
            if (TryRead(index, out layer))
                return true;
        }
        layer = default;
        return false;
    }

    /// <summary>The conversation that carries a layer: the innermost one below it that was sent now. Null when there is none.</summary>
    public FlowMark? Carrier(int layer)
    {
        FlowMark? found = null;
        foreach (FlowMark mark in Flows)
        {
            if (mark.Layer < layer && !mark.IsQuoted)
                found = mark;
        }
        return found;
    }

    /// <summary>Whether a layer has this Wireshark name.</summary>
    public bool Has(string protocol)
    {
        foreach (ref readonly LayerSpan layer in Layers)
        {
            if (layer.Reader.Name == protocol)
                return true;
        }
        return false;
    }
}

/// <summary>One conversation that a packet belongs to.</summary>
/// <param name="Flow">The conversation.</param>
/// <param name="Layer">Position of the transport layer, or of the Internet layer where there is none, in <see cref="Packet.Layers"/>.</param>
/// <param name="FromInitiator">The packet goes from the end that sent first to the other.</param>
/// <param name="IsQuoted">The header stands inside an ICMP error: it was not sent now, so it does not count.</param>
/// <param name="IsOutermost">Its Internet header is the packet's first.</param>
public readonly record struct FlowMark(Flow Flow, int Layer, bool FromInitiator, bool IsQuoted, bool IsOutermost);
