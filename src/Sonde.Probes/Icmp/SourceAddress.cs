using System.Net;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>Asks the kernel's routes, without sending anything.</summary>
internal static class SourceAddress
{
    /// <summary>The address from which this machine would send to the destination.</summary>
    /// <returns>The system's error number; 0 when there is a route.</returns>
    public static int TryFind(IPAddress destination, out IPAddress? source, out int? mtu)
    {
        ArgumentNullException.ThrowIfNull(destination);
        source = null;
        mtu = null;
        int error = ErrorQueueSocket.TryOpen(destination.AddressFamily, SocketKind.Udp, out ErrorQueueSocket? socket);
        if (socket is null)
            return error;
        using (socket)
        {
            error = socket.Connect(destination, 9); // the port for discarding; nothing is sent
            if (error != SystemError.None)
                return error;
            source = socket.LocalEndPoint?.Address;
            mtu = socket.PathMtu;
            return SystemError.None;
        }
    }
}
