namespace Sonde.Probes;

/// <summary>An attempt that runs by itself until it is disposed.</summary>
internal sealed class DnsRunning : IDnsAttempt
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins it.</summary>
    /// <param name="run">The attempt; it throws nothing.</param>
    public DnsRunning(Func<CancellationToken, Task<DnsArrival>> run) => Arrival = run(_stop.Token);

    public Task<DnsArrival> Arrival { get; }

    public void Dispose()
    {
        if (!Arrival.IsCompleted)
            _stop.Cancel();
        _stop.Dispose();
    }
}
