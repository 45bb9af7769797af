namespace Sonde.Probes;

/// <summary>Spreads sending over time, so that no more than so many packets leave in a second.</summary>
/// <remarks>Safe for use by several senders at once. A pause of the senders is made up for by at most one tenth of a second's packets.</remarks>
/// <param name="packetsPerSecond">The highest rate, from 1.</param>
/// <param name="time">The clock.</param>
public sealed class Pace(int packetsPerSecond, TimeProvider time)
{
    private readonly double _ticksPerPacket = time.TimestampFrequency / (double)packetsPerSecond;
    private readonly Lock _lock = new();
    private double _next = time.GetTimestamp();

    /// <summary>Takes the right to send so many packets.</summary>
    /// <returns>How long to wait before sending; zero when at once.</returns>
    public TimeSpan Take(int packets = 1)
    {
        lock (_lock)
        {
            double now = time.GetTimestamp();
            double burst = time.TimestampFrequency / 10.0;
            _next = Math.Max(_next, now - burst);
            double wait = _next - now;
            _next += packets * _ticksPerPacket;
            return wait <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(wait / time.TimestampFrequency);
        }
    }

    /// <summary>Waits until so many packets may be sent.</summary>
    /// <exception cref="OperationCanceledException">The asker gave up.</exception>
    public Task WaitAsync(int packets, CancellationToken cancel)
    {
        TimeSpan wait = Take(packets);
        // what a timer cannot measure is made up for by the next wait
        return wait < TimeSpan.FromMilliseconds(1) ? Task.CompletedTask : Task.Delay(wait, time, cancel);
    }
}
