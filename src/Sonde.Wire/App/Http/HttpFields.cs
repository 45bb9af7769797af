namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of an HTTP/1 message head.</summary>
internal static class HttpFields
{
    public static readonly Field RequestMethod = new("http.request.method", "Request Method", FieldKind.Text);
    public static readonly Field RequestUri = new("http.request.uri", "Request URI", FieldKind.Text);
    public static readonly Field RequestVersion = new("http.request.version", "Request Version", FieldKind.Text);
    public static readonly Field ResponseVersion = new("http.response.version", "Response Version", FieldKind.Text);
    public static readonly Field ResponseCode = new("http.response.code", "Status Code");
    public static readonly Field ResponsePhrase = new("http.response.phrase", "Response Phrase", FieldKind.Text);
    public static readonly Field RequestLine = new("http.request.line", "Request line", FieldKind.Text);
    public static readonly Field ResponseLine = new("http.response.line", "Response line", FieldKind.Text);
    public static readonly Field UnknownHeader = new("http.unknown_header", "Unknown header", FieldKind.Text);
    public static readonly Field Host = new("http.host", "Host", FieldKind.Text);
    public static readonly Field UserAgent = new("http.user_agent", "User-Agent", FieldKind.Text);
    public static readonly Field Server = new("http.server", "Server", FieldKind.Text);
    public static readonly Field Location = new("http.location", "Location", FieldKind.Text);
    public static readonly Field CacheControl = new("http.cache_control", "Cache-Control", FieldKind.Text);
    public static readonly Field ContentType = new("http.content_type", "Content-Type", FieldKind.Text);
    public static readonly Field ContentLengthHeader = new(
        "http.content_length_header",
        "Content-Length",
        FieldKind.Text
    );
    public static readonly Field ContentLength = new("http.content_length", "Content length");
    public static readonly Field RequestFullUri = new("http.request.full_uri", "Full request URI", FieldKind.Text);
    public static readonly Field Request = new("http.request", "Request", FieldKind.Boolean);
    public static readonly Field Response = new("http.response", "Response", FieldKind.Boolean);
    public static readonly Field Notification = new("http.notification", "Notification", FieldKind.Boolean);

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        RequestMethod,
        RequestUri,
        RequestVersion,
        ResponseVersion,
        ResponseCode,
        ResponsePhrase,
        RequestLine,
        ResponseLine,
        UnknownHeader,
        Host,
        UserAgent,
        Server,
        Location,
        CacheControl,
        ContentType,
        ContentLengthHeader,
        ContentLength,
        RequestFullUri,
        Request,
        Response,
        Notification,
    ];
}
