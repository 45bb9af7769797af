using System.Buffers.Text;

namespace Sonde.Wire;

/// <summary>Session Initiation Protocol, RFC 3261, in datagrams and in streams.</summary>
/// <remarks>Layout: a start line, headers, an empty line, and a body as long as <c>Content-Length</c> says.</remarks>
public readonly ref struct Sip : IStreamLayer<Sip>
{
    private const long LongestBody = 1 << 20;
    private const int LongestHead = 64 * 1024;

    private static readonly Field RequestLine = new("sip.Request-Line", "Request-Line", FieldKind.Text);
    private static readonly Field MethodField = new("sip.Method", "Method", FieldKind.Text);
    private static readonly Field UriField = new("sip.r-uri", "Request-URI", FieldKind.Text);
    private static readonly Field StatusLine = new("sip.Status-Line", "Status-Line", FieldKind.Text);
    private static readonly Field StatusField = new("sip.Status-Code", "Status-Code");
    private static readonly Field SequenceMethod = new("sip.CSeq.method", "Method", FieldKind.Text);
    private static readonly Field CallId = new("sip.Call-ID", "Call-ID", FieldKind.Text);
    private static readonly Field From = new("sip.From", "From", FieldKind.Text);
    private static readonly Field To = new("sip.To", "To", FieldKind.Text);
    private static readonly Field Sequence = new("sip.CSeq", "CSeq", FieldKind.Text);
    private static readonly Field Via = new("sip.Via", "Via", FieldKind.Text);
    private static readonly Field Contact = new("sip.Contact", "Contact", FieldKind.Text);
    private static readonly Field UserAgent = new("sip.User-Agent", "User-Agent", FieldKind.Text);

    private readonly ReadOnlySpan<byte> _octets;
    private readonly SipHead _head;

    private Sip(ReadOnlySpan<byte> octets, SipHead head, int headLength, bool hasSession)
    {
        _octets = octets;
        _head = head;
        HeaderLength = headLength;
        HasSession = hasSession;
    }

    /// <inheritdoc/>
    public static string Name => "sip";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            RequestLine,
            MethodField,
            UriField,
            StatusLine,
            StatusField,
            SequenceMethod,
            CallId,
            From,
            To,
            Sequence,
            Via,
            Contact,
            UserAgent,
        ];

    /// <summary>Start line and headers.</summary>
    public SipHead Head => _head;

    /// <summary>The body describes a session.</summary>
    public bool HasSession { get; }

    /// <inheritdoc/>
    public int HeaderLength { get; }

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None
        : HasSession ? new NextLayer(NextSpace.Direct, Direct.Sdp)
        : NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Sip layer)
    {
        layer = default;
        if (!SipHead.TryRead(octets, out SipHead head))
            return ReadStatus.NotMine;
        bool hasSession = false;
        int at = head.LineEnd;
        while (head.TryNext(ref at, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
            hasSession |= SipHead.Is(name, "Content-Type"u8) && value.StartsWith("application/sdp"u8);
        layer = new Sip(octets, head, Math.Min(at, octets.Length), hasSession);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        int start = 0;
        while (start < octets.Length && octets[start] is (byte)'\r' or (byte)'\n')
            start++;
        ReadOnlySpan<byte> message = octets[start..];
        if (message.IsEmpty)
            return octets.IsEmpty ? MessageExtent.NeedMore : MessageExtent.NotMine;
        if (message.IndexOf((byte)'\n') < 0)
            return message.Length > LongestHead ? MessageExtent.NotMine : MessageExtent.NeedMore;
        if (!SipHead.TryRead(message, out SipHead head))
            return MessageExtent.NotMine;
        int end = message.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return message.Length > LongestHead ? MessageExtent.NotMine : MessageExtent.NeedMore;
        long body = 0;
        int at = head.LineEnd;
        while (head.TryNext(ref at, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
        {
            if (SipHead.Is(name, "Content-Length"u8) && Utf8Parser.TryParse(value, out long told, out _))
                body = Math.Clamp(told, 0, LongestBody);
        }
        return new MessageExtent(start, (int)(start + end + 4 + body));
    }

    /// <summary>Octets that cannot be anything else: for conversations at other ports.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> octets) => SipHead.TryRead(octets, out _);

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        int at = _head.Start;
        sink.AddUtf8(_head.IsResponse ? StatusLine : RequestLine, at, _head.Line);
        if (_head.IsResponse)
        {
            sink.Add(StatusField, at + 8, 3, (ulong)_head.Status);
        }
        else
        {
            sink.AddUtf8(MethodField, at, _head.Method);
            sink.AddUtf8(UriField, at + _head.Method.Length + 1, _head.Second);
        }
        int next = _head.LineEnd;
        while (_head.TryNext(ref next, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
        {
            if (FieldOf(name) is not { } field || !_octets.Overlaps(value, out int where))
                continue;
            sink.AddUtf8(field, where, value);
            int blank = value.LastIndexOf((byte)' ');
            if (ReferenceEquals(field, Sequence) && blank > 0)
                sink.AddUtf8(SequenceMethod, where + blank + 1, value[(blank + 1)..]);
        }
    }

    private static Field? FieldOf(ReadOnlySpan<byte> name) =>
        SipHead.Is(name, "Call-ID"u8) ? CallId
        : SipHead.Is(name, "From"u8) ? From
        : SipHead.Is(name, "To"u8) ? To
        : SipHead.Is(name, "CSeq"u8) ? Sequence
        : SipHead.Is(name, "Via"u8) ? Via
        : SipHead.Is(name, "Contact"u8) ? Contact
        : SipHead.Is(name, "User-Agent"u8) ? UserAgent
        : null;
}
