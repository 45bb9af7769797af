using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Sonde.Native;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Probes;

/// <summary>Probes that are ICMP echo requests, of one address family.</summary>
/// <remarks>
/// The sequence number stands for the probe. The data begins with two octets that keep the checksum the same for all probes
/// of a flow, since routers balance by it, and six that nobody else knows, so that answers cannot be made up.
/// </remarks>
internal sealed class EchoNetwork : IProbeNetwork
{
    private const int HeaderSize = 8;
    private const int CookieAt = HeaderSize + 2;
    private const int CookieSize = 6;

    private readonly SocketReader _reader;
    private readonly AddressFamily _family;
    private readonly ushort _identifier;
    private readonly byte[] _cookie = RandomNumberGenerator.GetBytes(CookieSize);
    private readonly Dictionary<ushort, (int Token, IPAddress Destination)> _bySequence = [];
    private byte[] _packet = new byte[HeaderSize + 64];
    private ushort _sequence;

    private EchoNetwork(ErrorQueueSocket socket, ushort identifier)
    {
        socket.WarmUp();
        _reader = new SocketReader([socket]);
        _family = socket.Family;
        _identifier = identifier;
        Means =
            socket.Kind == SocketKind.Echo
                ? "ICMP echo over an unprivileged datagram socket"
                : "ICMP echo over a raw socket";
    }

    /// <inheritdoc/>
    public TimeSpan Now => _reader.Now;

    /// <inheritdoc/>
    public string Means { get; }

    /// <summary>Opens the network with whatever socket this user may have.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="fragmentation">What happens to probes that are too large for a link.</param>
    /// <param name="source">Who opens a socket that this user may not; null for nobody.</param>
    /// <param name="network">The network, when it is open.</param>
    /// <returns>The system's error number, 0 when it is open.</returns>
    public static int TryOpen(
        AddressFamily family,
        Fragmentation fragmentation,
        ISocketSource? source,
        out EchoNetwork? network
    )
    {
        network = null;
        int error = ErrorQueueSocket.TryOpen(family, SocketKind.Echo, out ErrorQueueSocket? socket);
        if (error != SystemError.None)
            error = ErrorQueueSocket.TryOpen(family, SocketKind.RawIcmp, out socket);
        ushort identifier = (ushort)RandomNumberGenerator.GetInt32(1, 65536);
        socket ??= source?.TryOpen(family, SocketKind.RawIcmp, identifier);
        if (socket is null)
            return error;
        if (socket.Kind == SocketKind.Echo)
        {
            // the kernel chooses the identifier when the socket is bound
            error = socket.Bind(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
            if (error != SystemError.None)
            {
                socket.Dispose();
                return error;
            }
            identifier = (ushort)(socket.LocalEndPoint?.Port ?? 0);
        }
        else
            socket.KeepType(ReplyType(family));
        socket.SetFragmentation(fragmentation);
        network = new EchoNetwork(socket, identifier);
        return SystemError.None;
    }

    /// <inheritdoc/>
    public Sending Send(in Probe probe)
    {
        ushort sequence = ++_sequence;
        _bySequence[sequence] = (probe.Token, probe.Destination);
        Span<byte> packet = Packet(probe, sequence);
        ErrorQueueSocket socket = _reader.Sockets[0];
        socket.SetHops(probe.Hops);
        return SendRetry.Send(_reader, socket, packet, probe.Destination, 0);
    }

    /// <inheritdoc/>
    public ProbeReply? Receive(TimeSpan longest)
    {
        for (int left = SocketReader.MostAtOnce; left > 0 && _reader.TryRead(ref longest, out ReadMessage read); left--)
        {
            if (Understand(read) is { } reply)
                return reply;
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private Span<byte> Packet(in Probe probe, ushort sequence)
    {
        int length = HeaderSize + probe.Size;
        if (_packet.Length < length)
            _packet = new byte[length];
        Span<byte> packet = _packet.AsSpan(0, length);
        packet.Clear();
        packet[0] = _family == AddressFamily.InterNetwork ? Icmp.EchoRequest : Icmpv6.EchoRequest;
        WriteUInt16BigEndian(packet[4..], _identifier);
        WriteUInt16BigEndian(packet[6..], sequence);
        if (probe.Size >= 2)
            WriteUInt16BigEndian(packet[HeaderSize..], Complement(sequence, probe.Flow));
        if (probe.Size >= 2 + CookieSize)
            _cookie.CopyTo(packet[CookieAt..]);
        // the kernel makes ICMPv6's checksum, since only it knows the source address
        if (_family == AddressFamily.InterNetwork)
            WriteUInt16BigEndian(packet[2..], Checksum.Internet(packet));
        return packet;
    }

    // Sequence number and this add up to the same for all probes of a flow, in ones' complement.
    private static ushort Complement(ushort sequence, int flow)
    {
        int sum = (ushort)~sequence + (flow & 0x7fff);
        return (ushort)(sum > 0xffff ? sum - 0xffff : sum);
    }

    private ProbeReply? Understand(in ReadMessage read)
    {
        // [0..8) the echo header, then its data: of a reply, or quoted by an error
        ReadOnlySpan<byte> octets = read.Octets.Span;
        if (octets.Length < HeaderSize || ReadUInt16BigEndian(octets[4..]) != _identifier)
            return null;
        if (!_bySequence.TryGetValue(ReadUInt16BigEndian(octets[6..]), out (int Token, IPAddress Destination) probe))
            return null;
        bool isError = read.Message.Error is not null;
        byte expected = isError ? RequestType(_family) : ReplyType(_family);
        if (octets[0] != expected || !CookieFits(octets))
            return null;
        if (isError)
            return IcmpReplies.Of(read, probe.Token, probe.Destination, HeaderOf(probe.Destination));
        return new ProbeReply
        {
            Token = probe.Token,
            Kind = ReplyKind.Answer,
            From = read.Message.Peer,
            At = read.At,
            HopsLeft = read.HopsLeft,
        };
    }

    // A router may quote only the first octets; then identifier and sequence number have to do.
    private bool CookieFits(ReadOnlySpan<byte> octets) =>
        octets.Length < CookieAt + CookieSize || octets.Slice(CookieAt, CookieSize).SequenceEqual(_cookie);

    private static int HeaderOf(IPAddress destination) =>
        destination.AddressFamily == AddressFamily.InterNetwork ? 20 : 40;

    private static byte RequestType(AddressFamily family) =>
        family == AddressFamily.InterNetwork ? Icmp.EchoRequest : Icmpv6.EchoRequest;

    private static byte ReplyType(AddressFamily family) =>
        family == AddressFamily.InterNetwork ? Icmp.EchoReply : Icmpv6.EchoReply;
}
