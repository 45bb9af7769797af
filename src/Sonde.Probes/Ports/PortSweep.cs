using System.Net;
using System.Net.Sockets;
using Sonde.Native;

namespace Sonde.Probes;

/// <summary>What a sweep tries.</summary>
public sealed record SweepPlan
{
    /// <summary>The hosts.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>The ports of each host.</summary>
    public required IReadOnlyList<int> Ports { get; init; }

    /// <summary>How long an attempt waits for its end.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How many attempts may be under way at once, from 1.</summary>
    public required int AtOnce { get; init; }

    /// <summary>Attempts in all.</summary>
    public int Count => checked(Addresses.Count * Ports.Count);

    /// <summary>Host and port of an attempt. The first port of every host comes before the second of any.</summary>
    public (IPAddress Address, int Port) At(int index) =>
        (Addresses[index % Addresses.Count], Ports[index / Addresses.Count]);
}

/// <summary>What a sweep found.</summary>
/// <param name="Findings">By attempt; null where it was not made or not finished.</param>
/// <param name="Sent">Attempts that were made.</param>
/// <param name="MostAtOnce">How many could be under way at once, when the system allowed fewer than were asked for; else null.</param>
public sealed record SweepResult(IReadOnlyList<PortFinding?> Findings, int Sent, int? MostAtOnce);

/// <summary>Tries to connect to many ports, many at a time, on one thread.</summary>
/// <remarks>When the system has no more descriptors, memory or local ports, fewer attempts are kept under way, and those that
/// could not begin are made later.</remarks>
/// <param name="plan">What to try.</param>
/// <param name="connector">The connections; their tokens are the numbers of the attempts.</param>
/// <param name="pace">How fast.</param>
/// <param name="time">The clock.</param>
public sealed class PortSweep(SweepPlan plan, IConnector connector, Pace pace, TimeProvider time)
{
    // how late a cancellation may be noticed
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    // Between them the ends are looked for: where answers come at once, few sockets are alive, and those stay in the cache.
    private const int BegunAtATime = 64;

    private readonly PortFinding?[] _findings = new PortFinding?[plan.Count];
    private readonly long[] _begun = new long[plan.Count];
    private readonly Queue<int> _waiting = new();
    private readonly ConnectEnd[] _ends = new ConnectEnd[512];
    private int _window = plan.AtOnce;
    private int? _lowered;
    private int _next;
    private int _sent;
    private int _done;
    private int _underWay;
    private long _mayBegin;
    private bool _hasRight;

    /// <summary>The connections of this system.</summary>
    /// <param name="count">Attempts in all.</param>
    public static IConnector Connector(int count) =>
        ConnectQueue.IsSupported ? new QueueConnector(count) : new SocketConnector(count);

    /// <summary>How many attempts may be under way at once, at most: a quarter of the descriptors of this process, 200 at
    /// least, is left to everything else that goes on.</summary>
    public static int MostAtOnce =>
        ConnectQueue.OpenFileLimit is { } limit
            ? (int)Math.Clamp(limit - Math.Max(200, limit / 4), 16, int.MaxValue)
            : 1000;

    /// <summary>Makes the attempts.</summary>
    /// <param name="progress">Hears how many are done.</param>
    /// <param name="cancel">Ends the sweep; what was found by then is the result.</param>
    public SweepResult Run(IProgress<int>? progress, CancellationToken cancel)
    {
        int told = 0;
        while (_done < plan.Count && !cancel.IsCancellationRequested)
        {
            TimeSpan pause = Begin();
            int count = connector.Wait(_ends, Shorter(pause, Expire()));
            long now = time.GetTimestamp();
            foreach (ConnectEnd end in _ends.AsSpan(0, count))
                Finish(end.Token, PortFinding.Of(end, time.GetElapsedTime(_begun[end.Token], now)));
            if (_done - told >= 256)
                progress?.Report(told = _done);
        }
        return new SweepResult(_findings, _sent, _lowered);
    }

    // Returns how long to wait before the next may begin.
    private TimeSpan Begin()
    {
        for (int begun = 0; _underWay < _window && _next < plan.Count; begun++)
        {
            if (begun == BegunAtATime)
                return TimeSpan.Zero;
            long now = time.GetTimestamp();
            if (!_hasRight)
            {
                _mayBegin = now + (long)(pace.Take().TotalSeconds * time.TimestampFrequency);
                _hasRight = true;
            }
            if (now < _mayBegin)
                return time.GetElapsedTime(now, _mayBegin);
            (IPAddress address, int port) = plan.At(_next);
            _begun[_next] = now;
            SocketError error = connector.Begin(_next, address, port);
            if (IsShortage(error) && _underWay > 0)
            {
                _window = _underWay;
                _lowered = _window;
                break; // when one has ended, this one is tried again
            }
            _hasRight = false;
            int index = _next++;
            _sent++;
            _underWay++;
            if (error == SocketError.Success)
                _waiting.Enqueue(index);
            else
                Finish(index, PortFinding.Of(new ConnectEnd(index, error), TimeSpan.Zero));
        }
        return LongestWait;
    }

    // Returns how long to wait for the next one to run out of time.
    private TimeSpan Expire()
    {
        while (_waiting.TryPeek(out int index))
        {
            if (_findings[index] is null)
            {
                TimeSpan waited = time.GetElapsedTime(_begun[index]);
                if (waited < plan.Timeout)
                    return plan.Timeout - waited;
                connector.Abandon(index);
                Finish(index, new PortFinding(PortState.Filtered, PortFinding.TimedOut, waited));
            }
            _waiting.Dequeue();
        }
        return LongestWait;
    }

    private void Finish(int index, PortFinding finding)
    {
        _findings[index] = finding;
        _underWay--;
        _done++;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) =>
        one < other ? one
        : other < LongestWait ? other
        : LongestWait;

    private static bool IsShortage(SocketError error) =>
        error
            is SocketError.TooManyOpenSockets
                or SocketError.NoBufferSpaceAvailable
                or SocketError.AddressNotAvailable;
}
