namespace Sonde.Probes;

/// <summary>Rings once: when the time has passed, or at once when the wait is cancelled.</summary>
/// <remarks>Cheaper than a delay with a source of cancellation of its own, of which a batch needs one per name.</remarks>
internal sealed class Alarm : IDisposable
{
    private readonly TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _cancelled;

    public Alarm(TimeSpan after, TimeProvider time, CancellationToken cancel)
    {
        _timer = time.CreateTimer(
            static alarm => ((Alarm)alarm!)._rung.TrySetResult(),
            this,
            after,
            Timeout.InfiniteTimeSpan
        );
        _cancelled = cancel.UnsafeRegister(static alarm => ((Alarm)alarm!)._rung.TrySetResult(), this);
    }

    /// <summary>Ends when it rings.</summary>
    public Task Rung => _rung.Task;

    public void Dispose()
    {
        _cancelled.Dispose();
        _timer.Dispose();
    }
}
