using System.Net;
using System.Security.Cryptography;
using Sonde.Native;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Probes;

/// <summary>TCP probes to one port of one host over a raw socket: SYNs whose sequence numbers tell them apart.</summary>
/// <remarks>The kernel knows nothing of these connections and resets those that the host accepts.</remarks>
internal sealed class RawTcpNetwork : RawPortNetwork
{
    private const int HeaderSize = 20;
    private const int OptionSize = 4; // largest segment: hosts and firewalls expect it on a SYN
    private const ushort SegmentSize = 1460;

    private readonly uint _first = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
    private readonly byte[] _packet = new byte[HeaderSize + OptionSize];
    private readonly HashSet<int> _sourcePorts = [];
    private uint _sent;

    private RawTcpNetwork(ErrorQueueSocket socket, IPAddress source, IPAddress destination, int port)
        : base(socket, SocketKind.Tcp, source, destination, port) { }

    /// <inheritdoc/>
    public override string Means => $"TCP SYN to port {Port} over a raw socket, constant ports per flow";

    /// <summary>Opens the network.</summary>
    /// <returns>The system's error number, 0 when it is open.</returns>
    public static int TryOpen(IPAddress destination, int port, ISocketSource? helper, out RawTcpNetwork? network)
    {
        network = null;
        int error = TryOpen(
            destination,
            SocketKind.RawTcp,
            port,
            helper,
            out ErrorQueueSocket? socket,
            out IPAddress? source
        );
        if (socket is null)
            return error;
        socket.KeepSourcePort(port); // or every segment of this machine would be handed up
        socket.Bind(source!, 0);
        network = new RawTcpNetwork(socket, source!, destination, port);
        return SystemError.None;
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> Write(in Probe probe, int sourcePort)
    {
        _sourcePorts.Add(sourcePort);
        _sent = Math.Max(_sent, (uint)probe.Token + 1);
        Span<byte> packet = _packet;
        packet.Clear();
        WriteUInt16BigEndian(packet, (ushort)sourcePort);
        WriteUInt16BigEndian(packet[2..], (ushort)Port);
        WriteUInt32BigEndian(packet[4..], _first + (uint)probe.Token);
        packet[12] = (HeaderSize + OptionSize) / 4 << 4;
        packet[13] = (byte)TcpFlags.Syn;
        WriteUInt16BigEndian(packet[14..], ushort.MaxValue);
        packet[HeaderSize] = 2; // RFC 9293 §3.2: maximum segment size
        packet[HeaderSize + 1] = OptionSize;
        WriteUInt16BigEndian(packet[(HeaderSize + 2)..], SegmentSize);
        uint pseudo = Checksum.PseudoHeader(
            Source.GetAddressBytes(),
            Destination.GetAddressBytes(),
            IpProtocols.Tcp,
            packet.Length
        );
        WriteUInt16BigEndian(packet[16..], Checksum.Internet(packet, pseudo));
        return packet;
    }

    /// <inheritdoc/>
    public override ProbeReply? Receive(TimeSpan longest)
    {
        for (int left = SocketReader.MostAtOnce; left > 0 && Reader.TryRead(ref longest, out ReadMessage read); left--)
        {
            if ((read.Message.Error is null ? Answer(read) : Error(read)) is { } reply)
                return reply;
        }
        return null;
    }

    private ProbeReply? Answer(in ReadMessage read)
    {
        ReadOnlySpan<byte> segment = read.Octets.Span;
        if (
            segment.Length < HeaderSize
            || !Destination.Equals(read.Message.Peer)
            || ReadUInt16BigEndian(segment) != Port
            || !_sourcePorts.Contains(ReadUInt16BigEndian(segment[2..]))
        )
            return null;
        var flags = (TcpFlags)segment[13];
        uint token = ReadUInt32BigEndian(segment[8..]) - 1 - _first;
        if (token >= _sent || (flags & (TcpFlags.Syn | TcpFlags.Rst)) == 0)
            return null;
        return new ProbeReply
        {
            Token = (int)token,
            Kind = ReplyKind.Answer,
            From = read.Message.Peer,
            At = read.At,
            HopsLeft = read.HopsLeft,
            Detail = (flags & TcpFlags.Rst) != 0 ? "RST" : "SYN-ACK",
        };
    }

    private ProbeReply? Error(in ReadMessage read)
    {
        ReadOnlySpan<byte> quoted = read.Octets.Span;
        if (
            quoted.Length < 8
            || ReadUInt16BigEndian(quoted[2..]) != Port
            || !_sourcePorts.Contains(ReadUInt16BigEndian(quoted))
        )
            return null;
        uint token = ReadUInt32BigEndian(quoted[4..]) - _first;
        return token < _sent ? IcmpReplies.Of(read, (int)token, Destination, QuotedHeader) : null;
    }
}
