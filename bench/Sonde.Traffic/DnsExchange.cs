using System.Text;

namespace Sonde.Traffic;

/// <summary>A question or two to one of three resolvers, with the answers and failures that they give (RFC 1035).</summary>
internal static class DnsExchange
{
    private const ushort A = 1;
    private const ushort Ptr = 12;
    private const ushort Aaaa = 28;
    private const ushort Https = 65;
    private const byte ServFail = 2;
    private const byte NxDomain = 3;

    public static IEnumerable<Emission> Run(Dice dice, long at)
    {
        var udp = new UdpMaker(
            new Link(dice, (uint)(50_000 + dice.MostlySmall(0, 2))),
            (ushort)dice.Between(1024, 65_535),
            53
        );
        string name = $"host{dice.MostlySmall(1, 20_000)}.example.test";
        ushort type = dice.Pick<ushort>([A, A, A, Aaaa, Aaaa, Https, Ptr]);
        if (type == Ptr)
            name = $"{dice.Between(1, 254)}.{dice.Between(0, 9)}.18.198.in-addr.arpa";
        int fate = dice.Between(0, 999);
        byte code =
            fate < 40 ? NxDomain
            : fate < 50 ? ServFail
            : (byte)0;
        bool isSilent = fate is >= 50 and < 85;
        if (code == NxDomain)
            name = "no-" + name;
        ushort number = (ushort)dice.Next();

        byte[] query = Query(number, name, type);
        yield return udp.Datagram(true, query, at, Kinds.DnsQuery);
        if (isSilent)
        {
            if (dice.Happens(600))
                yield return udp.Datagram(true, query, at + 5_000_000, Kinds.DnsQuery | Kinds.DnsQueryAgain);
            yield break;
        }
        at += dice.Happens(300) ? dice.MostlySmall(8_000, 300_000) : dice.Between(200, 900); // not cached, cached
        Kinds kinds =
            Kinds.DnsResponse
            | code switch
            {
                NxDomain => Kinds.DnsNxDomain,
                ServFail => Kinds.DnsServFail,
                _ => Kinds.None,
            };
        yield return udp.Datagram(false, Response(dice, query, type, code), at, kinds);
    }

    private static byte[] Query(ushort number, string name, ushort type) =>
        [
            .. Number(number),
            1,
            0,
            .. Counts(1, 0, 0, 1),
            .. Name(name),
            .. Number(type),
            .. Number(1),
            .. (ReadOnlySpan<byte>)[0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0], // EDNS, 1232 octets
        ];

    private static byte[] Response(Dice dice, byte[] query, ushort type, byte code)
    {
        byte[] question = query[12..^11];
        ReadOnlySpan<byte> edns = query.AsSpan()[^11..];
        if (code == NxDomain)
        {
            byte[] data =
            [
                .. Name("ns.example.test"),
                .. Name("admin.example.test"),
                .. Long(2024),
                .. Long(7200),
                .. Long(900),
                .. Long(1_209_600),
                .. Long(300),
            ];
            byte[] authority = Record(Name("example.test"), 6, 300, data);
            return [.. query[..2], 0x81, 0x80 | NxDomain, .. Counts(1, 0, 1, 1), .. question, .. authority, .. edns];
        }
        if (code == ServFail)
            return [.. query[..2], 0x81, 0x80 | ServFail, .. Counts(1, 0, 0, 1), .. question, .. edns];

        byte[] toTheQuestion = [0xC0, 12];
        var answers = new List<byte>();
        int count = 0;
        if (type is A or Aaaa && dice.Happens(250))
        {
            byte[] alias = Name($"edge{dice.Between(1, 40)}.cdn.example.test");
            answers.AddRange(Record(toTheQuestion, 5, 300, alias));
            toTheQuestion = alias; // written out: a pointer would do as well
            count++;
        }
        int addresses = type is A or Aaaa ? dice.Between(1, 4) : 1;
        for (int i = 0; i < addresses; i++)
        {
            byte[] data = type switch
            {
                A => [198, 18, (byte)dice.Between(0, 78), (byte)dice.Between(1, 254)],
                Aaaa => [0x20, 1, 0x0D, 0xB8, 0, 2, 0, 0, .. dice.Octets(8)],
                Ptr => Name($"host{dice.Between(1, 20_000)}.example.test"),
                _ => [0, 1, 0, 0, 1, 0, 3, 2, (byte)'h', (byte)'2'],
            };
            answers.AddRange(Record(toTheQuestion, type, (uint)dice.Between(20, 3600), data));
            count++;
        }
        return [.. query[..2], 0x81, 0x80, .. Counts(1, count, 0, 1), .. question, .. answers, .. edns];
    }

    private static byte[] Record(byte[] name, ushort type, uint life, byte[] data) =>
        [.. name, .. Number(type), .. Number(1), .. Long(life), .. Number((ushort)data.Length), .. data];

    private static byte[] Name(string name)
    {
        var octets = new List<byte>();
        foreach (string label in name.Split('.'))
        {
            octets.Add((byte)label.Length);
            octets.AddRange(Encoding.ASCII.GetBytes(label));
        }
        octets.Add(0);
        return [.. octets];
    }

    private static byte[] Counts(int questions, int answers, int authorities, int additional) =>
        [
            .. Number((ushort)questions),
            .. Number((ushort)answers),
            .. Number((ushort)authorities),
            .. Number((ushort)additional),
        ];

    private static byte[] Number(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Long(uint value) => [.. Number((ushort)(value >> 16)), .. Number((ushort)value)];
}
