using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Which of many ports are open.</summary>
public static class BatchPortCheckQuestion
{
    private const int DefaultRows = 1000;
    private const int TalksAtOnce = 20;
    private const int RehearsedUpTo = 100;
    private static readonly TimeSpan LongestTalk = TimeSpan.FromSeconds(3);

    /// <summary>Tries the ports of every host.</summary>
    /// <exception cref="EngineException">A target or an argument is wrong, refused, or there are too many.</exception>
    public static async Task<BatchPortCheck> AskAsync(
        CaptureEngine engine,
        BatchPortCheckArguments arguments,
        AskContext context
    )
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        ProbesConfig budget = engine.Probes.Budget;
        IReadOnlyList<int> ports = PortList.Parse(arguments.Ports);
        TimeSpan timeout = ProbeChoices.Seconds(arguments.Timeout, 2, "timeout", budget);
        int wanted = AtOnce(arguments);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
        time.CancelAfter(budget.MaxDuration);
        IReadOnlyList<SweepTargets.Host> hosts = await SweepTargets.CheckAsync(
            engine.Probes,
            [arguments.Target, .. arguments.Targets ?? []],
            ports.Count,
            arguments.IpVersion,
            time.Token
        );
        var plan = new SweepPlan
        {
            Addresses = [.. hosts.Select(host => host.Address).OfType<IPAddress>().Distinct()],
            Ports = ports,
            Timeout = timeout,
            AtOnce = Math.Min(wanted, PortSweep.MostAtOnce),
        };
        if (plan.Count <= RehearsedUpTo) // of more, the first does not matter
            await engine.Rehearsal.Connecting;
        var ticker = new Ticker(context.Progress, plan.Count);
        SweepResult swept =
            plan.Addresses.Count == 0 ? new SweepResult([], 0, null)
            : arguments.Protocol == "udp" ? await UdpAsync(plan, budget, ticker, time.Token)
            : await Sweeping.RunAsync(plan, budget, ticker, time.Token);
        var words = new Dictionary<int, PortWords>();
        if (arguments.GrabBanner == true && arguments.Protocol != "udp")
            await TalkAsync(hosts, plan, swept, words, time.Token);
        return SweepAnswer.Of(
            new SweepOutcome(arguments, hosts, plan, swept, words)
            {
                Rows = arguments.Limit ?? DefaultRows,
                Ended =
                    context.Cancel.IsCancellationRequested ? "cancelled"
                    : time.IsCancellationRequested ? "time limit"
                    : null,
                AtOnce = swept.MostAtOnce ?? (plan.AtOnce < wanted ? plan.AtOnce : null),
                MaxSeconds = (long)budget.MaxDuration.TotalSeconds,
            }
        );
    }

    private static int AtOnce(BatchPortCheckArguments arguments)
    {
        int atOnce = arguments.MaxConcurrent ?? 20;
        return atOnce is >= 1 and <= 65_535
            ? atOnce
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"max_concurrent must be from 1 to 65535; got {atOnce}."
            );
    }

    private static async Task<SweepResult> UdpAsync(
        SweepPlan plan,
        ProbesConfig budget,
        IProgress<int> progress,
        CancellationToken cancel
    )
    {
        var pace = new Pace(budget.PacketsPerSecond, TimeProvider.System);
        int sent = 0;
        Found?[] found = await Batch.RunAsync<int, Found>(
            [.. Enumerable.Range(0, plan.Count)],
            plan.AtOnce,
            async (index, stop) =>
            {
                await pace.WaitAsync(2, stop);
                (IPAddress address, int port) = plan.At(index);
                Interlocked.Increment(ref sent);
                (PortFinding finding, _) = await UdpPort.AskAsync(
                    address,
                    port,
                    plan.Timeout,
                    TimeProvider.System,
                    stop
                );
                return new Found(finding);
            },
            progress,
            cancel
        );
        return new SweepResult([.. found.Select(one => one?.Finding)], sent, null);
    }

    private static async Task TalkAsync(
        IReadOnlyList<SweepTargets.Host> hosts,
        SweepPlan plan,
        SweepResult swept,
        Dictionary<int, PortWords> words,
        CancellationToken cancel
    )
    {
        Dictionary<IPAddress, string> names = [];
        foreach (SweepTargets.Host host in hosts)
        {
            if (host.Address is { } address)
                names.TryAdd(address, host.Target);
        }
        int[] open =
        [
            .. Enumerable.Range(0, plan.Count).Where(index => swept.Findings[index]?.State == PortState.Open),
        ];
        TimeSpan most = plan.Timeout < LongestTalk ? plan.Timeout : LongestTalk;
        PortWords?[] said = await Batch.RunAsync<int, PortWords>(
            open,
            TalksAtOnce,
            (index, stop) =>
            {
                (IPAddress address, int port) = plan.At(index);
                return PortCheckQuestion.TalkAsync(address, port, names[address], most, stop);
            },
            null,
            cancel
        );
        for (int at = 0; at < open.Length; at++)
        {
            if (said[at] is { } heard)
                words[open[at]] = heard;
        }
    }

    private sealed record Found(PortFinding Finding);

    private sealed class Ticker(IProgress<AskProgress>? listener, int total) : IProgress<int>
    {
        public void Report(int value) =>
            listener?.Report(new AskProgress(value, total, $"{value} of {total} ports tried"));
    }
}
