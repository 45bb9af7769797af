using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What the conversations of a capture carry. Secrets in clear text are masked with asterisks.</summary>
public sealed record PayloadAnalysis : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Overview;

    JsonSerializerContext IAnswer.Json => PayloadJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Overview { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>When this was asked.</summary>
    [Description("When this was asked, UTC.")]
    public required string AnalysisTimestamp { get; init; }

    /// <summary>Counts.</summary>
    [Description("Counts over the conversations that meet the arguments.")]
    public required PayloadSummary Summary { get; init; }

    /// <summary>Conversations in the capture.</summary>
    [Description("Conversations with payload that meet the arguments.")]
    public required int Total { get; init; }

    /// <summary>Conversations in this answer.</summary>
    [Description("Conversations in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The conversations.</summary>
    [Description("The conversations in the order in which they began.")]
    public required IReadOnlyList<PayloadConnection> Connections { get; init; }

    /// <summary>What would show more.</summary>
    [Description("What would show more; empty when everything could be read.")]
    public required IReadOnlyList<string> Recommendations { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>Counts over payloads.</summary>
/// <param name="TotalPackets">Packets of the capture.</param>
/// <param name="PacketsWithPayload">Packets with payload over TCP or UDP.</param>
/// <param name="TotalPayloadBytes">Octets of that payload.</param>
/// <param name="EncryptedPackets">Packets whose payload is encrypted.</param>
/// <param name="PlaintextPackets">Packets whose payload is not.</param>
public sealed record PayloadSummary(
    [property: Description("Packets of the capture.")] long TotalPackets,
    [property: Description("Packets with payload over TCP or UDP.")] long PacketsWithPayload,
    [property: Description("Octets of that payload.")] long TotalPayloadBytes,
    [property: Description("Packets whose payload is encrypted.")] long EncryptedPackets,
    [property: Description("Packets whose payload is not.")] long PlaintextPackets
);

/// <summary>What one conversation carries.</summary>
public sealed record PayloadConnection
{
    /// <summary>Which conversation.</summary>
    [Description("Wireshark's filter for the conversation.")]
    public required string DisplayFilter { get; init; }

    /// <summary>The end that asks.</summary>
    [Description("The end that asks, address and port.")]
    public required string Client { get; init; }

    /// <summary>The end that answers.</summary>
    [Description("The end that answers, address and port.")]
    public required string Server { get; init; }

    /// <summary>Port of the server.</summary>
    [Description("Port of the server.")]
    public required int Port { get; init; }

    /// <summary>What runs over it.</summary>
    [Description("What runs over it, as detect_protocols finds it; text for readable lines of nothing known.")]
    public required string ProtocolDetected { get; init; }

    /// <summary>How sure that is.</summary>
    [Description(
        "1 by certain content, 0.6 by plausible content and port, 0.5 as Wireshark shows it or as text, 0 for unknown."
    )]
    public required double Confidence { get; init; }

    /// <summary>Whether it is encrypted.</summary>
    [Description("Whether it is encrypted, by what, and from which packet on; absent when not asked.")]
    public PayloadEncryption? Encryption { get; init; }

    /// <summary>The first payloads.</summary>
    [Description("The first payloads.")]
    public required IReadOnlyList<PayloadRow> Payloads { get; init; }

    /// <summary>Packets with payload.</summary>
    [Description("Packets with payload, those not shown too.")]
    public required long PayloadCount { get; init; }

    /// <summary>Octets of payload.</summary>
    [Description("Octets of payload.")]
    public required long PayloadBytes { get; init; }

    /// <summary>What was read out of it.</summary>
    [Description("The first queries of a database conversation; extract_database_queries has all.")]
    public PayloadData? ExtractedData { get; init; }
}

/// <summary>How a conversation is encrypted.</summary>
/// <param name="IsEncrypted">It is.</param>
/// <param name="Type">By what.</param>
/// <param name="StartsAtPacket">Its first encrypted packet.</param>
public sealed record PayloadEncryption(
    [property: Description("It is encrypted.")] bool IsEncrypted,
    [property: Description(
        "TLS with its version, DTLS, QUIC, SSH, or high entropy: unknown octets that are spread like encrypted or compressed ones."
    )]
        string? Type,
    [property: Description("Frame of the first encrypted payload.")] long? StartsAtPacket
);

/// <summary>One payload.</summary>
public sealed record PayloadRow
{
    /// <summary>Its frame.</summary>
    [Description("Frame number.")]
    public required long PacketNum { get; init; }

    /// <summary>Who sent it.</summary>
    [Description("client->server or server->client.")]
    public required string Direction { get; init; }

    /// <summary>Its octets.</summary>
    [Description("Octets of payload.")]
    public required int Size { get; init; }

    /// <summary>It is encrypted.</summary>
    [Description("It is encrypted.")]
    public required bool IsEncrypted { get; init; }

    /// <summary>When.</summary>
    [Description("Seconds since 1970.")]
    public double? Timestamp { get; init; }

    /// <summary>The first octets.</summary>
    [Description("The first 64 octets.")]
    public required string Hex { get; init; }

    /// <summary>The first octets as text.</summary>
    [Description("The first 100 octets as text; a dot for what cannot be printed. Absent for what is encrypted.")]
    public string? Ascii { get; init; }

    /// <summary>Runs of text.</summary>
    [Description("Runs of readable text, at most 5.")]
    public IReadOnlyList<PayloadTextRow>? Texts { get; init; }
}

/// <summary>A run of text in a payload.</summary>
/// <param name="Offset">Its first octet.</param>
/// <param name="Length">Its octets.</param>
/// <param name="Text">The text, at most 200 characters.</param>
/// <param name="Encoding">Its encoding.</param>
/// <param name="IsSql">It is a statement of SQL.</param>
/// <param name="IsCommand">It begins with a command of a text protocol.</param>
/// <param name="Confidence">How likely it is meant to be read.</param>
public sealed record PayloadTextRow(
    [property: Description("Its first octet in the payload.")] int Offset,
    [property: Description("Its octets.")] int Length,
    [property: Description("The text, at most 200 characters.")] string Text,
    [property: Description("ascii or utf-8.")] string Encoding,
    [property: Description("It is a statement of SQL.")] bool IsSql,
    [property: Description("It begins with a command of a text protocol.")] bool IsCommand,
    [property: Description("0.5, and more with words, punctuation, SQL or a command.")] double Confidence
);

/// <summary>What was read out of a conversation.</summary>
/// <param name="Queries">The first queries.</param>
/// <param name="QueryCount">All queries.</param>
public sealed record PayloadData(
    [property: Description("The first 10 queries.")] IReadOnlyList<DatabaseQueryRow> Queries,
    [property: Description("All queries of the conversation.")] long QueryCount
);
