using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Sonde.Native;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Probes;

/// <summary>UDP probes over ordinary sockets, which need no right: their error queues give the ICMP errors.</summary>
/// <remarks>
/// The data says which probe it is: | secret 4 | token 4 | fill |. A router that quotes only the headers leaves that out; then
/// the socket has to tell, which it can when probes to a host take turns at several sockets.
/// </remarks>
internal sealed class UdpNetwork : IProbeNetwork
{
    private const int SecretSize = 4;
    private const int DataSize = 8;

    private readonly SocketReader _reader;
    private readonly AddressFamily _family;
    private readonly Fragmentation _fragmentation;
    private readonly int _port;
    private readonly int _turns;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(SecretSize);
    private readonly Dictionary<(ErrorQueueSocket, IPAddress), int> _bySocket = [];
    private readonly List<IPAddress> _destinations = [];
    private byte[] _packet = new byte[64];

    private UdpNetwork(ErrorQueueSocket first, int port, int turns, Fragmentation fragmentation)
    {
        first.WarmUp();
        _reader = new SocketReader([first]);
        _family = first.Family;
        _port = port;
        _turns = turns;
        _fragmentation = fragmentation;
    }

    /// <inheritdoc/>
    public TimeSpan Now => _reader.Now;

    /// <inheritdoc/>
    public string Means =>
        _turns > 1
            ? $"UDP to port {_port} over ordinary sockets; hosts limit port unreachable to about one a second"
            : $"UDP to port {_port} over an ordinary socket, which misses routers that quote only headers";

    /// <summary>Opens the network.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="port">Where probes go.</param>
    /// <param name="turns">Sockets at which the probes to one host take turns; 1 for one socket a flow.</param>
    /// <param name="fragmentation">What happens to probes that are too large for a link.</param>
    /// <param name="network">The network, when it is open.</param>
    /// <returns>The system's error number, 0 when it is open.</returns>
    public static int TryOpen(
        AddressFamily family,
        int port,
        int turns,
        Fragmentation fragmentation,
        out UdpNetwork? network
    )
    {
        int error = ErrorQueueSocket.TryOpen(family, SocketKind.Udp, out ErrorQueueSocket? socket);
        socket?.SetFragmentation(fragmentation);
        network = socket is null ? null : new UdpNetwork(socket, port, turns, fragmentation);
        return error;
    }

    /// <inheritdoc/>
    public Sending Send(in Probe probe)
    {
        if (Socket(_turns > 1 ? probe.Token % _turns : probe.Flow) is not { } socket)
            return new Sending(Now, SendFailure.NoResources);
        while (_destinations.Count <= probe.Token)
            _destinations.Add(IPAddress.None);
        _destinations[probe.Token] = probe.Destination;
        if (_turns > 1)
            _bySocket[(socket, probe.Destination)] = probe.Token;
        if (_packet.Length < probe.Size)
            _packet = new byte[probe.Size];
        Span<byte> packet = _packet.AsSpan(0, probe.Size);
        packet.Clear();
        if (probe.Size >= DataSize)
        {
            _secret.CopyTo(packet);
            WriteInt32BigEndian(packet[SecretSize..], probe.Token);
        }
        socket.SetHops(probe.Hops);
        return SendRetry.Send(_reader, socket, packet, probe.Destination, _port);
    }

    /// <inheritdoc/>
    public ProbeReply? Receive(TimeSpan longest)
    {
        for (int left = SocketReader.MostAtOnce; left > 0 && _reader.TryRead(ref longest, out ReadMessage read); left--)
        {
            // of an error, the peer is whom the probe was for
            if (
                read.Message.Peer is not { } peer
                || read.Message.PeerPort != _port
                || TokenOf(read, peer) is not { } token
            )
                continue;
            if (read.Message.Error is null)
                return new ProbeReply
                {
                    Token = token,
                    Kind = ReplyKind.Answer,
                    From = peer,
                    At = read.At,
                    HopsLeft = read.HopsLeft,
                    Detail = "datagram",
                };
            int stripped = _family == AddressFamily.InterNetwork ? 28 : 48;
            if (IcmpReplies.Of(read, token, peer, stripped) is { } reply)
                return PortUnreachable.AsAnswer(reply, peer);
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private int? TokenOf(in ReadMessage read, IPAddress peer)
    {
        ReadOnlySpan<byte> data = read.Octets.Span;
        if (read.Message.Error is not null && data.Length >= DataSize && data[..SecretSize].SequenceEqual(_secret))
        {
            int token = ReadInt32BigEndian(data[SecretSize..]);
            return token >= 0 && token < _destinations.Count && _destinations[token].Equals(peer) ? token : null;
        }
        return _bySocket.TryGetValue((read.Socket, peer), out int last) ? last : null;
    }

    private ErrorQueueSocket? Socket(int place)
    {
        while (_reader.Sockets.Count <= place)
        {
            if (ErrorQueueSocket.TryOpen(_family, SocketKind.Udp, out ErrorQueueSocket? socket) != SystemError.None)
                return null;
            socket!.SetFragmentation(_fragmentation);
            _reader.Sockets.Add(socket);
        }
        return _reader.Sockets[place];
    }
}
