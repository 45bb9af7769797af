using System.Buffers.Binary;

namespace Sonde.Traffic;

/// <summary>The way between one client and one server, as the place of capture sees it: builds frames in both directions.</summary>
/// <remarks>The capture is made in the client's network: what comes from the server comes from the router's MAC.</remarks>
internal sealed class Link
{
    public const int IcmpNumber = 1;
    public const int TcpNumber = 6;
    public const int UdpNumber = 17;
    public const int IcmpV6Number = 58;
    private const int ShortestFrame = 60; // octets without FCS; received frames were padded to it

    private readonly uint _client;
    private readonly uint _server;
    private readonly ushort _vlan; // 0: no tag
    private readonly byte _hops; // TTL left when the server's packets arrive
    private ushort _clientIdentification;
    private ushort _serverIdentification;

    public Link(Dice dice, uint? server = null)
    {
        IsV6 = dice.Happens(230);
        _client = (uint)dice.Between(1, 4000);
        _server = server ?? (uint)dice.MostlySmall(1, 20_000);
        _vlan = dice.Happens(100) ? dice.Pick<ushort>([10, 20, 30]) : (ushort)0;
        _hops = (byte)(64 - dice.Between(4, 18));
        _clientIdentification = (ushort)dice.Next();
        _serverIdentification = (ushort)dice.Next();
    }

    public bool IsV6 { get; }

    /// <summary>Octets of headers below the transport, Ethernet and tag left out.</summary>
    public int IpHeaderLength => IsV6 ? 40 : 20;

    /// <summary>What every frame of this way is.</summary>
    public Kinds Kinds => (IsV6 ? Kinds.Ipv6 : Kinds.Ipv4) | (_vlan != 0 ? Kinds.Vlan : Kinds.None);

    public uint ServerNumber => _server;

    /// <summary>A frame with the transport's octets; <paramref name="checksumAt"/> is where its checksum goes, or -1.</summary>
    public byte[] Frame(bool fromClient, byte protocol, ReadOnlySpan<byte> transport, int checksumAt)
    {
        byte[] packet = new byte[IpHeaderLength + transport.Length];
        transport.CopyTo(packet.AsSpan(IpHeaderLength));
        WriteIp(packet, fromClient, protocol, 0);
        if (checksumAt >= 0)
            WriteChecksum(packet, protocol, checksumAt);
        return OnEthernet(fromClient, (ushort)(IsV6 ? 0x86DD : 0x0800), packet);
    }

    /// <summary>The same octets in fragments of at most <paramref name="most"/> octets (a multiple of 8) of payload.</summary>
    public IEnumerable<byte[]> Fragments(bool fromClient, byte protocol, byte[] transport, int checksumAt, int most)
    {
        byte[] whole = new byte[IpHeaderLength + transport.Length];
        transport.CopyTo(whole, IpHeaderLength);
        WriteIp(whole, fromClient, protocol, 0);
        WriteChecksum(whole, protocol, checksumAt);
        uint identification = (uint)(fromClient ? _clientIdentification : _serverIdentification);
        for (int at = 0; at < transport.Length; at += most)
        {
            int length = Math.Min(most, transport.Length - at);
            bool more = at + length < transport.Length;
            int header = IpHeaderLength + (IsV6 ? 8 : 0);
            byte[] packet = new byte[header + length];
            whole.AsSpan(IpHeaderLength + at, length).CopyTo(packet.AsSpan(header));
            if (IsV6)
            {
                WriteIp(packet, fromClient, 44, 0);
                packet[40] = protocol;
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(42), (ushort)(at | (more ? 1 : 0)));
                BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(44), identification);
            }
            else
            {
                // all fragments carry the identification of the datagram
                _clientIdentification = _serverIdentification = (ushort)identification;
                WriteIp(packet, fromClient, protocol, (ushort)((at >> 3) | (more ? 0x2000 : 0)));
            }
            yield return OnEthernet(fromClient, (ushort)(IsV6 ? 0x86DD : 0x0800), packet);
        }
    }

    /// <summary>An ICMP error about a packet of the client: sent by the server, or by a router on the way.</summary>
    public byte[] Error(byte type, byte code, ReadOnlySpan<byte> frameOfClient, int? router)
    {
        int skipped = 14 + (_vlan != 0 ? 4 : 0);
        ReadOnlySpan<byte> quoted = frameOfClient[skipped..];
        quoted = quoted[..Math.Min(quoted.Length, IsV6 ? 1232 : IpHeaderLength + 8)];
        byte[] message = new byte[8 + quoted.Length];
        message[0] = type;
        message[1] = code;
        quoted.CopyTo(message.AsSpan(8));
        byte[] packet = new byte[IpHeaderLength + message.Length];
        message.CopyTo(packet, IpHeaderLength);
        byte protocol = IsV6 ? (byte)IcmpV6Number : (byte)IcmpNumber;
        WriteIp(packet, false, protocol, 0);
        if (router is int hop)
        {
            if (IsV6)
            {
                WriteAddress(packet.AsSpan(8, 16), 0x20010DB8_00FF0000, (ulong)hop);
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(12), 0x0AFF0000 + (uint)hop);
                Checksum.Write(packet.AsSpan(0, 20), 10, 0);
            }
        }
        WriteChecksum(packet, protocol, 2);
        return OnEthernet(false, (ushort)(IsV6 ? 0x86DD : 0x0800), packet);
    }

    /// <summary>ARP or neighbour discovery of the client for its router, or the router's answer.</summary>
    public byte[] Neighbor(bool isAnswer)
    {
        byte[] body;
        if (!IsV6)
        {
            body = new byte[28];
            BinaryPrimitives.WriteUInt64BigEndian(body, 0x0001_0800_0604_0001);
            body[7] = (byte)(isAnswer ? 2 : 1);
            Mac(body.AsSpan(8), !isAnswer);
            BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(14), isAnswer ? 0x0A000001 : ClientV4);
            if (isAnswer)
                Mac(body.AsSpan(18), true);
            BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(24), isAnswer ? ClientV4 : 0x0A000001);
            return OnEthernet(!isAnswer, 0x0806, body, broadcast: !isAnswer);
        }
        body = new byte[40 + 32];
        WriteIp(body, true, IcmpV6Number, 0);
        body[7] = 255;
        WriteAddress(body.AsSpan(isAnswer ? 8 : 24, 16), 0xFE80_0000_0000_0000, 1);
        WriteAddress(body.AsSpan(isAnswer ? 24 : 8, 16), 0x20010DB8_00010000, _client);
        body[40] = (byte)(isAnswer ? 136 : 135);
        body[44] = (byte)(isAnswer ? 0xE0 : 0);
        WriteAddress(body.AsSpan(48, 16), 0xFE80_0000_0000_0000, 1);
        body[64] = (byte)(isAnswer ? 2 : 1);
        body[65] = 1;
        Mac(body.AsSpan(66), !isAnswer);
        WriteChecksum(body, IcmpV6Number, 2);
        return OnEthernet(!isAnswer, 0x86DD, body);
    }

    private uint ClientV4 => 0x0A000100 + _client; // 10.0.1.0 onwards

    private void WriteIp(Span<byte> packet, bool fromClient, byte protocol, ushort fragment)
    {
        if (IsV6)
        {
            packet[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(packet.Length - 40));
            packet[6] = protocol;
            packet[7] = fromClient ? (byte)64 : _hops;
            WriteAddress(packet.Slice(fromClient ? 8 : 24, 16), 0x20010DB8_00010000, _client);
            WriteAddress(packet.Slice(fromClient ? 24 : 8, 16), 0x20010DB8_00020000, _server);
            return;
        }
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        ushort identification =
            (fragment & 0x3FFF) != 0 ? _clientIdentification
            : fromClient ? ++_clientIdentification
            : ++_serverIdentification;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], identification);
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], fragment);
        packet[8] = fromClient ? (byte)64 : _hops;
        packet[9] = protocol;
        BinaryPrimitives.WriteUInt32BigEndian(packet[(fromClient ? 12 : 16)..], ClientV4);
        BinaryPrimitives.WriteUInt32BigEndian(packet[(fromClient ? 16 : 12)..], 0xC6120000 + _server); // 198.18.0.0/15
        Checksum.Write(packet[..20], 10, 0);
    }

    private void WriteChecksum(Span<byte> packet, byte protocol, int at)
    {
        Span<byte> transport = packet[IpHeaderLength..];
        uint pseudo = 0;
        if (protocol != IcmpNumber)
            pseudo = Checksum.Sum(IsV6 ? packet.Slice(8, 32) : packet.Slice(12, 8), (uint)transport.Length + protocol);
        Checksum.Write(transport, at, pseudo);
        if (protocol == UdpNumber && transport[at] == 0 && transport[at + 1] == 0)
            transport[at] = transport[at + 1] = 0xFF; // zero would mean: not computed
    }

    private byte[] OnEthernet(bool fromClient, ushort type, ReadOnlySpan<byte> packet, bool broadcast = false)
    {
        int header = _vlan != 0 ? 18 : 14;
        byte[] frame = new byte[Math.Max(header + packet.Length, fromClient ? 0 : ShortestFrame)];
        if (broadcast)
            frame.AsSpan(0, 6).Fill(0xFF);
        else
            Mac(frame, !fromClient);
        Mac(frame.AsSpan(6), fromClient);
        if (_vlan != 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), 0x8100);
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(14), _vlan);
        }
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(header - 2), type);
        packet.CopyTo(frame.AsSpan(header));
        return frame;
    }

    private void Mac(Span<byte> to, bool ofClient)
    {
        to[0] = 0x02;
        to[1] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(to[2..], ofClient ? _client : 0xFFFF0001);
    }

    private static void WriteAddress(Span<byte> to, ulong prefix, ulong number)
    {
        BinaryPrimitives.WriteUInt64BigEndian(to, prefix);
        BinaryPrimitives.WriteUInt64BigEndian(to[8..], number);
    }
}
