using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that read what TLS shows without keys.</summary>
internal static class TlsTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<PagedCaptureArguments, TlsHandshakes>(
                "analyze_tls_handshakes",
                "TLS handshakes",
                "Every TLS connection, whatever its port: version, cipher suite, group, host asked for (SNI), ALPN, resumption, certificate, "
                    + "duration, JA3/JA4, and whether the handshake completed or who refused it and why. Use it first for TLS trouble.",
                ToolHints.Reads,
                TlsHandshakesQuestion.Ask
            ),
            new Tool<PagedCaptureArguments, SniMismatches>(
                "analyze_sni_mismatches",
                "SNI mismatches",
                "Compares the host that clients ask for in TLS (SNI) with the certificate, with the names that DNS in the capture gives the "
                    + "server's address, and with resets after the hello. Use it for wrong certificates, interception and blocking.",
                ToolHints.Reads,
                SniQuestion.Ask
            ),
            new Tool<PagedCaptureArguments, CertificateDetails>(
                "extract_certificate_details",
                "Certificates",
                "Certificates sent in TLS handshakes: subject, issuer, alternative names, validity when it was sent, key, signature, fingerprint, "
                    + "order of the chain, and problems: expired, self-signed, not valid for the host. Those of TLS 1.3 are encrypted.",
                ToolHints.Reads,
                CertificateQuestion.Ask
            ),
            new Tool<PagedCaptureArguments, TlsAlerts>(
                "analyze_tls_alerts",
                "TLS alerts",
                "Alerts of TLS: level, description and meaning, who sent each, whether during the handshake, in which connection, and those "
                    + "that are encrypted. Use it to learn why TLS connections fail.",
                ToolHints.Reads,
                TlsAlertsQuestion.Ask
            ),
            new Tool<PagedCaptureArguments, TlsCiphers>(
                "extract_tls_cipher_analysis",
                "TLS cipher suites",
                "Cipher suites and groups that clients offered and servers chose in TLS, weak and outdated ones with the reason, forward secrecy, "
                    + "and negotiations that failed because nothing was common. Use it to audit what is in use.",
                ToolHints.Reads,
                TlsCiphersQuestion.Ask
            ),
        ];
}
