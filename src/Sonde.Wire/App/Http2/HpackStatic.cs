namespace Sonde.Wire;

/// <summary>The header fields that HPACK knows from the start, RFC 7541 appendix A.</summary>
public static class HpackStatic
{
    /// <summary>Fields in the table; their indices begin with 1.</summary>
    public const int Count = 61;

    private const string Table = """
        :authority=
        :method=GET
        :method=POST
        :path=/
        :path=/index.html
        :scheme=http
        :scheme=https
        :status=200
        :status=204
        :status=206
        :status=304
        :status=400
        :status=404
        :status=500
        accept-charset=
        accept-encoding=gzip, deflate
        accept-language=
        accept-ranges=
        accept=
        access-control-allow-origin=
        age=
        allow=
        authorization=
        cache-control=
        content-disposition=
        content-encoding=
        content-language=
        content-length=
        content-location=
        content-range=
        content-type=
        cookie=
        date=
        etag=
        expect=
        expires=
        from=
        host=
        if-match=
        if-modified-since=
        if-none-match=
        if-range=
        if-unmodified-since=
        last-modified=
        link=
        location=
        max-forwards=
        proxy-authenticate=
        proxy-authorization=
        range=
        referer=
        refresh=
        retry-after=
        server=
        set-cookie=
        strict-transport-security=
        transfer-encoding=
        user-agent=
        vary=
        via=
        www-authenticate=
        """;

    private static readonly (byte[] Name, byte[] Value)[] Fields = StaticFields.Of(Table);

    /// <summary>The name of a field.</summary>
    /// <param name="index">From 1 to <see cref="Count"/>.</param>
    public static ReadOnlySpan<byte> NameOf(int index) => Fields[index - 1].Name;

    /// <summary>The value of a field; empty for most.</summary>
    /// <param name="index">From 1 to <see cref="Count"/>.</param>
    public static ReadOnlySpan<byte> ValueOf(int index) => Fields[index - 1].Value;
}
