using System.Globalization;
using Sonde.Capture;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>What is to be watched, checked.</summary>
internal sealed record MonitorPlan
{
    // In the order of the help; the second name is that of the command line.
    private static readonly (string Name, string Command, KernelOperation Operation)[] Operations =
    [
        ("incoming", "rate", KernelOperation.Rate),
        ("outgoing", "connections", KernelOperation.Connections),
        ("life", "life", KernelOperation.Life),
        ("failures", "failures", KernelOperation.Failures),
        ("retransmits", "retransmits", KernelOperation.Retransmissions),
        ("resets", "resets", KernelOperation.Resets),
        ("rtt", "rtt", KernelOperation.RoundTrips),
        ("bandwidth", "bandwidth", KernelOperation.Bandwidth),
        ("drops", "drops", KernelOperation.Drops),
    ];

    private const int MostSteps = 3600;

    public required string Name { get; init; }
    public required KernelRequest Request { get; init; }
    public required string? Interface { get; init; }
    public required TimeSpan Duration { get; init; }
    public required TimeSpan Interval { get; init; }
    public required int? MaxEvents { get; init; }
    public required string? Process { get; init; }
    public required int Limit { get; init; }
    public required bool MayTrace { get; init; }
    public required bool MayFallBack { get; init; }

    public KernelOperation Operation => Request.Operation;

    public static MonitorPlan Of(NetworkMonitorArguments arguments, CaptureConfig config)
    {
        string typed = arguments.Operation ?? "";
        (string name, _, KernelOperation operation) = Operations.FirstOrDefault(one =>
            one.Name == typed || one.Command == typed
        );
        if (name is null)
            throw EngineException.UnknownName("operation", typed, [.. Operations.Select(one => one.Name)]);
        double seconds = Within(
            "duration",
            arguments.Duration ?? NetworkMonitorArguments.UsualDuration,
            0.1,
            NetworkMonitorArguments.LongestDuration
        );
        double interval = Within("interval", arguments.Interval ?? 1, 0.1, 60);
        (bool mayTrace, bool mayFallBack, XdpMode mode) = Method(arguments.Method ?? "auto", operation);
        uint space = arguments.Namespace switch
        {
            null or "all" => 0,
            "own" => ProcessFacts.OwnNetwork(),
            var other => throw EngineException.UnknownName("namespace", other, ["all", "own"]),
        };
        // the published call sends an interface for every operation; only this one uses it
        (string? link, int index) =
            operation == KernelOperation.Rate ? Interfaced(arguments.Interface, config) : (null, 0);
        return new MonitorPlan
        {
            Name = name,
            Request = new KernelRequest(operation)
            {
                Interface = index,
                InterfaceName = link ?? "",
                Asker = ProcessFacts.OwnNetwork(),
                Longest = TimeSpan.FromSeconds(seconds),
                Mode = mode,
                Namespace = space,
                Port = (ushort)Within("port", arguments.Port ?? 0, arguments.Port is null ? 0 : 1, 65_535),
            },
            Interface = link,
            Duration = TimeSpan.FromSeconds(seconds),
            // a long watch has longer steps, each of which says how long it is
            Interval = TimeSpan.FromSeconds(Math.Max(Math.Min(interval, seconds), seconds / MostSteps)),
            MaxEvents = arguments.MaxEvents is { } events
                ? (int)Within("max_events", events, 1, NetworkMonitorArguments.MostRows)
                : null,
            Process = string.IsNullOrEmpty(arguments.Process) ? null : arguments.Process,
            Limit = (int)Within(
                "limit",
                arguments.Limit ?? NetworkMonitorArguments.UsualLimit,
                1,
                NetworkMonitorArguments.MostRows
            ),
            MayTrace = mayTrace,
            MayFallBack = mayFallBack,
        };
    }

    private static (bool MayTrace, bool MayFallBack, XdpMode Mode) Method(string typed, KernelOperation operation)
    {
        string[] known =
            operation == KernelOperation.Rate
                ? ["auto", "ebpf", "tables", "xdp-native", "xdp-generic"]
                : ["auto", "ebpf", "tables"];
        if (!known.Contains(typed))
            throw EngineException.UnknownName("method", typed, known);
        return typed switch
        {
            "auto" => (true, true, XdpMode.Automatic),
            "tables" => (false, true, XdpMode.Automatic),
            "xdp-native" => (true, false, XdpMode.Native),
            "xdp-generic" => (true, false, XdpMode.Generic),
            _ => (true, false, XdpMode.Automatic),
        };
    }

    // Interfaces by the kernel's own list, since neither XDP nor counters need libpcap.
    private static (string Name, int Index) Interfaced(string? typed, CaptureConfig config)
    {
        string? name = string.IsNullOrEmpty(typed) ? config.Interface : typed;
        if (string.IsNullOrEmpty(name))
            name = Machine.Ask(InterfacesQuestion.DefaultGateways) is [{ Interface: { } usual }, ..]
                ? usual
                : throw LivePlanning.Wrong(
                    "interface",
                    "must be named: there is no default route",
                    "list_network_interfaces names them."
                );
        IReadOnlyList<HostInterface> all = Machine.Ask(machine => machine.Interfaces()).Items;
        HostInterface? found = all.FirstOrDefault(one => one.Name == name || one.AlternativeNames.Contains(name));
        if (found is not null)
            return (found.Name, found.Index);
        string[] names = [.. all.Select(one => one.Name)];
        throw new EngineException(
            EngineFault.NotFound,
            $"There is no interface {Quote.Text(name)}.",
            NearestNames.Question(NearestNames.Of(name, names)) ?? "list_network_interfaces names them.",
            names.Length <= 40 ? names : [],
            NearestNames.Of(name, names)
        );
    }

    private static double Within(string argument, double value, double least, double most) =>
        double.IsFinite(value) && value >= least && value <= most
            ? value
            : throw LivePlanning.Wrong(
                argument,
                string.Create(CultureInfo.InvariantCulture, $"must be from {least} to {most}; got {value}")
            );
}
