using System.Diagnostics;
using System.Globalization;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>One watch from its beginning to its end, and what came of it.</summary>
internal sealed class MonitorRun
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private readonly MonitorPlan _plan;
    private readonly IKernelSession _session;
    private readonly ProcessBook _book = new();
    private readonly List<MonitorEvent> _events = [];
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly List<MonitorStep> _steps = [];
    private readonly MonitorEvents _rows;
    private long _wanted;
    private long _taken;
    private long _refreshed;

    public MonitorRun(MonitorPlan plan, IKernelSession session)
    {
        _plan = plan;
        _session = session;
        _rows = new MonitorEvents(_book, Interfaces());
    }

    /// <summary>Whose things are.</summary>
    public ProcessBook Book => _book;

    /// <summary>Rows of the answer, made by the same book.</summary>
    public MonitorEvents Rows => _rows;

    /// <summary>Events that fit, in their order, as many as are listed.</summary>
    public IReadOnlyList<MonitorEvent> Events => _events;

    /// <summary>All that fit, by result or kind.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>How many fit.</summary>
    public long Wanted => _wanted;

    /// <summary>Steps of time.</summary>
    public IReadOnlyList<MonitorStep> Steps => _steps;

    /// <summary>What was counted at the end.</summary>
    public KernelTables Tables { get; private set; } = new() { Counts = default };

    /// <summary>How long it lasted.</summary>
    public TimeSpan Lasted { get; private set; }

    /// <summary>Events that were seen in the kernel and never told.</summary>
    public long Lost { get; private set; }

    /// <summary>Why it ended.</summary>
    public string Ended { get; private set; } = "duration";

    /// <summary>Watches until the time is over, enough has happened, or the asker has enough.</summary>
    public void Watch(AskContext context)
    {
        long start = Stopwatch.GetTimestamp();
        (TimeSpan stepped, KernelAmount before) = (TimeSpan.Zero, default);
        while (true)
        {
            TimeSpan passed = Stopwatch.GetElapsedTime(start);
            if (_plan.Operation == KernelOperation.Rate && passed - stepped >= _plan.Interval)
                (stepped, before) = Step(stepped, passed, before);
            if (_plan.MaxEvents is { } most && _wanted >= most)
                Ended = "max_events";
            else if (context.Cancel.IsCancellationRequested)
                Ended = "cancelled";
            else if (passed < _plan.Duration)
            {
                Report(context, passed);
                TimeSpan left = Sooner(_plan.Duration - passed, Turn);
                if (_plan.Operation == KernelOperation.Rate)
                    left = Sooner(left, stepped + _plan.Interval - passed);
                _session.Poll(left > TimeSpan.Zero ? left : TimeSpan.Zero, Take);
                continue;
            }
            Lasted = Stopwatch.GetElapsedTime(start);
            Drain();
            Tables = _session.Read();
            // what is left in a ring that fills faster than it is read is lost as well
            Lost =
                IsOfEvents && Ended != "max_events"
                    ? Math.Max(Tables.Counts.RingFull, Tables.Counts.Seen - _taken)
                    : Tables.Counts.RingFull;
            if (Tables.Rates is { } rates)
                Finish(stepped, rates.All, before);
            return;
        }
    }

    /// <summary>Rates of an amount over the time that was watched.</summary>
    public MonitorKind Kind(string name, KernelAmount amount)
    {
        double seconds = Math.Max(Lasted.TotalSeconds, 0.001);
        return new MonitorKind(
            name,
            amount.Packets,
            amount.Octets,
            Math.Round(amount.Packets / seconds, 2),
            Math.Round(amount.Octets * 8 / seconds, 2)
        );
    }

    /// <summary>Adds what is under way when the watch ends: attempts, or connections that are open.</summary>
    public void AddOpen(string name, Func<KernelOpen, bool> isWanted)
    {
        foreach (KernelOpen open in Tables.Open.Where(isWanted).OrderBy(one => one.Since))
        {
            KernelParty party = _book.Named(open.Party);
            if (_plan.Process is not { } typed || _book.IsOf(party, typed))
                Add(name, () => _rows.Row(open with { Party = party }, name));
        }
    }

    private bool IsOfEvents =>
        _plan.Operation is not (KernelOperation.Rate or KernelOperation.RoundTrips or KernelOperation.Bandwidth);

    private void Drain()
    {
        long start = Stopwatch.GetTimestamp();
        long before;
        do
        {
            before = _taken;
            _session.Poll(TimeSpan.Zero, Take);
        } while (_taken > before && Stopwatch.GetElapsedTime(start) < LongestDrain);
    }

    private static TimeSpan Sooner(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private void Take(KernelRecord record)
    {
        _taken++;
        if (_wanted >= (_plan.MaxEvents ?? long.MaxValue))
            return; // these came after the end
        // who holds which socket changes; looking through all descriptors is dear, so not for every record
        if (Stopwatch.GetElapsedTime(_refreshed) > TimeSpan.FromMilliseconds(500))
        {
            _book.Refresh();
            _refreshed = Stopwatch.GetTimestamp();
        }
        KernelRecord named = record with { Party = _book.Named(record.Party) };
        if (_plan.Process is { } typed && !_book.IsOf(named.Party, typed))
            return;
        // packets that the kernel drops are counted by its own table, also those whose record is lost
        string kind =
            MonitorEvents.Result(record)
            ?? record.Reason
            ?? (
                record.Event switch
                {
                    KernelEvent.ResetSent => "reset sent",
                    KernelEvent.ResetReceived => "reset received",
                    KernelEvent.Retransmitted => record.Party.State,
                    _ => "no reason given",
                }
            );
        Add(kind, () => _rows.Row(named));
    }

    private void Add(string kind, Func<MonitorEvent> row)
    {
        _wanted++;
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        if (_events.Count < Math.Min(_plan.Limit, _plan.MaxEvents ?? int.MaxValue))
            _events.Add(row());
    }

    private (TimeSpan, KernelAmount) Step(TimeSpan from, TimeSpan to, KernelAmount before)
    {
        KernelAmount now = _session.Read().Rates?.All ?? default;
        Add(to - from, now.Packets - before.Packets, now.Octets - before.Octets);
        return (to, now);
    }

    // What is left at the end: a step that is too short for a rate of its own lengthens the one before.
    private void Finish(TimeSpan from, KernelAmount now, KernelAmount before)
    {
        TimeSpan length = Lasted - from;
        (long packets, long octets) = (now.Packets - before.Packets, now.Octets - before.Octets);
        if (length < _plan.Interval / 2 && _steps is [.., var last])
        {
            _steps.RemoveAt(_steps.Count - 1);
            length += TimeSpan.FromSeconds(last.Seconds);
            packets += last.Packets;
            octets += last.Bytes;
        }
        Add(length, packets, octets);
    }

    private void Add(TimeSpan length, long packets, long octets)
    {
        double seconds = Math.Max(length.TotalSeconds, 0.001);
        _steps.Add(
            new MonitorStep(
                MonitorWords.Time(DateTimeOffset.UtcNow),
                Math.Round(seconds, 3),
                packets,
                octets,
                Math.Round(packets / seconds, 2),
                Math.Round(octets * 8 / seconds, 2)
            )
        );
    }

    private void Report(AskContext context, TimeSpan passed) =>
        context.Progress?.Report(
            new AskProgress(
                (long)passed.TotalSeconds,
                (long)Math.Ceiling(_plan.Duration.TotalSeconds),
                _plan.Operation == KernelOperation.Rate
                    ? _steps is [.., var last]
                        ? string.Create(CultureInfo.InvariantCulture, $"{last.PacketsPerSecond:0.##} packets/s")
                        : "counting"
                    : $"{_wanted} events"
            )
        );

    private static Dictionary<int, string> Interfaces() =>
        Machine.Ask(machine => machine.Interfaces()).Items.ToDictionary(one => one.Index, one => one.Name);
}
