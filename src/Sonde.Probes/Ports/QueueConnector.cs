using System.Net;
using System.Net.Sockets;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>Connections by the system's own event queue; Linux.</summary>
public sealed class QueueConnector(int tokens) : IConnector
{
    private readonly ConnectQueue _queue = new();
    private readonly EndedConnect[] _ended = new EndedConnect[512];
    private readonly int[] _open = Closed(tokens);

    /// <inheritdoc/>
    public SocketError Begin(int token, IPAddress address, int port)
    {
        int descriptor = _queue.Begin(token, address, port);
        if (descriptor < 0)
            return ErrorOf(-descriptor);
        _open[token] = descriptor;
        return SocketError.Success;
    }

    /// <inheritdoc/>
    public int Wait(Span<ConnectEnd> ends, TimeSpan atMost)
    {
        int most = Math.Min(ends.Length, _ended.Length);
        int count = _queue.Wait(_ended.AsSpan(0, most), (int)Math.Ceiling(atMost.TotalMilliseconds));
        for (int index = 0; index < count; index++)
        {
            EndedConnect ended = _ended[index];
            ends[index] = new ConnectEnd(ended.Token, ErrorOf(ended.Error), ended.Icmp);
            Abandon(ended.Token);
        }
        return count;
    }

    /// <inheritdoc/>
    public void Abandon(int token)
    {
        if (_open[token] < 0)
            return;
        ConnectQueue.Close(_open[token]);
        _open[token] = -1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int token = 0; token < _open.Length; token++)
            Abandon(token);
        _queue.Dispose();
    }

    private static int[] Closed(int tokens)
    {
        int[] open = new int[tokens];
        Array.Fill(open, -1);
        return open;
    }

    // Linux's numbers
    private static SocketError ErrorOf(int number) =>
        number switch
        {
            0 => SocketError.Success,
            1 or 13 => SocketError.AccessDenied, // a local firewall answers EPERM
            12 or 105 => SocketError.NoBufferSpaceAvailable,
            11 or 99 => SocketError.AddressNotAvailable,
            23 or 24 => SocketError.TooManyOpenSockets,
            64 or 113 => SocketError.HostUnreachable,
            97 => SocketError.AddressFamilyNotSupported,
            100 or 101 => SocketError.NetworkUnreachable,
            32 or 104 => SocketError.ConnectionReset, // EPIPE when the other end had closed before
            110 => SocketError.TimedOut,
            111 => SocketError.ConnectionRefused,
            112 => SocketError.HostDown,
            _ => SocketError.SocketError,
        };
}
