namespace Sonde.Probes;

/// <summary>An attempt that was over before it began.</summary>
internal sealed class DnsEnded(Task<DnsArrival> arrival) : IDnsAttempt
{
    public static DnsEnded With(DnsArrival arrival) => new(Task.FromResult(arrival));

    public Task<DnsArrival> Arrival => arrival;

    public void Dispose() { }
}
