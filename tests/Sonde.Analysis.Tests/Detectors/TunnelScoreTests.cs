using System.Globalization;
using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>How well domains that carry data in names are told from domains that merely have many names, on lists that are made here.</summary>
public sealed class TunnelScoreTests(ITestOutputHelper output)
{
    private const int Domains = 200; // of each generator
    private const double Default = 60;
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const ushort A = 1;
    private const ushort Null = 10;
    private const ushort Txt = 16;

    private static readonly string[] Syllables =
        "ba be bi bo da de di do fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo".Split(
            ' '
        );

    [Theory]
    [InlineData("base 32, TXT", 1)]
    [InlineData("base 64, NULL", 1)]
    [InlineData("hexadecimal, A", 1)]
    [InlineData("base 32 in short labels, A", 0.9)]
    [InlineData("short pieces, CNAME", 0.9)]
    [InlineData("slow, one in a minute", 0.9)]
    public void MostTunnelsAreFound(string generator, double least)
    {
        double share = Share(generator, isTunnel: true);
        Assert.InRange(share, least, 1);
    }

    [Theory]
    [InlineData("hosts of a cluster")]
    [InlineData("shards of a content network")]
    [InlineData("customers with names")]
    [InlineData("names of two words, English")]
    [InlineData("names of two words, German")]
    [InlineData("names of two words, Spanish")]
    [InlineData("reverse look-ups")]
    [InlineData("block lists of mail")]
    [InlineData("identifiers of devices")]
    [InlineData("service look-ups")]
    public void HardlyAnyOrdinaryDomainIsTakenForATunnel(string generator)
    {
        double share = Share(generator, isTunnel: false);
        Assert.InRange(share, 0, 0.01);
    }

    private double Share(string generator, bool isTunnel)
    {
        var random = new Random(41);
        var scores = new List<double>();
        for (int n = 0; n < Domains; n++)
        {
            // asked for below zero, so that every domain is told with its score
            var watched = new Watched(new DetectionThresholds { TunnelScore = 0 });
            string domain = string.Create(CultureInfo.InvariantCulture, $"zone{n}.example-{Word(random)}.net");
            Fill(watched, generator, domain, random, random.Next(60, 400));
            IReadOnlyList<ThreatFinding> found = watched.Found(ThreatKinds.DnsTunnel);
            scores.Add(found.Count == 0 ? 0 : found.Max(one => one.Measures.Single(it => it.Name == "score").Value));
        }
        scores.Sort();
        double share = scores.Count(score => score >= Default) / (double)Domains;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{generator}: {100 * share:0.0} % {(isTunnel ? "found" : "wrongly")}; scores {scores[0]:0} to {scores[^1]:0}, median {scores[Domains / 2]:0}"
            )
        );
        return share;
    }

    private static void Fill(Watched watched, string generator, string domain, Random random, int names)
    {
        double step = generator.StartsWith("slow", StringComparison.Ordinal) ? 60 : random.NextDouble() * 0.5;
        for (int n = 0; n < names; n++)
        {
            (string name, ushort type, int answer, int repeats) = Next(generator, domain, random, n);
            for (int again = 0; again < repeats; again++)
                Ask(watched, n * step + again * 0.01, name, type, answer);
        }
    }

    private static (string Name, ushort Type, int Answer, int Repeats) Next(
        string generator,
        string domain,
        Random random,
        int n
    ) =>
        generator switch
        {
            "base 32, TXT" => ($"{Of(Base32, 50, random)}.{Of(Base32, 50, random)}.{domain}", Txt, 200, 1),
            "base 64, NULL" => ($"{Of(Base64, 60, random)}.{Of(Base64, 60, random)}.{domain}", Null, 600, 1),
            "hexadecimal, A" => (
                $"{Of("0123456789abcdef", 60, random)}.{Of("0123456789abcdef", 40, random)}.{domain}",
                A,
                16,
                1
            ),
            "base 32 in short labels, A" => (
                $"{Of(Base32, 15, random)}.{Of(Base32, 15, random)}.{Of(Base32, 15, random)}.{domain}",
                A,
                16,
                1
            ),
            "short pieces, CNAME" => ($"{Of(Base32, 30, random)}.{domain}", 5, 80, 1),
            "slow, one in a minute" => ($"{Of(Base32, 60, random)}.{domain}", Txt, 120, 1),
            "hosts of a cluster" => ($"node-{n % 80:000}.rack{n % 8}.{domain}", A, 16, random.Next(1, 6)),
            "shards of a content network" => (
                $"img{n % 70}.cdn-{Of("0123456789abcdef", 6, random)}.{domain}",
                A,
                32,
                2
            ),
            "customers with names" => ($"{Word(random)}-{Word(random)}.{domain}", A, 16, random.Next(1, 4)),
            "names of two words, English" => (Two(NameScoreTests.WordsOf("English"), random, domain), A, 16, 1),
            "names of two words, German" => (Two(NameScoreTests.WordsOf("German"), random, domain), A, 16, 1),
            "names of two words, Spanish" => (Two(NameScoreTests.WordsOf("Spanish"), random, domain), A, 16, 1),
            "reverse look-ups" => (
                $"{random.Next(1, 255)}.{random.Next(0, 255)}.{random.Next(0, 255)}.10.in-addr.arpa",
                12,
                60,
                1
            ),
            "block lists of mail" => (
                $"{random.Next(1, 255)}.{random.Next(0, 255)}.{random.Next(0, 255)}.{random.Next(1, 223)}.{domain}",
                A,
                16,
                1
            ),
            "identifiers of devices" => (
                $"{Of("0123456789abcdef", 12, random)}.devices.{domain}",
                A,
                16,
                random.Next(1, 4)
            ),
            _ => ($"_ldap._tcp.{Word(random)}._sites.dc._msdcs.{domain}", 33, 120, random.Next(1, 4)),
        };

    private static string Two(string[] words, Random random, string domain) =>
        $"{words[random.Next(words.Length)]}-{words[random.Next(words.Length)]}.{domain}";

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)]));

    private static string Of(string letters, int count, Random random) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => letters[random.Next(letters.Length)]));

    private static void Ask(Watched watched, double at, string name, ushort type, int answerData)
    {
        byte[] question = [.. name.Split('.').SelectMany(Label), 0, 0, (byte)type, 0, 1];
        byte[] asks = [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. question];
        byte[] answers =
        [
            0,
            7,
            0x81,
            0x80,
            0,
            1,
            0,
            1,
            0,
            0,
            0,
            0,
            .. question,
            0xc0,
            12,
            0,
            (byte)type,
            0,
            1,
            0,
            0,
            0,
            60,
            (byte)(answerData >> 8),
            (byte)answerData,
            .. new byte[answerData],
        ];
        watched.At(at, Make.Udp("10.0.0.1:5300", "192.0.2.53:53", asks));
        watched.At(at + 0.005, Make.Udp("192.0.2.53:53", "10.0.0.1:5300", answers));
    }

    private static byte[] Label(string label) => [(byte)label.Length, .. Encoding.ASCII.GetBytes(label)];
}
