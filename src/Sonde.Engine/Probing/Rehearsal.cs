using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>
/// Does once within this machine what is then measured on the network. The first connection, handshake and request of a
/// process cost it milliseconds in libraries that are loaded and code that is compiled; nobody should read them as the network's.
/// </summary>
/// <remarks>A listener on a loopback address for a moment, and a certificate that nobody else sees. Where that cannot be
/// had, measuring begins without it. Safe for several questions at once.</remarks>
internal sealed class Rehearsal
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Lazy<Task> _connecting = new(() => QuietlyAsync(ConnectAsync));
    private readonly Lazy<Task> _asking = new(() => QuietlyAsync(AskAsync));

    /// <summary>Has connections to many ports been rehearsed.</summary>
    public Task Connecting => _connecting.Value;

    /// <summary>Has TLS and HTTP been rehearsed.</summary>
    public Task Asking => _asking.Value;

    private static async Task QuietlyAsync(Func<CancellationToken, Task> rehearse)
    {
        using var time = new CancellationTokenSource(Longest);
        try
        {
            await rehearse(time.Token);
        }
        catch (Exception failure)
            when (failure
                    is SocketException
                        or IOException
                        or CryptographicException
                        or AuthenticationException
                        or PlatformNotSupportedException
                        or OperationCanceledException
            )
        {
            // then the first measurement is the rehearsal
        }
    }

    private static async Task ConnectAsync(CancellationToken time)
    {
        using TcpListener listener = Listen();
        var plan = new SweepPlan
        {
            Addresses = [IPAddress.Loopback],
            Ports = [((IPEndPoint)listener.LocalEndpoint).Port],
            Timeout = Longest,
            AtOnce = 1,
        };
        await Sweeping.RunAsync(plan, new ProbesConfig(), null, time);
    }

    private static async Task AskAsync(CancellationToken time)
    {
        await AskAsync("https", ServeSecurelyAsync, time);
        await AskAsync("http", ServePlainlyAsync, time);
    }

    private static async Task AskAsync(
        string scheme,
        Func<Stream, CancellationToken, Task> serve,
        CancellationToken time
    )
    {
        using TcpListener listener = Listen();
        Task serving = ServeAsync(listener, serve, time);
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var exchange = new WebExchange
        {
            At = WebUrl.Parse($"{scheme}://127.0.0.1:{port}/"),
            Target = new CheckedTarget("127.0.0.1", "127.0.0.1", [IPAddress.Loopback]),
        };
        await exchange.RunAsync(new WebRequest { MostOctets = 16, NeedsTrust = false }, time, CancellationToken.None);
        await serving;
    }

    private static async Task ServeAsync(
        TcpListener listener,
        Func<Stream, CancellationToken, Task> serve,
        CancellationToken time
    )
    {
        using TcpClient client = await listener.AcceptTcpClientAsync(time);
        await serve(client.GetStream(), time);
    }

    private static async Task ServePlainlyAsync(Stream stream, CancellationToken time)
    {
        byte[] heard = new byte[4096];
        await stream.ReadAtLeastAsync(heard, 16, throwOnEndOfStream: true, time);
        await stream.WriteAsync(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nSet-Cookie: a=b\r\n\r\nok"u8.ToArray(),
            time
        );
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    // RFC 9113: settings, their acknowledgment, and for stream 1 the header block ":status: 200" and the body "ok"
    private static async Task ServeSecurelyAsync(Stream plain, CancellationToken time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var stream = new SslStream(plain);
        await stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ApplicationProtocols = [SslApplicationProtocol.Http2],
            },
            time
        );
        byte[] heard = new byte[4096];
        await stream.ReadAtLeastAsync(heard, 24, throwOnEndOfStream: true, time);
        byte[] answer =
        [
            .. (ReadOnlySpan<byte>)[0, 0, 0, 4, 0, 0, 0, 0, 0],
            .. (ReadOnlySpan<byte>)[0, 0, 0, 4, 1, 0, 0, 0, 0],
            .. (ReadOnlySpan<byte>)[0, 0, 1, 1, 4, 0, 0, 0, 1, 0x88],
            .. (ReadOnlySpan<byte>)[0, 0, 2, 0, 1, 0, 0, 0, 1, (byte)'o', (byte)'k'],
        ];
        await stream.WriteAsync(answer, time);
        while (await stream.ReadAsync(heard, time) > 0)
        {
            // until the client closes
        }
    }
}
