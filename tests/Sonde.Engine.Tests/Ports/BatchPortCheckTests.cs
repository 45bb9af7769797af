using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class BatchPortCheckTests
{
    [Fact]
    public async Task RowsStandByPortAndRangesHoldEveryPort()
    {
        await using Greeter one = Greeter.Saying("220 ftp ready\r\n");
        int open = one.Port;

        BatchPortCheck answer = await Check(["127.0.0.1"], $"{open - 2}-{open + 2}", banner: true);

        Assert.Equal(5, answer.TotalPorts);
        Assert.Equal(Enumerable.Range(open - 2, 5), answer.Results.Select(row => row.Port));
        SweptPort row = answer.Results.Single(row => row.Port == open);
        Assert.Equal((true, "open", "220 ftp ready", "FTP"), (row.IsOpen, row.State, row.Banner, row.ServiceHint));
        Assert.Equal(5, answer.Ranges.Sum(range => range.Count));
        Assert.Equal(5, answer.OpenPorts + answer.ClosedPorts + answer.FilteredPorts + answer.ErrorPorts);
        Assert.True(answer.Coverage.Complete);
        Assert.Equal(5, answer.Coverage.ProbesSent);
    }

    [Fact]
    public async Task BeyondTheLimitOpenPortsComeFirstAndTheCutIsTold()
    {
        await using Greeter one = Greeter.Saying("x");
        int open = one.Port;

        BatchPortCheck answer = await Check(["127.0.0.1"], $"{open - 200}-{open}", limit: 1);

        Assert.Equal(open, Assert.Single(answer.Results).Port);
        Assert.Equal((201, 1), (answer.Total, answer.Returned));
        Assert.Contains(answer.Coverage.Limits!, limit => limit.Name == "limit");
    }

    [Fact]
    public async Task BlocksAndListsOfHostsAreTriedAndARefusedOneIsNamed()
    {
        await using Greeter one = Greeter.Saying("x");

        BatchPortCheck answer = await Check(["127.0.0.0/30", "169.254.169.254", "nowhere.test"], $"{one.Port}");

        Assert.Equal(4, answer.Hosts.Count);
        Assert.Equal(["127.0.0.1", "127.0.0.2"], answer.Hosts.Take(2).Select(host => host.Address));
        Assert.Equal(1, answer.Hosts[0].OpenPorts);
        Assert.Contains("security.block_cloud_metadata", answer.Hosts[2].Error, StringComparison.Ordinal);
        Assert.Contains("no address", answer.Hosts[3].Error, StringComparison.Ordinal);
        Assert.Equal(2, answer.ErrorPorts);
        Assert.False(answer.Coverage.Complete);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "1-1024")]
    [InlineData("2001:db8::/32", "80")]
    [InlineData("::/0", "1")]
    public async Task ABlockWithTooManyHostsIsRefusedBeforeAnythingIsSent(string block, string ports)
    {
        EngineException fault = await Fails([block], ports);

        Assert.Equal(EngineFault.LimitExceeded, fault.Fault);
        Assert.Contains("probes.max_targets", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTimeLimitEndsASweepAndWhatWasFoundIsKept()
    {
        // documentation addresses answer nobody: RFC 5737
        var probes = new ProbesConfig { MaxDuration = TimeSpan.FromSeconds(1), PacketsPerSecond = 10 };

        BatchPortCheck answer = await Check(["127.0.0.1"], "1-500", probes: probes, timeout: 0.5);

        Assert.Equal("time limit", answer.Coverage.Ended);
        Assert.False(answer.Coverage.Complete);
        Assert.InRange(answer.Returned, 1, 100);
        Assert.Contains(answer.Coverage.Limits!, limit => limit.Name == "probes.max_seconds");
        Assert.Contains("max_concurrent", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACancelledSweepGivesWhatItFound()
    {
        using var stop = new CancellationTokenSource();
        var listener = new StopAtFirst(stop);
        var probes = new ProbesConfig { PacketsPerSecond = 2000 };

        BatchPortCheck answer = await Check(
            ["127.0.0.1"],
            "1-20000",
            probes: probes,
            progress: listener,
            stop: stop.Token
        );

        Assert.Equal("cancelled", answer.Coverage.Ended);
        Assert.InRange(answer.Total, 256, 19_999);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(65_536)]
    public async Task AnImpossibleNumberAtOnceIsRefused(int atOnce)
    {
        Task<BatchPortCheck> Asking() => Check(["127.0.0.1"], "80", atOnce: atOnce);

        Assert.Equal(EngineFault.InvalidArgument, (await Assert.ThrowsAsync<EngineException>(Asking)).Fault);
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("www.test/24")]
    [InlineData("-x")]
    public async Task ATargetThatIsNoneIsRefused(string target) =>
        Assert.Equal(EngineFault.InvalidArgument, (await Fails([target], "80")).Fault);

    [Fact]
    public async Task TheOnlyHostIsRefusedAsAFault() =>
        Assert.Equal(EngineFault.BlockedByPolicy, (await Fails(["169.254.169.254"], "80")).Fault);

    private static Task<EngineException> Fails(string[] targets, string ports) =>
        Assert.ThrowsAsync<EngineException>(() => Check(targets, ports));

    private static Task<BatchPortCheck> Check(
        string[] targets,
        string ports,
        bool banner = false,
        int? limit = null,
        int? atOnce = null,
        double timeout = 2,
        ProbesConfig? probes = null,
        IProgress<AskProgress>? progress = null,
        CancellationToken stop = default
    ) =>
        BatchPortCheckQuestion.AskAsync(
            ProbeEngine.With(probes: probes),
            new BatchPortCheckArguments
            {
                Target = targets[0],
                Targets = targets[1..],
                Ports = PortList.Words([ports]),
                GrabBanner = banner,
                Limit = limit,
                MaxConcurrent = atOnce,
                Timeout = timeout,
            },
            new AskContext(progress, stop)
        );

    private sealed class StopAtFirst(CancellationTokenSource stop) : IProgress<AskProgress>
    {
        public void Report(AskProgress value) => stop.Cancel();
    }
}
