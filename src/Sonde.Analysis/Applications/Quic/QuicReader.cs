using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads the hellos of one QUIC connection out of its Initial packets, and what follows them where there are keys.</summary>
/// <remarks>
/// Memory: the handshake of each direction as far as it stands in Initial packets, see <see cref="QuicCrypto"/>; with keys
/// what <see cref="QuicDecryption"/> keeps.
/// </remarks>
internal sealed class QuicReader : IDatagramReader, IDisposable
{
    private const int MostKeys = 8; // a server that sends Retry changes them, a client that repeats itself does not
    private const int MostPackets = 32; // in a datagram

    private readonly TlsMessages _messages;
    private readonly ApplicationSinks _sinks;
    private readonly QuicDecryption? _decryption;
    private QuicCrypto _client = new();
    private QuicCrypto _server = new();
    private uint _version;
    private QuicInitialKeys? _clientKeys;
    private QuicInitialKeys? _serverKeys;
    private int _keysMade;
    private bool _isDone;

    public QuicReader(DatagramStream stream, ApplicationSinks sinks, QuicWaiting waiting)
    {
        _sinks = sinks;
        var connection = new TlsConnection(stream.Flow, stream.Client, stream.Server, TlsCarrier.Quic);
        sinks.TlsOpened?.Invoke(connection);
        _messages = new TlsMessages(connection, sinks);
        if (sinks.Keys is { Sessions: > 0 })
            _decryption = new QuicDecryption(stream, sinks, _messages, waiting, Rest);
    }

    /// <inheritdoc/>
    public void OnDatagram(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (octets.IsEmpty || _isDone)
            return;
        for (int count = 0; count < MostPackets && !octets.IsEmpty; count++)
        {
            if (!QuicLongHeader.TryRead(octets, out QuicLongHeader packet))
            {
                ShortHeader(fromClient, octets, place);
                return;
            }
            if (packet.Type == QuicPacketType.Initial)
                Initial(fromClient, packet, place);
            else if (packet.Type is QuicPacketType.Handshake or QuicPacketType.ZeroRtt)
                _decryption?.Packet(fromClient, packet.Octets, place);
            octets = octets[packet.Octets.Length..];
        }
    }

    /// <inheritdoc/>
    public void OnEnd()
    {
        _decryption?.End();
        _sinks.Decryption?.Count(_messages.Connection);
        _sinks.Tls?.Invoke(_messages.Connection);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decryption?.Dispose();
        Rest();
    }

    // the keys can be made again
    private void Rest()
    {
        _clientKeys?.Dispose();
        _serverKeys?.Dispose();
    }

    // RFC 9001 §4.1.1: a client sends packets with a short header when it has finished the handshake
    private void ShortHeader(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if ((octets[0] & 0x80) == 0)
            _decryption?.Packet(fromClient, octets, place);
        if (!fromClient || (octets[0] & 0xc0) != 0x40 || _messages.Connection.Choice is null)
            return;
        if (_messages.Connection.ClientFinishedAt is null)
            _messages.Finished(fromClient: true, place);
        _isDone = _decryption is not { IsOpen: true };
        if (_isDone)
            Dispose();
    }

    private void Initial(bool fromClient, in QuicLongHeader packet, StreamPlace place)
    {
        Span<byte> payload = stackalloc byte[2048];
        if (packet.Octets.Length > payload.Length)
            payload = new byte[packet.Octets.Length];
        int length = (fromClient ? _clientKeys : _serverKeys)?.TryOpen(packet, payload) ?? -1;
        if (length < 0 && fromClient && _keysMade < MostKeys)
        {
            // the first packet, or the first after a Retry: the keys come from its destination
            _keysMade++;
            foreach (uint version in QuicVersions.Candidates(packet.Version))
            {
                var keys = new QuicInitialKeys(version, packet.Destination, ofClient: true);
                length = keys.TryOpen(packet, payload);
                if (length < 0 && _clientKeys is not null)
                {
                    keys.Dispose();
                    continue;
                }
                _clientKeys?.Dispose();
                _serverKeys?.Dispose();
                _clientKeys = keys;
                _serverKeys = new QuicInitialKeys(version, packet.Destination, ofClient: false);
                if (length > 0)
                    break;
            }
        }
        if (length > 0 && packet.Version != _version)
        {
            // who speaks another version begins anew
            _version = packet.Version;
            _client = new QuicCrypto();
            _server = new QuicCrypto();
        }
        if (length <= 0)
            return;
        _decryption?.Sees(fromClient, packet);
        Read(fromClient, packet.Version, payload[..length], place);
    }

    private void Read(bool fromClient, uint version, ReadOnlySpan<byte> payload, StreamPlace place)
    {
        QuicCrypto crypto = fromClient ? _client : _server;
        if (QuicVersions.HasGoogleFrames(version))
            GoogleQuicFrames.Read(payload, crypto);
        else
            QuicFrames.Read(payload, crypto);
        while (crypto.TryRead(out byte message, out ReadOnlySpan<byte> body))
        {
            _messages.Handshake(fromClient, message, body, place);
            _decryption?.Seen(fromClient, version, message, body);
        }
    }
}
