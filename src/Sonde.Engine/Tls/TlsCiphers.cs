using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The cipher suites that were offered and chosen in a capture.</summary>
public sealed record TlsCiphers : IAnswer
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
    [Description("Always tls_cipher_analysis.")]
    public string AnalysisType { get; } = "tls_cipher_analysis";

    /// <summary>Negotiations in the capture.</summary>
    [Description("Negotiations in the capture.")]
    public required int TotalNegotiations { get; init; }

    /// <summary>Suites that were chosen, with how often.</summary>
    [Description("Suites that were chosen, with how often.")]
    public required IReadOnlyDictionary<string, long> ChosenSuites { get; init; }

    /// <summary>Negotiations whose suite or version is weak.</summary>
    [Description("Negotiations whose suite or version is weak.")]
    public required int WeakChosen { get; init; }

    /// <summary>Negotiations in which the client offered weak suites.</summary>
    [Description("Negotiations in which the client offered weak suites.")]
    public required int WeakOffered { get; init; }

    /// <summary>Negotiations that failed because nothing was common.</summary>
    [Description("Negotiations that failed because nothing was common.")]
    public required int NoOverlap { get; init; }

    /// <summary>Entries of the whole list.</summary>
    [Description("Entries of the whole list.")]
    public required int Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Offset of the next page; absent on the last.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The negotiations in their order.</summary>
    [Description("The negotiations in their order.")]
    public required IReadOnlyList<CipherNegotiationRow> CipherNegotiations { get; init; }

    /// <summary>What the answer is based on.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One negotiation.</summary>
public sealed record CipherNegotiationRow
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

    /// <summary>The suite that was chosen; absent when none was.</summary>
    [Description("The suite that was chosen; absent when none was.")]
    public string? CipherSuite { get; init; }

    /// <summary>Its number.</summary>
    [Description("Its number.")]
    public string? CipherCode { get; init; }

    /// <summary>Version in use.</summary>
    [Description("Version in use.")]
    public string? Version { get; init; }

    /// <summary>Group of the key exchange.</summary>
    [Description("Group of the key exchange.")]
    public string? Group { get; init; }

    /// <summary>A key that leaks later does not open it.</summary>
    [Description("A key that leaks later does not open it.")]
    public bool? ForwardSecrecy { get; init; }

    /// <summary>What is weak in what was chosen.</summary>
    [Description("What is weak in what was chosen.")]
    public required IReadOnlyList<string> Weaknesses { get; init; }

    /// <summary>Suites that the client offered, in its order.</summary>
    [Description("Suites that the client offered, in its order.")]
    public required IReadOnlyList<string> Offered { get; init; }

    /// <summary>Groups that the client offered.</summary>
    [Description("Groups that the client offered.")]
    public required IReadOnlyList<string> OfferedGroups { get; init; }

    /// <summary>Weak ones among the suites offered.</summary>
    [Description("Weak ones among the suites offered.")]
    public required IReadOnlyList<CipherWeakness> WeakOffered { get; init; }

    /// <summary>The server found nothing that it could use.</summary>
    [Description("The server found nothing that it could use.")]
    public required bool NoOverlap { get; init; }

    /// <summary>Host that the client asked for.</summary>
    [Description("Host that the client asked for.")]
    public string? Sni { get; init; }

    /// <summary>Address and port of the client.</summary>
    [Description("Address and port of the client.")]
    public required string Client { get; init; }

    /// <summary>Address and port of the server.</summary>
    [Description("Address and port of the server.")]
    public required string Server { get; init; }

    /// <summary>Wireshark's tcp.stream, or udp.stream over datagrams.</summary>
    [Description("Wireshark's tcp.stream, or udp.stream over datagrams.")]
    public required int Stream { get; init; }

    /// <summary>Frames of the handshake.</summary>
    [Description("Frames of the handshake.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>A weak suite.</summary>
public sealed record CipherWeakness
{
    /// <summary>The suite.</summary>
    [Description("The suite.")]
    public required string CipherSuite { get; init; }

    /// <summary>What is weak in it.</summary>
    [Description("What is weak in it.")]
    public required string Reason { get; init; }
}
