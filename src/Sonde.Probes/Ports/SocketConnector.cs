using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sonde.Probes;

/// <summary>Connections by the framework's sockets, where there is no other way; ICMP errors stay unknown.</summary>
public sealed class SocketConnector(int tokens) : IConnector
{
    private readonly Socket?[] _open = new Socket?[tokens];
    private readonly BlockingCollection<(Socket Of, ConnectEnd End)> _ended = [];

    /// <inheritdoc/>
    public SocketError Begin(int token, IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _open[token] = socket;
            _ = ConnectAsync(token, socket, new IPEndPoint(address, port));
            return SocketError.Success;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode;
        }
    }

    /// <inheritdoc/>
    public int Wait(Span<ConnectEnd> ends, TimeSpan atMost)
    {
        int count = 0;
        while (count < ends.Length && _ended.TryTake(out var ended, count == 0 ? atMost : TimeSpan.Zero))
        {
            // one that was abandoned may have ended all the same
            if (_open[ended.End.Token] != ended.Of)
                continue;
            Abandon(ended.End.Token);
            ends[count++] = ended.End;
        }
        return count;
    }

    /// <inheritdoc/>
    public void Abandon(int token)
    {
        _open[token]?.Dispose();
        _open[token] = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int token = 0; token < _open.Length; token++)
            Abandon(token);
        // not disposed: connections that were abandoned may still want to tell of their end
    }

    private async Task ConnectAsync(int token, Socket socket, EndPoint to)
    {
        var error = SocketError.Success;
        try
        {
            await socket.ConnectAsync(to);
        }
        catch (SocketException failure)
        {
            error = failure.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return;
        }
        _ended.Add((socket, new ConnectEnd(token, error)));
    }
}
