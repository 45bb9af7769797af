using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads the application of every conversation over UDP.</summary>
/// <remarks>Memory: an entry for each conversation that the flow table keeps, and what its reader keeps.</remarks>
/// <param name="applications">The applications in their order: the first that is sure wins.</param>
/// <param name="ended">Told of every conversation at its end.</param>
/// <param name="takes">Which conversations are read; null for all.</param>
public sealed class ApplicationDatagrams(
    IReadOnlyList<IDatagramApplication> applications,
    Action<DatagramStream>? ended = null,
    Func<Flow, bool>? takes = null
) : IObserver
{
    private readonly FlowStates<DatagramStream> _streams = new();
    private readonly HashSet<DatagramStream> _open = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [Udp.Name];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        foreach (ref readonly FlowMark mark in packet.Flows)
        {
            if (mark.IsQuoted || mark.Flow.Ends.Protocol != IpProtocols.Udp)
                continue;
            ref readonly LayerSpan layer = ref packet.Layers[mark.Layer];
            if (!ReferenceEquals(layer.Reader.Name, Udp.Name))
                continue;
            if (takes is not null && !takes(mark.Flow))
                continue;
            DatagramStream stream = _streams.Find(mark.Flow) ?? Begin(mark.Flow);
            var place = new StreamPlace(packet.Frame.Number, packet.Frame.At);
            stream.Feed(mark.FromInitiator, packet.SourceOf(layer)[layer.Payload..layer.End], place);
        }
    }

    /// <inheritdoc/>
    public void OnFlowForgotten(Flow flow)
    {
        if (_streams.Remove(flow) is not { } stream)
            return;
        _open.Remove(stream);
        End(stream);
    }

    /// <inheritdoc/>
    public void OnEnd()
    {
        List<DatagramStream> inOrder = [.. _open];
        inOrder.Sort((one, other) => one.Flow.Number.CompareTo(other.Flow.Number));
        inOrder.ForEach(End);
        _open.Clear();
    }

    private DatagramStream Begin(Flow flow)
    {
        var stream = new DatagramStream(applications, flow);
        _streams.Set(flow, stream);
        _open.Add(stream);
        return stream;
    }

    private void End(DatagramStream stream)
    {
        stream.End();
        ended?.Invoke(stream);
    }
}
