using System.Net;
using Sonde.Testing;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis.Tests.Expert;

/// <summary>Frames over IPv4 or IPv6, as the addresses are, and ways to spoil them.</summary>
internal static class Any
{
    private const byte FragmentHeader = 44;

    public static byte[] Ip(string source, string destination, byte protocol, ReadOnlySpan<byte> data)
    {
        if (!source.Contains(':', StringComparison.Ordinal))
            return Make.Ipv4(source, destination, protocol, data);
        byte[] datagram = new byte[40 + data.Length];
        Ipv6.Write(datagram, Make.Octets(source), Make.Octets(destination), protocol, data);
        return Make.Ethernet(EtherTypes.Ipv6, datagram);
    }

    public static byte[] Tcp(
        string source,
        string destination,
        TcpFlags flags,
        byte[]? data = null,
        byte[]? options = null
    )
    {
        (IPEndPoint from, IPEndPoint to) = (IPEndPoint.Parse(source), IPEndPoint.Parse(destination));
        byte[] segment = new byte[20 + (options?.Length ?? 0) + (data?.Length ?? 0)];
        uint sum = Pseudo(from, to, IpProtocols.Tcp, segment.Length);
        Wire.Tcp.Write(segment, (ushort)from.Port, (ushort)to.Port, 1, 0, flags, 1000, options, data, sum);
        return Ip(from.Address.ToString(), to.Address.ToString(), IpProtocols.Tcp, segment);
    }

    public static byte[] Udp(string source, string destination, byte[] data)
    {
        (IPEndPoint from, IPEndPoint to) = (IPEndPoint.Parse(source), IPEndPoint.Parse(destination));
        byte[] datagram = new byte[8 + data.Length];
        uint sum = Pseudo(from, to, IpProtocols.Udp, datagram.Length);
        Wire.Udp.Write(datagram, (ushort)from.Port, (ushort)to.Port, data, sum);
        return Ip(from.Address.ToString(), to.Address.ToString(), IpProtocols.Udp, datagram);
    }

    /// <summary>A fragment of a datagram of an unassigned protocol.</summary>
    public static byte[] Fragment(bool isIpv6, int offset, bool more, int length)
    {
        byte[] data = new byte[length];
        if (isIpv6)
        {
            byte[] header = [253, 0, (byte)(offset >> 8), (byte)(offset & 0xf8 | (more ? 1 : 0)), 0, 0, 0, 7];
            return Ip("2001:db8::1", "2001:db8::2", FragmentHeader, [.. header, .. data]);
        }
        byte[] frame = Ip("198.51.100.1", "203.0.113.2", 253, data);
        int flags = (more ? 0x2000 : 0) | offset / 8;
        return Header(frame, 14 + 6, (byte)(flags >> 8), (byte)flags);
    }

    /// <summary>The frame with other octets in some places.</summary>
    public static byte[] With(byte[] frame, params (int At, byte Octet)[] changes)
    {
        foreach ((int at, byte octet) in changes)
            frame[at] = octet;
        return frame;
    }

    /// <summary>The frame with other octets in its IPv4 header, whose checksum fits them.</summary>
    public static byte[] Header(byte[] frame, int at, params byte[] octets)
    {
        octets.CopyTo(frame, at);
        frame[24] = frame[25] = 0;
        WriteUInt16BigEndian(frame.AsSpan(24), Checksum.Internet(frame.AsSpan(14, 20)));
        return frame;
    }

    private static uint Pseudo(IPEndPoint from, IPEndPoint to, byte protocol, int length) =>
        Checksum.PseudoHeader(from.Address.GetAddressBytes(), to.Address.GetAddressBytes(), protocol, length);
}
