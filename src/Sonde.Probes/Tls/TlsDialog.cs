using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Sonde.Probes;

/// <summary>A handshake as this platform's TLS makes it. Every certificate is accepted: it is what was asked about.</summary>
public sealed record TlsDialog
{
    private const int MostCertificates = 32;

    /// <summary>The stream behind the handshake; null when that failed.</summary>
    public SslStream? Stream { get; private init; }

    /// <summary>The version as its registry's number; null when the handshake failed.</summary>
    public ushort? Version { get; private init; }

    /// <summary>The cipher suite.</summary>
    public ushort? Suite { get; private init; }

    /// <summary>The application protocol that was agreed, if any.</summary>
    public string? Protocol { get; private init; }

    /// <summary>The certificates as they were sent, the server's own first.</summary>
    public IReadOnlyList<byte[]> Chain { get; private init; } = [];

    /// <summary>Why the handshake failed, in the platform's words; null when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>The other end broke the connection off in the middle.</summary>
    public bool IsReset { get; private init; }

    /// <summary>Makes the handshake.</summary>
    /// <param name="connection">The connection; it is closed with <see cref="Stream"/>.</param>
    /// <param name="serverName">The host to ask for; an address is not sent (RFC 6066 §3).</param>
    /// <param name="protocols">Application protocols to offer.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<TlsDialog> OpenAsync(
        Stream connection,
        string serverName,
        IReadOnlyList<string> protocols,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(protocols);
        var chain = new List<byte[]>();
        var stream = new SslStream(connection, leaveInnerStreamOpen: false);
#pragma warning disable CA5359 // nothing is told to the server, and what is wrong with the certificate is the answer
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = IPAddress.TryParse(serverName, out _) ? "" : serverName,
            ApplicationProtocols = [.. protocols.Select(name => new SslApplicationProtocol(name))],
            CertificateChainPolicy = WithoutDownloads(),
            RemoteCertificateValidationCallback = (_, certificate, built, _) =>
            {
                Take(chain, certificate, built);
                return true;
            },
        };
#pragma warning restore CA5359
        try
        {
            await stream.AuthenticateAsClientAsync(options, cancel);
            return new TlsDialog
            {
                Stream = stream,
                Version = NumberOf(stream.SslProtocol),
                Suite = (ushort)stream.NegotiatedCipherSuite,
                Protocol = stream.NegotiatedApplicationProtocol.ToString() is { Length: > 0 } agreed ? agreed : null,
                Chain = chain,
            };
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException or InvalidOperationException)
        {
            await stream.DisposeAsync();
            return new TlsDialog
            {
                Chain = chain,
                Failure = (failure.InnerException ?? failure).Message,
                IsReset = failure is IOException,
            };
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fetching what a certificate names would be contact with hosts that nobody checked.</summary>
    public static X509ChainPolicy WithoutDownloads() =>
        new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };

    /// <summary>Adds the certificates that a server sent, in its order, to a list.</summary>
    /// <param name="chain">The list.</param>
    /// <param name="own">The server's own.</param>
    /// <param name="built">The chain as the platform gives it to those who judge certificates.</param>
    // What was sent stands in the extra store; some platforms leave the server's own certificate out.
    public static void Take(IList<byte[]> chain, X509Certificate? own, X509Chain? built)
    {
        if (own is null)
            return;
        chain.Add(own.GetRawCertData());
        foreach (X509Certificate2 sent in built?.ChainPolicy.ExtraStore ?? [])
        {
            if (chain.Count < MostCertificates && !sent.RawData.AsSpan().SequenceEqual(chain[0]))
                chain.Add(sent.RawData);
        }
    }

#pragma warning disable CS0618, SYSLIB0039, CA5397, CA5398 // old versions are found, not offered
    /// <summary>The number of a version; null for one that is not known.</summary>
    public static ushort? NumberOf(SslProtocols version) =>
        version switch
        {
            SslProtocols.Ssl3 => Wire.TlsVersions.Ssl3,
            SslProtocols.Tls => Wire.TlsVersions.Tls10,
            SslProtocols.Tls11 => Wire.TlsVersions.Tls11,
            SslProtocols.Tls12 => Wire.TlsVersions.Tls12,
            SslProtocols.Tls13 => Wire.TlsVersions.Tls13,
            _ => null,
        };
#pragma warning restore CS0618, SYSLIB0039, CA5397, CA5398
}
