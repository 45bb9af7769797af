using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class CidrListTests
{
    private static readonly Gen<string[]> Lists =
        from count in Gen.Choose(0, 25)
        from blocks in Gen.ArrayOf(Networks.Small, count)
        select blocks;

    [Fact]
    public void AdjacentAndContainedBlocksBecomeOne()
    {
        CidrSummarized answer = Summarize(
            "10.0.0.0/24",
            "10.0.1.0/24",
            "10.0.1.128/25",
            "2001:db8::/33",
            "2001:db8:8000::/33"
        );
        Assert.True(answer.Success);
        Assert.Equal((3, "10.0.0.0/23"), (answer.Ipv4.InputCount, Assert.Single(answer.Ipv4.Summarized)));
        Assert.Equal((2, "2001:db8::/32"), (answer.Ipv6.InputCount, Assert.Single(answer.Ipv6.Summarized)));
        Assert.Contains(answer.Notes, note => note.Contains("mixed", StringComparison.Ordinal));
    }

    [Fact]
    public void TheWholeSpaceIsOneBlock()
    {
        CidrSummarized answer = Summarize("128.0.0.0/1", "0.0.0.0/1", "::/1", "8000::/1", "::/0");
        Assert.Equal(["0.0.0.0/0"], answer.Ipv4.Summarized);
        Assert.Equal(["::/0"], answer.Ipv6.Summarized);
    }

    [Fact]
    public void WhatIsNoBlockIsNamedAndTheRestSummarized()
    {
        CidrSummarized answer = Summarize("10.0.0.0/24", "x", "10.0.0.0/40");
        Assert.False(answer.Success);
        Assert.Equal(["x", "10.0.0.0/40"], answer.InvalidCidrs);
        Assert.Equal(2, answer.InvalidCount);
        Assert.Equal(["10.0.0.0/24"], answer.Ipv4.Summarized);
        Assert.Equal(["10.0.0.0/24", "x", "10.0.0.0/40"], answer.InputCidrs);
    }

    [Fact]
    public void SummarizedBlocksHoldTheSameAddressesAndAreTheFewest() =>
        Prop.ForAll(
                Arb.From(Lists),
                cidrs =>
                {
                    CidrSummarized answer = Summarize(cidrs);
                    string[] all = [.. answer.Ipv4.Summarized, .. answer.Ipv6.Summarized];
                    Assert.Equal(Networks.Addresses(cidrs), Networks.Addresses(all));
                    var ranges = all.Select(Networks.Range).ToArray();
                    // two halves of one block would be one block
                    for (int i = 1; i < all.Length; i++)
                    {
                        Assert.True(ranges[i - 1].Last < ranges[i].First);
                        if (
                            all[i].Split('/')[1] == all[i - 1].Split('/')[1]
                            && ranges[i - 1].Last + 1 == ranges[i].First
                        )
                            Assert.False((ranges[i - 1].First / (ranges[i].Last - ranges[i].First + 1)).IsEven);
                    }
                    return answer.Total == all.Length;
                }
            )
            .Hold();

    [Fact]
    public void AHundredThousandBlocksComeInPages()
    {
        string[] cidrs =
        [
            .. Enumerable.Range(0, 100_000).Select(i => $"10.{i >> 15}.{(i >> 7) & 255}.{(i & 127) * 2}/32"),
        ];
        CidrSummarized answer = Summarize(cidrs);
        Assert.Equal((100_000, 256, 256L, true), (answer.Total, answer.Returned, answer.NextOffset, answer.Truncated));
        Assert.Equal((1000, 100_000), (answer.InputCidrs.Count, answer.InputCount));
    }

    [Fact]
    public void PairsThatOverlapComeInTheOrderOfTheList()
    {
        CidrOverlaps answer = Overlaps("10.0.3.0/24", "10.0.0.0/16", "x", "10.0.3.7/24", "::/0", "192.0.2.0/24");
        Assert.False(answer.Success);
        Assert.Equal(
            [
                ("10.0.3.0/24", "10.0.0.0/16", "contained_by", "10.0.3.0/24", 0, 1),
                ("10.0.3.0/24", "10.0.3.0/24", "equal", "10.0.3.0/24", 0, 3),
                ("10.0.0.0/16", "10.0.3.0/24", "contains", "10.0.3.0/24", 1, 3),
            ],
            answer.Overlaps.Select(one =>
                (one.A, one.B, one.Relationship, one.OverlapCidr!, one.IndexA!.Value, one.IndexB!.Value)
            )
        );
        Assert.Equal(3, answer.Total);
    }

    [Fact]
    public void OverlapsSayNothingAboutSuccess() => Assert.True(Overlaps("10.0.0.0/8", "10.0.0.0/8").Success);

    [Fact]
    public void FiftyThousandEqualBlocksAreCountedAndNotListed()
    {
        CidrOverlaps answer = Overlaps([.. Enumerable.Repeat("10.0.0.0/8", 50_000)]);
        Assert.Equal(50_000L * 49_999 / 2, answer.Total);
        Assert.Equal((256, true), (answer.Returned, answer.Truncated));
        CidrOverlaps last = Overlaps(
            new CidrListArguments { Cidrs = [.. Enumerable.Repeat("10.0.0.0/8", 50_000)], Offset = answer.Total - 1 }
        );
        Assert.Equal((49_998, 49_999), (last.Overlaps[0].IndexA!.Value, last.Overlaps[0].IndexB!.Value));
        Assert.Null(last.NextOffset);
    }

    [Fact]
    public void ThePagesOfPairsAreAllPairsThatOverlap() =>
        Prop.ForAll(
                Arb.From(from list in Lists from limit in Gen.Choose(1, 40) select (list, limit)),
                made =>
                {
                    (string[] cidrs, int limit) = made;
                    List<(int?, int?, string)> found = [];
                    for (long? offset = 0; offset is not null; )
                    {
                        CidrOverlaps page = Overlaps(
                            new CidrListArguments
                            {
                                Cidrs = cidrs,
                                Limit = limit,
                                Offset = offset,
                            }
                        );
                        found.AddRange(page.Overlaps.Select(one => (one.IndexA, one.IndexB, one.Relationship)));
                        Assert.True(page.NextOffset is null || page.Returned == limit);
                        offset = page.NextOffset;
                    }
                    Assert.Equal(Pairs([.. cidrs.Select(Networks.Plain)]), found);
                    return true;
                }
            )
            .Hold();

    // Every pair, one by one.
    private static IEnumerable<(int?, int?, string)> Pairs(string[] cidrs)
    {
        for (int a = 0; a < cidrs.Length; a++)
        {
            for (int b = a + 1; b < cidrs.Length; b++)
            {
                var (one, other) = (Networks.Range(cidrs[a]), Networks.Range(cidrs[b]));
                if (
                    cidrs[a].Contains(':', StringComparison.Ordinal) != cidrs[b].Contains(':', StringComparison.Ordinal)
                )
                    continue;
                if (one == other)
                    yield return (a, b, "equal");
                else if (one.First <= other.First && one.Last >= other.Last)
                    yield return (a, b, "contains");
                else if (other.First <= one.First && other.Last >= one.Last)
                    yield return (a, b, "contained_by");
            }
        }
    }

    private static CidrSummarized Summarize(params string[] cidrs) =>
        CidrSummarizeQuestion.Ask(new CidrListArguments { Cidrs = cidrs });

    private static CidrOverlaps Overlaps(params string[] cidrs) => Overlaps(new CidrListArguments { Cidrs = cidrs });

    private static CidrOverlaps Overlaps(CidrListArguments arguments) => CheckOverlapsQuestion.Ask(arguments);
}
