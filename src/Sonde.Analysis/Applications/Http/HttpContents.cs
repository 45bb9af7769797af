namespace Sonde.Analysis;

/// <summary>The content of a message of HTTP, as sent.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="OfRequest">It is that of the request.</param>
/// <param name="Octets">The octets, without the framing of chunks and frames; still in their codings. Valid during the call only.</param>
/// <param name="IsWhole">All of it was captured and kept.</param>
/// <param name="IsCut">There was more than is kept.</param>
public readonly record struct HttpMessageContent(
    HttpExchange Exchange,
    bool OfRequest,
    ReadOnlyMemory<byte> Octets,
    bool IsWhole,
    bool IsCut
)
{
    /// <summary>The codings of the content, such as <c>gzip</c>; null for none.</summary>
    public string? Encoding => OfRequest ? Exchange.RequestEncoding : Exchange.ResponseEncoding;

    /// <summary>The media type as announced; null without one.</summary>
    public string? MediaType => OfRequest ? Exchange.RequestType : Exchange.ResponseType;

    /// <summary>The frame with the last octet that was captured.</summary>
    public StreamPlace? Last => OfRequest ? Exchange.RequestLast : Exchange.ResponseLast;
}

/// <summary>Keeps the content of messages until they are whole, and hands it over.</summary>
/// <remarks>Memory: at most <see cref="MostOctets"/> of one message, and <see cref="MostKept"/> of all that are under way.</remarks>
/// <param name="wanted">Whose content is kept.</param>
/// <param name="told">Told of each content that is not empty.</param>
public sealed class HttpContents(Func<HttpExchange, bool, bool> wanted, Action<HttpMessageContent> told)
{
    /// <summary>Octets kept of one message.</summary>
    public const int MostOctets = 32 << 20;

    /// <summary>Octets kept of all messages that are under way.</summary>
    public const long MostKept = 64 << 20;

    private readonly Dictionary<(HttpExchange Exchange, bool OfRequest), Kept> _open = [];
    private long _octets;

    /// <summary>Contents of which not all could be kept.</summary>
    public long Cut { get; private set; }

    internal void Add(HttpExchange exchange, bool ofRequest, ReadOnlySpan<byte> octets)
    {
        if (exchange.IsTold || octets.IsEmpty || !wanted(exchange, ofRequest))
            return;
        if (!_open.TryGetValue((exchange, ofRequest), out Kept? kept))
            _open.Add((exchange, ofRequest), kept = new Kept());
        if (kept.IsCut)
            return;
        kept.IsCut = kept.Octets.Length + octets.Length > MostOctets || _octets + octets.Length > MostKept;
        if (kept.IsCut)
        {
            Cut++;
            return;
        }
        kept.Octets.Write(octets);
        _octets += octets.Length;
    }

    internal void End(HttpExchange exchange)
    {
        End(exchange, ofRequest: true, exchange.IsRequestComplete);
        End(exchange, ofRequest: false, exchange.IsResponseComplete);
    }

    private void End(HttpExchange exchange, bool ofRequest, bool isWhole)
    {
        if (!_open.Remove((exchange, ofRequest), out Kept? kept))
            return;
        _octets -= kept.Octets.Length;
        ReadOnlyMemory<byte> octets = kept.Octets.GetBuffer().AsMemory(0, (int)kept.Octets.Length);
        told(
            new HttpMessageContent(exchange, ofRequest, octets, isWhole && !kept.IsCut && !exchange.HasGap, kept.IsCut)
        );
    }

    private sealed class Kept
    {
        public MemoryStream Octets { get; } = new();

        public bool IsCut { get; set; }
    }
}
