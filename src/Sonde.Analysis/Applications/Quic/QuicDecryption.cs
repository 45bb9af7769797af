using System.Buffers;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Opens the packets of one connection behind its hellos with the secrets of a key log, and has what is inside read.</summary>
/// <remarks>
/// Memory: the keys and the handshake of two directions, packets that come before the hellos are whole and early data until
/// the server takes or refuses it (at most <see cref="MostEarly"/> octets each), and what <see cref="QuicStreams"/> keeps.
/// </remarks>
internal sealed class QuicDecryption : IDisposable
{
    /// <summary>Octets that wait for keys, and octets of early data that wait for the server's word.</summary>
    public const int MostEarly = 1 << 16;

    private const int MostHandshake = 1 << 18; // octets of the handshake in each direction and level

    private readonly DatagramStream _stream;
    private readonly TlsMessages _messages;
    private readonly QuicSecrets _secrets;
    private readonly QuicDirection _client = new();
    private readonly QuicDirection _server = new();
    private readonly QuicContent _content;
    private readonly QuicCrypto?[] _crypto = new QuicCrypto?[4]; // by level and direction
    private readonly List<(bool FromClient, byte[] Octets, StreamPlace Place)> _locked = []; // packets without keys yet
    private readonly List<(byte[] Payload, StreamPlace Place)> _early = [];
    private int _lockedOctets;
    private int _earlyOctets;
    private readonly Action _rests;
    private bool? _isEarlyTaken; // the server said that it takes early data

    /// <summary>A connection that can be opened.</summary>
    /// <param name="stream">The conversation.</param>
    /// <param name="sinks">Who is told what; it has keys.</param>
    /// <param name="messages">Takes the messages of the handshake.</param>
    /// <param name="waiting">What waits in all connections.</param>
    /// <param name="rests">Told when the handshake, or the connection, is over.</param>
    public QuicDecryption(
        DatagramStream stream,
        ApplicationSinks sinks,
        TlsMessages messages,
        QuicWaiting waiting,
        Action rests
    )
    {
        (_stream, _messages, _rests) = (stream, messages, rests);
        _secrets = new QuicSecrets(sinks.Keys!);
        _content = new QuicContent(stream, sinks, messages.Connection, waiting);
    }

    /// <summary>Packets behind the handshake can be opened, as far as is known.</summary>
    public bool IsOpen => _client.IsOpen || _server.IsOpen;

    /// <summary>Learns the length of a connection identifier from a packet with a long header that was opened.</summary>
    public void Sees(bool fromClient, in QuicLongHeader packet)
    {
        // the one that a sender calls its own stands in the short headers of the other end
        (fromClient ? _server : _client).IdSize = packet.Source.Length;
    }

    /// <summary>Learns from a message of the handshake that stood in an Initial packet.</summary>
    public void Seen(bool fromClient, uint version, byte type, ReadOnlySpan<byte> body)
    {
        bool isVersion2 = version == QuicVersions.Version2;
        if (fromClient && type == TlsHandshakeTypes.ClientHello && TlsClientHello.TryRead(body, false, out var offer))
            _secrets.Offered(offer, isVersion2, _client);
        if (fromClient || type != TlsHandshakeTypes.ServerHello || !TlsServerHello.TryRead(body, out var choice))
            return;
        _secrets.Chosen(choice, isVersion2, _client, _server);
        if (!_secrets.IsSettled)
            return;
        (bool FromClient, byte[] Octets, StreamPlace Place)[] locked = [.. _locked];
        _locked.Clear();
        foreach ((bool sender, byte[] octets, StreamPlace place) in locked)
            Packet(sender, octets, place);
    }

    /// <summary>A packet that is no Initial one: the handshake, early data, or a short header.</summary>
    public void Packet(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        bool isLong = QuicLongHeader.TryRead(octets, out QuicLongHeader packet);
        bool isEarly = isLong && packet.Type == QuicPacketType.ZeroRtt;
        if (!_secrets.IsSettled && !(isEarly && _client.HasEarly))
        {
            Lock(fromClient, octets, place);
            return;
        }
        QuicDirection side = fromClient ? _client : _server;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(octets.Length);
        try
        {
            int length =
                !isLong ? side.TryOpenShort(octets, buffer)
                : isEarly ? side.TryOpenEarly(packet, buffer)
                : side.TryOpenHandshake(packet, buffer);
            if (length >= 0 && isLong)
                Sees(fromClient, packet);
            if (length < 0)
                Closed(side, octets, isLong, isEarly);
            else
                Opened(fromClient, isEarly, isLong && !isEarly, buffer.AsSpan(0, length), place);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        DecideEarlyData(isTaken: true); // the answer was not captured: what was sent is shown
        _content.End();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private void Lock(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_lockedOctets + octets.Length > MostEarly)
            return;
        _locked.Add((fromClient, octets.ToArray(), place));
        _lockedOctets += octets.Length;
    }

    private void Closed(QuicDirection side, ReadOnlySpan<byte> octets, bool isLong, bool isEarly)
    {
        // RFC 9000 §17.3.1: the second bit is 1, unless both agreed on greasing; other octets may fill a datagram
        bool isPacket = (octets[0] & 0x40) != 0;
        bool hadKeys = isEarly ? side.HasEarly : side.IsOpen || (isLong && side.HasHandshake);
        if (isPacket && hadKeys)
            _messages.Connection.RecordsNotOpened++;
    }

    private void Opened(bool fromClient, bool isEarly, bool isHandshake, ReadOnlySpan<byte> payload, StreamPlace place)
    {
        _messages.Connection.RecordsOpened++;
        _stream.IsDecrypted = true;
        if (isEarly && _isEarlyTaken is null)
        {
            if (_earlyOctets + payload.Length <= MostEarly)
                _early.Add((payload.ToArray(), place));
            else
                _content.Trouble("quic_early_octets");
            _earlyOctets += payload.Length;
            return;
        }
        if (isEarly && _isEarlyTaken == false)
            return; // the client sends it once more
        Read(fromClient, isHandshake, payload, place);
    }

    private void Read(bool fromClient, bool isHandshake, ReadOnlySpan<byte> payload, StreamPlace place)
    {
        var frames = new QuicFrameReader(payload);
        while (frames.TryNext())
        {
            if (frames.IsStream)
                _content.Add(fromClient, frames, place);
            else if (frames.Type == QuicFrameTypes.Crypto)
                Handshake(fromClient, isHandshake, frames, place);
            else if (frames.Type == QuicFrameTypes.ResetStream)
                _content.Reset(fromClient, frames.StreamId, place);
            else if (frames.Type == QuicFrameTypes.NewConnectionId)
                (fromClient ? _server : _client).AddId(frames.Data);
            else if (frames.Type is >= QuicFrameTypes.Close and <= QuicFrameTypes.HandshakeDone)
                Rest(isAtEnd: frames.Type != QuicFrameTypes.HandshakeDone);
        }
        if (!frames.IsAtEnd)
            _content.Trouble("quic_unknown_frames");
    }

    // Keys are many, and of no use any more, or for a packet or two; captures have connections by the thousand.
    private void Rest(bool isAtEnd)
    {
        _client.Rest(isAtEnd);
        _server.Rest(isAtEnd);
        _rests();
    }

    private void Handshake(bool fromClient, bool isHandshake, in QuicFrameReader frame, StreamPlace place)
    {
        int index = (isHandshake ? 2 : 0) + (fromClient ? 1 : 0);
        QuicCrypto crypto = _crypto[index] ??= new QuicCrypto(MostHandshake);
        if (!crypto.TryAdd(frame.Offset, frame.Data))
        {
            _content.Trouble("quic_handshake_octets");
            return;
        }
        _messages.AreDecrypted = true;
        while (crypto.TryRead(out byte type, out ReadOnlySpan<byte> body))
        {
            _messages.Handshake(fromClient, type, body, place);
            if (isHandshake && type == TlsHandshakeTypes.EncryptedExtensions && body.Length >= 2)
                DecideEarlyData(new TlsExtensions(body[2..]).TryFind(TlsExtensionTypes.EarlyData, out _));
        }
        _messages.AreDecrypted = false;
    }

    private void DecideEarlyData(bool isTaken)
    {
        if (_isEarlyTaken is not null)
            return;
        _isEarlyTaken = isTaken;
        if (isTaken)
        {
            _content.IsFromBefore = true;
            foreach ((byte[] payload, StreamPlace place) in _early)
                Read(fromClient: true, isHandshake: false, payload, place);
            _content.IsFromBefore = false;
        }
        _early.Clear();
    }
}
