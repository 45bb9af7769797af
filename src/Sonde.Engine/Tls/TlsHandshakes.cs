using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The TLS connections of a capture: what was offered, chosen and reached.</summary>
public sealed record TlsHandshakes : IAnswer
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
    [Description("Always tls_handshakes.")]
    public string AnalysisType { get; } = "tls_handshakes";

    /// <summary>TLS connections in the capture.</summary>
    [Description("TLS connections in the capture.")]
    public required int TotalHandshakes { get; init; }

    /// <summary>Connections by outcome.</summary>
    [Description("Connections by outcome.")]
    public required IReadOnlyDictionary<string, long> ByOutcome { get; init; }

    /// <summary>Connections by the version in use.</summary>
    [Description("Connections by the version in use.")]
    public required IReadOnlyDictionary<string, long> ByVersion { get; init; }

    /// <summary>Entries of the whole list.</summary>
    [Description("Entries of the whole list.")]
    public required int Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Offset of the next page; absent on the last.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The connections in the order of their first message.</summary>
    [Description("The connections in the order of their first message.")]
    [JsonPropertyName("tls_handshakes")]
    public required IReadOnlyList<TlsHandshakeRow> Handshakes { get; init; }

    /// <summary>What the answer is based on.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One TLS connection.</summary>
public sealed record TlsHandshakeRow
{
    /// <summary>Frame of the first message that was captured.</summary>
    [Description("Frame of the first message that was captured.")]
    public required long Frame { get; init; }

    /// <summary>Address of the client.</summary>
    [Description("Address of the client.")]
    public required string SrcIp { get; init; }

    /// <summary>Address of the server.</summary>
    [Description("Address of the server.")]
    public required string DstIp { get; init; }

    /// <summary>Types of the handshake messages that could be read, in their order, such as 1,2,11,12,14,16.</summary>
    [Description("Types of the handshake messages that could be read, in their order, such as 1,2,11,12,14,16.")]
    public required string HandshakeType { get; init; }

    /// <summary>Host that the client asked for; absent when it named none.</summary>
    [Description("Host that the client asked for; absent when it named none.")]
    public string? Sni { get; init; }

    /// <summary>Address and port of the client.</summary>
    [Description("Address and port of the client.")]
    public required string Client { get; init; }

    /// <summary>Address and port of the server.</summary>
    [Description("Address and port of the server.")]
    public required string Server { get; init; }

    /// <summary>Records of it were decrypted with a key log; absent where none was.</summary>
    [Description("Records of it were decrypted with a key log; absent where none was.")]
    public bool? Decrypted { get; init; }

    /// <summary>Wireshark's tcp.stream, or udp.stream over datagrams.</summary>
    [Description("Wireshark's tcp.stream, or udp.stream over datagrams.")]
    public required int Stream { get; init; }

    /// <summary>tcp, or dtls or quic over UDP.</summary>
    [Description("tcp, or dtls or quic over UDP.")]
    public required string Carrier { get; init; }

    /// <summary>Protocol that it was before, as with STARTTLS.</summary>
    [Description("Protocol that it was before, as with STARTTLS.")]
    public string? UpgradedFrom { get; init; }

    /// <summary>completed, refused (an alert ended it), incomplete (it has no end in the capture) or not_seen (the capture began later).</summary>
    [Description(
        "completed, refused (an alert ended it), incomplete (it has no end in the capture) or not_seen (the capture began later)."
    )]
    public required string Outcome { get; init; }

    /// <summary>Why it is not completed.</summary>
    [Description("Why it is not completed.")]
    public string? Reason { get; init; }

    /// <summary>Version in use; absent without the server's hello.</summary>
    [Description("Version in use; absent without the server's hello.")]
    public string? Version { get; init; }

    /// <summary>Versions that the client offered, the highest first as it lists them.</summary>
    [Description("Versions that the client offered, the highest first as it lists them.")]
    public IReadOnlyList<string>? OfferedVersions { get; init; }

    /// <summary>Cipher suite in use.</summary>
    [Description("Cipher suite in use.")]
    public string? CipherSuite { get; init; }

    /// <summary>Cipher suites that the client offered; extract_tls_cipher_analysis lists them.</summary>
    [Description("Cipher suites that the client offered; extract_tls_cipher_analysis lists them.")]
    public int? OfferedCiphers { get; init; }

    /// <summary>Group of the key exchange.</summary>
    [Description("Group of the key exchange.")]
    public string? Group { get; init; }

    /// <summary>Protocol inside, when it was said in the clear.</summary>
    [Description("Protocol inside, when it was said in the clear.")]
    public string? Alpn { get; init; }

    /// <summary>Protocols that the client offered.</summary>
    [Description("Protocols that the client offered.")]
    public IReadOnlyList<string>? OfferedAlpn { get; init; }

    /// <summary>none (a full handshake), session (identifier or ticket, TLS 1.2) or psk (TLS 1.3).</summary>
    [Description("none (a full handshake), session (identifier or ticket, TLS 1.2) or psk (TLS 1.3).")]
    public required string Resumption { get; init; }

    /// <summary>The client announced data before the answer.</summary>
    [Description("The client announced data before the answer.")]
    public required bool EarlyData { get; init; }

    /// <summary>The hello carries an encrypted hello, or something that looks like it.</summary>
    [Description("The hello carries an encrypted hello, or something that looks like it.")]
    public required bool EncryptedClientHello { get; init; }

    /// <summary>The server asked for a second hello.</summary>
    [Description("The server asked for a second hello.")]
    public required bool AskedAgain { get; init; }

    /// <summary>The server asked for a certificate of the client, in the clear.</summary>
    [Description("The server asked for a certificate of the client, in the clear.")]
    public required bool ClientCertificateRequested { get; init; }

    /// <summary>Subject of the server's certificate, when it was sent in the clear.</summary>
    [Description("Subject of the server's certificate, when it was sent in the clear.")]
    public string? Certificate { get; init; }

    /// <summary>What is wrong with it; extract_certificate_details has the details.</summary>
    [Description("What is wrong with it; extract_certificate_details has the details.")]
    public IReadOnlyList<string>? CertificateProblems { get; init; }

    /// <summary>The first alert, with who sent it.</summary>
    [Description("The first alert, with who sent it.")]
    public string? Alert { get; init; }

    /// <summary>Milliseconds from the client's hello to the end of the handshake.</summary>
    [Description("Milliseconds from the client's hello to the end of the handshake.")]
    public double? DurationMs { get; init; }

    /// <summary>Milliseconds from the client's hello to the server's.</summary>
    [Description("Milliseconds from the client's hello to the server's.")]
    public double? ServerHelloMs { get; init; }

    /// <summary>Fingerprint of the client's hello.</summary>
    [Description("Fingerprint of the client's hello.")]
    public string? Ja3 { get; init; }

    /// <summary>Fingerprint of the server's hello.</summary>
    [Description("Fingerprint of the server's hello.")]
    public string? Ja3s { get; init; }

    /// <summary>Fingerprint of the client's hello, whatever the order of its extensions.</summary>
    [Description("Fingerprint of the client's hello, whatever the order of its extensions.")]
    public string? Ja4 { get; init; }

    /// <summary>Frames of the handshake.</summary>
    [Description("Frames of the handshake.")]
    public required Evidence Evidence { get; init; }
}
