using System.Diagnostics;
using System.Net.Sockets;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>Takes what comes to several sockets: datagrams and entries of error queues, whichever is there.</summary>
internal sealed class SocketReader(List<ErrorQueueSocket> sockets) : IDisposable
{
    /// <summary>Messages that a network looks at in one go for one that is its own: others may send a flood of theirs.</summary>
    public const int MostAtOnce = 1000;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly SocketWait _wait = new();
    private readonly List<int> _ready = [];
    private readonly byte[] _buffer = new byte[65_536];

    /// <summary>The sockets; more may be added while nothing is being read.</summary>
    public List<ErrorQueueSocket> Sockets { get; } = sockets;

    /// <summary>Time since the reader was made.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    /// <summary>The time of a time stamp.</summary>
    public TimeSpan At(long timestamp) => Stopwatch.GetElapsedTime(_start, timestamp);

    /// <summary>Takes a message.</summary>
    /// <param name="longest">How long to wait; becomes zero when the time was used.</param>
    /// <param name="read">The message; its octets are valid until the next call.</param>
    public bool TryRead(ref TimeSpan longest, out ReadMessage read)
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            while (_ready.Count > 0)
            {
                int place = _ready[^1];
                if (TryTake(Sockets[place], errors: true, out read) || TryTake(Sockets[place], errors: false, out read))
                    return true;
                _ready.RemoveAt(_ready.Count - 1);
            }
            if (attempt > 0)
                break;
            TimeSpan before = Now;
            _wait.Wait(Sockets, longest, _ready);
            longest -= Now - before;
            if (longest < TimeSpan.Zero)
                longest = TimeSpan.Zero;
        }
        read = default;
        return false;
    }

    public void Dispose()
    {
        foreach (ErrorQueueSocket socket in Sockets)
            socket.Dispose();
    }

    private bool TryTake(ErrorQueueSocket socket, bool errors, out ReadMessage read)
    {
        read = default;
        SocketMessage message = default;
        // the first call may give an error that waited at the socket, and say nothing of what is there
        int error = 0;
        for (int attempt = 0; attempt < 4; attempt++)
        {
            error = errors ? socket.ReceiveError(_buffer, out message) : socket.Receive(_buffer, out message);
            if (error is SystemError.None or SystemError.WouldBlock)
                break;
        }
        if (error != SystemError.None)
            return false;
        Memory<byte> octets = _buffer.AsMemory(0, Math.Min(message.Length, _buffer.Length));
        int? hops = message.HopsLeft;
        if (!errors && socket.ReceivesHeader)
        {
            int header = octets.Length > 0 ? (octets.Span[0] & 0xf) * 4 : 0;
            if (header < 20 || header > octets.Length)
                return false;
            hops ??= octets.Span[8];
            octets = octets[header..];
        }
        read = new ReadMessage(socket, message, octets, At(message.ReceivedAt), hops);
        return true;
    }
}

/// <summary>A message that was read.</summary>
/// <param name="Socket">Where it came.</param>
/// <param name="Message">What the system says of it.</param>
/// <param name="Octets">The message from its transport header on; of an error, the datagram that it is about, from there on
/// for raw and echo sockets, from its data on for others.</param>
/// <param name="At">When the kernel received it.</param>
/// <param name="HopsLeft">Time to live or hop limit with which it came.</param>
internal readonly record struct ReadMessage(
    ErrorQueueSocket Socket,
    SocketMessage Message,
    ReadOnlyMemory<byte> Octets,
    TimeSpan At,
    int? HopsLeft
)
{
    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => Socket.Family;
}
