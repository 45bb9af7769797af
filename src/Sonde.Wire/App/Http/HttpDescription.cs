using static Sonde.Wire.HttpFields;

namespace Sonde.Wire;

/// <summary>Adds the fields of an HTTP/1 message head.</summary>
internal static class HttpDescription
{
    private const int LongestUri = 2048; // characters of a target put together from host and path

    public static void Describe(scoped in HttpHead head, ReadOnlySpan<byte> octets, FieldSink sink)
    {
        bool isResponse = head.Kind == HttpKind.Response;
        AddWord(isResponse ? ResponseVersion : RequestMethod, head.FirstWord, octets, sink);
        if (isResponse)
        {
            if (head.Status > 0)
                sink.Add(ResponseCode, At(head.SecondWord, octets), head.SecondWord.Length, (ulong)head.Status);
            AddWord(ResponsePhrase, head.Rest, octets, sink);
        }
        else
        {
            AddWord(RequestUri, head.SecondWord, octets, sink);
            AddWord(RequestVersion, head.Rest, octets, sink);
        }
        ReadOnlySpan<byte> host = default;
        for (int at = 0; head.TryReadHeader(ref at, out HttpHeader header); )
        {
            ReadOnlySpan<byte> name = octets.Slice(header.Position, header.NameLength);
            ReadOnlySpan<byte> value = octets.Slice(header.ValuePosition, header.ValueLength);
            Field? field = FieldOf(name);
            if (field is not null)
                sink.AddAscii(field, header.ValuePosition, value);
            if (ReferenceEquals(field, Host))
                host = value;
            if (ReferenceEquals(field, ContentLengthHeader) && TryReadNumber(value, out ulong length))
                sink.Add(ContentLength, header.ValuePosition, header.ValueLength, length);
            Field? line = LineField(head.Kind, field);
            if (line is not null)
                sink.AddAscii(line, header.Position, octets.Slice(header.Position, header.Length));
        }
        if (!isResponse && !host.IsEmpty)
            AddFullUri(host, head.SecondWord, sink);
        sink.Add(
            isResponse ? Response
                : head.Kind == HttpKind.Notification ? Notification
                : Request,
            0,
            0,
            1
        );
    }

    private static Field? LineField(HttpKind kind, Field? known) =>
        kind switch
        {
            HttpKind.Response => ResponseLine,
            HttpKind.Request => RequestLine,
            _ => known is null ? UnknownHeader : null,
        };

    private static Field? FieldOf(ReadOnlySpan<byte> name) =>
        Is(name, "Host"u8) ? Host
        : Is(name, "User-Agent"u8) ? UserAgent
        : Is(name, "Server"u8) ? Server
        : Is(name, "Location"u8) ? Location
        : Is(name, "Cache-Control"u8) ? CacheControl
        : Is(name, "Content-Type"u8) ? HttpFields.ContentType
        : Is(name, "Content-Length"u8) ? ContentLengthHeader
        : null;

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) =>
        System.Text.Ascii.EqualsIgnoreCase(name, other);

    private static void AddWord(Field field, ReadOnlySpan<byte> word, ReadOnlySpan<byte> octets, FieldSink sink)
    {
        if (!word.IsEmpty)
            sink.AddAscii(field, At(word, octets), word);
    }

    private static int At(ReadOnlySpan<byte> part, ReadOnlySpan<byte> octets) =>
        part.IsEmpty || !octets.Overlaps(part, out int offset) ? 0 : offset;

    private static void AddFullUri(ReadOnlySpan<byte> host, ReadOnlySpan<byte> target, FieldSink sink)
    {
        Span<char> text = stackalloc char[LongestUri];
        var uri = new TextSpan(text);
        uri.Append("http://");
        uri.AppendAscii(host);
        uri.AppendAscii(target);
        if (!uri.IsFull)
            sink.Add(RequestFullUri, 0, 0, text[..uri.Length]);
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> text, out ulong value) =>
        System.Buffers.Text.Utf8Parser.TryParse(text, out value, out int used) && used == text.Length;
}
