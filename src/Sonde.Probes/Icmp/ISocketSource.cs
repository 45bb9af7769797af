using System.Net.Sockets;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>Opens raw sockets for one who may not open them.</summary>
public interface ISocketSource
{
    /// <summary>Opens a socket.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="kind">What it sends: one of the raw kinds.</param>
    /// <param name="expected">What it receives: of ICMP echo replies with this identifier, of TCP segments from this port.</param>
    /// <returns>Null when it opens none.</returns>
    ErrorQueueSocket? TryOpen(AddressFamily family, SocketKind kind, int expected);
}
