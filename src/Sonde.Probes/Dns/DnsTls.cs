using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sonde.Probes;

/// <summary>What makes TLS to a name server trustworthy: its certificate names the host and leads to an authority.</summary>
internal static class DnsTls
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1"; // RFC 5280 §4.2.1.12, id-kp-serverAuth

    /// <summary>How to greet a server.</summary>
    /// <param name="host">The name or address that its certificate must have.</param>
    /// <param name="authorities">Certificates to trust beside the system's.</param>
    /// <param name="problem">Hears why a certificate was not accepted.</param>
    public static SslClientAuthenticationOptions Options(
        string host,
        X509Certificate2Collection? authorities,
        Action<string> problem
    ) =>
        new()
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13, // RFC 8310 §11
            CertificateChainPolicy = Policy(),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                if (IsTrusted(certificate as X509Certificate2, chain, ref errors, authorities))
                    return true;
                problem(Words(chain, errors, host));
                return false;
            },
        };

    private static bool IsTrusted(
        X509Certificate2? certificate,
        X509Chain? chain,
        ref SslPolicyErrors errors,
        X509Certificate2Collection? authorities
    )
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null || authorities is null)
            return errors == SslPolicyErrors.None;
        X509ChainPolicy policy = Policy();
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authorities);
        foreach (X509ChainElement element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            policy.ExtraStore.Add(element.Certificate);
        using var own = new X509Chain { ChainPolicy = policy };
        return own.Build(certificate);
    }

    // A certificate can name URLs for its issuer and its revocation list. Fetching those would be contact with hosts
    // that nobody checked.
    private static X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerUse));
        return policy;
    }

    private static string Words(X509Chain? chain, SslPolicyErrors errors, string host)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return "it shows no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"its certificate is not for {host}";
        X509ChainStatusFlags flags =
            chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status)
            ?? X509ChainStatusFlags.NoError;
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return "its certificate is not valid at this time";
        if (flags.HasFlag(X509ChainStatusFlags.UntrustedRoot) || flags.HasFlag(X509ChainStatusFlags.PartialChain))
            return "its certificate is from an authority that is not trusted";
        return $"its certificate cannot be trusted ({flags})";
    }
}
