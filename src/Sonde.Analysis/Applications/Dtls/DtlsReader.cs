using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads one DTLS connection.</summary>
/// <remarks>Memory: one handshake message of each direction that comes in parts, at most <see cref="TlsHandshake.MostLength"/> octets.</remarks>
internal sealed class DtlsReader : IDatagramReader
{
    private readonly TlsMessages _messages;
    private readonly Side _client = new();
    private readonly Side _server = new();
    private readonly ApplicationSinks _sinks;

    public DtlsReader(DatagramStream stream, ApplicationSinks sinks)
    {
        _sinks = sinks;
        var connection = new TlsConnection(stream.Flow, stream.Client, stream.Server, TlsCarrier.Datagrams);
        sinks.TlsOpened?.Invoke(connection);
        _messages = new TlsMessages(connection, sinks);
    }

    /// <inheritdoc/>
    public void OnDatagram(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        while (DtlsRecord.TryRead(octets, out DtlsRecord record))
        {
            octets = octets[record.Whole..];
            Record(fromClient, record, place);
        }
    }

    /// <inheritdoc/>
    public void OnEnd() => _sinks.Tls?.Invoke(_messages.Connection);

    private void Record(bool fromClient, in DtlsRecord record, StreamPlace place)
    {
        TlsConnection connection = _messages.Connection;
        switch (record.Content)
        {
            case TlsContent.Alert when record.Epoch == 0 && record.Body.Length == 2:
                _messages.Alert(fromClient, record.Body, place);
                break;
            case TlsContent.Alert:
                _messages.EncryptedAlert(fromClient, place);
                break;
            case TlsContent.Handshake when record.Epoch == 0:
                Fragments(fromClient, record.Body, place);
                break;
            case TlsContent.Handshake:
                _messages.Finished(fromClient, place);
                break;
            case TlsContent.ApplicationData when fromClient:
                connection.ClientRecords++;
                break;
            case TlsContent.ApplicationData:
                connection.ServerRecords++;
                break;
        }
    }

    private void Fragments(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        Side side = fromClient ? _client : _server;
        while (DtlsFragment.TryRead(octets, out DtlsFragment fragment))
        {
            octets = octets[(DtlsFragment.HeaderSize + fragment.Part.Length)..];
            if (fragment.IsWhole)
                _messages.Handshake(fromClient, fragment.Type, fragment.Part, place);
            else if (side.Join(fragment))
                _messages.Handshake(fromClient, fragment.Type, side.Body, place);
        }
    }

    // Joins the parts of one message, which come in their order where nothing is lost; others wait to be sent again.
    private sealed class Side
    {
        private byte[] _octets = [];
        private int _message = -1;
        private int _length;
        private int _whole;

        public ReadOnlySpan<byte> Body => _octets.AsSpan(0, _length);

        public bool Join(in DtlsFragment fragment)
        {
            if (fragment.Message != _message || fragment.Length != _length)
                (_message, _length, _whole) = (fragment.Message, fragment.Length, 0);
            if (fragment.Offset > _whole || fragment.Offset + fragment.Part.Length <= _whole)
                return false;
            _whole = fragment.Offset + fragment.Part.Length;
            if (_octets.Length < _whole)
                Array.Resize(ref _octets, Math.Max(_whole, Math.Min(_length, _octets.Length * 2)));
            fragment.Part.CopyTo(_octets.AsSpan(fragment.Offset));
            return _whole == _length;
        }
    }
}
