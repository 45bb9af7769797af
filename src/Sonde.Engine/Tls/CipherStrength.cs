using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What is weak in cipher suites and versions, RFC 9325 §4.</summary>
internal static class CipherStrength
{
    /// <summary>Why a suite is weak; null when it is not, or is not known.</summary>
    public static string? WeaknessOf(ushort suite)
    {
        if (
            suite is TlsCipherSuites.RenegotiationInfo or TlsCipherSuites.Fallback
            || TlsGrease.Is(suite)
            || TlsCipherSuites.NameOf(suite) is not { } name
        )
            return null;
        return Has(name, "_NULL") ? "nothing is encrypted"
            : Has(name, "EXPORT") ? "keys of 40 or 56 bits, made weak for export"
            : Has(name, "anon") ? "nobody proves who it is"
            : Has(name, "_RC4_") ? "RC4 is broken (RFC 7465)"
            : Has(name, "_RC2_") ? "RC2 is broken"
            : Has(name, "3DES") ? "3DES has blocks of 64 bits, open to Sweet32"
            : Has(name, "_DES_") || Has(name, "DES40") ? "DES has keys of 56 bits"
            : Has(name, "IDEA") ? "IDEA has blocks of 64 bits"
            : name.EndsWith("_MD5", StringComparison.Ordinal) ? "MD5 is broken"
            : null;
    }

    /// <summary>Whether the key exchange leaves nothing behind that opens it later; null for suites without a name.</summary>
    public static bool? HasForwardSecrecy(ushort suite, ushort version)
    {
        if (version is TlsVersions.Tls13 or TlsVersions.Dtls13)
            return true; // but for a resumption by key alone, which cannot be told from the suite
        return TlsCipherSuites.NameOf(suite) is { } name ? Has(name, "DHE") || Has(name, "ECDHE") : null;
    }

    /// <summary>Why a version is weak; null when it is not.</summary>
    public static string? WeaknessOfVersion(ushort version) =>
        version switch
        {
            TlsVersions.Ssl2 or TlsVersions.Ssl3 => "SSL is broken (RFC 6176, RFC 7568)",
            TlsVersions.Tls10 or TlsVersions.Tls11 or TlsVersions.Dtls10 => "the version is deprecated (RFC 8996)",
            _ => null,
        };

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.Ordinal);
}
