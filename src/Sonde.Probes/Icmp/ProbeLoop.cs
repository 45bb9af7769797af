namespace Sonde.Probes;

/// <summary>Runs a strategy on a network until it is done.</summary>
public static class ProbeLoop
{
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
            TimeSpan now = network.Now;
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
                    wait = TimeSpan.Zero; // answers are taken between any two probes, or a burst would overflow the socket
                }
                else
                {
                    wait = step.Until!.Value - now;
                }
            }
            wait = Least(Least(wait, end - now), LongestWait);
            for (
                ProbeReply? reply = network.Receive(wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
                reply is not null;
                reply = network.Receive(TimeSpan.Zero)
            )
            {
                strategy.Received(reply);
                if (cancel.IsCancellationRequested || network.Now >= end)
                    break; // a flood of answers ends like everything else
            }
        }
        // what has come by now counts, up to what a socket can hold
        int left = 10_000;
        while (left-- > 0 && network.Receive(TimeSpan.Zero) is { } reply)
            strategy.Received(reply);
        return new LoopResult(LoopEnd.Cancelled, sent);
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
