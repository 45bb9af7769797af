using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sonde.Testing;

/// <summary>A TCP server on a loopback address that does one thing with each connection.</summary>
public sealed class Greeter : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="serve">What it does; the connection is closed after it.</param>
    /// <param name="address">Where it listens; 127.0.0.1 unless given.</param>
    public Greeter(Func<NetworkStream, CancellationToken, Task> serve, IPAddress? address = null)
    {
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _running = RunAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A server that says something and waits for the client to go.</summary>
    public static Greeter Saying(string text) => Saying(System.Text.Encoding.Latin1.GetBytes(text));

    public static Greeter Saying(byte[] octets) =>
        new(
            async (stream, stop) =>
            {
                await stream.WriteAsync(octets, stop);
                await DrainAsync(stream, stop);
            }
        );

    /// <summary>A server of TLS that serves inside it.</summary>
    public static Greeter Secure(
        X509Certificate2 own,
        X509Certificate2Collection? others = null,
        Func<SslStream, CancellationToken, Task>? serve = null
    ) =>
        new(
            async (plain, stop) =>
            {
                await using var stream = new SslStream(plain);
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificateContext = SslStreamCertificateContext.Create(own, others, offline: true),
                        ApplicationProtocols = [SslApplicationProtocol.Http11],
                    },
                    stop
                );
                await (serve ?? DrainAsync)(stream, stop);
            }
        );

    /// <summary>Reads until the client goes.</summary>
    public static async Task DrainAsync(Stream stream, CancellationToken stop)
    {
        byte[] buffer = new byte[1024];
        while (await stream.ReadAsync(buffer, stop) > 0)
        {
            // what it says does not matter
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(Func<NetworkStream, CancellationToken, Task> serve)
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), serve));
        }
        catch (Exception ended)
            when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> serve)
    {
        using (client)
        {
            try
            {
                await serve(client.GetStream(), _stop.Token);
            }
            catch (Exception ended)
                when (ended
                        is OperationCanceledException
                            or IOException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                // the client went away, or the test is over
            }
        }
    }
}

/// <summary>Makes certificates for a test.</summary>
public sealed class MadeCertificate
{
    private readonly X509Certificate2 _certificate;

    private MadeCertificate(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>With its private key.</summary>
    public X509Certificate2 Certificate => _certificate;

    /// <summary>Without it.</summary>
    public X509Certificate2 Public => X509CertificateLoader.LoadCertificate(_certificate.RawData);

    /// <summary>Makes one.</summary>
    /// <param name="name">Subject.</param>
    /// <param name="issuer">Who signs it; itself when null.</param>
    /// <param name="hosts">Names and addresses that it is valid for.</param>
    /// <param name="from">Days from today when it begins.</param>
    /// <param name="until">Days from today when it ends.</param>
    /// <param name="isAuthority">Whether it may sign others.</param>
    public static MadeCertificate Of(
        string name,
        MadeCertificate? issuer = null,
        string[]? hosts = null,
        int from = -400,
        int until = 30,
        bool isAuthority = false
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        if (hosts is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (string host in hosts)
            {
                if (IPAddress.TryParse(host, out IPAddress? address))
                    names.AddIpAddress(address);
                else
                    names.AddDnsName(host);
            }
            request.CertificateExtensions.Add(names.Build());
        }
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (issuer is null)
            return new MadeCertificate(request.CreateSelfSigned(now.AddDays(from), now.AddDays(until)));
        byte[] serial = RandomNumberGenerator.GetBytes(8);
        using X509Certificate2 signed = request.Create(
            issuer._certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(issuer._certificate.GetECDsaPrivateKey()!),
            now.AddDays(from),
            now.AddDays(until),
            serial
        );
        return new MadeCertificate(signed.CopyWithPrivateKey(key));
    }
}
