using System.Net;
using System.Net.Sockets;

namespace Sonde.Engine;

/// <summary>Makes a connection to an address that was checked.</summary>
internal static class TcpStream
{
    public static async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
