using Sonde.Broker;
using Sonde.Capture;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>The way to the daemon: opens what this user may not, if one listens and lets this user in.</summary>
/// <param name="config">Where it listens.</param>
internal sealed class Daemon(CaptureConfig config)
{
    private readonly BrokerClient? _client =
        BrokerClient.IsSupported && config.DaemonSocket is { } path ? new BrokerClient(path) : null;

    /// <summary>The command that starts one which this user may ask.</summary>
    public static string Command => $"sudo {Environment.ProcessPath} daemon --group $(id -gn)";

    /// <summary>Who opens raw sockets; null when no daemon is to be asked.</summary>
    public ISocketSource? Sockets => _client is null ? null : new BrokerSockets(_client);

    /// <summary>Opens a device: here if this user may, otherwise by the daemon.</summary>
    /// <exception cref="LiveException">Neither can open it.</exception>
    public ILiveDevice OpenDevice(string name, LiveOptions options)
    {
        try
        {
            return RingDevice.TryOpen(name, options, out RingDevice? ring) ? ring : LiveDevice.Open(name, options);
        }
        catch (LiveException own)
            when (_client is not null && own.Fault is LiveFault.NotPermitted or LiveFault.NoSuchDevice)
        {
            return OpenThere(_client!, name, options, own);
        }
    }

    /// <summary>Watches the kernel: here if this user may and can, otherwise by the daemon.</summary>
    /// <exception cref="KernelException">Neither can; what the daemon said is the exception within.</exception>
    public IKernelSession OpenKernel(IKernelSource here, KernelRequest request)
    {
        try
        {
            return here.Open(request);
        }
        catch (KernelException own)
            when (_client is not null && own.Fault is (KernelFault.NotPermitted or KernelFault.NotInstalled))
        {
            try
            {
                return new BrokerKernelSource(_client!).Open(request);
            }
            catch (BrokerException refused)
            {
                throw refused.Fault == BrokerFault.NotThere
                    ? own
                    : new KernelException(own.Fault, own.Message, refused);
            }
        }
    }

    /// <summary>Whether it watches the kernel for this user.</summary>
    public bool WatchesKernel()
    {
        try
        {
            return _client is not null && _client.Describe().Offers.HasFlag(Offers.Kernel);
        }
        catch (BrokerException)
        {
            return false;
        }
    }

    /// <summary>The names of devices that can be opened: those here, and those where the daemon runs.</summary>
    /// <exception cref="LiveException">libpcap is not installed, or cannot list them.</exception>
    public HashSet<string> DeviceNames()
    {
        HashSet<string> names = [.. LiveDevice.All().Select(device => device.Name)];
        try
        {
            names.UnionWith(_client?.DeviceNames() ?? []);
        }
        catch (BrokerException)
        {
            // then it is those here
        }
        return names;
    }

    /// <summary>Whether it is there for this user, and what is to be said of it.</summary>
    public (bool IsThere, string Text) State()
    {
        if (_client is null)
            return (false, "Not asked: capture.daemon_socket is none, or this is not 64-bit Linux.");
        try
        {
            DaemonFacts facts = _client.Describe();
            string[] offers =
            [
                .. Enum.GetValues<Offers>()
                    .Where(one => one != Offers.None && facts.Offers.HasFlag(one))
                    .Select(one => one.ToString().ToLowerInvariant()),
            ];
            return (true, $"Sonde {Quote.Clean(facts.Program)} gives {string.Join(", ", offers)}.");
        }
        catch (BrokerException refused)
        {
            string text = refused.Fault switch
            {
                BrokerFault.NotThere => $"None listens; started by: {Command}",
                BrokerFault.NotAllowed => "One listens, and this user is not in its group.",
                _ => $"One listens, but: {Quote.Clean(refused.Message)}.",
            };
            return (false, text);
        }
    }

    private static BrokerDevice OpenThere(BrokerClient client, string name, LiveOptions options, LiveException own)
    {
        try
        {
            return BrokerDevice.Open(client, name, options);
        }
        catch (BrokerException refused)
        {
            throw refused.Fault switch
            {
                BrokerFault.NotThere => own,
                BrokerFault.NotAllowed => new LiveException(
                    own.Fault,
                    $"{own.Message} (a daemon listens, and this user is not in its group)",
                    refused
                ),
                _ when refused.Code == RefusalCode.LimitReached => new LiveException(
                    LiveFault.LimitReached,
                    refused.Message,
                    refused
                ),
                _ => new LiveException(own.Fault, $"{own.Message} (the daemon: {refused.Message})", refused),
            };
        }
    }
}
