using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads the hellos of one QUIC connection out of its Initial packets.</summary>
/// <remarks>Memory: the handshake of each direction as far as it stands in Initial packets, see <see cref="QuicCrypto"/>.</remarks>
internal sealed class QuicReader : IDatagramReader
{
    private const int MostKeys = 8; // a server that sends Retry changes them, a client that repeats itself does not
    private const int MostPackets = 32; // in a datagram

    private readonly TlsMessages _messages;
    private readonly QuicCrypto _client = new();
    private readonly QuicCrypto _server = new();
    private readonly ApplicationSinks _sinks;
    private QuicInitialKeys? _clientKeys;
    private QuicInitialKeys? _serverKeys;
    private int _keysMade;
    private bool _isDone;

    public QuicReader(DatagramStream stream, ApplicationSinks sinks)
    {
        _sinks = sinks;
        var connection = new TlsConnection(stream.Flow, stream.Client, stream.Server, TlsCarrier.Quic);
        _messages = new TlsMessages(connection, sinks);
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
            if (packet.Type == QuicPacketType.Initial && !QuicVersions.SaltOf(packet.Version).IsEmpty)
                Initial(fromClient, packet, place);
            octets = octets[packet.Octets.Length..];
        }
    }

    /// <inheritdoc/>
    public void OnEnd() => _sinks.Tls?.Invoke(_messages.Connection);

    // RFC 9001 §4.1.1: a client sends packets with a short header when it has finished the handshake
    private void ShortHeader(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (!fromClient || (octets[0] & 0xc0) != 0x40 || _messages.Connection.Choice is null)
            return;
        _messages.Finished(fromClient: true, place);
        _isDone = true;
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
            _clientKeys = new QuicInitialKeys(packet.Version, packet.Destination, ofClient: true);
            _serverKeys = new QuicInitialKeys(packet.Version, packet.Destination, ofClient: false);
            length = _clientKeys.TryOpen(packet, payload);
        }
        if (length > 0)
            Frames(fromClient, payload[..length], place);
    }

    // Frames that Initial packets may have, RFC 9000 §17.2.2
    private void Frames(bool fromClient, ReadOnlySpan<byte> payload, StreamPlace place)
    {
        const int Padding = 0;
        const int Ping = 1;
        const int Ack = 2;
        const int AckWithCounts = 3;
        const int Crypto = 6;
        QuicCrypto crypto = fromClient ? _client : _server;
        int at = 0;
        while (at < payload.Length)
        {
            byte type = payload[at++];
            if (type is Padding or Ping)
                continue;
            bool isRead = type switch
            {
                Ack or AckWithCounts => SkipAck(payload, ref at, type == AckWithCounts),
                Crypto => ReadCrypto(crypto, payload, ref at),
                _ => false,
            };
            if (!isRead)
                break;
        }
        while (crypto.TryRead(out byte message, out ReadOnlySpan<byte> body))
            _messages.Handshake(fromClient, message, body, place);
    }

    private static bool ReadCrypto(QuicCrypto crypto, ReadOnlySpan<byte> payload, ref int at)
    {
        if (
            !QuicLongHeader.TryVariable(payload, ref at, out ulong offset)
            || !QuicLongHeader.TryVariable(payload, ref at, out ulong length)
            || length > (ulong)(payload.Length - at)
        )
            return false;
        bool isKept = crypto.TryAdd(offset, payload.Slice(at, (int)length));
        at += (int)length;
        return isKept;
    }

    private static bool SkipAck(ReadOnlySpan<byte> payload, ref int at, bool hasCounts)
    {
        if (
            !QuicLongHeader.TryVariable(payload, ref at, out _)
            || !QuicLongHeader.TryVariable(payload, ref at, out _)
            || !QuicLongHeader.TryVariable(payload, ref at, out ulong ranges)
            || !QuicLongHeader.TryVariable(payload, ref at, out _)
        )
            return false;
        ulong numbers = ranges > (ulong)payload.Length ? (ulong)payload.Length + 1 : ranges * 2;
        numbers += hasCounts ? 3ul : 0;
        for (; numbers > 0; numbers--)
        {
            if (!QuicLongHeader.TryVariable(payload, ref at, out _))
                return false;
        }
        return true;
    }
}
