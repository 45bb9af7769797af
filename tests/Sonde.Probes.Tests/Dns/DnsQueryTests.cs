using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Probes.Tests.Dns;

public sealed class DnsQueryTests
{
    private static readonly DnsQuery Query = new("Www.Example.", DnsTypes.A);

    [Theory]
    [InlineData(".")]
    [InlineData("example.com.")]
    [InlineData(@"a\.b.\000\255.example.")]
    [InlineData("*.example.")]
    public void AQuestionIsItsOwnAnswerWhenTheFlagIsSet(string name)
    {
        foreach (ushort id in (ushort[])[0, 1, 0x8000, 65_535])
        {
            var query = new DnsQuery(name, DnsTypes.Mx) { Dnssec = true, Nsid = true };
            byte[] octets = Written(query, id);
            Assert.Equal(DnsMatch.Malformed, query.Match(octets, id));
            octets[2] |= 0x80;
            Assert.Equal(DnsMatch.Answer, query.Match(octets, id));
            Assert.Equal(DnsMatch.OtherId, query.Match(octets, (ushort)(id + 1)));
        }
    }

    [Fact]
    public void TheFlagsAndOptionsAreThoseAskedFor()
    {
        byte[] octets = Written(
            Query with
            {
                RecursionDesired = false,
                Dnssec = true,
                CheckingDisabled = true,
                Nsid = true,
            },
            7
        );
        DnsMessage.TryRead(octets, out DnsMessage message);
        Assert.Equal(0x0030, message.Flags);
        DnsReader reader = message.Read();
        Assert.True(reader.TryReadRecord(out DnsRecord options));
        Assert.Equal(DnsTypes.Opt, options.Type);
        Assert.Equal(DnsQuery.UdpSize, options.Class);
        Assert.Equal(0x8000u, options.TimeToLive);
        Assert.Equal("00030000", Convert.ToHexString(octets.AsSpan(options.DataPosition, options.DataLength)));
    }

    [Fact]
    public void APaddedQuestionTellsNothingByItsLength()
    {
        for (int length = 1; length < 63; length++)
            Assert.Equal(
                0,
                Written(new DnsQuery(new string('a', length) + ".example.", 1), 1, padded: true).Length % 128
            );
    }

    [Fact]
    public void TheLongestNameFits()
    {
        string label = new('a', 63);
        var query = new DnsQuery($"{label}.{label}.{label}.{new string('b', 61)}.", 1) { Nsid = true };
        Assert.InRange(Written(query, 1, padded: true).Length, 255, DnsQuery.LongestOctets);
    }

    [Fact]
    public void TheLettersOfTheNameMayComeBackInAnotherCase() =>
        Assert.Equal(DnsMatch.Answer, Query.Match(TinyQuery.Message(5, "wWW.eXAMPLE.", 1, 0x8180), 5));

    [Theory]
    [InlineData("www.example.", (ushort)28)]
    [InlineData("other.example.", (ushort)1)]
    [InlineData("www.example.com.", (ushort)1)]
    public void AnAnswerToAnotherQuestionIsNone(string name, ushort type) =>
        Assert.Equal(DnsMatch.OtherQuestion, Query.Match(TinyQuery.Message(5, name, type, 0x8180), 5));

    [Theory]
    [InlineData(0x8180, DnsMatch.OtherQuestion)]
    [InlineData(0x8183, DnsMatch.OtherQuestion)]
    [InlineData(0x8181, DnsMatch.Answer)]
    [InlineData(0x8184, DnsMatch.Answer)]
    [InlineData(0x9184, DnsMatch.OtherQuestion)]
    public void OnlyAFailureMayLeaveTheQuestionOut(int flags, DnsMatch match)
    {
        byte[] octets = new byte[12];
        octets[1] = 5;
        octets[2] = (byte)(flags >> 8);
        octets[3] = (byte)flags;
        Assert.Equal(match, Query.Match(octets, 5));
    }

    [Fact]
    public void TwoQuestionsAreNotOurs()
    {
        byte[] octets = TinyQuery.Message(5, "www.example.", 1, 0x8180);
        octets[5] = 2;
        Assert.Equal(DnsMatch.OtherQuestion, Query.Match([.. octets, .. octets.AsSpan(12)], 5));
    }

    [Fact]
    public void NothingThatComesInThrows()
    {
        byte[] answer = TinyQuery.Message(5, "www.example.", 1, 0x8180, TinyRecord.A("www.example.", "192.0.2.1"));
        for (int length = 0; length <= answer.Length; length++)
            Query.Match(answer.AsSpan(0, length), 5);
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] damaged = [.. answer];
            for (int damage = random.Next(1, 6); damage > 0; damage--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Query.Match(damaged, 5);
            DnsContents.Read(damaged);
        }
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData(@"a\")]
    [InlineData(@"a\256")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b")]
    public void WhatIsNoNameIsNotAskedAbout(string name) =>
        Assert.Throws<FormatException>(() => new DnsQuery(name, DnsTypes.A));

    private static byte[] Written(DnsQuery query, ushort id, bool padded = false)
    {
        byte[] octets = new byte[DnsQuery.LongestOctets];
        return octets[..query.Write(octets, id, padded)];
    }
}
