using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Sonde.Probes;

/// <summary>The network itself: sockets and connections that questions share until this is disposed.</summary>
/// <remarks>Safe for use by several questions at once.</remarks>
public sealed class DnsNetwork : IDnsNetwork, IDisposable
{
    private readonly TimeProvider _time;
    private readonly X509Certificate2Collection? _authorities;
    private readonly int _socketsPerServer;
    private readonly ConcurrentDictionary<IPEndPoint, Lazy<DnsSocket[]>> _sockets = [];
    private readonly ConcurrentDictionary<DnsServer, Lazy<DnsStreams>> _streams = [];
    private readonly ConcurrentDictionary<DnsServer, Lazy<DnsHttps>> _https = [];
    private int _turn;

    /// <summary>A network without connections.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="authorities">Certificates to trust beside the system's.</param>
    /// <param name="socketsPerServer">UDP sockets for each server; questions take turns on them.</param>
    public DnsNetwork(TimeProvider time, X509Certificate2Collection? authorities = null, int socketsPerServer = 1)
    {
        _time = time;
        _authorities = authorities;
        _socketsPerServer = socketsPerServer;
    }

    /// <summary>What was sent and ignored so far.</summary>
    public DnsTally Tally { get; } = new();

    /// <inheritdoc/>
    public IDnsAttempt Begin(DnsServer server, DnsQuery query)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            return server.Transport switch
            {
                DnsTransport.Udp => SocketFor(server).Begin(server, query),
                DnsTransport.Https => HttpsFor(server).Begin(query),
                _ => StreamsFor(server).Begin(query),
            };
        }
        catch (SocketException failure)
        {
            return DnsEnded.With(DnsArrival.Failed(DnsFailures.Words(failure.SocketErrorCode)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<DnsSocket[]> sockets in _sockets.Values)
            Array.ForEach(sockets.Value, socket => socket.Dispose());
        foreach (Lazy<DnsStreams> streams in _streams.Values)
            streams.Value.Dispose();
        foreach (Lazy<DnsHttps> https in _https.Values)
            https.Value.Dispose();
    }

    // An error on a socket says nothing of the server it is about, so each server has sockets of its own.
    private DnsSocket SocketFor(DnsServer server)
    {
        DnsSocket[] sockets = _sockets
            .GetOrAdd(server.EndPoint, one => new Lazy<DnsSocket[]>(() => Sockets(one.AddressFamily)))
            .Value;
        return sockets[(uint)Interlocked.Increment(ref _turn) % sockets.Length];
    }

    private DnsSocket[] Sockets(AddressFamily family) =>
        [.. Enumerable.Range(0, _socketsPerServer).Select(_ => new DnsSocket(family, _time, Tally))];

    private DnsStreams StreamsFor(DnsServer server) =>
        _streams
            .GetOrAdd(server, one => new Lazy<DnsStreams>(() => new DnsStreams(one, _time, Tally, _authorities)))
            .Value;

    private DnsHttps HttpsFor(DnsServer server) =>
        _https.GetOrAdd(server, one => new Lazy<DnsHttps>(() => new DnsHttps(one, _time, Tally, _authorities))).Value;
}
