using System.Net;
using System.Net.Sockets;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>Ports of this machine that no other program gets while probes are sent from them.</summary>
internal sealed class PortReservation(AddressFamily family, SocketKind kind, IPAddress address) : IDisposable
{
    private readonly List<ErrorQueueSocket> _sockets = [];
    private readonly List<int> _ports = [];

    /// <summary>The port of a flow; 0 when the system has none left.</summary>
    public int Of(int flow)
    {
        while (_ports.Count <= flow)
        {
            if (ErrorQueueSocket.TryOpen(family, kind, out ErrorQueueSocket? socket) != SystemError.None)
                return 0;
            _sockets.Add(socket!);
            if (socket!.Bind(address, 0) != SystemError.None)
                return 0;
            _ports.Add(socket.LocalEndPoint?.Port ?? 0);
        }
        return _ports[flow];
    }

    public void Dispose()
    {
        foreach (ErrorQueueSocket socket in _sockets)
            socket.Dispose();
    }
}
