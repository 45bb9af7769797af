using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Makes HTTP handlers that reach one checked target and nothing else.</summary>
internal static class CheckedConnection
{
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(10);

    /// <summary>A handler without proxy, cookies, credentials, redirects and pool, whose connections go to the
    /// target's checked addresses whatever the URL's name means by now.</summary>
    public static SocketsHttpHandler Handler(CheckedTarget target, TimeProvider clock)
    {
        SocketsHttpHandler handler = BareHttp.Handler(); // the download's own time limit holds
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = ChainPolicy() };
        handler.ConnectCallback = (context, cancel) => ConnectAsync(target, context.DnsEndPoint.Port, clock, cancel);
        return handler;
    }

    // A certificate can name URLs for its issuer and its revocation list. Fetching those would be contact with hosts
    // that nobody checked.
    private static X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // RFC 5280 §4.2.1.12, id-kp-serverAuth
        return policy;
    }

    private static async ValueTask<Stream> ConnectAsync(
        CheckedTarget target,
        int port,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        SocketException? last = null;
        foreach (IPAddress address in target.Addresses)
        {
            using var attempt = new CancellationTokenSource(LongestAttempt, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, attempt.Token);
            try
            {
                return await TcpStream.ConnectAsync(address, port, either.Token);
            }
            catch (SocketException failure)
            {
                last = failure;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                last = new SocketException((int)SocketError.TimedOut);
            }
        }
        throw last ?? new SocketException((int)SocketError.HostUnreachable);
    }
}
