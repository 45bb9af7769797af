using System.Net.Sockets;
using Sonde.Native;
using Sonde.Probes;

namespace Sonde.Broker;

/// <summary>Raw sockets that a daemon opens.</summary>
public sealed class BrokerSockets(BrokerClient daemon) : ISocketSource
{
    /// <inheritdoc/>
    public ErrorQueueSocket? TryOpen(AddressFamily family, SocketKind kind, int expected)
    {
        try
        {
            return daemon.Probe(new ProbeRequest(kind, family, (ushort)expected));
        }
        catch (BrokerException)
        {
            return null; // as if there were no daemon: the one who asked says what is missing
        }
    }
}
