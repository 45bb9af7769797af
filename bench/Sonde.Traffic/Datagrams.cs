using System.Buffers.Binary;

namespace Sonde.Traffic;

/// <summary>Streams of UDP: QUIC and RTP as they look from outside, and datagrams larger than the MTU.</summary>
internal static class Datagrams
{
    public static IEnumerable<Emission> Quic(Dice dice, long at)
    {
        var udp = new UdpMaker(new Link(dice), (ushort)dice.Between(32_768, 60_999), 443);
        int delay = dice.MostlySmall(4_000, 150_000);
        byte[] connection = dice.Octets(8);
        foreach (bool fromClient in (bool[])[true, false])
        {
            yield return udp.Datagram(fromClient, Initial(dice, connection), at, Kinds.QuicInitial);
            at += delay / 2;
        }
        int datagrams = dice.MostlySmall(6, 300);
        for (int i = 0; i < datagrams; i++)
        {
            bool fromClient = dice.Happens(250);
            byte[] data = dice.Octets(
                fromClient ? dice.Between(32, 90)
                : dice.Happens(850) ? 1252
                : dice.Between(60, 1200)
            );
            data[0] = (byte)(0x40 | (data[0] & 0x3F)); // short header, RFC 9000 §17.3
            if (fromClient)
                connection.CopyTo(data, 1);
            yield return udp.Datagram(fromClient, data, at, Kinds.None);
            at += i % 12 == 11 ? delay : dice.Between(10, 200);
        }
    }

    public static IEnumerable<Emission> Rtp(Dice dice, long at)
    {
        var udp = new UdpMaker(
            new Link(dice),
            (ushort)(2 * dice.Between(8_000, 16_000)),
            (ushort)(2 * dice.Between(5_000, 10_000))
        );
        byte[] packet = dice.Octets(172); // 20 ms of G.711
        packet[0] = 0x80;
        packet[1] = 0;
        ushort sequence = (ushort)dice.Next();
        uint clock = (uint)dice.Next();
        int packets = dice.MostlySmall(50, 900);
        for (int i = 0; i < packets; i++, at += 20_000)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)(sequence + i));
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), clock + (uint)(i * 160));
            if (!dice.Happens(5)) // lost on the way
                yield return udp.Datagram(true, packet, at + dice.MostlySmall(0, 4_000), Kinds.Rtp);
        }
    }

    public static IEnumerable<Emission> Fragmented(Dice dice, long at)
    {
        var link = new Link(dice);
        var udp = new UdpMaker(link, (ushort)dice.Between(1024, 65_535), 2049);
        byte[] datagram = udp.Transport(true, dice.Octets(dice.Between(1_600, 8_000)));
        foreach (
            byte[] frame in link.Fragments(true, Link.UdpNumber, datagram, UdpMaker.ChecksumAt, link.IsV6 ? 1448 : 1480)
        )
            yield return new Emission(at++, frame, Kinds.Fragment | Kinds.Udp | link.Kinds);
    }

    // Long header, version 1, type Initial; token empty; filled up to 1200 octets (RFC 9000 §17.2.2, §14.1).
    private static byte[] Initial(Dice dice, byte[] connection) =>
        [
            0xC3,
            0,
            0,
            0,
            1,
            (byte)connection.Length,
            .. connection,
            0,
            0,
            0x44,
            0x9E, // the length of the rest as a two-octet number: 1182
            .. dice.Octets(1182),
        ];
}
