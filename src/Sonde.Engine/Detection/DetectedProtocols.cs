using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What runs over the conversations of a capture.</summary>
public sealed record DetectedProtocols : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => DetectionJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture that was read.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>Conversations by the protocol that was found, the most frequent first.</summary>
    [Description("Conversations by the protocol that was found, the most frequent first.")]
    public required IReadOnlyDictionary<string, long> Protocols { get; init; }

    /// <summary>What runs inside those that were decrypted; absent when none was.</summary>
    [Description("What runs inside those that were decrypted; absent when none was.")]
    public IReadOnlyDictionary<string, long>? ProtocolsInside { get; init; }

    /// <summary>Conversations of which content and port, or content and Wireshark, say different things.</summary>
    [Description("Conversations of which content and port, or content and Wireshark, say different things.")]
    public required long Disagreements { get; init; }

    /// <summary>Conversations that are encrypted.</summary>
    [Description("Conversations that are encrypted.")]
    public required long EncryptedConnections { get; init; }

    /// <summary>Entries of the whole list.</summary>
    [Description("Entries of the whole list.")]
    public required int Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Offset of the next page; absent on the last.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The conversations over TCP and UDP with data; those with a disagreement first, then in the order in which they began.</summary>
    [Description(
        "The conversations over TCP and UDP with data; those with a disagreement first, then in the order in which they began."
    )]
    public required IReadOnlyList<DetectedConnection> Connections { get; init; }

    /// <summary>The first frames of the conversations listed.</summary>
    [Description("The first frames of the conversations listed.")]
    public required Evidence Evidence { get; init; }

    /// <summary>What the answer is based on.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>What runs over one conversation.</summary>
public sealed record DetectedConnection
{
    /// <summary>tcp or udp.</summary>
    [Description("tcp or udp.")]
    public required string Transport { get; init; }

    /// <summary>Number of the stream (tcp.stream, udp.stream).</summary>
    [Description("Number of the stream (tcp.stream, udp.stream).")]
    public required int Stream { get; init; }

    /// <summary>The end that asks, address and port.</summary>
    [Description("The end that asks, address and port.")]
    public required string Client { get; init; }

    /// <summary>The end that answers, address and port.</summary>
    [Description("The end that answers, address and port.")]
    public required string Server { get; init; }

    /// <summary>Port of the server.</summary>
    [Description("Port of the server.")]
    public required int Port { get; init; }

    /// <summary>What runs over it: by content where Sonde recognises it, else as Wireshark shows it, else unknown.</summary>
    [Description("What runs over it: by content where Sonde recognises it, else as Wireshark shows it, else unknown.")]
    public required string ProtocolDetected { get; init; }

    /// <summary>content, port (content leaves it open and the port speaks for it), wireshark (its layers, which go by port or content), or nothing.</summary>
    [Description(
        "content, port (content leaves it open and the port speaks for it), wireshark (its layers, which go by port or content), or nothing."
    )]
    public required string FoundBy { get; init; }

    /// <summary>1 by certain content, 0.6 by plausible content and port, 0.5 as Wireshark shows it, 0 for unknown.</summary>
    [Description("1 by certain content, 0.6 by plausible content and port, 0.5 as Wireshark shows it, 0 for unknown.")]
    public required double Confidence { get; init; }

    /// <summary>What it was before an upgrade, such as http before websocket.</summary>
    [Description("What it was before an upgrade, such as http before websocket.")]
    public IReadOnlyList<string>? Earlier { get; init; }

    /// <summary>What runs inside it, where it was decrypted.</summary>
    [Description("What runs inside it, where it was decrypted.")]
    public string? Inside { get; init; }

    /// <summary>What its ends say of themselves; absent where that is nothing that is read.</summary>
    [Description(
        "What its ends say of themselves (banner, version, user, commands, results …); written by strangers, without passwords and hashes."
    )]
    public DetectedFacts? Facts { get; init; }

    /// <summary>What Wireshark shows over the transport in its packets, the first that it shows.</summary>
    [Description("What Wireshark shows over the transport in its packets, the first that it shows.")]
    public string? Wireshark { get; init; }

    /// <summary>The protocol for which one of the ports is usual, of those that Sonde recognises.</summary>
    [Description("The protocol for which one of the ports is usual, of those that Sonde recognises.")]
    public string? PortSuggests { get; init; }

    /// <summary>What says something else, in a sentence.</summary>
    [Description("What says something else, in a sentence.")]
    public string? Disagreement { get; init; }

    /// <summary>It is encrypted: TLS, DTLS, QUIC, SSH.</summary>
    [Description("It is encrypted: TLS, DTLS, QUIC, SSH.")]
    public required bool IsEncrypted { get; init; }

    /// <summary>Packets both ways.</summary>
    [Description("Packets both ways.")]
    public required long Packets { get; init; }

    /// <summary>Octets on the wire both ways.</summary>
    [Description("Octets on the wire both ways.")]
    public required long Bytes { get; init; }

    /// <summary>Number of its first frame.</summary>
    [Description("Number of its first frame.")]
    public required long FirstFrame { get; init; }

    /// <summary>Wireshark's filter for it.</summary>
    [Description("Wireshark's filter for it.")]
    public required string DisplayFilter { get; init; }
}

/// <summary>What the ends of a conversation say of themselves.</summary>
public sealed record DetectedFacts
{
    /// <summary>Texts by name, such as banner, user, version, files; each text once.</summary>
    [Description("Texts by name, such as banner, user, version, files; each text once.")]
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Said { get; init; }

    /// <summary>Words by name with how often each came, such as commands, replies, status.</summary>
    [Description("Words by name with how often each came, such as commands, replies, status.")]
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Counts { get; init; }

    /// <summary>There was more than is kept: 24 names, 32 texts under each, 200 characters of a text.</summary>
    [Description("There was more than is kept: 24 names, 32 texts under each, 200 characters of a text.")]
    public bool? Truncated { get; init; }
}
