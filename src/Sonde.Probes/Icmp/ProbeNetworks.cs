using System.Net;
using System.Net.Sockets;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>What probes are made of.</summary>
public enum ProbeMethod
{
    /// <summary>ICMP echo requests.</summary>
    Icmp,

    /// <summary>UDP datagrams to a port at which nobody listens, if all is well.</summary>
    Udp,

    /// <summary>TCP SYNs.</summary>
    Tcp,
}

/// <summary>Opens the network that fits a measurement and the rights of this user.</summary>
public static class ProbeNetworks
{
    private const int PingSockets = 8; // as many UDP probes to one host can be told apart by their sockets alone

    /// <summary>Whether this system has what the networks need.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Whether this user may send ICMP; sends nothing.</summary>
    /// <param name="source">Who opens a socket that this user may not; null for nobody.</param>
    public static bool CanSendIcmp(ISocketSource? source = null)
    {
        using IProbeNetwork? network = IsSupported
            ? OpenForPing(AddressFamily.InterNetwork, ProbeMethod.Icmp, 0, TimeSpan.Zero, false, out _, source)
            : null;
        return network is not null;
    }

    /// <summary>Opens a network for pings.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="method">What probes are made of.</param>
    /// <param name="port">Where UDP and TCP probes go.</param>
    /// <param name="timeout">How long an answer may take.</param>
    /// <param name="dontFragment">Whether probes that are too large for a link are dropped there.</param>
    /// <param name="failure">Why it cannot be opened.</param>
    /// <param name="source">Who opens a socket that this user may not; null for nobody.</param>
    /// <returns>Null when it cannot be opened.</returns>
    public static IProbeNetwork? OpenForPing(
        AddressFamily family,
        ProbeMethod method,
        int port,
        TimeSpan timeout,
        bool dontFragment,
        out SendFailure failure,
        ISocketSource? source = null
    )
    {
        Fragmentation fragmentation = dontFragment ? Fragmentation.Forbidden : Fragmentation.Allowed;
        int error = SystemError.None;
        IProbeNetwork? network = null;
        switch (method)
        {
            case ProbeMethod.Icmp:
                error = EchoNetwork.TryOpen(family, fragmentation, source, out EchoNetwork? echo);
                network = echo;
                break;
            case ProbeMethod.Udp:
                error = UdpNetwork.TryOpen(family, port, PingSockets, fragmentation, out UdpNetwork? udp);
                network = udp;
                break;
            default:
                network = new ConnectNetwork(port, timeout);
                break;
        }
        failure = SendRetry.Failure(error);
        return network;
    }

    /// <summary>Opens a network for a path: over raw sockets where this user may have them.</summary>
    /// <param name="destination">The host at the end of the path.</param>
    /// <param name="method">What probes are made of.</param>
    /// <param name="port">Where UDP and TCP probes go.</param>
    /// <param name="timeout">How long an answer may take.</param>
    /// <param name="failure">Why it cannot be opened.</param>
    /// <param name="source">Who opens a socket that this user may not; null for nobody.</param>
    /// <returns>Null when it cannot be opened.</returns>
    public static IProbeNetwork? OpenForPath(
        IPAddress destination,
        ProbeMethod method,
        int port,
        TimeSpan timeout,
        out SendFailure failure,
        ISocketSource? source = null
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        AddressFamily family = destination.AddressFamily;
        int error;
        IProbeNetwork? network;
        switch (method)
        {
            case ProbeMethod.Icmp:
                error = EchoNetwork.TryOpen(family, Fragmentation.Allowed, source, out EchoNetwork? echo);
                network = echo;
                break;
            case ProbeMethod.Udp:
                error = RawUdpNetwork.TryOpen(destination, port, source, out RawUdpNetwork? raw);
                network = raw;
                if (IsForbidden(error))
                {
                    error = UdpNetwork.TryOpen(family, port, turns: 1, Fragmentation.Allowed, out UdpNetwork? udp);
                    network = udp;
                }
                break;
            default:
                error = RawTcpNetwork.TryOpen(destination, port, source, out RawTcpNetwork? segments);
                network = IsForbidden(error) ? new ConnectNetwork(port, timeout) : segments;
                break;
        }
        failure = SendRetry.Failure(error);
        return network;
    }

    /// <summary>Largest packet that the way to the host is believed to carry, octets; null when unknown. Sends nothing.</summary>
    public static int? LinkMtu(IPAddress destination) =>
        SourceAddress.TryFind(destination, out _, out int? mtu) == SystemError.None ? mtu : null;

    private static bool IsForbidden(int error) => error is SystemError.NotPermitted or SystemError.AccessDenied;
}
