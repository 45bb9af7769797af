namespace Sonde.Probes;

/// <summary>Runs a strategy on a network until it is done.</summary>
public static class ProbeLoop
{
    private const int MostAnswers = 10_000; // between two decisions

    // how soon a cancelled measurement ends
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs it.</summary>
    /// <param name="strategy">What to send, and what answers mean.</param>
    /// <param name="network">What sends.</param>
    /// <param name="pace">How many packets may leave in a second.</param>
    /// <param name="longest">How long the measurement may take.</param>
    /// <param name="progress">Is called now and then.</param>
    /// <param name="cancel">Ends the measurement; what is known stays with the strategy.</param>
    public static LoopResult Run(
        IProbeStrategy strategy,
        IProbeNetwork network,
        Pace pace,
        TimeSpan longest,
        Action? progress,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(pace);
        TimeSpan end = network.Now + longest;
        TimeSpan report = network.Now + LongestWait;
        TimeSpan mayWait = TimeSpan.Zero; // before this time the pace lets nothing leave
        long sent = 0;
        while (!cancel.IsCancellationRequested)
        {
            // what had come by now is known before anything is decided: a busy machine may have kept us from looking
            TimeSpan now = network.Now;
            TakeAll(strategy, network);
            if (now >= end)
                return new LoopResult(LoopEnd.TimeLimit, sent);
            if (now >= report)
            {
                progress?.Invoke();
                report = now + LongestWait;
            }
            TimeSpan wait = mayWait - now;
            if (wait <= TimeSpan.Zero)
            {
                ProbeStep step = strategy.Step(now);
                if (step.IsDone)
                    return new LoopResult(LoopEnd.Done, sent);
                if (step.Probe is { } probe)
                {
                    Sending sending = network.Send(probe);
                    strategy.Sent(probe, sending);
                    if (sending.Failure is null)
                        sent++;
                    mayWait = now + pace.Take();
                    continue;
                }
                wait = step.Until!.Value - now;
            }
            wait = Least(Least(wait, end - now), LongestWait);
            if (network.Receive(wait < TimeSpan.Zero ? TimeSpan.Zero : wait) is { } reply)
                strategy.Received(reply);
        }
        TakeAll(strategy, network);
        return new LoopResult(LoopEnd.Cancelled, sent);
    }

    // A flood of answers ends somewhere as well.
    private static void TakeAll(IProbeStrategy strategy, IProbeNetwork network)
    {
        for (int left = MostAnswers; left > 0 && network.Receive(TimeSpan.Zero) is { } reply; left--)
            strategy.Received(reply);
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;
}

/// <summary>How a measurement ended.</summary>
/// <param name="End">Why.</param>
/// <param name="Sent">Probes that left.</param>
public readonly record struct LoopResult(LoopEnd End, long Sent);

/// <summary>Why a measurement ended.</summary>
public enum LoopEnd
{
    /// <summary>Everything was done.</summary>
    Done,

    /// <summary>The asker gave up.</summary>
    Cancelled,

    /// <summary>The time that it may take was used up.</summary>
    TimeLimit,
}
