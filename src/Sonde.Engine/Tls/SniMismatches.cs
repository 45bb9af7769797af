using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>Where the host that a client asked for does not fit what else was seen.</summary>
public sealed record SniMismatches : IAnswer
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
    [Description("Always sni_mismatches.")]
    public string AnalysisType { get; } = "sni_mismatches";

    /// <summary>Hellos that name a host.</summary>
    [Description("Hellos that name a host.")]
    public required int TotalSni { get; init; }

    /// <summary>TLS connections that were reset after the hello.</summary>
    [Description("TLS connections that were reset after the hello.")]
    public required int TotalResets { get; init; }

    /// <summary>Hosts asked for most, with how often, at most 100.</summary>
    [Description("Hosts asked for most, with how often, at most 100.")]
    public required IReadOnlyDictionary<string, long> ByHost { get; init; }

    /// <summary>Hellos that name a host, the first 100.</summary>
    [Description("Hellos that name a host, the first 100.")]
    public required IReadOnlyList<SniRequestRow> SniRequests { get; init; }

    /// <summary>Resets after the hello, the first 100.</summary>
    [Description("Resets after the hello, the first 100.")]
    public required IReadOnlyList<SniResetRow> ConnectionResets { get; init; }

    /// <summary>Entries of the whole list.</summary>
    [Description("Entries of the whole list.")]
    public required int Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Offset of the next page; absent on the last.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What does not fit, in the order of the frames.</summary>
    [Description("What does not fit, in the order of the frames.")]
    public required IReadOnlyList<SniMismatchRow> Mismatches { get; init; }

    /// <summary>What the answer is based on.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One thing that does not fit.</summary>
public sealed record SniMismatchRow
{
    /// <summary>certificate (not valid for the host), address (DNS in the capture gives the address other names), reset (the connection was reset before the handshake was over) or missing (the hello names no host).</summary>
    [Description(
        "certificate (not valid for the host), address (DNS in the capture gives the address other names), reset (the connection was reset before the handshake was over) or missing (the hello names no host)."
    )]
    public required string Kind { get; init; }

    /// <summary>Frame that shows it.</summary>
    [Description("Frame that shows it.")]
    public required long Frame { get; init; }

    /// <summary>Address of the client.</summary>
    [Description("Address of the client.")]
    public required string SrcIp { get; init; }

    /// <summary>Address of the server.</summary>
    [Description("Address of the server.")]
    public required string DstIp { get; init; }

    /// <summary>Host that the client asked for.</summary>
    [Description("Host that the client asked for.")]
    public string? Sni { get; init; }

    /// <summary>Names that were found instead.</summary>
    [Description("Names that were found instead.")]
    public IReadOnlyList<string>? Found { get; init; }

    /// <summary>What does not fit, in a sentence.</summary>
    [Description("What does not fit, in a sentence.")]
    public required string Detail { get; init; }

    /// <summary>Address and port of the client.</summary>
    [Description("Address and port of the client.")]
    public required string Client { get; init; }

    /// <summary>Address and port of the server.</summary>
    [Description("Address and port of the server.")]
    public required string Server { get; init; }

    /// <summary>Wireshark's tcp.stream, or udp.stream over datagrams.</summary>
    [Description("Wireshark's tcp.stream, or udp.stream over datagrams.")]
    public required int Stream { get; init; }

    /// <summary>Frames that show it.</summary>
    [Description("Frames that show it.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>A hello that names a host.</summary>
public sealed record SniRequestRow
{
    /// <summary>Frame of the hello.</summary>
    [Description("Frame of the hello.")]
    public required long Frame { get; init; }

    /// <summary>Address of the client.</summary>
    [Description("Address of the client.")]
    public required string SrcIp { get; init; }

    /// <summary>Address of the server.</summary>
    [Description("Address of the server.")]
    public required string DstIp { get; init; }

    /// <summary>Host that the client asked for.</summary>
    [Description("Host that the client asked for.")]
    public required string Sni { get; init; }
}

/// <summary>A reset after a hello.</summary>
public sealed record SniResetRow
{
    /// <summary>Frame of the reset.</summary>
    [Description("Frame of the reset.")]
    public required long Frame { get; init; }

    /// <summary>Address in whose name it was sent.</summary>
    [Description("Address in whose name it was sent.")]
    public required string SrcIp { get; init; }

    /// <summary>Address that it was sent to.</summary>
    [Description("Address that it was sent to.")]
    public required string DstIp { get; init; }

    /// <summary>Host that the client asked for.</summary>
    [Description("Host that the client asked for.")]
    public string? Sni { get; init; }

    /// <summary>Milliseconds after the hello.</summary>
    [Description("Milliseconds after the hello.")]
    public required double AfterMs { get; init; }
}
