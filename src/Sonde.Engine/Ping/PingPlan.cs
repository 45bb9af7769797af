using System.Net;
using System.Net.Sockets;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>How hosts are pinged, checked.</summary>
internal sealed record PingPlan(ProbeMethod Method, int Port, bool DontFragment, int? IpVersion, PingSettings Settings)
{
    private const int MostProbes = 500_000; // of one question; each is kept until the answer is made

    /// <summary>Checks the options.</summary>
    /// <exception cref="EngineException">One makes no sense.</exception>
    public static PingPlan Of(PingOptions options, ProbesConfig budget, int atOnce)
    {
        ProbeMethod method = ProbeChoices.Method(options.Method, "icmp");
        if (options.Port is not null && method == ProbeMethod.Icmp)
            throw new EngineException(
                EngineFault.InvalidArgument,
                "ICMP has no ports.",
                "Add method tcp or udp, or leave port out."
            );
        ServiceTarget.RefuseVersion(options.IpVersion);
        return new PingPlan(
            method,
            ProbeChoices.Within(options.Port, method == ProbeMethod.Tcp ? 443 : 33_434, 1, 65_535, "port"),
            options.Df ?? false,
            options.IpVersion,
            new PingSettings
            {
                Count = ProbeChoices.Within(options.Count, 4, 1, 1000, "count"),
                Interval = TimeSpan.FromMilliseconds(
                    ProbeChoices.Within(options.IntervalMs, 1000, 0, 600_000, "interval_ms")
                ),
                Timeout = ProbeChoices.Seconds(options.Timeout, 5, "timeout", budget),
                Size = ProbeChoices.Within(options.Size, 56, 0, 65_467, "size"),
                Hops = ProbeChoices.Within(options.Ttl, 64, 1, 255, "ttl"),
                AtOnce = atOnce,
            }
        );
    }

    /// <summary>Pings hosts of both families at the same time.</summary>
    /// <param name="hosts">Their addresses, each checked.</param>
    /// <param name="gate">How much may be sent, and who helps.</param>
    /// <param name="longest">How long it may take.</param>
    /// <param name="progress">Hears how many hosts are done.</param>
    /// <param name="cancel">Ends it; what is known is kept.</param>
    /// <exception cref="EngineException">Not one network can be opened.</exception>
    public PingRun Run(
        IReadOnlyList<IPAddress> hosts,
        ProbeGate gate,
        TimeSpan longest,
        IProgress<int>? progress,
        CancellationToken cancel
    )
    {
        ProbeChoices.RefuseOtherSystems();
        if ((long)hosts.Count * Settings.Count > MostProbes)
            throw new EngineException(
                EngineFault.LimitExceeded,
                $"{hosts.Count} hosts with {Settings.Count} probes each are more than {MostProbes} probes.",
                "Ask about fewer hosts at once, or for a smaller count."
            );
        var pace = new Pace(gate.Budget.PacketsPerSecond, TimeProvider.System);
        FamilyRun[] runs =
        [
            .. hosts
                .Select((address, place) => (address, place))
                .GroupBy(one => one.address.AddressFamily)
                .Select(group => new FamilyRun(this, group.Key, [.. group], hosts.Count)),
        ];
        Task[] tasks =
        [
            .. runs.Select(run =>
                Task.Run(
                    () =>
                        run.Run(
                            pace,
                            gate.Sockets,
                            longest,
                            () => progress?.Report(runs.Sum(one => one.Finished)),
                            cancel
                        ),
                    CancellationToken.None
                )
            ),
        ];
        Task.WaitAll(tasks, CancellationToken.None);
        if (runs.Length > 0 && Array.TrueForAll(runs, run => run.Network is null))
            throw runs[0].Fault!;
        return PingRun.Of(runs, hosts.Count);
    }
}

/// <summary>The hosts of one family being pinged.</summary>
internal sealed class FamilyRun
{
    private readonly PingPlan _plan;
    private readonly PingStrategy _strategy;
    private readonly int[] _places;

    public FamilyRun(
        PingPlan plan,
        AddressFamily family,
        IReadOnlyList<(IPAddress Address, int Place)> hosts,
        int hostsOfAll
    )
    {
        _plan = plan;
        Family = family;
        _places = [.. hosts.Select(host => host.Place)];
        int share = (int)((long)plan.Settings.AtOnce * hosts.Count / hostsOfAll);
        _strategy = new PingStrategy(
            hosts.Select(host => host.Address),
            plan.Settings with
            {
                AtOnce = Math.Max(1, share),
            }
        );
    }

    public AddressFamily Family { get; }

    /// <summary>How it was sent; null when the network could not be opened.</summary>
    public string? Network { get; private set; }

    /// <summary>Why the network could not be opened.</summary>
    public EngineException? Fault { get; private set; }

    public LoopResult Result { get; private set; }

    public int Finished => _strategy.Finished;

    /// <summary>The series by their places among all hosts.</summary>
    public IEnumerable<(int Place, PingSeries Series)> Series => _places.Zip(_strategy.Series);

    public void Run(Pace pace, ISocketSource? source, TimeSpan longest, Action progress, CancellationToken cancel)
    {
        using IProbeNetwork? network = ProbeNetworks.OpenForPing(
            Family,
            _plan.Method,
            _plan.Port,
            _plan.Settings.Timeout,
            _plan.DontFragment,
            out SendFailure failure,
            source
        );
        if (network is null)
        {
            Fault = ProbeChoices.CannotOpen(failure, _plan.Method, Family);
            return;
        }
        Network = network.Means;
        Result = ProbeLoop.Run(_strategy, network, pace, longest, progress, cancel);
    }
}

/// <summary>What became of pinging several hosts.</summary>
/// <param name="Series">The hosts in the order given, with the fault of those whose network could not be opened.</param>
/// <param name="Coverage">How much was done.</param>
internal sealed record PingRun(
    IReadOnlyList<(PingSeries Series, EngineException? Fault)> Series,
    ProbeCoverage Coverage
)
{
    /// <summary>Joins the runs of the families.</summary>
    public static PingRun Of(IReadOnlyList<FamilyRun> runs, int hosts)
    {
        var series = new (PingSeries, EngineException?)[hosts];
        foreach (FamilyRun run in runs)
        {
            foreach ((int place, PingSeries one) in run.Series)
                series[place] = (one, run.Fault);
        }
        LoopEnd end = runs.Select(run => run.Result.End).DefaultIfEmpty(LoopEnd.Done).Max();
        return new PingRun(
            series,
            new ProbeCoverage
            {
                Complete = end == LoopEnd.Done,
                Ended = ProbeWords.Ended(end),
                ProbesSent = runs.Sum(run => run.Result.Sent),
                Means = string.Join("; ", runs.Select(run => run.Network).OfType<string>().Distinct()),
            }
        );
    }
}
