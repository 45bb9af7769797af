using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The alerts of TLS in a capture.</summary>
public sealed record TlsAlerts : IAnswer
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
    [Description("Always tls_alerts.")]
    public string AnalysisType { get; } = "tls_alerts";

    /// <summary>Alerts in the capture.</summary>
    [Description("Alerts in the capture.")]
    public required long TotalAlerts { get; init; }

    /// <summary>Alerts by what they say; encrypted ones together.</summary>
    [Description("Alerts by what they say; encrypted ones together.")]
    public required IReadOnlyDictionary<string, long> ByDescription { get; init; }

    /// <summary>Entries of the whole list.</summary>
    [Description("Entries of the whole list.")]
    public required int Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Offset of the next page; absent on the last.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The alerts in their order.</summary>
    [Description("The alerts in their order.")]
    [JsonPropertyName("tls_alerts")]
    public required IReadOnlyList<TlsAlertRow> Alerts { get; init; }

    /// <summary>What the answer is based on.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One alert.</summary>
public sealed record TlsAlertRow
{
    /// <summary>Frame that brought it.</summary>
    [Description("Frame that brought it.")]
    public required long Frame { get; init; }

    /// <summary>Address that sent it.</summary>
    [Description("Address that sent it.")]
    public required string SrcIp { get; init; }

    /// <summary>Address that it was sent to.</summary>
    [Description("Address that it was sent to.")]
    public required string DstIp { get; init; }

    /// <summary>warning or fatal; absent when it is encrypted.</summary>
    [Description("warning or fatal; absent when it is encrypted.")]
    public string? AlertLevel { get; init; }

    /// <summary>What it says, as IANA names it; absent when it is encrypted.</summary>
    [Description("What it says, as IANA names it; absent when it is encrypted.")]
    public string? AlertDescription { get; init; }

    /// <summary>Its number; absent when it is encrypted.</summary>
    [Description("Its number; absent when it is encrypted.")]
    public int? AlertCode { get; init; }

    /// <summary>Only its presence could be seen.</summary>
    [Description("Only its presence could be seen.")]
    public required bool Encrypted { get; init; }

    /// <summary>client or server.</summary>
    [Description("client or server.")]
    public required string SentBy { get; init; }

    /// <summary>handshake (before it was over) or connection.</summary>
    [Description("handshake (before it was over) or connection.")]
    public required string Phase { get; init; }

    /// <summary>What it means, in a sentence.</summary>
    [Description("What it means, in a sentence.")]
    public required string Meaning { get; init; }

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

    /// <summary>The frame.</summary>
    [Description("The frame.")]
    public required Evidence Evidence { get; init; }
}
