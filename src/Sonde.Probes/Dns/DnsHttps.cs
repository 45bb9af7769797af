using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Sonde.Probes;

/// <summary>Questions to one server over HTTPS, RFC 8484: each is a POST whose body is the message.</summary>
/// <remarks>Connects to the checked address only, whatever the URL's name means; follows no redirect, knows no proxy.</remarks>
internal sealed class DnsHttps : IDisposable
{
    private const int LongestMessage = 65_535;
    private const string MediaType = "application/dns-message";
    private const long NotConnected = -1;

    private readonly DnsServer _server;
    private readonly TimeProvider _time;
    private readonly DnsTally _tally;
    private readonly HttpClient _client;
    private readonly Uri _url;
    private string _certificate = "";
    private long _connectTicks = NotConnected;

    public DnsHttps(DnsServer server, TimeProvider time, DnsTally tally, X509Certificate2Collection? authorities)
    {
        _server = server;
        _time = time;
        _tally = tally;
        string host = server.Host.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]" : server.Host;
        _url = new Uri($"https://{host}:{server.EndPoint.Port}{server.Path}");
        SocketsHttpHandler handler = BareHttp.Handler(); // whoever asks has a limit
        handler.SslOptions = DnsTls.Options(server.Host, authorities, problem => _certificate = problem);
        handler.ConnectCallback = ConnectAsync;
        _client = new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LongestMessage,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    /// <summary>Sends a question.</summary>
    public IDnsAttempt Begin(DnsQuery query) => new DnsRunning(stop => RunAsync(query, stop));

    public void Dispose() => _client.Dispose();

    private async Task<DnsArrival> RunAsync(DnsQuery query, CancellationToken stop)
    {
        byte[] octets = new byte[DnsQuery.LongestOctets];
        const ushort id = 0; // so that caches see one request, RFC 8484 §4.1
        int length = query.Write(octets, id, padded: true);
        try
        {
            using var body = new ByteArrayContent(octets, 0, length);
            body.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
            using var request = new HttpRequestMessage(HttpMethod.Post, _url)
            {
                Content = body,
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            };
            request.Headers.Accept.ParseAdd(MediaType);
            long start = _time.GetTimestamp();
            _tally.CountSent();
            using HttpResponseMessage response = await _client.SendAsync(
                request,
                HttpCompletionOption.ResponseContentRead,
                stop
            );
            TimeSpan elapsed = _time.GetElapsedTime(start);
            if (Refusal(response) is { } refusal)
                return DnsArrival.Failed(refusal);
            byte[] message = await response.Content.ReadAsByteArrayAsync(stop);
            DnsMatch match = query.Match(message, id);
            if (match != DnsMatch.Answer)
            {
                _tally.Count(match);
                return DnsArrival.Failed("the body of the response does not answer the question");
            }
            // the next question finds the connection open
            long connect = Interlocked.Exchange(ref _connectTicks, NotConnected);
            return connect == NotConnected || connect > elapsed.Ticks
                ? new DnsArrival { Octets = message, Elapsed = elapsed }
                : new DnsArrival
                {
                    Octets = message,
                    Elapsed = elapsed - TimeSpan.FromTicks(connect),
                    Connect = TimeSpan.FromTicks(connect),
                };
        }
        catch (HttpRequestException failure)
        {
            return Failed(failure);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or IOException)
        {
            return DnsArrival.Failed("given up");
        }
    }

    private static string? Refusal(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
            return $"HTTP status {status}: it redirects, which is not followed";
        if (status is < 200 or >= 300)
            return $"HTTP status {status}";
        return response.Content.Headers.ContentType?.MediaType == MediaType
            ? null
            : $"the response is no {MediaType}; is the path right?";
    }

    private DnsArrival Failed(HttpRequestException failure)
    {
        if (_certificate.Length > 0)
            return DnsArrival.Failed(_certificate, isFinal: true);
        return failure.InnerException switch
        {
            SocketException socket => DnsArrival.Failed(DnsFailures.Words(socket.SocketErrorCode)),
            AuthenticationException => DnsArrival.Failed("no TLS could be agreed on"),
            _ => DnsArrival.Failed(
                failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded
                    ? $"a response of more than {LongestMessage} octets"
                    : "no HTTP response"
            ),
        };
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(_server.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            long start = _time.GetTimestamp();
            await socket.ConnectAsync(_server.EndPoint, cancel);
            Interlocked.Exchange(ref _connectTicks, _time.GetElapsedTime(start).Ticks);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
