using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that watch the kernel of this machine.</summary>
internal static class KernelTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<NetworkMonitorArguments, NetworkMonitor>(
                "network-monitor",
                "Watch the kernel",
                "Watches this machine's kernel for some seconds (eBPF, otherwise its tables): rate of an interface, new TCP connections with process "
                    + "and result, lifetimes, failures, retransmissions, resets, round-trip times, traffic by process, drops with their reason. "
                    + "Use it to see who talks now, and why it fails.",
                ToolHints.Reads with
                {
                    Idempotent = false,
                },
                (engine, arguments, context) => NetworkMonitorQuestion.Ask(engine, arguments, context)
            ),
        ];
}
