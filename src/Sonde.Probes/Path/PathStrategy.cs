namespace Sonde.Probes;

/// <summary>
/// Traces a path: which distance gets a probe when, how far to go, and how long to wait. In each round every distance gets
/// one probe; how far the rounds go follows from the answers.
/// </summary>
/// <remarks>Memory: a few octets for every probe and every answer.</remarks>
public sealed class PathStrategy : IProbeStrategy
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(0.5); // between two probes of a round
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(1); // before looking farther
    private const int MostKnown = 64; // hops asked at once because another flow was so long
    private const int PatienceFactor = 10; // how many of the longest round-trip times so far a silent hop is waited for

    private readonly PathSettings _settings;
    private readonly List<SentProbe> _probes = [];
    private readonly PathHop[] _hops;
    private readonly FlowState[] _flows;
    private int _round;
    private int _distance = 1; // of the next probe of the round
    private TimeSpan? _roundBegan;
    private TimeSpan _nextProbe = TimeSpan.MinValue;
    private TimeSpan _lastSent;
    private TimeSpan _lastProgress;
    private TimeSpan _longest; // round-trip time so far
    private TimeSpan _ended; // time at the last step
    private bool _isDone;

    /// <summary>A trace that has not begun.</summary>
    public PathStrategy(PathSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _hops = [.. Enumerable.Range(1, settings.MostHops).Select(number => new PathHop(number))];
        _flows = [.. Enumerable.Range(0, settings.Flows).Select(_ => new FlowState { Window = settings.Window })];
    }

    private sealed class SentProbe(int hop, int flow, TimeSpan at, bool hasLeft)
    {
        public int Hop => hop;
        public int Flow => flow;
        public TimeSpan At => at;
        public bool HasLeft => hasLeft;
        public bool IsAnswered { get; set; }
    }

    private sealed class FlowState
    {
        public int End { get; set; } = int.MaxValue; // distance of what ends the path
        public int Farthest { get; set; } // distance of the farthest answer
        public int Window { get; set; }
        public int SilentBehind { get; set; } = -1; // the farthest answer behind which nothing was heard for long enough
    }

    /// <summary>Rounds that were begun.</summary>
    public int RoundsBegun => _roundBegan is null ? 0 : Math.Min(_round + 1, _settings.Rounds);

    /// <summary>Whether the destination answered.</summary>
    public bool IsReached { get; private set; }

    /// <summary>Why the first probe that could not be sent was not; null when all were.</summary>
    public SendFailure? Failure { get; private set; }

    /// <summary>Probes that could not be sent.</summary>
    public int NotSent { get; private set; }

    /// <summary>The hops, nearest first, up to the end of the path or as far as probes went.</summary>
    /// <remarks>Complete when the strategy is done, and at any time before: probes whose fate is open do not count.</remarks>
    public IReadOnlyList<PathHop> Hops()
    {
        int end = _flows.Max(flow => flow.End);
        int last =
            end < int.MaxValue ? end
            : _probes.Count == 0 ? 0
            : _probes.Max(probe => probe.Hop);
        foreach (PathHop hop in _hops)
            hop.Sent = 0;
        foreach (SentProbe probe in _probes)
        {
            if (probe.IsAnswered || probe.HasLeft && (_isDone || _ended - probe.At >= Patience))
                _hops[probe.Hop - 1].Sent++;
        }
        return _hops[..last];
    }

    /// <inheritdoc/>
    public ProbeStep Step(TimeSpan now)
    {
        _ended = now;
        if (_roundBegan is null)
            _roundBegan = _lastProgress = now;
        while (_round < _settings.Rounds)
        {
            FlowState flow = _flows[_round % _flows.Length];
            if (_distance == 1)
                Begin(flow);
            int limit = flow.Farthest + Math.Min(flow.Window, _settings.MostSilent);
            bool isAtLimit = flow.End == int.MaxValue && _distance > limit && _distance <= _settings.MostHops;
            if (isAtLimit && flow.SilentBehind != flow.Farthest)
            {
                // nothing new was heard for a while: look farther, or let it be
                TimeSpan until = Later(_lastProgress, _lastSent) + Least(Patience, MostPatience);
                if (now < until)
                    return ProbeStep.Wait(until);
                if (flow.Window < _settings.MostSilent)
                    flow.Window += _settings.Window;
                else
                    flow.SilentBehind = flow.Farthest;
                _lastProgress = now;
                continue;
            }
            if (isAtLimit || _distance > Math.Min(flow.End, _settings.MostHops))
            {
                if (NextRound(now) is { } wait)
                    return wait;
                continue;
            }
            if (now < _nextProbe)
                return ProbeStep.Wait(_nextProbe);
            return ProbeStep.Send(
                new Probe(_probes.Count, _settings.Destination, _distance, _round % _flows.Length, _settings.Size)
            );
        }
        return Finish(now);
    }

    /// <inheritdoc/>
    public void Sent(in Probe probe, Sending sending)
    {
        _probes.Add(new SentProbe(probe.Hops, probe.Flow, sending.At, sending.Failure is null));
        _distance++;
        _lastSent = sending.At;
        _nextProbe = sending.At + Gap;
        if (sending.Failure is not { } failure)
            return;
        Failure ??= failure;
        NotSent++;
        // what this machine cannot send now it cannot send a moment later
        if (NotSent >= 3 && NotSent == _probes.Count)
            _round = _settings.Rounds;
    }

    /// <inheritdoc/>
    public void Received(ProbeReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (reply.Token < 0 || reply.Token >= _probes.Count || reply.From is null)
            return;
        SentProbe probe = _probes[reply.Token];
        PathHop hop = _hops[probe.Hop - 1];
        TimeSpan taken = reply.At > probe.At ? reply.At - probe.At : TimeSpan.Zero;
        if (probe.IsAnswered || taken > _settings.Timeout)
        {
            hop.Duplicates += probe.IsAnswered ? 1 : 0;
            return;
        }
        probe.IsAnswered = true;
        _longest = Later(_longest, taken);
        _lastProgress = Later(_lastProgress, reply.At);
        FlowState flow = _flows[probe.Flow];
        bool isDestination = reply.Kind == ReplyKind.Answer || reply.From.Equals(_settings.Destination);
        IsReached |= isDestination;
        if (isDestination || reply.Kind != ReplyKind.HopsExhausted)
            flow.End = Math.Min(flow.End, probe.Hop);
        flow.Farthest = Math.Max(flow.Farthest, probe.Hop);
        hop.Answer(reply, probe.Flow, taken.TotalMilliseconds);
    }

    // Long enough for a silent hop, when others have answered; until then as long as an answer may take.
    private TimeSpan Patience =>
        _longest == TimeSpan.Zero
            ? _settings.Timeout
            : Least(_settings.Timeout, Later(LeastPatience, PatienceFactor * _longest));

    // Another flow most likely ends where the ones before it did.
    private void Begin(FlowState flow)
    {
        int known = _flows.Min(one => one.End);
        if (flow.Farthest == 0 && flow.Window == _settings.Window && known < MostKnown)
            flow.Window = known;
    }

    // The next round, or how long to wait for it.
    private ProbeStep? NextRound(TimeSpan now)
    {
        TimeSpan next = _roundBegan!.Value + _settings.Interval;
        if (_settings.OneRoundAtATime && !IsLastAnswered())
            next = Later(next, _lastSent + Patience);
        bool isLast = _round + 1 >= _settings.Rounds;
        if (!isLast && now < next)
            return ProbeStep.Wait(next);
        _round++;
        _distance = 1;
        if (!isLast) // a round that took longer than the interval is not made up for by a burst
            _roundBegan = now - next > _settings.Interval ? now : next;
        return null;
    }

    // Whether the farthest probe of this round that counts was answered.
    private bool IsLastAnswered()
    {
        int end = _flows[_round % _flows.Length].End;
        int place = _probes.FindLastIndex(probe => probe.Hop <= end);
        return place >= 0 && _probes[place].IsAnswered;
    }

    private ProbeStep Finish(TimeSpan now)
    {
        bool isReached = _flows.All(flow => flow.End < int.MaxValue);
        TimeSpan grace = _settings.Grace ?? (isReached ? Patience : _settings.Timeout);
        TimeSpan until = _lastSent + Least(grace, _settings.Timeout);
        int end = _flows.Max(flow => flow.End);
        bool isComplete = isReached && _probes.TrueForAll(probe => probe.IsAnswered || probe.Hop > end);
        if (!isComplete && now < until)
            return ProbeStep.Wait(until);
        _isDone = true;
        return ProbeStep.Done;
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
