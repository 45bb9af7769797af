using System.Net;
using Xunit;

namespace Sonde.Probes.Tests.Path;

public sealed class PathStrategyTests
{
    private const string End = "192.0.2.99";

    [Fact]
    public void APathOfThreeRoutersIsFoundAndNothingBehindTheDestinationIsShown()
    {
        var network = new FakeNetwork(Chain(3));
        PathStrategy strategy = Trace(network, Settings(rounds: 3));
        IReadOnlyList<PathHop> hops = strategy.Hops();
        Assert.True(strategy.IsReached);
        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.3", End], hops.Select(hop => hop.Main!.Address.ToString()));
        Assert.All(hops, hop => Assert.Equal((3, 3), (hop.Sent, hop.Received)));
        Assert.InRange(network.Sent.Count, 12, 22); // ten at first, when the distance is unknown
    }

    [Fact]
    public void AHopThatNeverAnswersIsListed()
    {
        PathStrategy strategy = Trace(new FakeNetwork(Chain(4, silent: [2, 3])), Settings(rounds: 3));
        IReadOnlyList<PathHop> hops = strategy.Hops();
        Assert.Equal(5, hops.Count);
        Assert.True(strategy.IsReached);
        Assert.Null(hops[1].Main);
        Assert.Equal((3, 0), (hops[2].Sent, hops[2].Received));
    }

    [Fact]
    public void ASilentHopIsNotWaitedForMuchLongerThanTheOthersTook()
    {
        var network = new FakeNetwork(Chain(4, silent: [2]));
        Trace(network, Settings(rounds: 3));
        Assert.InRange(network.Now.TotalMilliseconds, 100, 1000); // the timeout is 5 s
    }

    [Fact]
    public void ADeadDestinationIsLookedForToTheFarthestHop()
    {
        var network = new FakeNetwork(Chain(3, reaches: false));
        PathStrategy strategy = Trace(network, Settings(rounds: 2) with { MostHops = 30 });
        IReadOnlyList<PathHop> hops = strategy.Hops();
        Assert.False(strategy.IsReached);
        Assert.Equal(30, hops.Count);
        Assert.All(hops.Skip(3), hop => Assert.Equal((2, 0), (hop.Sent, hop.Received)));
    }

    [Fact]
    public void BehindManySilentHopsNoneIsAskedWhenThatWasSaid()
    {
        PathStrategy strategy = Trace(
            new FakeNetwork(Chain(3, reaches: false)),
            Settings(rounds: 4) with
            {
                MostSilent = 5,
            }
        );
        Assert.Equal(8, strategy.Hops().Count);
    }

    [Fact]
    public void RoundsBeginAfterTheInterval()
    {
        var network = new FakeNetwork(Chain(2));
        PathStrategy strategy = Trace(network, Settings(rounds: 4) with { Interval = TimeSpan.FromMilliseconds(500) });
        Assert.Equal(
            [0, 500, 1000, 1500],
            network.Sent.Where(one => one.Probe.Hops == 1).Select(one => (int)one.At.TotalMilliseconds)
        );
        Assert.Equal(4, strategy.RoundsBegun);
    }

    [Fact]
    public void ARoundThatTookTooLongIsNotMadeUpForByABurst()
    {
        // the first answers come after 300 ms, and rounds are to begin every 10
        var network = new FakeNetwork(Chain(2, ms: 300));
        Trace(network, Settings(rounds: 5) with { Interval = TimeSpan.FromMilliseconds(10) });
        TimeSpan[] begun = [.. network.Sent.Where(one => one.Probe.Hops == 1).Select(one => one.At)];
        for (int i = 2; i < begun.Length; i++)
            Assert.InRange((begun[i] - begun[i - 1]).TotalMilliseconds, 5, 400);
    }

    [Fact]
    public void ARefusalEndsThePathWithoutReachingIt()
    {
        var network = new FakeNetwork(
            (probe, _) =>
                probe.Hops < 3
                    ? [new FakeReply(10, $"192.0.2.{probe.Hops}", ReplyKind.HopsExhausted)]
                    : [new FakeReply(10, "192.0.2.3", ReplyKind.Unreachable, Code: 13)]
        );
        PathStrategy strategy = Trace(network, Settings(rounds: 2));
        Assert.False(strategy.IsReached);
        Assert.Equal(3, strategy.Hops().Count);
        Assert.Equal(13, strategy.Hops()[2].Main!.Refusal!.Code);
    }

    [Fact]
    public void TheDestinationIsKnownByItsAddressWhateverItSays()
    {
        var network = new FakeNetwork(
            (probe, _) =>
                [
                    probe.Hops == 1
                        ? new FakeReply(1, "192.0.2.1", ReplyKind.HopsExhausted)
                        : new FakeReply(1, End, ReplyKind.Unreachable, Code: 10),
                ]
        );
        Assert.True(Trace(network, Settings(rounds: 1)).IsReached);
    }

    [Fact]
    public void FlowsThatTakeDifferentWaysShowAllRouters()
    {
        // even flows are one hop shorter
        var network = new FakeNetwork(
            (probe, _) =>
                [
                    probe.Hops == 1 ? new FakeReply(5, "192.0.2.1", ReplyKind.HopsExhausted)
                    : probe.Hops - probe.Flow % 2 >= 3 ? new FakeReply(5, End)
                    : new FakeReply(5, $"192.0.2.{10 * (probe.Flow % 2 + 1) + probe.Hops}", ReplyKind.HopsExhausted),
                ]
        );
        PathStrategy strategy = Trace(network, Settings(rounds: 16) with { Flows = 16 });
        IReadOnlyList<PathHop> hops = strategy.Hops();
        Assert.Equal(4, hops.Count);
        Assert.Equal(
            ["192.0.2.12", "192.0.2.22"],
            hops[1].Responders.Select(one => one.Address.ToString()).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            Enumerable.Range(0, 8).Select(flow => 2 * flow),
            hops[1].Responders.Single(one => one.Address.ToString() == "192.0.2.12").Flows
        );
    }

    [Fact]
    public void AnAnswerThatComesTwiceCountsOnce()
    {
        var network = new FakeNetwork((probe, number) => [.. Chain(1)(probe, number), .. Chain(1)(probe, number)]);
        PathStrategy strategy = Trace(network, Settings(rounds: 5) with { Interval = TimeSpan.FromMilliseconds(100) });
        Assert.All(strategy.Hops(), hop => Assert.Equal((5, 5), (hop.Sent, hop.Received)));
        Assert.True(strategy.Hops()[0].Duplicates >= 4);
    }

    [Fact]
    public void ACancelledTraceCountsNoOpenProbeAsLost()
    {
        using var stop = new CancellationTokenSource();
        var network = new FakeNetwork(Chain(3, ms: 20))
        {
            OnWait = now =>
            {
                if (now.TotalMilliseconds >= 1010)
                    stop.Cancel();
            },
        };
        var strategy = new PathStrategy(Settings(rounds: 100) with { Interval = TimeSpan.FromMilliseconds(100) });
        Assert.Equal(LoopEnd.Cancelled, Run.On(network, strategy, cancel: stop.Token).End);
        Assert.All(strategy.Hops(), hop => Assert.Equal(hop.Sent, hop.Received));
        Assert.InRange(strategy.RoundsBegun, 10, 12);
    }

    [Fact]
    public void NothingThatCanBeSentEndsTheTraceAtOnce()
    {
        var network = new FakeNetwork(Chain(3)) { Failure = SendFailure.NoRoute };
        PathStrategy strategy = Trace(network, Settings(rounds: 10) with { Interval = TimeSpan.FromSeconds(1) });
        Assert.Equal(SendFailure.NoRoute, strategy.Failure);
    }

    private static PathStrategy Trace(FakeNetwork network, PathSettings settings)
    {
        var strategy = new PathStrategy(settings);
        Assert.Equal(LoopEnd.Done, Run.On(network, strategy).End);
        return strategy;
    }

    private static PathSettings Settings(int rounds) =>
        new()
        {
            Destination = IPAddress.Parse(End),
            Rounds = rounds,
            Timeout = TimeSpan.FromSeconds(5),
        };

    /// <summary>Routers 192.0.2.1, .2 and so on, then the destination; every hop takes so many milliseconds more.</summary>
    private static Func<Probe, int, IEnumerable<FakeReply>> Chain(
        int routers,
        bool reaches = true,
        int[]? silent = null,
        double ms = 5
    ) =>
        (probe, _) =>
            probe.Hops <= routers
                ? silent?.Contains(probe.Hops) ?? false
                    ? []
                    : [new FakeReply(ms * probe.Hops, $"192.0.2.{probe.Hops}", ReplyKind.HopsExhausted)]
                : reaches
                    ? [new FakeReply(ms * (routers + 1), End)]
                    : [];
}
