using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One authentication by TLS: puts the fragments of its messages together, RFC 5216 §2.1.5.</summary>
internal sealed class EapTlsTalk(ApplicationSinks sinks)
{
    private sealed class Side(bool fromClient, TlsMessages messages)
    {
        private readonly TlsSide _tls = new(fromClient, messages);
        private readonly OctetQueue _message = new(TlsHandshake.MostLength);
        private int _last = -1; // the identifier of the last packet: one that is sent again has the same

        public void Add(in EapPacket eap, StreamPlace place)
        {
            if (eap.Identifier == _last)
                return;
            _last = eap.Identifier;
            if (eap.TlsData.IsEmpty)
                return;
            if (!_message.TryAdd(eap.TlsData, place))
                _message.Clear();
            if (eap.HasMore)
                return;
            _tls.Feed(_message.Octets, place);
            _message.Clear();
        }
    }

    private Side? _server;
    private Side? _peer;

    /// <summary>Takes a packet.</summary>
    public void Add(in EapPacket eap, in Packet packet)
    {
        if (_server is null || _peer is null)
        {
            // over LAN there is no conversation between addresses, and nobody is handed this connection
            var connection = new TlsConnection(null!, default, default, TlsCarrier.Tcp);
            var messages = new TlsMessages(connection, sinks);
            _server = new Side(fromClient: false, messages);
            _peer = new Side(fromClient: true, messages);
        }
        Side side = eap.Code == EapPacket.Request ? _server : _peer;
        side.Add(eap, new StreamPlace(packet.Frame.Number, packet.Frame.At));
    }
}
