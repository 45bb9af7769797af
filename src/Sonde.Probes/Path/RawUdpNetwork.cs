using System.Net;
using Sonde.Native;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Probes;

/// <summary>UDP probes to one host over a raw socket: all probes of a flow have the same ports, and the checksum tells them apart.</summary>
/// <remarks>Routers balance by addresses and ports, and every router quotes the checksum, even one that quotes no more than RFC 792 asks for.</remarks>
internal sealed class RawUdpNetwork : RawPortNetwork
{
    private const int HeaderSize = 8;

    private readonly Dictionary<(int Port, ushort Checksum), int> _tokens = [];
    private readonly byte[] _packet = new byte[65_536];
    private ushort _checksum;

    private RawUdpNetwork(ErrorQueueSocket socket, IPAddress source, IPAddress destination, int port)
        : base(socket, SocketKind.Udp, source, destination, port) { }

    /// <inheritdoc/>
    public override string Means => $"UDP to port {Port} over a raw socket, constant ports per flow";

    /// <summary>Opens the network.</summary>
    /// <returns>The system's error number, 0 when it is open.</returns>
    public static int TryOpen(IPAddress destination, int port, ISocketSource? helper, out RawUdpNetwork? network)
    {
        network = null;
        int error = TryOpen(
            destination,
            SocketKind.RawUdp,
            port,
            helper,
            out ErrorQueueSocket? socket,
            out IPAddress? source
        );
        if (socket is null)
            return error;
        socket.Bind(source!, 0);
        socket.KeepSourcePort(0); // errors come by their own queue; answers to such probes are ICMP
        network = new RawUdpNetwork(socket, source!, destination, port);
        return SystemError.None;
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> Write(in Probe probe, int sourcePort)
    {
        _checksum = (ushort)(_checksum % 0xfffe + 1); // 1 to 0xfffe: zero means none, and 0xffff is the other zero
        _tokens[(sourcePort, _checksum)] = probe.Token;
        Span<byte> packet = _packet.AsSpan(0, HeaderSize + Math.Max(probe.Size, 2));
        packet.Clear();
        WriteUInt16BigEndian(packet, (ushort)sourcePort);
        WriteUInt16BigEndian(packet[2..], (ushort)Port);
        WriteUInt16BigEndian(packet[4..], (ushort)packet.Length);
        // the first two octets of data bring the checksum to what it shall be (ones' complement, RFC 1071)
        uint sum = (uint)Checksum.Internet(packet, Pseudo(packet.Length)) + (ushort)~_checksum;
        WriteUInt16BigEndian(packet[HeaderSize..], (ushort)((sum & 0xffff) + (sum >> 16)));
        WriteUInt16BigEndian(packet[6..], _checksum);
        return packet;
    }

    /// <inheritdoc/>
    public override ProbeReply? Receive(TimeSpan longest)
    {
        for (int left = SocketReader.MostAtOnce; left > 0 && Reader.TryRead(ref longest, out ReadMessage read); left--)
        {
            ReadOnlySpan<byte> quoted = read.Octets.Span;
            if (read.Message.Error is null || quoted.Length < HeaderSize)
                continue;
            int sourcePort = ReadUInt16BigEndian(quoted);
            if (
                ReadUInt16BigEndian(quoted[2..]) != Port
                || !_tokens.TryGetValue((sourcePort, ReadUInt16BigEndian(quoted[6..])), out int token)
            )
                continue;
            if (IcmpReplies.Of(read, token, Destination, QuotedHeader) is { } reply)
                return PortUnreachable.AsAnswer(reply, Destination);
        }
        return null;
    }

    private uint Pseudo(int length) =>
        Checksum.PseudoHeader(Source.GetAddressBytes(), Destination.GetAddressBytes(), IpProtocols.Udp, length);
}
