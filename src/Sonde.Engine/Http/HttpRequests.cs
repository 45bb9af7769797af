using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The HTTP requests of a capture with their responses.</summary>
public sealed record HttpRequests : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => HttpJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture that was read.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>The same under another published name.</summary>
    [Description("The same under another published name.")]
    public required string PcapFile { get; init; }

    /// <summary>Exchanges that meet the arguments.</summary>
    [Description("Exchanges that meet the arguments.")]
    public required long TotalFound { get; init; }

    /// <summary>Entries that this answer may have.</summary>
    [Description("Entries that this answer may have.")]
    public required int LimitApplied { get; init; }

    /// <summary>Entries of the whole list.</summary>
    [Description("Entries of the whole list.")]
    public required int Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Offset of the next page; absent on the last.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The exchanges.</summary>
    [Description("The requests with their responses, in the order of the requests.")]
    [JsonPropertyName("http_requests")]
    public required IReadOnlyList<HttpRequestRow> HttpRequestList { get; init; }

    /// <summary>Methods, with how often; the 100 most frequent.</summary>
    [Description("Methods, with how often; the 100 most frequent.")]
    public required IReadOnlyDictionary<string, long> Methods { get; init; }

    /// <summary>Status codes, with how often.</summary>
    [Description("Status codes, with how often.")]
    public required IReadOnlyDictionary<string, long> Statuses { get; init; }

    /// <summary>Hosts, with how often; the 100 most frequent.</summary>
    [Description("Hosts, with how often; the 100 most frequent.")]
    public required IReadOnlyDictionary<string, long> Hosts { get; init; }

    /// <summary>Requests without an answer in the capture.</summary>
    [Description("Requests without an answer in the capture.")]
    public required int Unanswered { get; init; }

    /// <summary>Responses that were not captured to their ends.</summary>
    [Description("Responses that were not captured to their ends.")]
    public required int Incomplete { get; init; }

    /// <summary>Heads and header blocks that were too long and given up: a sign of abuse.</summary>
    [Description("Heads and header blocks that were too long and given up: a sign of abuse.")]
    public required long HeadsGivenUp { get; init; }

    /// <summary>The frames in which the exchanges begin.</summary>
    [Description("The frames in which the exchanges begin.")]
    public required Evidence Evidence { get; init; }

    /// <summary>What the answer is based on.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One request and its response.</summary>
public sealed record HttpRequestRow
{
    /// <summary>Frame with the first octet of the request; absent when the request was not captured.</summary>
    [Description("Frame with the first octet of the request; absent when the request was not captured.")]
    public long? Frame { get; init; }

    /// <summary>When that was, ISO 8601 UTC.</summary>
    [Description("When that was, ISO 8601 UTC.")]
    public string? Time { get; init; }

    /// <summary>Number of the TCP stream (tcp.stream); of HTTP/3 that of the UDP stream (udp.stream).</summary>
    [Description("Number of the TCP stream (tcp.stream); of HTTP/3 that of the UDP stream (udp.stream).")]
    public required int Stream { get; init; }

    /// <summary>Address of the client.</summary>
    [Description("Address of the client.")]
    public required string SrcIp { get; init; }

    /// <summary>Port of the client.</summary>
    [Description("Port of the client.")]
    public required int SrcPort { get; init; }

    /// <summary>Address of the server.</summary>
    [Description("Address of the server.")]
    public required string DstIp { get; init; }

    /// <summary>Port of the server.</summary>
    [Description("Port of the server.")]
    public required int DstPort { get; init; }

    /// <summary>Version: 0.9, 1.0, 1.1, 2 or 3.</summary>
    [Description("Version: 0.9, 1.0, 1.1, 2 or 3.")]
    public string? Version { get; init; }

    /// <summary>Stream of HTTP/2; absent in other versions.</summary>
    [Description("Stream of HTTP/2; absent in other versions.")]
    public long? Http2Stream { get; init; }

    /// <summary>Stream of QUIC in HTTP/3 (quic.stream.stream_id); absent in other versions.</summary>
    [Description("Stream of QUIC in HTTP/3 (quic.stream.stream_id); absent in other versions.")]
    public long? Http3Stream { get; init; }

    /// <summary>It was inside TLS or QUIC and decrypted; absent in clear.</summary>
    [Description("It was inside TLS or QUIC and decrypted; absent in clear.")]
    public bool? Decrypted { get; init; }

    /// <summary>Method of gRPC, as package.Service/Method. Written by the client.</summary>
    [Description("Method of gRPC, as package.Service/Method. Written by the client.")]
    public string? GrpcMethod { get; init; }

    /// <summary>Status of gRPC; 0 for success.</summary>
    [Description("Status of gRPC; 0 for success.")]
    public int? GrpcStatus { get; init; }

    /// <summary>Method; absent when the request was not captured.</summary>
    [Description("Method; absent when the request was not captured.")]
    public string? Method { get; init; }

    /// <summary>Target as sent; values of parameters that look like secrets are replaced by [redacted]. Written by the client.</summary>
    [Description(
        "Target as sent; values of parameters that look like secrets are replaced by [redacted]. Written by the client."
    )]
    public string? Uri { get; init; }

    /// <summary>Host asked. Written by the client.</summary>
    [Description("Host asked. Written by the client.")]
    public string? Host { get; init; }

    /// <summary>What the client calls itself. Written by the client.</summary>
    [Description("What the client calls itself. Written by the client.")]
    public string? UserAgent { get; init; }

    /// <summary>Media type of the request's content.</summary>
    [Description("Media type of the request's content.")]
    public string? RequestContentType { get; init; }

    /// <summary>Octets of the request's content that were captured, as sent.</summary>
    [Description("Octets of the request's content that were captured, as sent.")]
    public required long RequestBytes { get; init; }

    /// <summary>Status code; absent without an answer in the capture.</summary>
    [Description("Status code; absent without an answer in the capture.")]
    public int? Status { get; init; }

    /// <summary>Reason phrase. Written by the server.</summary>
    [Description("Reason phrase. Written by the server.")]
    public string? Reason { get; init; }

    /// <summary>Media type of the response's content, as the server says.</summary>
    [Description("Media type of the response's content, as the server says.")]
    public string? ContentType { get; init; }

    /// <summary>Codings of the response's content, such as gzip.</summary>
    [Description("Codings of the response's content, such as gzip.")]
    public string? ContentEncoding { get; init; }

    /// <summary>Where the response sends the client, secrets replaced.</summary>
    [Description("Where the response sends the client, secrets replaced.")]
    public string? Location { get; init; }

    /// <summary>What the server calls itself.</summary>
    [Description("What the server calls itself.")]
    public string? Server { get; init; }

    /// <summary>Octets of the response's content that were captured, as sent.</summary>
    [Description("Octets of the response's content that were captured, as sent.")]
    public long? ResponseBytes { get; init; }

    /// <summary>Frame with the first octet of the final response.</summary>
    [Description("Frame with the first octet of the final response.")]
    public long? ResponseFrame { get; init; }

    /// <summary>Interim responses (1xx) before it.</summary>
    [Description("Interim responses (1xx) before it.")]
    public int? InterimResponses { get; init; }

    /// <summary>Milliseconds from the last octet of the request to the first of the response; negative when the server answered before the end of the request.</summary>
    [Description(
        "Milliseconds from the last octet of the request to the first of the response; negative when the server answered before the end of the request."
    )]
    public double? FirstByteMs { get; init; }

    /// <summary>Milliseconds from the first octet of the response to its last.</summary>
    [Description("Milliseconds from the first octet of the response to its last.")]
    public double? TransferMs { get; init; }

    /// <summary>Milliseconds from the first octet of the request to the last of the response.</summary>
    [Description("Milliseconds from the first octet of the request to the last of the response.")]
    public double? TotalMs { get; init; }

    /// <summary>Request and response were captured to their ends.</summary>
    [Description("Request and response were captured to their ends.")]
    public required bool Complete { get; init; }

    /// <summary>Header lines with secrets: only their names are kept.</summary>
    [Description("Header lines with secrets: only their names are kept.")]
    public IReadOnlyList<string>? RedactedHeaders { get; init; }

    /// <summary>The frames with the first and last octets.</summary>
    [Description("The frames with the first and last octets.")]
    public required Evidence Evidence { get; init; }
}
