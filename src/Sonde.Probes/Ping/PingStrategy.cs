using System.Net;

namespace Sonde.Probes;

/// <summary>Pings hosts, several at once: when which one gets its next probe, and what answers mean.</summary>
/// <remarks>Memory: one small object for every probe sent.</remarks>
public sealed class PingStrategy : IProbeStrategy
{
    private readonly PingSettings _settings;
    private readonly List<PingSeries> _series;
    private readonly List<(int Series, int Index)> _byToken = [];
    private readonly int[] _open; // probes of each series that are under way
    private readonly PriorityQueue<Due, TimeSpan> _due = new();
    private int _begun;
    private int _active;
    private TimeSpan _nextBegin = TimeSpan.MinValue;
    private int _sending = -1;

    /// <summary>A measurement of these hosts, in this order.</summary>
    public PingStrategy(IEnumerable<IPAddress> hosts, PingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _series = [.. hosts.Select(host => new PingSeries(host))];
        _open = new int[_series.Count];
    }

    // A probe gives up, or the next one to its host is due.
    private readonly record struct Due(int Series, int? GivesUp);

    /// <summary>The hosts, in the order given.</summary>
    public IReadOnlyList<PingSeries> Series => _series;

    /// <summary>Hosts that are done.</summary>
    public int Finished { get; private set; }

    /// <inheritdoc/>
    public ProbeStep Step(TimeSpan now)
    {
        while (_due.TryPeek(out Due due, out TimeSpan when) && when <= now)
        {
            _due.Dequeue();
            if (due.GivesUp is not { } index)
                return Send(due.Series);
            if (_series[due.Series].Probes[index].Fate == PingFate.Open)
            {
                _series[due.Series].GiveUp(index);
                Close(due.Series);
            }
        }
        bool canBegin = _begun < _series.Count && _active < _settings.AtOnce;
        if (canBegin && _nextBegin <= now)
        {
            _nextBegin = now + _settings.Gap;
            _active++;
            return Send(_begun++);
        }
        if (Finished == _series.Count)
            return ProbeStep.Done;
        bool isDue = _due.TryPeek(out _, out TimeSpan next);
        if (canBegin && (!isDue || _nextBegin < next))
            next = _nextBegin;
        return ProbeStep.Wait(next);
    }

    /// <inheritdoc/>
    public void Sent(in Probe probe, Sending sending)
    {
        int series = _sending;
        int index = _series[series].Begin(sending.At, sending.Failure);
        _byToken.Add((series, index));
        if (sending.Failure is null)
        {
            _open[series]++;
            _due.Enqueue(new Due(series, index), sending.At + _settings.Timeout);
        }
        if (index + 1 < _settings.Count)
            _due.Enqueue(new Due(series, null), sending.At + _settings.Interval);
        FinishIfDone(series);
    }

    /// <inheritdoc/>
    public void Received(ProbeReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (reply.Token < 0 || reply.Token >= _byToken.Count)
            return;
        (int series, int index) = _byToken[reply.Token];
        bool wasOpen = _series[series].Probes[index].Fate == PingFate.Open;
        _series[series].Receive(index, reply, _settings.Timeout);
        if (wasOpen)
            Close(series);
    }

    private ProbeStep Send(int series)
    {
        _sending = series;
        return ProbeStep.Send(
            new Probe(_byToken.Count, _series[series].Address, _settings.Hops, Flow: 0, _settings.Size)
        );
    }

    private void Close(int series)
    {
        _open[series]--;
        FinishIfDone(series);
    }

    private void FinishIfDone(int series)
    {
        PingSeries one = _series[series];
        if (one.IsFinished || _open[series] > 0 || one.Probes.Count < _settings.Count)
            return;
        one.IsFinished = true;
        Finished++;
        _active--;
    }
}
