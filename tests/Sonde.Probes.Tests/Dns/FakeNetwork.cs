using System.Collections.Concurrent;
using System.Net;
using Sonde.Testing;

namespace Sonde.Probes.Tests.Dns;

/// <summary>Servers that answer as a test says, after a time.</summary>
public sealed class FakeNetwork(FakeTime time, Func<DnsServer, DnsQuery, int, FakeAnswer?> answer) : IDnsNetwork
{
    private readonly ConcurrentQueue<(DnsServer Server, DnsQuery Query)> _sent = [];

    public IReadOnlyList<(DnsServer Server, DnsQuery Query)> Sent => [.. _sent];

    public IDnsAttempt Begin(DnsServer server, DnsQuery query)
    {
        int number = _sent.Count;
        _sent.Enqueue((server, query));
        return new Attempt(time, answer(server, query, number));
    }

    public static byte[] Message(DnsQuery query, ushort flags = 0x8180, params TinyRecord[] records) =>
        TinyQuery.Message(1, query.Name, query.Type, flags, records);

    public static DnsServer Server(string address, DnsTransport transport = DnsTransport.Udp) =>
        new(new IPEndPoint(IPAddress.Parse(address), 53), transport);

    private sealed class Attempt : IDnsAttempt
    {
        private readonly TaskCompletionSource<DnsArrival> _arrival = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private readonly ITimer? _timer;

        public Attempt(FakeTime time, FakeAnswer? answer)
        {
            if (answer is null)
                return;
            DnsArrival arrival = answer.Arrival with { Elapsed = answer.After };
            if (answer.After == TimeSpan.Zero)
                _arrival.SetResult(arrival);
            else
                _timer = time.CreateTimer(
                    _ => _arrival.TrySetResult(arrival),
                    null,
                    answer.After,
                    Timeout.InfiniteTimeSpan
                );
        }

        public Task<DnsArrival> Arrival => _arrival.Task;

        public void Dispose() => _timer?.Dispose();
    }
}

/// <summary>What comes back, and when.</summary>
public sealed record FakeAnswer(DnsArrival Arrival, TimeSpan After = default)
{
    public static FakeAnswer With(byte[] octets, double seconds = 0) =>
        new(new DnsArrival { Octets = octets }, TimeSpan.FromSeconds(seconds));

    public static FakeAnswer Failed(string reason, bool isFinal = false) => new(DnsArrival.Failed(reason, isFinal));
}
