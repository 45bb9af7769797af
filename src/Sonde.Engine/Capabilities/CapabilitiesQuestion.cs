using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sonde.Analysis;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>What can be asked here, and what is in force.</summary>
public static class CapabilitiesQuestion
{
    private static Ability IcmpAbility(Daemon daemon) =>
        ProbeNetworks.CanSendIcmp(daemon.Sockets) ? new("icmp_probes", true, Note: "ping, traceroute and mtr by ICMP.")
        : ProbeNetworks.IsSupported
            ? new("icmp_probes", false, Note: $"Granted by: {ProbeChoices.IcmpGrants}; udp and tcp need no right.")
        : new("icmp_probes", false, Note: "Pings and paths are measured on 64-bit Linux only.");

    private static readonly string[] Formats =
    [
        "pcap (microseconds, nanoseconds, modified)",
        "pcapng",
        "gzip of these",
    ];

    /// <summary>Looks at the machine and the configuration; touches no network.</summary>
    public static CapabilitiesAnswer Ask(CaptureEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        SondeConfig config = engine.Config;
        string version = typeof(CapabilitiesQuestion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        var daemon = new Daemon(config.Capture);
        (bool IsThere, string Text) state = daemon.State();
        string? live = LiveFaults.Capturable(tried: null, daemon).Problem;
        string? watch = MonitorFaults.Problem(daemon);
        Ability[] abilities =
        [
            new("capture_files", true, Note: "Read natively; tshark and libpcap are not needed."),
            new(
                "live_capture",
                live is null,
                Note: live ?? "list_network_interfaces says whether this user may capture."
            ),
            new(
                "kernel_watch",
                watch is null,
                Note: watch ?? "network-monitor uses eBPF; without it socket tables and counters."
            ),
            new("ipv4", Socket.OSSupportsIPv4),
            new("ipv6", Socket.OSSupportsIPv6),
            IcmpAbility(daemon),
            new("daemon", state.IsThere, config.Capture.DaemonSocket, state.Text),
        ];
        return new CapabilitiesAnswer
        {
            Summary =
                $"Sonde {version} on {Platform()}, {RuntimeInformation.FrameworkDescription}: reads captures of "
                + $"{engine.Protocols.Readers.Count} protocols natively.",
            ServerVersion = version,
            Platform = Platform(),
            PythonVersion = RuntimeInformation.FrameworkDescription,
            RuntimeVersion = RuntimeInformation.FrameworkDescription,
            Dependencies = abilities,
            CaptureFormats = Formats,
            Protocols = [.. engine.Protocols.Readers.Select(reader => reader.Name).Order(StringComparer.Ordinal)],
            FilterFields = new FieldCatalog(engine.Protocols).Entries.Count,
            Security = new SecurityFacts(
                config.Security.AllowedTargets.Count > 0,
                config.Security.AllowedTargets.Count,
                config.Security.BlockedTargets.Count,
                config.Security.BlockPrivate,
                config.Security.BlockCloudMetadata
            ),
            Pcap = new PcapFacts(
                config.Pcap.AllowCustomFilters,
                config.Pcap.AllowedPaths,
                config.Pcap.MaxDownloadOctets,
                config.Pcap.DownloadTimeout.TotalSeconds,
                config.Pcap.MaxPackets
            ),
        };
    }

    private static string Platform() =>
        OperatingSystem.IsWindows() ? "windows"
        : OperatingSystem.IsMacOS() ? "darwin"
        : OperatingSystem.IsLinux() ? "linux"
        : RuntimeInformation.OSDescription;
}
