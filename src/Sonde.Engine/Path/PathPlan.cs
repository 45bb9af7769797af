using System.Net;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>How a path is measured, checked.</summary>
internal sealed record PathPlan(
    ProbeMethod? Method,
    int? Port,
    int? IpVersion,
    bool Names,
    bool Asn,
    int Flows,
    int MostHops,
    TimeSpan Timeout
)
{
    private const int FlowsOfMultipath = 16;

    // Hosts say "port unreachable" some six times at once, then about once a second: few probes may go too far.
    private const int WindowOfUdp = 3;

    /// <summary>Checks the options.</summary>
    /// <exception cref="EngineException">One makes no sense.</exception>
    public static PathPlan Of(PathOptions options, ProbesConfig budget)
    {
        ProbeMethod? method = options.Method is null ? null : ProbeChoices.Method(options.Method, "icmp");
        if (options.Port is not null && method is null or ProbeMethod.Icmp && options.Port is not null)
            throw new EngineException(
                EngineFault.InvalidArgument,
                "ICMP has no ports.",
                "Add method tcp or udp, or leave port out."
            );
        ServiceTarget.RefuseVersion(options.IpVersion);
        bool multipath = options.Multipath ?? false;
        return new PathPlan(
            method ?? (multipath ? ProbeMethod.Udp : null),
            options.Port is null ? null : ProbeChoices.Within(options.Port, 1, 1, 65_535, "port"),
            options.IpVersion,
            options.Names ?? true,
            options.Asn ?? false,
            multipath ? FlowsOfMultipath : 1,
            ProbeChoices.Within(options.MaxHops, 30, 1, 255, "max_hops"),
            ProbeChoices.Seconds(options.Timeout, 5, "timeout", budget)
        );
    }

    /// <summary>Measures.</summary>
    /// <param name="settings">How far, how often.</param>
    /// <param name="gate">How much may be sent, and who helps.</param>
    /// <param name="longest">How long it may take.</param>
    /// <param name="context">Progress and cancellation.</param>
    /// <exception cref="EngineException">The sockets cannot be opened, or nothing can be sent.</exception>
    public PathRun Run(PathSettings settings, ProbeGate gate, TimeSpan longest, AskContext context)
    {
        ProbeChoices.RefuseOtherSystems();
        ProbeMethod method = Method ?? ProbeMethod.Icmp;
        IProbeNetwork? opened = Open(settings.Destination, method, gate.Sockets, out SendFailure failure);
        string? instead = null;
        if (opened is null && failure == SendFailure.NotPermitted && Method is null)
        {
            method = ProbeMethod.Udp;
            opened = Open(settings.Destination, method, gate.Sockets, out failure);
            instead = $", since this user may not send ICMP (granted by: {ProbeChoices.IcmpGrants})";
        }
        using IProbeNetwork network =
            opened ?? throw ProbeChoices.CannotOpen(failure, method, settings.Destination.AddressFamily);
        bool isUdp = method == ProbeMethod.Udp;
        var strategy = new PathStrategy(
            settings with
            {
                OneRoundAtATime = method == ProbeMethod.Tcp,
                Window = isUdp ? WindowOfUdp : settings.Window,
            }
        );
        LoopResult result = ProbeLoop.Run(
            strategy,
            network,
            new Pace(gate.Budget.PacketsPerSecond, TimeProvider.System),
            longest,
            () =>
                context.Progress?.Report(
                    new AskProgress(
                        strategy.RoundsBegun,
                        settings.Rounds,
                        $"round {strategy.RoundsBegun} of {settings.Rounds}"
                    )
                ),
            context.Cancel
        );
        if (result.Sent == 0 && strategy.Failure is { } why)
            throw new EngineException(
                EngineFault.LookupFailed,
                $"No probe could be sent to {settings.Destination}: {ProbeWords.Failure(why)}.",
                "Look at this machine's interfaces and routes, or at the rules of its packet filter."
            );
        return new PathRun(
            method,
            strategy,
            PathVerdict.Of(strategy.Hops(), strategy.IsReached && !isUdp),
            new ProbeCoverage
            {
                Complete = result.End == LoopEnd.Done,
                Ended = ProbeWords.Ended(result.End),
                ProbesSent = result.Sent,
                Means = network.Means + instead,
            }
        );
    }

    private IProbeNetwork? Open(
        IPAddress destination,
        ProbeMethod method,
        ISocketSource? source,
        out SendFailure failure
    ) =>
        ProbeNetworks.OpenForPath(
            destination,
            method,
            Port ?? (method == ProbeMethod.Tcp ? 443 : 33_434),
            Timeout,
            out failure,
            source
        );
}

/// <summary>A measured path.</summary>
/// <param name="Method">What probes were made of.</param>
/// <param name="Strategy">What was measured.</param>
/// <param name="Verdict">What it means.</param>
/// <param name="Coverage">How much was done.</param>
internal sealed record PathRun(ProbeMethod Method, PathStrategy Strategy, PathVerdict Verdict, ProbeCoverage Coverage);
