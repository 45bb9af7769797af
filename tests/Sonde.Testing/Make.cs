using System.Net;
using Sonde.Wire;

namespace Sonde.Testing;

/// <summary>Makes frames with Wire's own writers, for tests that need a few packets.</summary>
public static class Make
{
    public static readonly byte[] MacA = [0x02, 0, 0, 0, 0, 0x0a];
    public static readonly byte[] MacB = [0x02, 0, 0, 0, 0, 0x0b];

    /// <summary>Octets from hexadecimal text; blanks and line ends are allowed.</summary>
    public static byte[] Hex(string text) =>
        Convert.FromHexString(string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != ':')));

    /// <summary>An Ethernet frame from host A to host B.</summary>
    public static byte[] Ethernet(ushort type, ReadOnlySpan<byte> data)
    {
        byte[] frame = new byte[14 + data.Length];
        Wire.Ethernet.Write(frame, MacB, MacA, type, data);
        return frame;
    }

    /// <summary>An Ethernet frame with an IPv4 datagram.</summary>
    public static byte[] Ipv4(string source, string destination, byte protocol, ReadOnlySpan<byte> data)
    {
        byte[] datagram = new byte[20 + data.Length];
        Wire.Ipv4.Write(datagram, Octets(source), Octets(destination), protocol, data);
        return Ethernet(EtherTypes.Ipv4, datagram);
    }

    /// <summary>An Ethernet frame with a UDP datagram over IPv4; endpoints as <c>10.0.0.1:53</c>.</summary>
    public static byte[] Udp(string source, string destination, ReadOnlySpan<byte> data)
    {
        (IPEndPoint from, IPEndPoint to) = (IPEndPoint.Parse(source), IPEndPoint.Parse(destination));
        byte[] datagram = new byte[8 + data.Length];
        uint sum = Checksum.PseudoHeader(
            from.Address.GetAddressBytes(),
            to.Address.GetAddressBytes(),
            IpProtocols.Udp,
            datagram.Length
        );
        Wire.Udp.Write(datagram, (ushort)from.Port, (ushort)to.Port, data, sum);
        return Ipv4(from.Address.ToString(), to.Address.ToString(), IpProtocols.Udp, datagram);
    }

    /// <summary>An Ethernet frame with a TCP segment over IPv4; endpoints as <c>10.0.0.1:80</c>.</summary>
    public static byte[] Tcp(
        string source,
        string destination,
        uint sequence,
        uint acknowledgment,
        TcpFlags flags,
        ReadOnlySpan<byte> data,
        ushort window = 65535,
        byte[]? options = null
    )
    {
        (IPEndPoint from, IPEndPoint to) = (IPEndPoint.Parse(source), IPEndPoint.Parse(destination));
        int optionsLength = ((options?.Length ?? 0) + 3) / 4 * 4;
        byte[] segment = new byte[20 + optionsLength + data.Length];
        uint sum = Checksum.PseudoHeader(
            from.Address.GetAddressBytes(),
            to.Address.GetAddressBytes(),
            IpProtocols.Tcp,
            segment.Length
        );
        Wire.Tcp.Write(
            segment,
            (ushort)from.Port,
            (ushort)to.Port,
            sequence,
            acknowledgment,
            flags,
            window,
            options,
            data,
            sum
        );
        return Ipv4(from.Address.ToString(), to.Address.ToString(), IpProtocols.Tcp, segment);
    }

    /// <summary>A TCP segment with ACK and data, for tests that do not know flags.</summary>
    public static byte[] TcpData(
        string source,
        string destination,
        uint sequence,
        uint acknowledgment,
        ReadOnlySpan<byte> data
    ) => Tcp(source, destination, sequence, acknowledgment, TcpFlags.Ack, data);

    /// <summary>The octets of an address.</summary>
    public static byte[] Octets(string address) => IPAddress.Parse(address).GetAddressBytes();
}
