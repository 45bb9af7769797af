namespace Sonde.Wire;

/// <summary>The words of smaller DNS registries.</summary>
internal static class DnsNames
{
    public static string? Algorithm(ulong value) =>
        value switch
        {
            1 => "RSA/MD5",
            2 => "Diffie-Hellman",
            3 => "DSA",
            4 => "Elliptic curve crypto",
            5 => "RSA/SHA1",
            6 => "DSA + NSEC3/SHA1",
            7 => "RSA/SHA1 + NSEC3/SHA1",
            8 => "RSA/SHA-256",
            10 => "RSA/SHA-512",
            12 => "GOST R 34.10-2001",
            13 => "ECDSA Curve P-256 with SHA-256",
            14 => "ECDSA Curve P-384 with SHA-384",
            15 => "Ed25519",
            16 => "Ed448",
            157 => "HMAC/MD5",
            252 => "Indirect key",
            253 => "Private, domain name",
            254 => "Private, OID",
            _ => null,
        };

    public static string? Digest(ulong value) =>
        value switch
        {
            0 => "Reserved digest",
            1 => "SHA-1",
            2 => "SHA-256",
            3 => "GOST R 34.11-94",
            4 => "SHA-384",
            _ => null,
        };

    public static string? Option(ulong value) =>
        value switch
        {
            0 => "Reserved",
            1 => "LLQ",
            2 => "Update lease",
            3 => "NSID",
            4 => "Owner (reserved)",
            5 => "DAU",
            6 => "DHU",
            7 => "N3U",
            8 or 20730 => "Client subnet",
            9 => "Expire",
            10 => "Cookie",
            11 => "TCP keepalive",
            12 => "Padding",
            13 => "Chain",
            14 => "Key tag",
            15 => "Extended DNS error",
            16 => "Client tag",
            17 => "Server tag",
            18 => "Report channel",
            19 => "Zone version",
            _ => null,
        };

    public static string? AddressFamily(ulong value) =>
        value switch
        {
            1 => "IPv4",
            2 => "IPv6",
            _ => null,
        };

    public static string? ExtendedError(ulong value) =>
        value switch
        {
            0 => "Other Error",
            1 => "Unsupported DNSKEY Algorithm",
            2 => "Unsupported DS Digest Type",
            3 => "Stale Answer",
            4 => "Forged Answer",
            5 => "DNSSEC Indeterminate",
            6 => "DNSSEC Bogus",
            7 => "Signature Expired",
            8 => "Signature Not Yet Valid",
            9 => "DNSKEY Missing",
            10 => "RRSIGs Missing",
            11 => "No Zone Key Bit Set",
            12 => "NSEC Missing",
            13 => "Cached Error",
            14 => "Not Ready",
            15 => "Blocked",
            16 => "Censored",
            17 => "Filtered",
            18 => "Prohibited",
            19 => "Stale NXDomain Answer",
            20 => "Not Authoritative",
            21 => "Not Supported",
            22 => "No Reachable Authority",
            23 => "Network Error",
            24 => "Invalid Data",
            25 => "Signature Expired before Valid",
            26 => "Too Early",
            27 => "Unsupported NSEC3 Iterations Value",
            28 => "Unable to conform to policy",
            29 => "Synthesized",
            _ => null,
        };

    public static string? ServiceKey(ulong value) =>
        value switch
        {
            0 => "mandatory",
            1 => "alpn",
            2 => "no-default-alpn",
            3 => "port",
            4 => "ipv4hint",
            5 => "ech",
            6 => "ipv6hint",
            7 => "dohpath",
            8 => "ohttp",
            _ => null,
        };

    public static string? GatewayType(ulong value) =>
        value switch
        {
            0 => "No Gateway",
            1 => "IPv4 Gateway",
            2 => "IPv6 Gateway",
            3 => "DNS Gateway",
            _ => null,
        };

    public static string? GatewayAlgorithm(ulong value) =>
        value switch
        {
            1 => "DSA",
            2 => "RSA",
            _ => null,
        };

    public static string? CertificateType(ulong value) =>
        value switch
        {
            1 => "PKIX",
            2 => "SPKI",
            3 => "PGP",
            4 => "IPKIX",
            5 => "ISPKI",
            6 => "IPGP",
            7 => "ACPKIX",
            8 => "IACPKIX",
            253 => "Private, URI",
            254 => "Private, OID",
            _ => null,
        };

    public static string? CertificateUsage(ulong value) =>
        value switch
        {
            0 => "CA constraint (PKIX-TA)",
            1 => "Service certificate constraint (PKIX-EE)",
            2 => "Trust anchor assertion (DANE-TA)",
            3 => "Domain-issued certificate (DANE-EE)",
            _ => null,
        };

    public static string? Selector(ulong value) =>
        value switch
        {
            0 => "Full certificate (Cert)",
            1 => "SubjectPublicKeyInfo (SPKI)",
            _ => null,
        };

    public static string? MatchingType(ulong value) =>
        value switch
        {
            0 => "No Hash Used (Full)",
            1 => "SHA2-256",
            2 => "SHA2-512",
            _ => null,
        };

    public static string? SshAlgorithm(ulong value) =>
        value switch
        {
            1 => "RSA",
            2 => "DSA",
            3 => "ECDSA",
            4 => "Ed25519",
            5 => "XMSS",
            6 => "Ed448",
            _ => null,
        };

    public static string? SshFingerprint(ulong value) =>
        value switch
        {
            1 => "SHA1",
            2 => "SHA256",
            _ => null,
        };

    public static string? KeyMode(ulong value) =>
        value switch
        {
            1 => "Server assigned",
            2 => "Diffie Hellman",
            3 => "GSSAPI",
            4 => "Resolver assigned",
            5 => "Delete",
            _ => null,
        };
}
