using System.Net;
using Xunit;

namespace Sonde.Probes.Tests.Path;

public sealed class PathMtuTests
{
    private const int Headers = 28; // of IPv4 and echo

    [Fact]
    public void APathThatCarriesWhatTheLinkDoesIsFoundWithOneProbe()
    {
        (PathMtuStrategy found, FakeNetwork network) = Measure(1500, probe => [new FakeReply(5, "192.0.2.9")]);
        Assert.Equal((1500, 1), (found.PathMtu, network.Sent.Count));
        Assert.Null(found.LimitedBy);
        Assert.False(found.IsBlackHole);
    }

    [Fact]
    public void WhatRoutersSayIsFollowed()
    {
        (PathMtuStrategy found, FakeNetwork network) = Measure(
            1500,
            probe =>
                probe.Size + Headers > 1400 ? [new FakeReply(2, "192.0.2.1", ReplyKind.TooLarge, Mtu: 1400)]
                : probe.Size + Headers > 1200 ? [new FakeReply(4, "192.0.2.2", ReplyKind.TooLarge, Mtu: 1200)]
                : [new FakeReply(5, "192.0.2.9")]
        );
        Assert.Equal((1200, "192.0.2.2", 3), (found.PathMtu, found.LimitedBy?.ToString(), network.Sent.Count));
        Assert.False(found.IsBlackHole);
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(1499)]
    [InlineData(68)]
    [InlineData(576)]
    public void WhereRoutersSayNothingTheSizeIsSearchedFor(int mtu)
    {
        (PathMtuStrategy found, FakeNetwork network) = Measure(
            1500,
            probe => probe.Size + Headers > mtu ? [] : [new FakeReply(5, "192.0.2.9")]
        );
        Assert.Equal((mtu, true), (found.PathMtu, found.IsBlackHole));
        Assert.InRange(network.Sent.Count, 3, 40);
    }

    [Fact]
    public void ARouterThatLiesIsNotBelieved()
    {
        (PathMtuStrategy found, _) = Measure(
            1500,
            probe =>
                probe.Size + Headers > 1300
                    ? [new FakeReply(2, "192.0.2.1", ReplyKind.TooLarge, Mtu: 9000)]
                    : [new FakeReply(5, "192.0.2.9")]
        );
        Assert.Equal(1300, found.PathMtu);
    }

    [Fact]
    public void AProbeThatIsLostOnceIsSentAgain()
    {
        (PathMtuStrategy found, _) = Measure(1500, (_, number) => number == 0 ? [] : [new FakeReply(5, "192.0.2.9")]);
        Assert.Equal((1500, false), (found.PathMtu, found.IsBlackHole));
    }

    [Fact]
    public void ASilentDestinationHasNoKnownMtu()
    {
        (PathMtuStrategy found, FakeNetwork network) = Measure(1500, _ => []);
        Assert.Null(found.PathMtu);
        Assert.InRange(network.Sent.Count, 2, 10);
    }

    private static (PathMtuStrategy, FakeNetwork) Measure(int link, Func<Probe, IEnumerable<FakeReply>> answer) =>
        Measure(link, (probe, _) => answer(probe));

    private static (PathMtuStrategy, FakeNetwork) Measure(int link, Func<Probe, int, IEnumerable<FakeReply>> answer)
    {
        var network = new FakeNetwork(answer);
        var strategy = new PathMtuStrategy(IPAddress.Parse("192.0.2.9"), link, TimeSpan.FromMilliseconds(200));
        Assert.Equal(LoopEnd.Done, Run.On(network, strategy).End);
        return (strategy, network);
    }
}
