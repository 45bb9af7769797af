using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>How a request is made.</summary>
internal sealed record WebRequest
{
    /// <summary>GET or HEAD.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>What the answer may be.</summary>
    public string Accept { get; init; } = "*/*";

    /// <summary>Octets of the body that are read; the rest is left unread.</summary>
    public required int MostOctets { get; init; }

    /// <summary>Whether a certificate that cannot be trusted ends it. Where not, what is wrong with it is told.</summary>
    public bool NeedsTrust { get; init; } = true;
}

/// <summary>One request and its answer, measured step by step. What was reached stands here also when a step failed.</summary>
internal sealed class WebExchange
{
    private long _begun;
    private long _connected;
    private long _secured;
    private long _asked;
    private long _heard;
    private long _done;

    /// <summary>The URL.</summary>
    public required WebUrl At { get; init; }

    /// <summary>The checked host.</summary>
    public required CheckedTarget Target { get; init; }

    /// <summary>Time of the look-up.</summary>
    public TimeSpan Name { get; init; }

    /// <summary>The address that was connected to.</summary>
    public IPAddress? Address { get; private set; }

    /// <summary>Status; null when no answer came.</summary>
    public int? Status { get; private set; }

    /// <summary>The reason beside the status.</summary>
    public string? Reason { get; private set; }

    /// <summary>Version of HTTP.</summary>
    public Version? Version { get; private set; }

    /// <summary>The header lines.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; private set; } = [];

    /// <summary>The body as far as it was read.</summary>
    public byte[] Body { get; private set; } = [];

    /// <summary>There was more of the body.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The handshake; null when none was made.</summary>
    public AgreedTls? Tls { get; private set; }

    /// <summary>The step that failed; null when none did.</summary>
    public string? FailedStep { get; private set; }

    /// <summary>What went wrong there, as the end of a sentence about the server.</summary>
    public string? Failure { get; private set; }

    /// <summary>It was the time that ran out.</summary>
    public bool IsTimeUp { get; private set; }

    /// <summary>Time of the TCP handshake, failed addresses before it included.</summary>
    public TimeSpan? Connect => Between(_begun, _connected);

    /// <summary>Time of the TLS handshake.</summary>
    public TimeSpan? Handshake => Between(_connected, _secured);

    /// <summary>From the request to the first octet of the answer.</summary>
    public TimeSpan? FirstByte => Between(_asked, _heard);

    /// <summary>From the first octet of the answer to the last that was read.</summary>
    public TimeSpan? Transfer => Between(_heard, _done);

    /// <summary>A header's value; null when it is not there.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Makes the request.</summary>
    /// <param name="request">How.</param>
    /// <param name="time">Ends when the time is up; what was reached is kept.</param>
    /// <param name="cancel">Ends when the asker gave up.</param>
    public async Task RunAsync(WebRequest request, CancellationToken time, CancellationToken cancel)
    {
        using SocketsHttpHandler handler = CheckedConnection.Handler(Target, TimeProvider.System);
        Observe(handler, request.NeedsTrust);
        using var client = new HttpMessageInvoker(handler);
        using HttpRequestMessage message = Message(request);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(message, time);
            if (_heard == 0 || response.Version.Major >= 2) // the first octets of HTTP/2 are settings
                _heard = Stopwatch.GetTimestamp();
            Take(response);
            await ReadAsync(response, request.MostOctets, time);
            _done = Stopwatch.GetTimestamp();
        }
        catch (HttpRequestException failure)
        {
            Fail(Words(failure));
        }
        catch (IOException failure)
        {
            Fail(failure is HttpIOException http ? WordsOf(http.HttpRequestError) : "breaks the connection");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            IsTimeUp = true;
            Fail("does not finish in time");
        }
    }

    private HttpRequestMessage Message(WebRequest request)
    {
        var message = new HttpRequestMessage(request.Method, At.Location)
        {
            Version = At.IsSecure ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.UserAgent.ParseAdd("sonde");
        message.Headers.AcceptEncoding.ParseAdd("identity");
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        return message;
    }

    private void Observe(SocketsHttpHandler handler, bool needsTrust)
    {
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect = handler.ConnectCallback!;
        handler.ConnectCallback = async (context, cancel) =>
        {
            _begun = Stopwatch.GetTimestamp();
            Stream stream = await connect(context, cancel);
            _connected = Stopwatch.GetTimestamp();
            Address = ((IPEndPoint?)(stream as NetworkStream)?.Socket.RemoteEndPoint)?.Address;
            return stream;
        };
        var chain = new List<byte[]>();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, own, built, errors) =>
        {
            TlsDialog.Take(chain, own, built);
            return !needsTrust || errors == SslPolicyErrors.None;
        };
        handler.PlaintextStreamFilter = (context, _) =>
        {
            if (context.PlaintextStream is SslStream secure)
            {
                _secured = Stopwatch.GetTimestamp();
                Tls = new AgreedTls(
                    TlsDialog.NumberOf(secure.SslProtocol),
                    (ushort)secure.NegotiatedCipherSuite,
                    secure.NegotiatedApplicationProtocol.ToString(),
                    chain
                );
            }
            _asked = Stopwatch.GetTimestamp();
            return ValueTask.FromResult<Stream>(
                new FirstOctetStream(context.PlaintextStream, () => _heard = Stopwatch.GetTimestamp())
            );
        };
    }

    private void Take(HttpResponseMessage response)
    {
        Status = (int)response.StatusCode;
        Reason = response.ReasonPhrase;
        Version = response.Version;
        Headers = [.. Lines(response.Headers.NonValidated), .. Lines(response.Content.Headers.NonValidated)];
    }

    private static IEnumerable<KeyValuePair<string, string>> Lines(HttpHeadersNonValidated headers) =>
        headers.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));

    private async Task ReadAsync(HttpResponseMessage response, int most, CancellationToken time)
    {
        using var kept = new MemoryStream();
        try
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(time);
            byte[] buffer = new byte[16_384];
            while (await body.ReadAsync(buffer, time) is > 0 and var count)
            {
                int room = most - (int)kept.Length;
                kept.Write(buffer, 0, Math.Min(count, room));
                IsCut = count > room;
                if (IsCut)
                    return;
            }
        }
        finally
        {
            Body = kept.ToArray();
        }
    }

    private void Fail(string failure)
    {
        _done = Stopwatch.GetTimestamp();
        Failure = failure;
        FailedStep =
            _connected == 0 ? "connect"
            : At.IsSecure && _secured == 0 ? "tls"
            : Status is null ? "first_byte"
            : "transfer";
    }

    private static string Words(HttpRequestException failure) =>
        failure.InnerException is SocketException socket && failure.HttpRequestError == HttpRequestError.ConnectionError
            ? PortFinding.Of(socket.SocketErrorCode, default).Code switch
            {
                PortFinding.Refused => "refuses the connection",
                PortFinding.TimedOut => "does not answer",
                { } code => $"cannot be connected to ({code})",
                null => "cannot be connected to",
            }
            : WordsOf(failure.HttpRequestError);

    private static string WordsOf(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.ConnectionError => "cannot be connected to",
            HttpRequestError.SecureConnectionError => "cannot prove who it is, or speaks no TLS known here",
            HttpRequestError.ResponseEnded => "closes the connection before the answer is whole",
            HttpRequestError.ConfigurationLimitExceeded => "sends too long headers",
            _ => "gives no answer that is HTTP",
        };

    private static TimeSpan? Between(long from, long to) =>
        from == 0 || to == 0 ? null : Stopwatch.GetElapsedTime(from, to);
}
