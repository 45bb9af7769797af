using System.Net;
using System.Net.Sockets;

namespace Sonde.Probes.Tests;

/// <summary>Time that passes only when somebody waits.</summary>
public sealed class StepClock : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public void Pass(TimeSpan time) => _now += time.Ticks;
}

/// <summary>A network in which every port does what a test says, without sockets.</summary>
public sealed class FakeConnector(StepClock clock, Func<int, (SocketError End, int Milliseconds)?> network) : IConnector
{
    private readonly SortedDictionary<(long At, int Token), SocketError> _ends = [];
    private readonly Dictionary<int, int> _ports = [];

    /// <summary>How many connections there may be at once before the system refuses.</summary>
    public int Room { get; init; } = int.MaxValue;

    /// <summary>The most that there were at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Connections that were begun.</summary>
    public int Begun { get; private set; }

    public int Abandoned { get; private set; }

    public SocketError Begin(int token, IPAddress address, int port)
    {
        if (_ports.Count >= Room)
            return SocketError.TooManyOpenSockets;
        _ports[token] = port;
        Begun++;
        MostAtOnce = Math.Max(MostAtOnce, _ports.Count);
        if (network(port) is { } end)
            _ends.Add((clock.GetTimestamp() + end.Milliseconds * TimeSpan.TicksPerMillisecond, token), end.End);
        return SocketError.Success;
    }

    public int Wait(Span<ConnectEnd> ends, TimeSpan atMost)
    {
        long until = clock.GetTimestamp() + atMost.Ticks;
        long first = _ends.Count > 0 ? _ends.Keys.First().At : long.MaxValue;
        long now = clock.GetTimestamp();
        clock.Pass(TimeSpan.FromTicks(Math.Max(0, Math.Min(until, first) - now)));
        int count = 0;
        while (count < ends.Length && _ends.Count > 0 && _ends.First() is var due && due.Key.At <= clock.GetTimestamp())
        {
            _ends.Remove(due.Key);
            _ports.Remove(due.Key.Token);
            ends[count++] = new ConnectEnd(due.Key.Token, due.Value);
        }
        return count;
    }

    public void Abandon(int token)
    {
        _ports.Remove(token);
        Abandoned++;
    }

    public void Dispose() { }
}
