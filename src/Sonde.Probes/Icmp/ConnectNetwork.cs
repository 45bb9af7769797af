using System.Diagnostics;
using System.Net;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>TCP probes that are attempts to connect, which need no right: one socket a probe, broken off as soon as it is answered.</summary>
/// <remarks>
/// Every probe has its own source port, so routers that balance by flow may send each another way. The kernel sends a SYN again
/// after a second; an answer after that is not counted, since nobody can tell to which SYN it belongs.
/// </remarks>
/// <param name="port">Where probes go.</param>
/// <param name="timeout">How long a socket is kept for its answer.</param>
internal sealed class ConnectNetwork(int port, TimeSpan timeout) : IProbeNetwork
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly SocketWait _wait = new();
    private readonly List<ErrorQueueSocket> _sockets = [];
    private readonly List<Attempt> _attempts = []; // in the order of the sockets
    private readonly List<int> _ready = [];
    private readonly Queue<ProbeReply> _replies = new();
    private readonly byte[] _buffer = new byte[2048];

    private bool _isWarm;

    private readonly record struct Attempt(Probe Probe, TimeSpan At);

    /// <inheritdoc/>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    /// <inheritdoc/>
    public string Means => $"TCP connections to port {port}, each from a port of its own";

    /// <inheritdoc/>
    public Sending Send(in Probe probe)
    {
        CloseOld();
        if (
            ErrorQueueSocket.TryOpen(probe.Destination.AddressFamily, SocketKind.Tcp, out ErrorQueueSocket? socket)
            is not SystemError.None
                and var openError
        )
            return new Sending(Now, SendRetry.Failure(openError));
        socket!.SetHops(probe.Hops);
        socket.SetSynCount(1);
        socket.BreakOffWhenClosed();
        if (!_isWarm)
            socket.WarmUp();
        _isWarm = true;
        int error = socket.Connect(probe.Destination, port, out long timestamp);
        TimeSpan at = Stopwatch.GetElapsedTime(_start, timestamp);
        if (error == SystemError.InProgress)
        {
            _sockets.Add(socket);
            _attempts.Add(new Attempt(probe, at));
            return new Sending(at, null);
        }
        using (socket)
        {
            if (error is SystemError.None or SystemError.Refused)
            {
                _replies.Enqueue(Answer(probe, Now, error));
                return new Sending(at, null);
            }
            return new Sending(at, SendRetry.Failure(error));
        }
    }

    /// <inheritdoc/>
    public ProbeReply? Receive(TimeSpan longest)
    {
        if (_replies.TryDequeue(out ProbeReply? earlier))
            return earlier;
        _wait.Wait(_sockets, longest, _ready);
        TimeSpan now = Now;
        for (int i = _ready.Count - 1; i >= 0; i--)
            Take(_ready[i], now);
        return _replies.TryDequeue(out ProbeReply? reply) ? reply : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ErrorQueueSocket socket in _sockets)
            socket.Dispose();
    }

    private void Take(int place, TimeSpan now)
    {
        ErrorQueueSocket socket = _sockets[place];
        Attempt attempt = _attempts[place];
        if (socket.ReceiveError(_buffer, out SocketMessage message) == SystemError.None)
        {
            var read = new ReadMessage(socket, message, _buffer.AsMemory(0, message.Length), now, message.HopsLeft);
            int stripped = socket.Family == System.Net.Sockets.AddressFamily.InterNetwork ? 20 : 40;
            IPAddress destination = attempt.Probe.Destination;
            if (IcmpReplies.Of(read, attempt.Probe.Token, destination, stripped) is { } refusal)
                _replies.Enqueue(refusal);
        }
        else if (!socket.TryMeasure(out TimeSpan roundTrip, out bool wasSentAgain) || !wasSentAgain)
        {
            int error = socket.TakeError();
            // the kernel knows better than we when the SYN-ACK came; of a reset it does not say
            TimeSpan at = error == SystemError.None && roundTrip > TimeSpan.Zero ? attempt.At + roundTrip : now;
            if (error is SystemError.None or SystemError.Refused)
                _replies.Enqueue(Answer(attempt.Probe, at < now ? at : now, error));
        }
        socket.Dispose();
        RemoveAt(place);
    }

    private static ProbeReply Answer(in Probe probe, TimeSpan at, int error) =>
        new()
        {
            Token = probe.Token,
            Kind = ReplyKind.Answer,
            From = probe.Destination,
            At = at,
            Detail = error == SystemError.Refused ? "RST" : "SYN-ACK",
        };

    // Nobody waits for these any more, and descriptors are few.
    private void CloseOld()
    {
        TimeSpan oldest = Now - timeout;
        for (int place = _attempts.Count - 1; place >= 0; place--)
        {
            if (_attempts[place].At >= oldest)
                continue;
            _sockets[place].Dispose();
            RemoveAt(place);
        }
    }

    // The order does not matter: the last one takes the place.
    private void RemoveAt(int place)
    {
        _sockets[place] = _sockets[^1];
        _attempts[place] = _attempts[^1];
        _sockets.RemoveAt(_sockets.Count - 1);
        _attempts.RemoveAt(_attempts.Count - 1);
    }
}
