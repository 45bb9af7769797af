using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The certificates that were sent in a capture.</summary>
public sealed record CertificateDetails : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; nothing found is an answer too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => TlsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The capture, under its other name.</summary>
    [Description("The same as file.")]
    public required string PcapFile { get; init; }

    /// <summary>Which analysis this is.</summary>
    [Description("Always certificate_details.")]
    public string AnalysisType { get; } = "certificate_details";

    /// <summary>Certificates that were sent in the clear.</summary>
    [Description("Certificates that were sent in the clear.")]
    public required int TotalCertificates { get; init; }

    /// <summary>Connections of TLS 1.3, whose certificates cannot be seen without keys.</summary>
    [Description("Connections of TLS 1.3, whose certificates cannot be seen without keys.")]
    public required int EncryptedChains { get; init; }

    /// <summary>Entries of the whole list.</summary>
    [Description("Entries of the whole list.")]
    public required int Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Offset of the next page; absent on the last.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The certificates, those of one chain one after the other, the end's own first.</summary>
    [Description("The certificates, those of one chain one after the other, the end's own first.")]
    public required IReadOnlyList<CertificateRow> Certificates { get; init; }

    /// <summary>What the answer is based on.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One certificate as it was sent.</summary>
public sealed record CertificateRow
{
    /// <summary>Frame that completed the chain.</summary>
    [Description("Frame that completed the chain.")]
    public required long Frame { get; init; }

    /// <summary>Address that sent it.</summary>
    [Description("Address that sent it.")]
    public required string SrcIp { get; init; }

    /// <summary>Address that it was sent to.</summary>
    [Description("Address that it was sent to.")]
    public required string DstIp { get; init; }

    /// <summary>Subject and issuer.</summary>
    [Description("Subject and issuer.")]
    public required IReadOnlyList<string> CertInfo { get; init; }

    /// <summary>Place in the chain; 0 is the end's own.</summary>
    [Description("Place in the chain; 0 is the end's own.")]
    public required int Position { get; init; }

    /// <summary>client or server.</summary>
    [Description("client or server.")]
    public required string SentBy { get; init; }

    /// <summary>Whom it is for; absent when it cannot be read.</summary>
    [Description("Whom it is for; absent when it cannot be read.")]
    public string? Subject { get; init; }

    /// <summary>Who signed it.</summary>
    [Description("Who signed it.")]
    public string? Issuer { get; init; }

    /// <summary>Names and addresses that it is valid for.</summary>
    [Description("Names and addresses that it is valid for.")]
    public IReadOnlyList<string>? SubjectAlternativeNames { get; init; }

    /// <summary>Serial number, hexadecimal.</summary>
    [Description("Serial number, hexadecimal.")]
    public string? SerialNumber { get; init; }

    /// <summary>Valid from, ISO 8601 UTC.</summary>
    [Description("Valid from, ISO 8601 UTC.")]
    public string? NotBefore { get; init; }

    /// <summary>Valid until, ISO 8601 UTC.</summary>
    [Description("Valid until, ISO 8601 UTC.")]
    public string? NotAfter { get; init; }

    /// <summary>Days that it was valid for when it was sent; negative when it had expired.</summary>
    [Description("Days that it was valid for when it was sent; negative when it had expired.")]
    public double? DaysLeft { get; init; }

    /// <summary>Algorithm and length of the key.</summary>
    [Description("Algorithm and length of the key.")]
    public string? Key { get; init; }

    /// <summary>Signature algorithm.</summary>
    [Description("Signature algorithm.")]
    public string? Signature { get; init; }

    /// <summary>SHA-256 of the certificate.</summary>
    [Description("SHA-256 of the certificate.")]
    public required string Sha256 { get; init; }

    /// <summary>It may sign others.</summary>
    [Description("It may sign others.")]
    public required bool IsCa { get; init; }

    /// <summary>Subject and issuer are the same.</summary>
    [Description("Subject and issuer are the same.")]
    public required bool SelfSigned { get; init; }

    /// <summary>The certificate before it names it as issuer, or it is the first.</summary>
    [Description("The certificate before it names it as issuer, or it is the first.")]
    public required bool InOrder { get; init; }

    /// <summary>Host that the client asked for.</summary>
    [Description("Host that the client asked for.")]
    public string? Sni { get; init; }

    /// <summary>Valid for that host; absent without one, and but for the first of a chain.</summary>
    [Description("Valid for that host; absent without one, and but for the first of a chain.")]
    public bool? MatchesSni { get; init; }

    /// <summary>What is wrong with it.</summary>
    [Description("What is wrong with it.")]
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Address and port of the client.</summary>
    [Description("Address and port of the client.")]
    public required string Client { get; init; }

    /// <summary>Address and port of the server.</summary>
    [Description("Address and port of the server.")]
    public required string Server { get; init; }

    /// <summary>Wireshark's tcp.stream, or udp.stream over datagrams.</summary>
    [Description("Wireshark's tcp.stream, or udp.stream over datagrams.")]
    public required int Stream { get; init; }

    /// <summary>The frame that completed the chain.</summary>
    [Description("The frame that completed the chain.")]
    public required Evidence Evidence { get; init; }
}
