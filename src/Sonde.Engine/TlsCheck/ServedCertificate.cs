using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>A certificate that a server sent.</summary>
public sealed record ServedCertificate
{
    /// <summary>Place in the chain.</summary>
    [Description("Place in the chain as sent; 0 is the server's own.")]
    public required int Position { get; init; }

    /// <summary>Whom it is for.</summary>
    [Description("Whom it is for; absent when it cannot be read.")]
    public string? Subject { get; init; }

    /// <summary>Who signed it.</summary>
    [Description("Who signed it.")]
    public string? Issuer { get; init; }

    /// <summary>Names and addresses.</summary>
    [Description("Names and addresses that it is valid for.")]
    public IReadOnlyList<string>? SubjectAlternativeNames { get; init; }

    /// <summary>Serial number.</summary>
    [Description("Serial number, hexadecimal.")]
    public string? SerialNumber { get; init; }

    /// <summary>Valid from.</summary>
    [Description("Valid from, ISO 8601 UTC.")]
    public string? NotBefore { get; init; }

    /// <summary>Valid until.</summary>
    [Description("Valid until, ISO 8601 UTC.")]
    public string? NotAfter { get; init; }

    /// <summary>Days left.</summary>
    [Description("Days until it expires; negative when it has.")]
    public double? DaysLeft { get; init; }

    /// <summary>Key.</summary>
    [Description("Algorithm and length of the key.")]
    public string? Key { get; init; }

    /// <summary>Signature algorithm.</summary>
    [Description("Signature algorithm.")]
    public string? Signature { get; init; }

    /// <summary>Fingerprint.</summary>
    [Description("SHA-256 of the certificate.")]
    public required string Sha256 { get; init; }

    /// <summary>May sign others.</summary>
    [Description("It may sign others.")]
    public required bool IsCa { get; init; }

    /// <summary>Subject and issuer are the same.</summary>
    [Description("Subject and issuer are the same.")]
    public required bool SelfSigned { get; init; }

    /// <summary>Stands where it belongs.</summary>
    [Description("The certificate before it names it as issuer, or it is the first.")]
    public required bool InOrder { get; init; }

    /// <summary>The certificate of a chain.</summary>
    internal static ServedCertificate Of(
        CertificateFacts facts,
        CertificateFacts? before,
        int position,
        DateTime now
    ) =>
        new()
        {
            Position = position,
            Subject = facts.Subject,
            Issuer = facts.Issuer,
            SubjectAlternativeNames = facts.IsReadable ? facts.Names : null,
            SerialNumber = facts.SerialNumber,
            NotBefore = facts.ValidFrom,
            NotAfter = facts.ValidUntil,
            DaysLeft = facts.DaysLeft(now),
            Key = facts.Key,
            Signature = facts.Signature,
            Sha256 = facts.Sha256,
            IsCa = facts.IsCa,
            SelfSigned = facts.IsSelfSigned,
            InOrder = before is null || before.IsReadable && facts.IsReadable && before.Issuer == facts.Subject,
        };
}
