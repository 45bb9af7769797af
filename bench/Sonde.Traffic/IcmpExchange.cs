using System.Buffers.Binary;

namespace Sonde.Traffic;

/// <summary>Pings, and what routers and hosts say about datagrams that get nowhere (RFC 792, RFC 4443).</summary>
internal static class IcmpExchange
{
    public static IEnumerable<Emission> Echo(Dice dice, long at)
    {
        var link = new Link(dice);
        ushort identifier = (ushort)dice.Next();
        int delay = dice.MostlySmall(300, 200_000);
        int times = dice.MostlySmall(1, 20);
        bool isSilent = dice.Happens(40);
        for (int sequence = 1; sequence <= times; sequence++, at += 1_000_000)
        {
            yield return new Emission(
                at,
                Message(link, true, identifier, sequence),
                Kinds.IcmpEchoRequest | link.Kinds
            );
            if (!isSilent && !dice.Happens(20))
            {
                long answered = at + delay + dice.Between(0, 400);
                yield return new Emission(
                    answered,
                    Message(link, false, identifier, sequence),
                    Kinds.IcmpEchoReply | link.Kinds
                );
            }
        }
    }

    public static IEnumerable<Emission> Unreachable(Dice dice, long at)
    {
        var link = new Link(dice);
        Emission datagram = new UdpMaker(link, (ushort)dice.Between(1024, 65_535), 33_434).Datagram(
            true,
            new byte[32],
            at,
            Kinds.None
        );
        yield return datagram;
        byte[] error = link.IsV6 ? link.Error(1, 4, datagram.Octets, null) : link.Error(3, 3, datagram.Octets, null);
        yield return new Emission(at + dice.Between(500, 40_000), error, Kinds.IcmpUnreachable | link.Kinds);
    }

    public static IEnumerable<Emission> TimeExceeded(Dice dice, long at)
    {
        var link = new Link(dice);
        int hops = dice.Between(2, 9);
        for (int hop = 1; hop <= hops; hop++, at += 30_000)
        {
            var udp = new UdpMaker(link, (ushort)dice.Between(1024, 65_535), (ushort)(33_434 + hop));
            Emission datagram = udp.Datagram(true, new byte[32], at, Kinds.None);
            yield return datagram;
            byte[] error = link.IsV6 ? link.Error(3, 0, datagram.Octets, hop) : link.Error(11, 0, datagram.Octets, hop);
            yield return new Emission(at + dice.Between(500, 25_000), error, Kinds.IcmpTimeExceeded | link.Kinds);
        }
    }

    private static byte[] Message(Link link, bool isRequest, ushort identifier, int sequence)
    {
        byte[] message = new byte[64];
        message[0] =
            link.IsV6 ? (byte)(isRequest ? 128 : 129)
            : isRequest ? (byte)8
            : (byte)0;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), identifier);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), (ushort)sequence);
        for (int i = 16; i < message.Length; i++)
            message[i] = (byte)i;
        return link.Frame(isRequest, link.IsV6 ? (byte)Link.IcmpV6Number : (byte)Link.IcmpNumber, message, 2);
    }
}
