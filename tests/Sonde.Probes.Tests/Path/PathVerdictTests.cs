using System.Net;
using Xunit;

namespace Sonde.Probes.Tests.Path;

public sealed class PathVerdictTests
{
    private const string End = "192.0.2.99";

    [Fact]
    public void AHopThatLosesWhatHopsBehindItDoNotLimitsItsAnswers()
    {
        PathVerdict verdict = Judge((probe, round) => probe.Hops == 2 && round % 5 != 0 ? null : 5);
        Assert.Equal(
            [LossKind.None, LossKind.RateLimited, LossKind.None, LossKind.None],
            verdict.Hops.Select(hop => hop.Kind)
        );
        Assert.All(verdict.Hops, hop => Assert.Equal(0, hop.PersistingLoss));
    }

    [Fact]
    public void LossThatAllHopsBehindShowIsReal()
    {
        PathVerdict verdict = Judge((probe, round) => probe.Hops >= 3 && round % 5 == 0 ? null : 5);
        Assert.Equal(
            [LossKind.None, LossKind.None, LossKind.Real, LossKind.Real],
            verdict.Hops.Select(hop => hop.Kind)
        );
        Assert.Equal(0.2, verdict.Hops[3].PersistingLoss!.Value, 9);
    }

    [Fact]
    public void AHopThatNeverAnswersIsSilentWhenTrafficPasses()
    {
        PathVerdict verdict = Judge((probe, _) => probe.Hops == 2 ? null : 5);
        Assert.Equal(LossKind.Silent, verdict.Hops[1].Kind);
        Assert.Equal(1, verdict.Hops[1].Loss);
        Assert.Equal(0, verdict.Hops[1].PersistingLoss);
    }

    [Fact]
    public void BehindTheLastAnswerNobodyKnows()
    {
        PathVerdict verdict = Judge((probe, _) => probe.Hops <= 2 ? 5 : null);
        Assert.All(verdict.Hops.Skip(2), hop => Assert.Equal(LossKind.Unknown, hop.Kind));
    }

    [Fact]
    public void ARouterThatIsSlowToAnswerDoesNotMakeThePathLonger()
    {
        PathVerdict verdict = Judge((probe, _) => probe.Hops == 2 ? 300 : 10 * probe.Hops);
        Assert.Equal([10, 20, 0, 10], verdict.Hops.Select(hop => Math.Round(hop.Growth!.Value)));
    }

    [Fact]
    public void ALongLinkMakesThePathLongerFromThereOn()
    {
        PathVerdict verdict = Judge((probe, _) => probe.Hops >= 3 ? 150 : 5);
        Assert.Equal([5, 0, 145, 0], verdict.Hops.Select(hop => Math.Round(hop.Growth!.Value)));
    }

    // Twenty rounds over three routers; the function says after how many milliseconds a probe is answered, if at all.
    private static PathVerdict Judge(Func<Probe, int, double?> after)
    {
        int[] rounds = new int[256];
        var network = new FakeNetwork(
            (probe, _) =>
            {
                int round = rounds[probe.Hops]++;
                return after(probe, round) is { } ms
                    ?
                    [
                        probe.Hops <= 3
                            ? new FakeReply(ms, $"192.0.2.{probe.Hops}", ReplyKind.HopsExhausted)
                            : new FakeReply(ms, End),
                    ]
                    : [];
            }
        );
        var strategy = new PathStrategy(
            new PathSettings
            {
                Destination = IPAddress.Parse(End),
                Rounds = 20,
                Interval = TimeSpan.FromMilliseconds(500),
                Timeout = TimeSpan.FromSeconds(5),
                MostHops = 6,
            }
        );
        Run.On(network, strategy);
        return PathVerdict.Of(strategy.Hops(), strategy.IsReached);
    }
}
