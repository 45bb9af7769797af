using System.Formats.Asn1;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What stands in a certificate. Octets that are none, or hostile ones, leave everything but the fingerprint out.</summary>
internal sealed class CertificateFacts
{
    private const int MostNames = 100;
    private const int ShortestRsa = 2048; // bits, NIST SP 800-131A

    private CertificateFacts(byte[] der) => Sha256 = Convert.ToHexStringLower(SHA256.HashData(der));

    public string Sha256 { get; }

    public bool IsReadable { get; private set; }

    public string? Subject { get; private set; }

    public string? Issuer { get; private set; }

    public string? SerialNumber { get; private set; }

    public DateTime NotBefore { get; private set; }

    public DateTime NotAfter { get; private set; }

    public string? Key { get; private set; }

    public string? Signature { get; private set; }

    public bool IsCa { get; private set; }

    public bool IsSelfSigned { get; private set; }

    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Names that hosts are compared with: the alternative ones, else the common name.</summary>
    public IReadOnlyList<string> HostNames { get; private set; } = [];

    public static CertificateFacts Of(byte[] der)
    {
        var facts = new CertificateFacts(der);
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der);
            facts.Read(certificate);
            X509Names.TryRead(der, out string? common, out _);
            facts.HostNames =
                facts.Names.Count > 0 ? facts.Names
                : common is null ? []
                : common.Split('/');
            facts.IsReadable = true;
        }
        catch (Exception fault)
            when (fault is CryptographicException or AsnContentException or ArgumentException or FormatException)
        {
            facts.IsReadable = false;
        }
        return facts;
    }

    /// <summary>When its validity begins, ISO 8601; null when it cannot be read.</summary>
    public string? ValidFrom => IsReadable ? Time(NotBefore) : null;

    /// <summary>When its validity ends, ISO 8601; null when it cannot be read.</summary>
    public string? ValidUntil => IsReadable ? Time(NotAfter) : null;

    /// <summary>Days until it expires; negative when it has, null when it cannot be read.</summary>
    public double? DaysLeft(DateTime at) => IsReadable ? Math.Round((NotAfter - at).TotalDays, 2) : null;

    /// <summary>A time as answers print it.</summary>
    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What is wrong with it.</summary>
    /// <param name="at">When it was sent.</param>
    /// <param name="isLeaf">The end's own certificate.</param>
    /// <param name="host">The host that the client asked for; null when it named none.</param>
    public List<string> Problems(Timestamp at, bool isLeaf, string? host)
    {
        if (!IsReadable)
            return ["it cannot be read"];
        var problems = new List<string>();
        DateTime now = at.ToDateTimeOffset().UtcDateTime;
        if (now > NotAfter)
            problems.Add("it had expired");
        if (now < NotBefore)
            problems.Add("it was not valid yet");
        if (isLeaf && IsSelfSigned)
            problems.Add("it is self-signed");
        if (isLeaf && host is not null && !HostMatch.Any(host, HostNames))
            problems.Add("it is not valid for the host that the client asked for");
        if (Key is not null && Key.StartsWith("RSA ", StringComparison.Ordinal) && Bits(Key) < ShortestRsa)
            problems.Add("its key is short");
        bool isBroken = Signature is not null && (Has(Signature, "md5") || Has(Signature, "sha1"));
        if (isBroken && !IsSelfSigned)
            problems.Add("it is signed with a broken hash");
        return problems;
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static int Bits(string key) => int.TryParse(key.AsSpan(4), out int bits) ? bits : int.MaxValue;

    private void Read(X509Certificate2 certificate)
    {
        Subject = Quote.Clean(certificate.Subject, 500);
        Issuer = Quote.Clean(certificate.Issuer, 500);
        SerialNumber = certificate.SerialNumber.ToUpperInvariant() is { } serial
            ? serial[..Math.Min(serial.Length, 128)]
            : null;
        NotBefore = certificate.NotBefore.ToUniversalTime();
        NotAfter = certificate.NotAfter.ToUniversalTime();
        IsSelfSigned = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        Signature = Quote.Clean(
            certificate.SignatureAlgorithm.FriendlyName ?? certificate.SignatureAlgorithm.Value,
            80
        );
        Key = KeyOf(certificate);
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (extension is X509BasicConstraintsExtension constraints)
                IsCa = constraints.CertificateAuthority;
            else if (extension is X509SubjectAlternativeNameExtension names)
                Names = NamesOf(names);
        }
    }

    private static string KeyOf(X509Certificate2 certificate)
    {
        try
        {
            using RSA? rsa = certificate.GetRSAPublicKey();
            if (rsa is not null)
                return $"RSA {rsa.KeySize}";
            using ECDsa? curve = certificate.GetECDsaPublicKey();
            if (curve is not null)
                return $"EC {curve.KeySize}";
        }
        catch (CryptographicException)
        {
            // a key that cannot be read still has an algorithm
        }
        return Quote.Clean(certificate.PublicKey.Oid.FriendlyName ?? certificate.PublicKey.Oid.Value, 80) ?? "unknown";
    }

    private static List<string> NamesOf(X509SubjectAlternativeNameExtension extension)
    {
        var names = new List<string>();
        foreach (string name in extension.EnumerateDnsNames())
        {
            if (names.Count < MostNames)
                names.Add(Quote.Clean(name, 255)!);
        }
        foreach (IPAddress address in extension.EnumerateIPAddresses())
        {
            if (names.Count < MostNames)
                names.Add(address.ToString());
        }
        return names;
    }
}
