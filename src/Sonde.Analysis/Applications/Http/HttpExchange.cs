using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>A request over HTTP and its response, either of which may be missing. Texts are as sent, cut, with secrets taken out.</summary>
public sealed class HttpExchange
{
    internal HttpExchange(ApplicationStream stream) => Carrier = stream;

    /// <summary>The stream that carried it.</summary>
    public ApplicationStream Carrier { get; }

    /// <summary>Version of the request, or of the response where no request was captured: <c>1.1</c>, <c>2</c>, <c>3</c>.</summary>
    public string Version { get; internal set; } = "";

    /// <summary>Method; null where no request was captured.</summary>
    public string? Method { get; internal set; }

    /// <summary>Target of the request.</summary>
    public string? Target { get; internal set; }

    /// <summary>Host asked.</summary>
    public string? Host { get; internal set; }

    /// <summary>What the client calls itself.</summary>
    public string? UserAgent { get; internal set; }

    /// <summary>Media type of the request's content.</summary>
    public string? RequestType { get; internal set; }

    /// <summary>Codings of the request's content, such as <c>gzip</c>.</summary>
    public string? RequestEncoding { get; internal set; }

    /// <summary>Stream of HTTP/2 that carried it; null in other versions.</summary>
    public uint? Http2Stream { get; internal set; }

    /// <summary>Stream of QUIC that carried it in HTTP/3; null in other versions.</summary>
    public ulong? Http3Stream { get; internal init; }

    /// <summary>Wireshark's name of the protocol of its version.</summary>
    public string Protocol =>
        Http3Stream is not null ? Http3Frame.Name
        : Http2Stream is not null ? Http2.Name
        : Http.Name;

    /// <summary>Method of gRPC, as <c>package.Service/Method</c>; null where it is no call of gRPC.</summary>
    public string? GrpcMethod =>
        RequestType is { } type
        && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
        && Target is ['/', .. var method]
            ? method
            : null;

    /// <summary>Status of gRPC, 0 for success; null without one.</summary>
    public int? GrpcStatus { get; internal set; }

    /// <summary>Status code; 0 where no response was captured.</summary>
    public int Status { get; internal set; }

    /// <summary>Reason phrase.</summary>
    public string? Reason { get; internal set; }

    /// <summary>Media type of the response's content.</summary>
    public string? ResponseType { get; internal set; }

    /// <summary>Codings of the response's content, such as <c>gzip</c>.</summary>
    public string? ResponseEncoding { get; internal set; }

    /// <summary>Where the response sends the client.</summary>
    public string? Location { get; internal set; }

    /// <summary>What the server calls itself.</summary>
    public string? Server { get; internal set; }

    /// <summary>Header lines whose value is a secret, by name, in the order in which they came; values are never kept.</summary>
    public IReadOnlyList<string> SecretHeaders => _secretHeaders ?? (IReadOnlyList<string>)[];

    /// <summary>Interim responses (1xx) before the final one.</summary>
    public int InterimResponses { get; internal set; }

    /// <summary>Octets of the request's content that were captured, as sent.</summary>
    public long RequestBytes { get; internal set; }

    /// <summary>Octets of the response's content that were captured, as sent.</summary>
    public long ResponseBytes { get; internal set; }

    /// <summary>The frame with the first octet of the request; null where it was not captured.</summary>
    public StreamPlace? RequestFirst { get; internal set; }

    /// <summary>The frame with the last octet of the request that was captured.</summary>
    public StreamPlace? RequestLast { get; internal set; }

    /// <summary>The frame with the first octet of the final response; null where there is none.</summary>
    public StreamPlace? ResponseFirst { get; internal set; }

    /// <summary>The frame with the last octet of the response that was captured.</summary>
    public StreamPlace? ResponseLast { get; internal set; }

    /// <summary>The request was captured to its end.</summary>
    public bool IsRequestComplete { get; internal set; }

    /// <summary>The response was captured to its end.</summary>
    public bool IsResponseComplete { get; internal set; }

    /// <summary>Octets of it are missing in the capture.</summary>
    public bool HasGap { get; internal set; }

    internal bool IsTold { get; set; }

    internal bool HasRequestEnded { get; set; }

    internal bool HasResponseEnded { get; set; }

    /// <summary>Field sections of it that wait for others before they can be read; in HTTP/3.</summary>
    internal int SectionsWaiting { get; set; }

    private List<string>? _secretHeaders;

    internal void AddSecret(string name)
    {
        const int Most = 16; // names of such lines in one message
        _secretHeaders ??= [];
        if (_secretHeaders.Count < Most)
            _secretHeaders.Add(name);
    }
}
