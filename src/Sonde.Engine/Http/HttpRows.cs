using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Makes rows of exchanges.</summary>
internal static class HttpRows
{
    private const int MostValues = 100;

    public static HttpRequestRow Row(HttpExchange exchange)
    {
        ApplicationStream carrier = exchange.Carrier;
        StreamPlace? first = exchange.RequestFirst;
        return new HttpRequestRow
        {
            Frame = first?.Frame,
            Time = TimeOf(first ?? exchange.ResponseFirst),
            Stream = carrier.Flow.Stream,
            SrcIp = carrier.Client.Address.ToString(),
            SrcPort = carrier.Client.Port,
            DstIp = carrier.Server.Address.ToString(),
            DstPort = carrier.Server.Port,
            Version = Quote.Clean(exchange.Version),
            Http2Stream = exchange.Http2Stream,
            Http3Stream = exchange.Http3Stream is { } id ? (long)id : null,
            Decrypted = carrier.Outer is null ? null : true,
            GrpcMethod = Quote.Clean(exchange.GrpcMethod, 300),
            GrpcStatus = exchange.GrpcStatus,
            Method = Quote.Clean(exchange.Method),
            Uri = Quote.Clean(exchange.Target),
            Host = Quote.Clean(exchange.Host, 300),
            UserAgent = Quote.Clean(exchange.UserAgent, 300),
            RequestContentType = Quote.Clean(exchange.RequestType, 200),
            RequestBytes = exchange.RequestBytes,
            Status = exchange.Status == 0 ? null : exchange.Status,
            Reason = Quote.Clean(exchange.Reason, 100),
            ContentType = Quote.Clean(exchange.ResponseType, 200),
            ContentEncoding = Quote.Clean(exchange.ResponseEncoding, 100),
            Location = Quote.Clean(exchange.Location),
            Server = Quote.Clean(exchange.Server, 200),
            ResponseBytes = exchange.Status == 0 ? null : exchange.ResponseBytes,
            ResponseFrame = exchange.ResponseFirst?.Frame,
            InterimResponses = exchange.InterimResponses == 0 ? null : exchange.InterimResponses,
            FirstByteMs = Milliseconds(exchange.RequestLast, exchange.ResponseFirst),
            TransferMs = Milliseconds(exchange.ResponseFirst, exchange.ResponseLast),
            TotalMs = Milliseconds(first, exchange.ResponseLast),
            Complete = exchange is { IsRequestComplete: true, IsResponseComplete: true },
            RedactedHeaders =
                exchange.SecretHeaders.Count == 0
                    ? null
                    : [.. exchange.SecretHeaders.Select(name => Quote.Clean(name, 64)!)],
            Evidence = EvidenceOf(exchange),
        };
    }

    public static Dictionary<string, long> Count(
        IEnumerable<HttpExchange> exchanges,
        Func<HttpExchange, string?> value
    ) =>
        exchanges
            .Select(value)
            .OfType<string>()
            .CountBy(one => one, StringComparer.Ordinal)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MostValues)
            .ToDictionary(pair => pair.Key, pair => (long)pair.Value);

    internal static double? Milliseconds(StreamPlace? from, StreamPlace? to) =>
        from is { } start && to is { } end && HasTime(start) && HasTime(end)
            ? Math.Round((end.At.Nanoseconds - start.At.Nanoseconds) / 1e6, 6)
            : null;

    internal static string? TimeOf(StreamPlace? place) =>
        place is { } known && HasTime(known) ? known.At.ToString() : null;

    private static bool HasTime(StreamPlace place) => place.At.Nanoseconds != 0;

    private static Evidence EvidenceOf(HttpExchange exchange)
    {
        long[] frames =
        [
            .. new[] { exchange.RequestFirst, exchange.RequestLast, exchange.ResponseFirst, exchange.ResponseLast }
                .OfType<StreamPlace>()
                .Select(place => place.Frame)
                .Distinct(),
        ];
        return new Evidence(frames, frames.Length, $"frame.number in {{{string.Join(", ", frames)}}}");
    }
}
