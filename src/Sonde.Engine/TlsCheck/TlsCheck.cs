using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Which server's TLS to check, and how.</summary>
public sealed record TlsCheckArguments
{
    /// <summary>The host.</summary>
    [Description("Host name or address.")]
    public required string Target { get; init; }

    /// <summary>The port.</summary>
    [Description("Port, 1 to 65535.")]
    [DefaultValue(443)]
    [Range(1, 65_535)]
    public int? Port { get; init; }

    /// <summary>The name.</summary>
    [Description("Name to ask for (SNI) and to hold the certificate against; the target unless given.")]
    public string? ServerName { get; init; }

    /// <summary>STARTTLS.</summary>
    [Description("Service to ask for TLS first; auto goes by the port.")]
    [DefaultValue("auto")]
    [AllowedValues("auto", "none", "smtp", "imap", "pop3", "ftp", "postgres", "mysql", "ldap")]
    public string? Starttls { get; init; }

    /// <summary>Protocols.</summary>
    [Description("Application protocols to offer by ALPN.")]
    public IReadOnlyList<string>? Alpn { get; init; }

    /// <summary>Suites.</summary>
    [Description("Find every cipher suite of every version; else the preferred one of each.")]
    [DefaultValue(true)]
    public bool? Ciphers { get; init; }

    /// <summary>The time.</summary>
    [Description("Seconds for each connection; fractions are accepted.")]
    [DefaultValue(5.0)]
    public double? Timeout { get; init; }

    /// <summary>The family.</summary>
    [Description("4 or 6 for one family of addresses only.")]
    public int? IpVersion { get; init; }
}

/// <summary>What a server's TLS is like.</summary>
public sealed record TlsCheck : IAnswer
{
    /// <inheritdoc/>
    [Description("The server speaks TLS; what is wrong with its certificate is an answer too.")]
    public required bool Success { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => TlsCheckJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The host.</summary>
    [Description("The host as asked.")]
    public required string Target { get; init; }

    /// <summary>The port.</summary>
    [Description("The port.")]
    public required int Port { get; init; }

    /// <summary>The address.</summary>
    [Description("The address that answered.")]
    public required string Address { get; init; }

    /// <summary>Addresses without answer.</summary>
    [Description("Addresses tried before it, with what went wrong.")]
    public IReadOnlyList<string>? FailedAddresses { get; init; }

    /// <summary>The name.</summary>
    [Description("The name that was asked for and that the certificate is held against.")]
    public required string ServerName { get; init; }

    /// <summary>STARTTLS.</summary>
    [Description("The service that was asked for TLS first; absent when TLS came at once.")]
    public string? Starttls { get; init; }

    /// <summary>Connect time.</summary>
    [Description("Milliseconds of the TCP handshake.")]
    public double? ConnectMs { get; init; }

    /// <summary>Handshake time.</summary>
    [Description("Milliseconds of the TLS handshake.")]
    public double? TlsMs { get; init; }

    /// <summary>Version.</summary>
    [Description("Version that was agreed with everything offered.")]
    public string? Version { get; init; }

    /// <summary>Suite.</summary>
    [Description("Cipher suite that was agreed.")]
    public string? CipherSuite { get; init; }

    /// <summary>Protocol.</summary>
    [Description("Application protocol that was agreed by ALPN; absent when none was.")]
    public string? Alpn { get; init; }

    /// <summary>Why this platform's handshake failed.</summary>
    [Description(
        "Why the handshake failed; the certificates then come from a hello of our own, when the server sends them in the clear."
    )]
    public string? HandshakeError { get; init; }

    /// <summary>Trusted.</summary>
    [Description("The chain leads to an authority that this machine trusts; expiry and name are told apart.")]
    public required bool Trusted { get; init; }

    /// <summary>Matches.</summary>
    [Description("The server's certificate is valid for the name.")]
    public bool? MatchesName { get; init; }

    /// <summary>Days left.</summary>
    [Description("Days until the first certificate of the chain expires; negative when one has.")]
    public double? DaysLeft { get; init; }

    /// <summary>Problems.</summary>
    [Description(
        "What is wrong, each with its word in front: expired, not_yet_valid, self_signed, name_mismatch, incomplete_chain, untrusted_root, wrong_order, short_key, broken_signature, weak_version, weak_cipher."
    )]
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>The chain.</summary>
    [Description("The certificates as sent, the server's own first.")]
    public required IReadOnlyList<ServedCertificate> Chain { get; init; }

    /// <summary>Versions.</summary>
    [Description("The versions that were tried, oldest first.")]
    public required IReadOnlyList<OfferedVersion> Versions { get; init; }

    /// <summary>Not checked.</summary>
    [Description("What was not checked, and why.")]
    public required IReadOnlyList<string> NotChecked { get; init; }

    /// <summary>Coverage.</summary>
    [Description("What was done.")]
    public required ProbeCoverage Coverage { get; init; }
}

/// <summary>What a server does with one version.</summary>
public sealed record OfferedVersion
{
    /// <summary>The version.</summary>
    [Description("The version.")]
    public required string Version { get; init; }

    /// <summary>Offered.</summary>
    [Description("The server accepts it; absent when there was no answer.")]
    public bool? Offered { get; init; }

    /// <summary>How it refuses.</summary>
    [Description("How it refuses.")]
    public string? Refusal { get; init; }

    /// <summary>Suites.</summary>
    [Description("Cipher suites that it accepts, in the order in which it chose them.")]
    public required IReadOnlyList<OfferedSuite> CipherSuites { get; init; }
}

/// <summary>A suite that a server accepts.</summary>
public sealed record OfferedSuite
{
    /// <summary>Its name.</summary>
    [Description("Its name.")]
    public required string Name { get; init; }

    /// <summary>Forward secrecy.</summary>
    [Description("Whoever gets the server's key later cannot read what was said.")]
    public bool? ForwardSecrecy { get; init; }

    /// <summary>Weakness.</summary>
    [Description("Why it is weak; absent when it is not.")]
    public string? Weakness { get; init; }
}
