using System.Numerics;
using FsCheck.Fluent;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class SubnetSplitTests
{
    [Fact]
    public void TheNumberOfPartsOrTheirPrefixSaysHowToSplit()
    {
        SubnetSplit byPrefix = Ask("10.0.0.0/24", 26);
        SubnetSplit byCount = Ask("10.0.0.9/24", count: 4);
        Assert.Equal(["10.0.0.0/26", "10.0.0.64/26", "10.0.0.128/26", "10.0.0.192/26"], byPrefix.Subnets);
        Assert.Equal(byPrefix.Subnets, byCount.Subnets);
        Assert.Equal((4L, 26, "64"), (byCount.Count, byCount.ChildPrefix, byCount.AddressesEachString));
        Assert.Equal(["10.0.0.0/24"], Ask("10.0.0.0/24", 24).Subnets);
    }

    [Fact]
    public void AMillionPartsAreOnePageAndATrueNumber()
    {
        SubnetSplit answer = Ask("10.0.0.0/12", 32);
        Assert.Equal((1_048_576L, "1048576", 1_048_576L), (answer.TotalCount, answer.TotalCountString, answer.Count));
        Assert.Equal((256, 256L, true), (answer.Returned, answer.NextOffset, answer.Truncated));
        Assert.Equal(256, answer.Subnets.Count);
        SubnetSplit last = Ask("10.0.0.0/12", 32, limit: 4096, offset: 1_048_570);
        Assert.Equal((6, (long?)null, false), (last.Returned, last.NextOffset, last.Truncated));
        Assert.Equal("10.15.255.255/32", last.Subnets[^1]);
    }

    [Fact]
    public void MorePartsThanNumbersCanCountAreStillPages()
    {
        SubnetSplit answer = Ask("::/0", 128, offset: 1L << 53, limit: 2);
        Assert.Equal(["::20:0:0:0/128", "::20:0:0:1/128"], answer.Subnets);
        Assert.Equal(
            ((long?)null, "340282366920938463463374607431768211456"),
            (answer.TotalCount, answer.TotalCountString)
        );
        Assert.Equal(((long?)null, true), (answer.NextOffset, answer.Truncated));
        Assert.Equal(["2001:db8::/128"], Ask("2001:db8::/64", 128, limit: 1).Subnets);
    }

    [Theory]
    [InlineData("nonsense", 24, null)]
    [InlineData("10.0.0.0/24", null, null)]
    [InlineData("10.0.0.0/24", 26, 4L)]
    [InlineData("10.0.0.0/24", null, 0L)]
    [InlineData("10.0.0.0/24", null, -4L)]
    [InlineData("10.0.0.0/24", null, 3L)]
    [InlineData("10.0.0.0/24", null, 512L)]
    [InlineData("10.0.0.0/24", 23, null)]
    [InlineData("10.0.0.0/24", 33, null)]
    [InlineData("2001:db8::/48", 129, null)]
    [InlineData("10.0.0.0/24", null, 1L << 62)]
    public void WhatCannotBeSplitIsAnAnswerWithAReason(string cidr, int? prefix, long? count)
    {
        SubnetSplit answer = Ask(cidr, prefix, count);
        Assert.False(answer.Success);
        Assert.Empty(answer.Subnets);
        Assert.NotEmpty(answer.Summary);
        Assert.Null(answer.Count);
    }

    [Theory]
    [InlineData(0, 0L)]
    [InlineData(4097, 0L)]
    [InlineData(1, -1L)]
    [InlineData(1, 4L)]
    public void APageOutsideTheListIsAnInvalidArgument(int limit, long offset)
    {
        EngineException fault = Assert.Throws<EngineException>(() => Ask("10.0.0.0/24", 26, null, limit, offset));
        Assert.Equal(EngineFault.InvalidArgument, fault.Fault);
    }

    [Fact]
    public void ThePagesOfPartsAreThePartsOfTheWholeInOrder() =>
        Prop.ForAll(
                Arb.From(
                    from cidr in Networks.Small
                    from longer in Gen.Choose(0, 8)
                    from limit in Gen.Choose(1, 100)
                    select (Cidr: Networks.Plain(cidr), Longer: longer, Limit: limit)
                ),
                made =>
                {
                    int bits = made.Cidr.Contains(':', StringComparison.Ordinal) ? 128 : 32;
                    int prefix = Math.Min(int.Parse(made.Cidr.Split('/')[1], null) + made.Longer, bits);
                    List<string> parts = [];
                    for (long? offset = 0; offset is not null; )
                    {
                        SubnetSplit page = Ask(made.Cidr, prefix, null, made.Limit, offset);
                        parts.AddRange(page.Subnets);
                        offset = page.NextOffset;
                    }
                    (BigInteger next, BigInteger last) = Networks.Range(made.Cidr);
                    foreach (string part in parts)
                    {
                        (BigInteger from, BigInteger to) = Networks.Range(part);
                        Assert.Equal(next, from);
                        Assert.EndsWith($"/{prefix}", part, StringComparison.Ordinal);
                        next = to + 1;
                    }
                    return next == last + 1;
                }
            )
            .Hold();

    private static SubnetSplit Ask(
        string cidr,
        int? prefix = null,
        long? count = null,
        int? limit = null,
        long? offset = null
    ) =>
        SubnetSplitQuestion.Ask(
            new SubnetSplitArguments
            {
                Cidr = cidr,
                NewPrefix = prefix,
                Count = count,
                Limit = limit,
                Offset = offset,
            }
        );
}
