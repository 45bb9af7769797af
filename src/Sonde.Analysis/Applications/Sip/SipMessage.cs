using System.Globalization;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One SIP message, RFC 3261 §7. Its text is as sent, but for credentials, and bounded.</summary>
/// <remarks>Memory: at most <see cref="MostHeaders"/> headers and <see cref="MostText"/> characters of them.</remarks>
public sealed class SipMessage
{
    /// <summary>Most headers kept of a message.</summary>
    public const int MostHeaders = 128;

    /// <summary>Most characters of headers kept of a message.</summary>
    public const int MostText = 32 * 1024;

    private const int LongestValue = 2000;
    private const string Hidden = "[redacted]";

    private readonly List<KeyValuePair<string, string>> _headers = [];

    private SipMessage(Endpoint source, Endpoint target, string transport, Flow flow, StreamPlace place)
    {
        (Source, Destination, Transport, Flow, Place) = (source, target, transport, flow, place);
    }

    /// <summary>Who sent it.</summary>
    public Endpoint Source { get; }

    /// <summary>Where it went.</summary>
    public Endpoint Destination { get; }

    /// <summary>UDP, TCP, or TLS where it was decrypted.</summary>
    public string Transport { get; }

    /// <summary>The conversation that carried it.</summary>
    public Flow Flow { get; }

    /// <summary>The frame that completed it, and when.</summary>
    public StreamPlace Place { get; }

    /// <summary>The start line.</summary>
    public required string StartLine { get; init; }

    /// <summary>Method of a request; null for a response.</summary>
    public string? Method { get; init; }

    /// <summary>Request-URI; null for a response.</summary>
    public string? Uri { get; init; }

    /// <summary>Status code of a response; 0 for a request.</summary>
    public int Status { get; init; }

    /// <summary>Words behind the status code; null for a request.</summary>
    public string? Reason { get; init; }

    /// <summary>Headers in their order, by long names in small letters; those that are repeated are repeated here.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>Headers, or ends of their values, were left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Octets behind the empty line.</summary>
    public int BodyLength { get; private init; }

    /// <summary>The session that its body describes; null without.</summary>
    public SessionDescription? Session { get; private init; }

    /// <summary>A request.</summary>
    public bool IsRequest => Method is not null;

    /// <summary><c>Call-ID</c>; empty without.</summary>
    public string CallId => Value("call-id") ?? "";

    /// <summary>Number of <c>CSeq</c>; null without.</summary>
    public long? Sequence
    {
        get
        {
            string text = Value("cseq") ?? "";
            int blank = text.IndexOfAny([' ', '\t']);
            return long.TryParse(
                blank < 0 ? text : text[..blank],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out long number
            )
                ? number
                : null;
        }
    }

    /// <summary>Method of <c>CSeq</c>, which a response has too; that of the request where there is no such header.</summary>
    public string SequenceMethod
    {
        get
        {
            string text = Value("cseq") ?? "";
            int blank = text.LastIndexOfAny([' ', '\t']);
            return blank < 0 ? Method ?? "" : text[(blank + 1)..];
        }
    }

    /// <summary>Tag of <c>From</c>; empty without.</summary>
    public string FromTag => Parameter(Value("from"), "tag");

    /// <summary>Tag of <c>To</c>; empty until the other end has given one.</summary>
    public string ToTag => Parameter(Value("to"), "tag");

    /// <summary>Branch of the first <c>Via</c>, which names the transaction (RFC 3261 §17.1.3); empty without.</summary>
    public string Branch => Parameter(Value("via"), "branch");

    /// <summary>The first header of a name.</summary>
    /// <param name="name">Its long name in small letters.</param>
    public string? Value(string name)
    {
        foreach ((string key, string value) in _headers)
        {
            if (key == name)
                return value;
        }
        return null;
    }

    internal static SipMessage? Read(
        ReadOnlySpan<byte> octets,
        Endpoint source,
        Endpoint target,
        string transport,
        Flow flow,
        StreamPlace place
    )
    {
        if (!SipHead.TryRead(octets, out SipHead head))
            return null;
        int bodyAt = head.LineEnd;
        while (head.TryNext(ref bodyAt, out _, out _)) { }
        ReadOnlySpan<byte> body = octets[Math.Min(bodyAt, octets.Length)..];
        ReadOnlySpan<byte> line = head.Line;
        ReadOnlySpan<byte> reason = line.Length > 12 && head.IsResponse ? line[12..] : [];
        bool isSession = false;
        int at = head.LineEnd;
        while (head.TryNext(ref at, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
        {
            if (SipHead.Is(name, "Content-Type"u8))
                isSession = SessionDescription.IsOne(value);
            else if (
                SipHead.Is(name, "Content-Length"u8)
                && System.Buffers.Text.Utf8Parser.TryParse(value, out int told, out _)
                && told >= 0
                && told < body.Length
            )
                body = body[..told];
        }
        var message = new SipMessage(source, target, transport, flow, place)
        {
            StartLine = Text(line, out _),
            Method = head.IsResponse ? null : Text(head.Method, out _),
            Uri = head.IsResponse ? null : Text(head.Second, out _),
            Status = head.Status,
            Reason = head.IsResponse ? Text(reason, out _) : null,
            BodyLength = body.Length,
            Session = isSession ? SessionDescription.Read(body) : null,
        };
        message.Keep(head);
        return message;
    }

    /// <summary>A parameter of a header's value, RFC 3261 §7.3.1; empty without.</summary>
    internal static string Parameter(string? value, string name)
    {
        if (value is null)
            return "";
        // parameters inside <…> are those of the URI
        int from = value.IndexOf('>', StringComparison.Ordinal) + 1;
        while (value.IndexOf(';', from) is >= 0 and var at)
        {
            int end = value.AsSpan(at + 1).IndexOfAny(";, \t") is >= 0 and var length ? at + 1 + length : value.Length;
            ReadOnlySpan<char> parameter = value.AsSpan(at + 1, end - at - 1);
            int equals = parameter.IndexOf('=');
            if (equals > 0 && parameter[..equals].Equals(name, StringComparison.OrdinalIgnoreCase))
                return parameter[(equals + 1)..].ToString();
            if (end < value.Length && value[end] == ',')
                break;
            from = end;
        }
        return "";
    }

    private void Keep(in SipHead head)
    {
        int text = 0;
        int at = head.LineEnd;
        while (head.TryNext(ref at, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
        {
            if (_headers.Count >= MostHeaders || text > MostText)
            {
                IsCut = true;
                return;
            }
            string key = Text(SipHead.LongName(name), out bool isNameCut).ToLowerInvariant();
            string shown = Text(value, out bool isValueCut);
            IsCut |= isNameCut | isValueCut;
            text += key.Length + shown.Length;
            _headers.Add(new(key, IsSecret(key) ? Redact(shown) : shown));
        }
    }

    private static bool IsSecret(string name) =>
        name is "authorization" or "proxy-authorization" or "cookie"
        || HttpSecrets.IsSecretHeader(Encoding.ASCII.GetBytes(name));

    // The scheme and who logs in are worth knowing; the rest serves a search for the password.
    private static string Redact(string value)
    {
        int blank = value.IndexOf(' ', StringComparison.Ordinal);
        string scheme = blank > 0 ? value[..blank] : "";
        if (!scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase))
            return scheme.Length is > 0 and <= 20 ? $"{scheme} {Hidden}" : Hidden;
        string[] kept =
        [
            .. value[blank..]
                .Split(',', StringSplitOptions.TrimEntries)
                .Where(part =>
                    part.StartsWith("username=", StringComparison.OrdinalIgnoreCase)
                    || part.StartsWith("realm=", StringComparison.OrdinalIgnoreCase)
                ),
        ];
        return $"{scheme} {string.Join(", ", [.. kept, Hidden])}";
    }

    // Lines that are folded are one line (RFC 3261 §7.3.1).
    private static string Text(ReadOnlySpan<byte> octets, out bool isCut)
    {
        isCut = octets.Length > LongestValue;
        string text = Encoding.UTF8.GetString(octets[..Math.Min(octets.Length, LongestValue)]);
        if (!text.AsSpan().ContainsAny('\r', '\n'))
            return text;
        return string.Join(
            ' ',
            text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
    }
}
