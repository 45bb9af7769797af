using Sonde.Broker;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>What to tell an asker when the kernel cannot be watched by eBPF.</summary>
internal static class MonitorFaults
{
    private const string Forbidden =
        "This system forbids programs in the kernel even to one who has the capabilities for it: by seccomp, lockdown, or a user namespace.";
    private const string Capabilities = "cap_bpf,cap_perfmon,cap_net_admin";

    /// <summary>The command that lets this program watch.</summary>
    public static string Grant =>
        $"To allow it: sudo setcap {Capabilities}+ep {Environment.ProcessPath} - or run the daemon: {Daemon.Command}";

    /// <summary>Why the kernel cannot be watched by eBPF here; null when it can, as far as that shows beforehand.</summary>
    public static string? Problem(Daemon daemon)
    {
        if (!OperatingSystem.IsLinux())
            return "Only Linux can be watched like this.";
        bool needsDaemon = !KernelSource.IsPossible || KernelRights.Missing(KernelOperation.Rate).Count > 0;
        if (needsDaemon && daemon.WatchesKernel())
            return null;
        if (!KernelSource.IsPossible)
            return Sentence(new KernelException(KernelFault.NotInstalled, ""), KernelOperation.Rate);
        return KernelRights.Missing(KernelOperation.Rate).Count == 0
            ? null
            : $"{NotAllowed(KernelOperation.Rate)} {Grant}";
    }

    private static string NotAllowed(KernelOperation operation) =>
        $"This user may not load programs into the kernel: {string.Join(", ", KernelRights.Missing(operation))} missing.";

    // What a daemon that listens said to it.
    private static string OfDaemon(KernelException refused) =>
        refused.InnerException switch
        {
            BrokerException { Fault: BrokerFault.NotAllowed } =>
                " A daemon listens, and this user is not in its group.",
            BrokerException said => $" The daemon that listens: {Quote.Clean(said.Message)}.",
            _ => "",
        };

    /// <summary>Why, in a sentence or two.</summary>
    public static string Sentence(KernelException refused, KernelOperation operation) =>
        refused.Fault switch
        {
            KernelFault.NotPermitted when KernelRights.Missing(operation).Count == 0 => Forbidden + OfDaemon(refused),
            KernelFault.NotPermitted => $"{NotAllowed(operation)}{OfDaemon(refused)} {Grant}",
            KernelFault.NotInstalled =>
                $"libbpf is not installed, or this kernel does not describe its types.{OfDaemon(refused)} On Debian and Ubuntu: sudo apt-get install libbpf1",
            KernelFault.NotSupported => $"eBPF cannot do this here: {Quote.Clean(refused.Message)}.",
            _ => $"{Quote.Clean(refused.Message)}.",
        };

    /// <summary>The fault of one who insists on eBPF.</summary>
    public static EngineException Explained(KernelException refused, MonitorPlan plan) =>
        refused.Fault switch
        {
            KernelFault.NotPermitted when KernelRights.Missing(plan.Operation).Count == 0 => new EngineException(
                EngineFault.MissingCapability,
                Forbidden + OfDaemon(refused),
                "Allow them, or ask with method=tables.",
                cause: refused
            ),
            KernelFault.NotPermitted => new EngineException(
                EngineFault.MissingCapability,
                NotAllowed(plan.Operation) + OfDaemon(refused),
                Grant + "; or ask with method=tables.",
                cause: refused
            ),
            KernelFault.NotInstalled => new EngineException(
                EngineFault.MissingDependency,
                "libbpf is not installed; watching by eBPF needs it." + OfDaemon(refused),
                "On Debian and Ubuntu: sudo apt-get install libbpf1; or ask with method=tables.",
                cause: refused
            ),
            KernelFault.Occupied => new EngineException(
                EngineFault.AccessDenied,
                $"The interface {Quote.Text(plan.Interface ?? "")} is taken: {Quote.Clean(refused.Message)}. It is not replaced.",
                "Detach it (ip link set dev NAME xdp off) if it is yours, or ask with method=tables.",
                cause: refused
            ),
            KernelFault.NoSuchDevice => new EngineException(
                EngineFault.NotFound,
                $"The interface {Quote.Text(plan.Interface ?? "")} has gone.",
                "list_network_interfaces names them.",
                cause: refused
            ),
            KernelFault.Lost => new EngineException(
                EngineFault.Internal,
                $"The watch broke off: {Quote.Clean(refused.Message)}.",
                "Ask again; the daemon's log says more.",
                cause: refused
            ),
            _ => new EngineException(
                EngineFault.MissingCapability,
                $"eBPF cannot do this here: {Quote.Clean(refused.Message)}.",
                "Ask with method=tables.",
                cause: refused
            ),
        };
}
