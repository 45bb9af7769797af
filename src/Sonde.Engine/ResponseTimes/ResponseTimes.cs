using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>How long applications took to answer.</summary>
public sealed record ResponseTimes : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => ResponseTimesJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture that was read.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The same under another published name.</summary>
    [Description("The same under another published name.")]
    public required string PcapFile { get; init; }

    /// <summary>Always application_response_times.</summary>
    [Description("Always application_response_times.")]
    public required string AnalysisType { get; init; }

    /// <summary>The protocol asked for.</summary>
    [Description("The protocol asked for.")]
    public required string Protocol { get; init; }

    /// <summary>Questions with or without an answer.</summary>
    [Description("Questions with or without an answer.")]
    public required long Questions { get; init; }

    /// <summary>Questions without an answer in the capture.</summary>
    [Description("Questions without an answer in the capture.")]
    public required long Unanswered { get; init; }

    /// <summary>Answers that are errors, such as HTTP status 400 and above, or DNS codes other than 0.</summary>
    [Description("Answers that are errors, such as HTTP status 400 and above, or DNS codes other than 0.")]
    public required long Errors { get; init; }

    /// <summary>From the end of the question to the first octet of its answer.</summary>
    [Description("From the end of the question to the first octet of its answer.")]
    public LatencyDistribution? FirstByte { get; init; }

    /// <summary>From the first octet of the answer to its last; absent for DNS.</summary>
    [Description("From the first octet of the answer to its last; absent for DNS.")]
    public LatencyDistribution? Transfer { get; init; }

    /// <summary>From the first octet of the question to the last of its answer.</summary>
    [Description("From the first octet of the question to the last of its answer.")]
    public LatencyDistribution? TotalTime { get; init; }

    /// <summary>The same by protocol and server, the busiest first; at most 100.</summary>
    [Description("The same by protocol and server, the busiest first; at most 100.")]
    public required IReadOnlyList<ServerResponseTimes> Servers { get; init; }

    /// <summary>Entries of the whole list.</summary>
    [Description("Entries of the whole list.")]
    public required int Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Offset of the next page; absent on the last.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>Questions with their answers, the slowest first; unanswered ones last.</summary>
    [Description("Questions with their answers, the slowest first; unanswered ones last.")]
    public required IReadOnlyList<TransactionRow> Transactions { get; init; }

    /// <summary>The frames of what was found.</summary>
    [Description("The frames of what was found.")]
    public required Evidence Evidence { get; init; }

    /// <summary>What the answer is based on.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>How long one server took.</summary>
public sealed record ServerResponseTimes
{
    /// <summary>Protocol.</summary>
    [Description("Protocol.")]
    public required string Protocol { get; init; }

    /// <summary>Address of the server.</summary>
    [Description("Address of the server.")]
    public required string Server { get; init; }

    /// <summary>Its port.</summary>
    [Description("Its port.")]
    public required int Port { get; init; }

    /// <summary>Questions.</summary>
    [Description("Questions.")]
    public required long Questions { get; init; }

    /// <summary>Without an answer in the capture.</summary>
    [Description("Without an answer in the capture.")]
    public required long Unanswered { get; init; }

    /// <summary>Answers that are errors.</summary>
    [Description("Answers that are errors.")]
    public required long Errors { get; init; }

    /// <summary>From the end of the question to the first octet of its answer.</summary>
    [Description("From the end of the question to the first octet of its answer.")]
    public LatencyDistribution? FirstByte { get; init; }

    /// <summary>From the first octet of the question to the last of its answer.</summary>
    [Description("From the first octet of the question to the last of its answer.")]
    public LatencyDistribution? TotalTime { get; init; }
}

/// <summary>One question and its answer.</summary>
public sealed record TransactionRow
{
    /// <summary>Protocol: http, http2, https for both inside TLS, or another.</summary>
    [Description("Protocol: http, http2, https for both inside TLS, or another.")]
    public required string Protocol { get; init; }

    /// <summary>Client, address and port.</summary>
    [Description("Client, address and port.")]
    public required string Client { get; init; }

    /// <summary>Server, address and port.</summary>
    [Description("Server, address and port.")]
    public required string Server { get; init; }

    /// <summary>What was asked, secrets replaced. Written by the client.</summary>
    [Description("What was asked, secrets replaced. Written by the client.")]
    public required string Name { get; init; }

    /// <summary>Frame with the first octet of the question.</summary>
    [Description("Frame with the first octet of the question.")]
    public long? RequestFrame { get; init; }

    /// <summary>Frame with the first octet of the answer; absent without one.</summary>
    [Description("Frame with the first octet of the answer; absent without one.")]
    public long? ResponseFrame { get; init; }

    /// <summary>Milliseconds from the end of the question to the first octet of the answer.</summary>
    [Description("Milliseconds from the end of the question to the first octet of the answer.")]
    public double? FirstByteMs { get; init; }

    /// <summary>Milliseconds from the first octet of the answer to its last.</summary>
    [Description("Milliseconds from the first octet of the answer to its last.")]
    public double? TransferMs { get; init; }

    /// <summary>Milliseconds from the first octet of the question to the last of the answer.</summary>
    [Description("Milliseconds from the first octet of the question to the last of the answer.")]
    public double? TotalMs { get; init; }

    /// <summary>Status of the answer.</summary>
    [Description("Status of the answer.")]
    public string? Status { get; init; }

    /// <summary>The answer is an error.</summary>
    [Description("The answer is an error.")]
    public required bool Error { get; init; }

    /// <summary>Both were captured to their ends.</summary>
    [Description("Both were captured to their ends.")]
    public required bool Complete { get; init; }
}
