using System.Buffers.Binary;

namespace Sonde.Traffic;

/// <summary>UDP datagrams between two ports of one link.</summary>
internal sealed class UdpMaker(Link link, ushort clientPort, ushort serverPort)
{
    public const int ChecksumAt = 6;

    public Emission Datagram(bool fromClient, ReadOnlySpan<byte> data, long at, Kinds kinds) =>
        new(
            at,
            link.Frame(fromClient, Link.UdpNumber, Transport(fromClient, data), ChecksumAt),
            kinds | link.Kinds | Kinds.Udp
        );

    public byte[] Transport(bool fromClient, ReadOnlySpan<byte> data)
    {
        byte[] datagram = new byte[8 + data.Length];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, fromClient ? clientPort : serverPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), fromClient ? serverPort : clientPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        data.CopyTo(datagram.AsSpan(8));
        return datagram;
    }
}
