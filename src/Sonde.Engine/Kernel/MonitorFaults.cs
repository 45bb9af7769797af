using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>What to tell an asker when the kernel cannot be watched by eBPF.</summary>
internal static class MonitorFaults
{
    private const string Forbidden =
        "This system forbids programs in the kernel even to root: a container without CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN, seccomp, or lockdown.";
    private const string Capabilities = "cap_bpf,cap_perfmon,cap_net_admin";

    /// <summary>The command that lets this program watch.</summary>
    public static string Grant => $"To allow it: sudo setcap {Capabilities}+ep {Environment.ProcessPath}";

    /// <summary>Why, in a sentence or two.</summary>
    public static string Sentence(KernelException refused) =>
        refused.Fault switch
        {
            KernelFault.NotPermitted when Environment.IsPrivilegedProcess => Forbidden,
            KernelFault.NotPermitted =>
                $"This user may not load programs into the kernel (CAP_BPF, CAP_PERFMON, and for XDP CAP_NET_ADMIN). {Grant}",
            KernelFault.NotInstalled =>
                "libbpf is not installed. On Debian and Ubuntu: sudo apt-get install libbpf1",
            KernelFault.NotSupported => $"eBPF cannot do this here: {Quote.Clean(refused.Message)}.",
            _ => $"{Quote.Clean(refused.Message)}.",
        };

    /// <summary>The fault of one who insists on eBPF.</summary>
    public static EngineException Explained(KernelException refused, MonitorPlan plan) =>
        refused.Fault switch
        {
            KernelFault.NotPermitted when Environment.IsPrivilegedProcess => new EngineException(
                EngineFault.MissingCapability,
                Forbidden,
                "Allow them, or ask with method=tables.",
                cause: refused
            ),
            KernelFault.NotPermitted => new EngineException(
                EngineFault.MissingCapability,
                "This user may not load programs into the kernel: CAP_BPF and CAP_PERFMON are missing, or for XDP CAP_NET_ADMIN.",
                Grant + "; or ask with method=tables.",
                cause: refused
            ),
            KernelFault.NotInstalled => new EngineException(
                EngineFault.MissingDependency,
                "libbpf is not installed; watching by eBPF needs it.",
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
            _ => new EngineException(
                EngineFault.MissingCapability,
                $"eBPF cannot do this here: {Quote.Clean(refused.Message)}.",
                "Ask with method=tables.",
                cause: refused
            ),
        };
}
