using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>Which encrypted conversations were read, and what came of the keys.</summary>
public sealed record DecryptionCoverage
{
    /// <summary>Conversations in TLS or QUIC of which records or packets were decrypted.</summary>
    [Description("Conversations in TLS or QUIC of which records or packets were decrypted.")]
    public required long StreamsDecrypted { get; init; }

    /// <summary>Conversations in TLS, DTLS or QUIC that stayed closed.</summary>
    [Description("Conversations in TLS, DTLS or QUIC that stayed closed.")]
    public required long StreamsEncrypted { get; init; }

    /// <summary>Records, and packets of QUIC, for which there were keys and that did not authenticate; they are never shown.</summary>
    [Description(
        "Records, and packets of QUIC, for which there were keys and that did not authenticate: damaged, or of other keys."
    )]
    public long? RecordsNotOpened { get; init; }

    /// <summary>Where the keys came from.</summary>
    [Description("Where the keys came from: tls_key_log, SSLKEYLOGFILE, capture (its own secrets blocks).")]
    public string? Keys { get; init; }

    /// <summary>Sessions of which the keys are known.</summary>
    [Description("Sessions of which the keys are known.")]
    public int? SessionsKnown { get; init; }

    /// <summary>Of these, sessions whose connection is in the capture.</summary>
    [Description("Of these, sessions whose connection is in the capture.")]
    public int? SessionsMet { get; init; }

    /// <summary>Lines of the key log that are not in its format.</summary>
    [Description("Lines of the key log that are not in its format.")]
    public long? WrongLines { get; init; }

    /// <summary>What is wrong with the keys; absent when nothing is.</summary>
    [Description("What is wrong with the keys.")]
    public string? Note { get; init; }
}
