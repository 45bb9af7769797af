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

    /// <summary>Opens a network for pings.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="method">What probes are made of.</param>
    /// <param name="port">Where UDP and TCP probes go.</param>
    /// <param name="timeout">How long an answer may take.</param>
    /// <param name="fragmentation">What happens to probes that are too large for a link.</param>
    /// <param name="network">The network, when it is open.</param>
    /// <returns>The system's error number, 0 when it is open.</returns>
    public static int TryOpenForPing(
        AddressFamily family,
        ProbeMethod method,
        int port,
        TimeSpan timeout,
        Fragmentation fragmentation,
        out IProbeNetwork? network
    )
    {
        int error = SystemError.None;
        switch (method)
        {
            case ProbeMethod.Icmp:
                error = EchoNetwork.TryOpen(family, fragmentation, out EchoNetwork? echo);
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
        return error;
    }

    /// <summary>Opens a network for a path: over raw sockets where this user may have them.</summary>
    /// <param name="destination">The host at the end of the path.</param>
    /// <param name="method">What probes are made of.</param>
    /// <param name="port">Where UDP and TCP probes go.</param>
    /// <param name="timeout">How long an answer may take.</param>
    /// <param name="network">The network, when it is open.</param>
    /// <returns>The system's error number, 0 when it is open.</returns>
    public static int TryOpenForPath(
        IPAddress destination,
        ProbeMethod method,
        int port,
        TimeSpan timeout,
        out IProbeNetwork? network
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        int error;
        switch (method)
        {
            case ProbeMethod.Icmp:
                error = EchoNetwork.TryOpen(destination.AddressFamily, Fragmentation.Allowed, out EchoNetwork? echo);
                network = echo;
                return error;
            case ProbeMethod.Udp:
                error = RawUdpNetwork.TryOpen(destination, port, out RawUdpNetwork? raw);
                network = raw;
                if (error is not (SystemError.NotPermitted or SystemError.AccessDenied))
                    return error;
                error = UdpNetwork.TryOpen(
                    destination.AddressFamily,
                    port,
                    turns: 1,
                    Fragmentation.Allowed,
                    out UdpNetwork? udp
                );
                network = udp;
                return error;
            default:
                error = RawTcpNetwork.TryOpen(destination, port, out RawTcpNetwork? segments);
                network = segments;
                if (error is not (SystemError.NotPermitted or SystemError.AccessDenied))
                    return error;
                network = new ConnectNetwork(port, timeout);
                return SystemError.None;
        }
    }
}
