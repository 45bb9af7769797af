using System.Net;
using Xunit;

namespace Sonde.Probes.Tests.Ping;

public sealed class PingStrategyTests
{
    private const string Host = "192.0.2.1";

    [Fact]
    public void EachProbeIsSentAfterTheIntervalWhateverTheAnswersDo()
    {
        var network = new FakeNetwork((_, number) => number == 1 ? [] : [new FakeReply(30, Host)]);
        PingSeries series = Ping(network, Settings(count: 4, intervalMs: 100, timeoutMs: 5000));
        Assert.Equal([0, 100, 200, 300], network.Sent.Select(one => (int)one.At.TotalMilliseconds));
        Assert.Equal((4, 3), (series.Sent, series.Received));
        Assert.Equal(PingFate.Silent, series.Probes[1].Fate);
        Assert.Equal(30, series.Probes[0].RoundTrip!.Value.TotalMilliseconds);
    }

    [Fact]
    public void AMeasurementEndsWithTheLastAnswerAndDoesNotWaitForTheTimeout()
    {
        var network = new FakeNetwork((_, _) => [new FakeReply(30, Host)]);
        Ping(network, Settings(count: 2, intervalMs: 100, timeoutMs: 5000));
        Assert.Equal(130, network.Now.TotalMilliseconds);
    }

    [Fact]
    public void ADuplicateIsNoAnswerMore()
    {
        var network = new FakeNetwork((_, _) => [new FakeReply(10, Host), new FakeReply(11, Host)]);
        PingSeries series = Ping(network, Settings(count: 3, intervalMs: 100, timeoutMs: 1000));
        Assert.Equal((3, 3), (series.Sent, series.Received));
        Assert.Equal(2, series.Duplicates); // the last one comes when nobody listens any more
    }

    [Fact]
    public void AnAnswerBehindThatOfALaterProbeIsReordered()
    {
        var network = new FakeNetwork((_, number) => [new FakeReply(number == 0 ? 150 : 10, Host)]);
        PingSeries series = Ping(network, Settings(count: 2, intervalMs: 100, timeoutMs: 1000));
        Assert.Equal(1, series.Reordered);
        Assert.Equal(2, series.Received);
    }

    [Fact]
    public void AnAnswerAfterTheTimeoutIsLateAndItsProbeIsLost()
    {
        var network = new FakeNetwork((_, number) => [new FakeReply(number == 0 ? 150 : 10, Host)]);
        PingSeries series = Ping(network, Settings(count: 3, intervalMs: 100, timeoutMs: 50));
        Assert.Equal((3, 2, 1), (series.Sent, series.Received, series.Late));
    }

    [Fact]
    public void AnAnswerThatCameInTimeAndWasReadTooLateCounts()
    {
        var strategy = new PingStrategy([IPAddress.Parse(Host)], Settings(count: 1, intervalMs: 1, timeoutMs: 50));
        Probe probe = strategy.Step(TimeSpan.Zero).Probe!.Value;
        strategy.Sent(probe, new Sending(TimeSpan.Zero, null));
        strategy.Step(TimeSpan.FromMilliseconds(80));
        strategy.Received(
            new ProbeReply
            {
                Token = probe.Token,
                Kind = ReplyKind.Answer,
                From = IPAddress.Parse(Host),
                At = TimeSpan.FromMilliseconds(30),
            }
        );
        Assert.Equal((1, 1, 0), (strategy.Series[0].Sent, strategy.Series[0].Received, strategy.Series[0].Late));
    }

    [Fact]
    public void AnIcmpErrorIsNoAnswerAndSaysWhoSentIt()
    {
        var network = new FakeNetwork((_, _) => [new FakeReply(5, "192.0.2.254", ReplyKind.Unreachable, Code: 1)]);
        PingSeries series = Ping(network, Settings(count: 1, intervalMs: 100, timeoutMs: 5000));
        Assert.Equal((1, 0), (series.Sent, series.Received));
        Assert.Equal(PingFate.Refused, series.Probes[0].Fate);
        Assert.Equal("192.0.2.254", series.Probes[0].Reply!.From!.ToString());
        Assert.Equal(5, network.Now.TotalMilliseconds);
    }

    [Fact]
    public void NoMoreHostsThanAllowedAreUnderWayAndTheirOrderIsKept()
    {
        IPAddress[] hosts = [.. Enumerable.Range(1, 20).Select(last => IPAddress.Parse($"192.0.2.{last}"))];
        var network = new FakeNetwork(
            (probe, _) => [new FakeReply(probe.Token % 2 == 0 ? 40 : 1, probe.Destination.ToString())]
        );
        var strategy = new PingStrategy(hosts, Settings(count: 1, intervalMs: 0, timeoutMs: 1000) with { AtOnce = 5 });
        Run.On(network, strategy);
        Assert.Equal(hosts, strategy.Series.Select(series => series.Address));
        Assert.All(strategy.Series, series => Assert.Equal(1, series.Received));
        for (int i = 5; i < network.Sent.Count; i++)
        {
            TimeSpan now = network.Sent[i].At;
            int underWay = network.Sent[..i].Count(one => one.At + Taken(one.Probe) > now);
            Assert.InRange(underWay, 0, 4);
        }

        static TimeSpan Taken(Probe probe) => TimeSpan.FromMilliseconds(probe.Token % 2 == 0 ? 40 : 1);
    }

    [Fact]
    public void ADeadHostKeepsNobodyWaitingLongerThanItsTimeout()
    {
        IPAddress[] hosts = [.. Enumerable.Range(1, 250).Select(last => IPAddress.Parse($"192.0.2.{last}"))];
        var network = new FakeNetwork((_, _) => []);
        var strategy = new PingStrategy(
            hosts,
            Settings(count: 1, intervalMs: 1000, timeoutMs: 1000) with
            {
                AtOnce = 250,
            }
        );
        Run.On(network, strategy);
        Assert.InRange(network.Now.TotalSeconds, 1, 1.1);
    }

    [Fact]
    public void WhatCannotBeSentIsNoLoss()
    {
        var network = new FakeNetwork((_, _) => []) { Failure = SendFailure.NoRoute };
        PingSeries series = Ping(network, Settings(count: 3, intervalMs: 10, timeoutMs: 1000));
        Assert.Equal((0, 0), (series.Sent, series.Received));
        Assert.All(series.Probes, probe => Assert.Equal(SendFailure.NoRoute, probe.Failure));
    }

    [Fact]
    public void ACancelledMeasurementKeepsWhatItKnowsAndCountsNoOpenProbeAsLost()
    {
        using var stop = new CancellationTokenSource();
        var network = new FakeNetwork((_, number) => number < 3 ? [new FakeReply(10, Host)] : [])
        {
            OnWait = now =>
            {
                if (now.TotalMilliseconds >= 320)
                    stop.Cancel();
            },
        };
        var strategy = new PingStrategy(
            [IPAddress.Parse(Host)],
            Settings(count: 100, intervalMs: 100, timeoutMs: 5000)
        );
        LoopResult result = Run.On(network, strategy, cancel: stop.Token);
        Assert.Equal(LoopEnd.Cancelled, result.End);
        Assert.Equal((3, 3), (strategy.Series[0].Sent, strategy.Series[0].Received));
    }

    [Fact]
    public void TheTimeLimitEndsAMeasurement()
    {
        var network = new FakeNetwork((_, _) => [new FakeReply(10, Host)]);
        var strategy = new PingStrategy(
            [IPAddress.Parse(Host)],
            Settings(count: 100, intervalMs: 1000, timeoutMs: 500)
        );
        LoopResult result = Run.On(network, strategy, seconds: 5);
        Assert.Equal((LoopEnd.TimeLimit, 5L), (result.End, result.Sent));
        Assert.Equal(5, strategy.Series[0].Received);
    }

    [Fact]
    public void AnswersToProbesThatNobodySentAreIgnored()
    {
        var strategy = new PingStrategy([IPAddress.Parse(Host)], Settings(count: 1, intervalMs: 1, timeoutMs: 1));
        foreach (int token in (int[])[-1, 0, 7, int.MaxValue])
            strategy.Received(
                new ProbeReply
                {
                    Token = token,
                    Kind = ReplyKind.Answer,
                    At = TimeSpan.Zero,
                }
            );
        Assert.Empty(strategy.Series[0].Probes);
    }

    private static PingSeries Ping(FakeNetwork network, PingSettings settings)
    {
        var strategy = new PingStrategy([IPAddress.Parse(Host)], settings);
        Assert.Equal(LoopEnd.Done, Run.On(network, strategy).End);
        Assert.True(strategy.Series[0].IsFinished);
        return strategy.Series[0];
    }

    private static PingSettings Settings(int count, double intervalMs, double timeoutMs) =>
        new()
        {
            Count = count,
            Interval = TimeSpan.FromMilliseconds(intervalMs),
            Timeout = TimeSpan.FromMilliseconds(timeoutMs),
        };
}
