using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sonde.Engine;

/// <summary>What is wrong with a chain that a server sent, and whether this machine trusts it.</summary>
/// <param name="Certificates">The certificates as sent.</param>
/// <param name="MatchesName">The first one is valid for the name that was asked for; null when it cannot be read.</param>
/// <param name="IsTrusted">The chain leads to an authority that this machine trusts.</param>
/// <param name="Problems">Each with its word in front: <c>expired: …</c>.</param>
internal sealed record ChainVerdict(
    IReadOnlyList<ServedCertificate> Certificates,
    bool? MatchesName,
    bool IsTrusted,
    IReadOnlyList<string> Problems
)
{
    /// <summary>Judges a chain.</summary>
    /// <param name="sent">The certificates in DER, the server's own first.</param>
    /// <param name="name">The name or address that was asked for.</param>
    /// <param name="now">The time, UTC.</param>
    public static ChainVerdict Of(IReadOnlyList<byte[]> sent, string name, DateTime now)
    {
        CertificateFacts[] facts = [.. sent.Select(CertificateFacts.Of)];
        ServedCertificate[] rows =
        [
            .. facts.Select((one, at) => ServedCertificate.Of(one, at == 0 ? null : facts[at - 1], at, now)),
        ];
        if (facts.Length == 0)
            return new ChainVerdict(rows, null, false, ["no_certificate: the server sent none"]);
        CertificateFacts own = facts[0];
        if (!own.IsReadable)
            return new ChainVerdict(rows, null, false, ["unreadable: the certificate cannot be read"]);
        var problems = new List<string>();
        for (int at = 0; at < facts.Length; at++)
            AddDates(problems, facts[at], at, now);
        bool matches = HostMatch.Any(name, own.HostNames);
        if (!matches)
            problems.Add($"name_mismatch: it is valid for {Shown(own.HostNames)}, not for {Quote.Text(name)}");
        X509ChainStatusFlags flags = Build(sent, now);
        AddTrust(problems, facts, flags);
        AddStrength(problems, facts);
        if (rows.Any(row => !row.InOrder))
            problems.Add("wrong_order: a certificate does not stand behind the one that it signed");
        bool isTrusted = (flags & ~(X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotTimeNested)) == 0;
        return new ChainVerdict(rows, matches, isTrusted, problems);
    }

    private static void AddDates(List<string> problems, CertificateFacts facts, int at, DateTime now)
    {
        if (!facts.IsReadable)
            return;
        string which = at == 0 ? "it" : $"certificate {at} of the chain";
        if (now > facts.NotAfter)
            problems.Add(
                FormattableString.Invariant(
                    $"expired: {which} ended {CertificateFacts.Time(facts.NotAfter)}, {(now - facts.NotAfter).TotalDays:0.#} days ago"
                )
            );
        if (now < facts.NotBefore)
            problems.Add($"not_yet_valid: {which} begins {CertificateFacts.Time(facts.NotBefore)}");
    }

    private static void AddTrust(List<string> problems, CertificateFacts[] facts, X509ChainStatusFlags flags)
    {
        CertificateFacts own = facts[0];
        const X509ChainStatusFlags untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        if ((flags & untrusted) != 0 && own.IsSelfSigned)
            problems.Add("self_signed: nobody but the server itself vouches for it");
        else if ((flags & X509ChainStatusFlags.UntrustedRoot) != 0)
            problems.Add("untrusted_root: this machine does not trust the authority at its end");
        else if ((flags & X509ChainStatusFlags.PartialChain) != 0)
        {
            CertificateFacts end = EndOf(facts);
            string issuer = Quote.Text(end.Issuer ?? "");
            problems.Add(
                end == own
                    ? $"incomplete_chain: the certificate of its issuer {issuer} was not sent and is not known here"
                    : $"untrusted_root: the chain ends at {issuer}, which was not sent and is not known here"
            );
        }
        const X509ChainStatusFlags broken =
            X509ChainStatusFlags.NotSignatureValid
            | X509ChainStatusFlags.InvalidBasicConstraints
            | X509ChainStatusFlags.NotValidForUsage
            | X509ChainStatusFlags.InvalidNameConstraints
            | X509ChainStatusFlags.HasNotPermittedNameConstraint;
        if ((flags & broken) is var found and not 0)
            problems.Add($"invalid_chain: {found}");
    }

    // Where the way from the server's own certificate to its issuers ends; what else was sent leads nowhere.
    private static CertificateFacts EndOf(CertificateFacts[] facts)
    {
        CertificateFacts end = facts[0];
        for (int steps = 1; steps < facts.Length && !end.IsSelfSigned; steps++)
        {
            if (Array.Find(facts, one => one.Subject is not null && one.Subject == end.Issuer) is not { } issuer)
                break;
            end = issuer;
        }
        return end;
    }

    private static void AddStrength(List<string> problems, CertificateFacts[] facts)
    {
        const int shortestRsa = 2048; // bits, NIST SP 800-131A
        for (int at = 0; at < facts.Length; at++)
        {
            string which = at == 0 ? "its" : $"certificate {at}'s";
            if (
                facts[at].Key is { } key
                && key.StartsWith("RSA ", StringComparison.Ordinal)
                && int.TryParse(key.AsSpan(4), CultureInfo.InvariantCulture, out int bits)
                && bits < shortestRsa
            )
                problems.Add($"short_key: {which} key is {key}");
            bool isBroken = facts[at].Signature is { } signature && (Has(signature, "md5") || Has(signature, "sha1"));
            if (isBroken && !facts[at].IsSelfSigned)
                problems.Add($"broken_signature: {which} signature is {facts[at].Signature}");
        }
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Shown(IReadOnlyList<string> names) =>
        names.Count == 0
            ? "no name"
            : string.Join(", ", names.Take(5).Select(Quote.Text))
                + (names.Count > 5 ? $" and {names.Count - 5} more" : "");

    // Neither issuers nor revocation lists are fetched: those hosts nobody has checked.
    private static X509ChainStatusFlags Build(IReadOnlyList<byte[]> sent, DateTime now)
    {
        var loaded = new List<X509Certificate2>();
        try
        {
            loaded.AddRange(sent.Select(X509CertificateLoader.LoadCertificate));
            using var chain = new X509Chain();
            chain.ChainPolicy = Probes.TlsDialog.WithoutDownloads();
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // RFC 5280 §4.2.1.12, id-kp-serverAuth
            chain.ChainPolicy.VerificationTime = now;
            chain.ChainPolicy.VerificationTimeIgnored = false;
            chain.ChainPolicy.ExtraStore.AddRange(loaded.Skip(1).ToArray());
            chain.Build(loaded[0]);
            return chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        }
        catch (CryptographicException)
        {
            return X509ChainStatusFlags.PartialChain;
        }
        finally
        {
            foreach (X509Certificate2 one in loaded)
                one.Dispose();
        }
    }
}
