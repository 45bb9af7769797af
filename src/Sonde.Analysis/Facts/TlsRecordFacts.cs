using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>
/// Finds the handshake messages and alerts of TLS over TCP in the records that the packets' layers show, so that facts
/// count what Wireshark shows: on the connections that it takes for TLS, and without segments that came out of order.
/// </summary>
/// <remarks>Memory: the two directions of each connection with TLS, see <see cref="TlsSide"/>.</remarks>
internal sealed class TlsRecordFacts(Protocols protocols, TlsMessageSink sink) : IObserver
{
    private sealed class Sides(Flow flow, ApplicationSinks sinks)
    {
        private readonly TlsMessages _messages = new(
            new TlsConnection(flow, flow.Initiator, flow.Responder, TlsCarrier.Tcp),
            sinks
        );
        private TlsSide? _initiator;
        private TlsSide? _responder;

        public TlsSide Of(bool fromInitiator) =>
            fromInitiator ? _initiator ??= new(true, _messages) : _responder ??= new(false, _messages);
    }

    private readonly int _tls = protocols.IdOf(Tls.Name);
    private readonly ApplicationSinks _sinks = new() { TlsMessages = sink };
    private readonly FlowStates<Sides> _sides = new();

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [Tls.Name];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        for (int index = packet.Layers.Length - 1; index >= 0; index--)
        {
            if (packet.Layers[index].Reader.Id != _tls)
                continue;
            Read(packet);
            return;
        }
    }

    /// <inheritdoc/>
    public void OnFlowForgotten(Flow flow) => _sides.Remove(flow);

    private void Read(in Packet packet)
    {
        for (int index = 0; index < packet.Layers.Length; index++)
        {
            if (packet.Layers[index].Reader.Id == _tls && packet.Carrier(index) is { } mark)
                Records(
                    packet.OctetsOf(packet.Layers[index]),
                    mark,
                    new StreamPlace(packet.Frame.Number, packet.Frame.At)
                );
        }
    }

    private void Records(ReadOnlySpan<byte> octets, in FlowMark mark, StreamPlace place)
    {
        while (!octets.IsEmpty)
        {
            int length = TlsRecordHeader.TryRead(octets, out TlsRecordHeader header)
                ? header.Whole
                : TlsSsl2Hello.Measure(octets);
            if (length <= 0 || length > octets.Length)
                return; // the middle of a record, or the header of application data, of which no more is kept
            if (header.Content != TlsContent.ApplicationData)
                SidesOf(mark.Flow).Of(mark.FromInitiator).Feed(octets[..length], place);
            octets = octets[length..];
        }
    }

    private Sides SidesOf(Flow flow)
    {
        if (_sides.Find(flow) is { } sides)
            return sides;
        sides = new Sides(flow, _sinks);
        _sides.Set(flow, sides);
        return sides;
    }
}
