using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Probes.Tests.Dns;

public sealed class DnsContentsTests
{
    [Fact]
    public void RecordsAreReadInTheirOrderWithTheirSections()
    {
        DnsContents contents = DnsContents.Read(
            TinyQuery.Message(
                1,
                "www.example.",
                DnsTypes.A,
                0x85a0,
                TinyRecord.Of("www.example.", DnsTypes.Cname, "a.example."),
                TinyRecord.A("a.example.", "192.0.2.80"),
                TinyRecord.Of("example.", DnsTypes.Ns, "ns.example.", DnsSection.Authority),
                TinyRecord.A("ns.example.", "2001:db8::53", DnsSection.Additional)
            )
        );

        Assert.False(contents.IsBroken);
        Assert.True(contents.IsAuthoritative);
        Assert.True(contents.IsAuthenticData);
        Assert.Equal(
            ["a.example.", "192.0.2.80", "ns.example.", "2001:db8::53"],
            contents.Entries.Select(one => one.Value)
        );
        Assert.Equal(
            [DnsSection.Answer, DnsSection.Answer, DnsSection.Authority, DnsSection.Additional],
            contents.Entries.Select(one => one.Section)
        );
        Assert.Equal("2001:db8::53", contents.Entries[3].Address?.ToString());
    }

    [Fact]
    public void TheOptionsOfTheServerAreRead()
    {
        byte[] octets = new byte[512];
        var writer = new DnsWriter(octets, 1, 0x8180);
        writer.AddQuestion("a.", 1);
        byte[] options = [0, 3, 0, 3, .. "ns1"u8, 0, 15, 0, 6, 0, 18, .. "nope"u8, 0, 15, 0, 2, 0, 22];
        writer.AddRecord(DnsSection.Additional, ".", DnsTypes.Opt, 0x01000000, options, 1232);

        DnsContents contents = DnsContents.Read(octets.AsSpan(0, writer.Length));

        Assert.Equal(16, contents.ResponseCode);
        Assert.Equal(1232, contents.UdpSize);
        Assert.Equal("ns1", contents.ServerId);
        Assert.Equal([new DnsExtendedError(18, "nope"), new DnsExtendedError(22, "")], contents.ExtendedErrors);
    }

    [Fact]
    public void ACompressionThatGoesRoundIsABrokenAnswer()
    {
        byte[] octets = TinyQuery.Message(1, "a.", 1, 0x8180);
        octets[7] = 1;
        byte[] looping = [.. octets, 0xc0, (byte)octets.Length, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4];

        DnsContents contents = DnsContents.Read(looping);

        Assert.True(contents.IsBroken);
        Assert.Empty(contents.Entries);
    }

    [Fact]
    public void RecordsThatAreCountedButNotThereMakeABrokenAnswer()
    {
        byte[] octets = TinyQuery.Message(1, "a.", 1, 0x8180, TinyRecord.A("a.", "192.0.2.1"));
        octets[7] = 9;

        DnsContents contents = DnsContents.Read(octets);

        Assert.True(contents.IsBroken);
        Assert.Single(contents.Entries);
    }

    [Fact]
    public void ATruncatedAnswerMayEndWhereItLikes()
    {
        byte[] octets = TinyQuery.Message(1, "a.", 1, 0x8380, TinyRecord.A("a.", "192.0.2.1"));
        octets[7] = 9;

        Assert.False(DnsContents.Read(octets).IsBroken);
    }

    [Fact]
    public void AValueThatIsTooLongIsCutAndSaidToBe()
    {
        byte[] strings = new byte[60_000];
        for (int at = 0; at < strings.Length; at += 256)
            strings[at] = (byte)Math.Min(255, strings.Length - at - 1);

        DnsContents contents = DnsContents.Read(
            TinyQuery.Message(1, "a.", DnsTypes.Txt, 0x8180, new TinyRecord("a.", DnsTypes.Txt, strings))
        );

        Assert.True(contents.IsCut);
        Assert.Equal(DnsContents.LongestValue, contents.Entries[0].Value.Length);
    }

    [Fact]
    public void TheStringsOfATextAreJoined() =>
        Assert.Equal(
            "one two\"",
            DnsContents
                .Read(
                    TinyQuery.Message(
                        1,
                        "a.",
                        DnsTypes.Txt,
                        0x8180,
                        new TinyRecord("a.", DnsTypes.Txt, [4, .. "one "u8, 4, .. "two\""u8])
                    )
                )
                .Entries[0]
                .Text
        );

    [Fact]
    public void AnAnswerWithThousandsOfRecordsKeepsSomeAndCountsTheRest()
    {
        byte[] octets = TinyQuery.Message(1, "a.", DnsTypes.A, 0x8180);
        (octets[6], octets[7]) = (4000 >> 8, 4000 & 255);
        byte[] record = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 192, 0, 2, 1];

        DnsContents contents = DnsContents.Read([.. octets, .. Enumerable.Repeat(record, 4000).SelectMany(one => one)]);

        Assert.Equal(DnsContents.MostEntries, contents.Entries.Count);
        Assert.Equal(3000, contents.LeftOut);
        Assert.False(contents.IsBroken);
    }
}
