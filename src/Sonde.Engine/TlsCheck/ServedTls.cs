using System.ComponentModel;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>A handshake with a server, and the certificate that it showed.</summary>
public sealed record ServedTls
{
    /// <summary>Version.</summary>
    [Description("Version that was agreed: TLS 1.3.")]
    public string? Version { get; init; }

    /// <summary>Suite.</summary>
    [Description("Cipher suite that was agreed.")]
    public string? CipherSuite { get; init; }

    /// <summary>Application protocol.</summary>
    [Description("Application protocol that was agreed by ALPN; absent when none was.")]
    public string? Alpn { get; init; }

    /// <summary>Subject.</summary>
    [Description("Whom the server's certificate is for.")]
    public string? Subject { get; init; }

    /// <summary>Issuer.</summary>
    [Description("Who signed it.")]
    public string? Issuer { get; init; }

    /// <summary>Names.</summary>
    [Description("Names and addresses that it is valid for.")]
    public IReadOnlyList<string>? SubjectAlternativeNames { get; init; }

    /// <summary>Valid until.</summary>
    [Description("Valid until, ISO 8601 UTC.")]
    public string? NotAfter { get; init; }

    /// <summary>Days left.</summary>
    [Description("Days until it expires; negative when it has.")]
    public double? DaysLeft { get; init; }

    /// <summary>Matches.</summary>
    [Description("It is valid for the name that was asked for.")]
    public bool? MatchesName { get; init; }

    /// <summary>Trusted.</summary>
    [Description("The chain leads to an authority that this machine trusts; expiry and name are told apart.")]
    public required bool Trusted { get; init; }

    /// <summary>Problems.</summary>
    [Description(
        "What is wrong, each with its word in front: expired, self_signed, name_mismatch, incomplete_chain, untrusted_root."
    )]
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>The facts of a handshake.</summary>
    internal static ServedTls Of(TlsDialog dialog, string name, DateTime now) =>
        Of(new AgreedTls(dialog.Version, dialog.Suite, dialog.Protocol, dialog.Chain), name, now);

    /// <summary>The facts of a handshake.</summary>
    internal static ServedTls Of(AgreedTls facts, string name, DateTime now)
    {
        var verdict = ChainVerdict.Of(facts.Chain, name, now);
        ServedCertificate? own = verdict.Certificates.Count > 0 ? verdict.Certificates[0] : null;
        return new ServedTls
        {
            Version = facts.Version is { } version ? TlsReading.VersionName(version) : null,
            CipherSuite = facts.Suite is { } suite ? TlsReading.SuiteName(suite) : null,
            Alpn = string.IsNullOrEmpty(facts.Protocol) ? null : Quote.Clean(facts.Protocol, 100),
            Subject = own?.Subject,
            Issuer = own?.Issuer,
            SubjectAlternativeNames = own?.SubjectAlternativeNames,
            NotAfter = own?.NotAfter,
            DaysLeft = own?.DaysLeft,
            MatchesName = verdict.MatchesName,
            Trusted = verdict.IsTrusted,
            Problems = verdict.Problems,
        };
    }
}

/// <summary>What a handshake agreed on.</summary>
/// <param name="Version">The version's number; null when it failed.</param>
/// <param name="Suite">The suite's number.</param>
/// <param name="Protocol">The protocol that ALPN chose; null or empty for none.</param>
/// <param name="Chain">The certificates as sent.</param>
internal sealed record AgreedTls(ushort? Version, ushort? Suite, string? Protocol, IReadOnlyList<byte[]> Chain);
