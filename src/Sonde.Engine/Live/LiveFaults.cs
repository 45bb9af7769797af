using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>What to tell an asker when a live device cannot be opened.</summary>
internal static class LiveFaults
{
    /// <summary>The fault, with the one command that helps.</summary>
    public static EngineException Explained(LiveException refused, CapturePlan plan, Daemon daemon) =>
        refused.Fault switch
        {
            LiveFault.NoSuchDevice => NoSuchDevice(plan.Interface, daemon),
            LiveFault.NotUp => new EngineException(
                EngineFault.InvalidArgument,
                $"The interface {Quote.Text(plan.Interface)} is down: {Quote.Clean(refused.Message)}",
                "Switch it on, or choose another: list_network_interfaces.",
                cause: refused
            ),
            LiveFault.BadFilter => new EngineException(
                EngineFault.InvalidArgument,
                $"The capture filter {Quote.Text(plan.Filter ?? "")} does not compile: {Quote.Clean(refused.Message)}",
                "Capture filters have libpcap's language: host 192.0.2.1 and (tcp port 443 or udp port 53).",
                cause: refused
            ),
            _ => Explained(refused),
        };

    /// <summary>The fault of a device or library as such.</summary>
    public static EngineException Explained(LiveException refused) =>
        refused.Fault switch
        {
            LiveFault.NotPermitted => new EngineException(
                EngineFault.MissingCapability,
                $"This user may not capture packets: {Quote.Clean(refused.Message)}",
                Grant,
                cause: refused
            ),
            LiveFault.NotInstalled => new EngineException(
                EngineFault.MissingDependency,
                "libpcap is not installed; live capture needs it, reading of files does not.",
                OperatingSystem.IsWindows()
                    ? "Install Npcap."
                    : "On Debian and Ubuntu: sudo apt-get install libpcap0.8",
                cause: refused
            ),
            LiveFault.LimitReached => new EngineException(
                EngineFault.LimitExceeded,
                $"The daemon refuses: {Quote.Clean(refused.Message)}.",
                "Stop a capture that is no longer needed: get_capture_status lists them.",
                cause: refused
            ),
            _ => new EngineException(
                EngineFault.Internal,
                $"The interface cannot be captured on: {Quote.Clean(refused.Message)}",
                cause: refused
            ),
        };

    /// <summary>The command that lets this program capture.</summary>
    public static string Grant =>
        OperatingSystem.IsLinux()
            ? $"To allow it: sudo setcap cap_net_raw+ep {Environment.ProcessPath} - or run the daemon: {Daemon.Command}"
        : OperatingSystem.IsMacOS() ? "To allow it: sudo chmod o+rw /dev/bpf*"
        : "Install Npcap without the restriction to administrators, or run as administrator.";

    /// <summary>The devices that libpcap knows, and why none of them can be captured on; null when they can.</summary>
    /// <param name="tried">An interface that is up: it is opened for a moment, without making it promiscuous.</param>
    /// <param name="daemon">Who may open it instead.</param>
    public static (HashSet<string> Devices, string? Problem) Capturable(string? tried, Daemon daemon)
    {
        HashSet<string> devices = [];
        try
        {
            devices.UnionWith(daemon.DeviceNames());
            if (tried is not null && devices.Contains(tried))
                daemon
                    .OpenDevice(
                        tried,
                        new LiveOptions
                        {
                            IsPromiscuous = false,
                            SnapLength = 64,
                            BufferOctets = 1 << 20,
                        }
                    )
                    .Dispose();
            return (devices, null);
        }
        catch (LiveException refused)
        {
            EngineException fault = Explained(refused);
            return (devices, $"{fault.Message} {fault.Suggestion}".TrimEnd());
        }
    }

    /// <summary>The fault of an interface that is not there.</summary>
    public static EngineException NoSuchDevice(string typed, Daemon daemon)
    {
        string[] known = [.. daemon.DeviceNames()];
        return new EngineException(
            EngineFault.NotFound,
            $"There is no interface {Quote.Text(typed)} to capture on.",
            "list_network_interfaces names them; any stands for all of them.",
            known.Length <= 40 ? known : [],
            NearestNames.Of(typed, known)
        );
    }
}
