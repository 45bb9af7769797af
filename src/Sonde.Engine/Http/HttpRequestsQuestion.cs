using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Which HTTP requests were made, and how were they answered.</summary>
public static class HttpRequestsQuestion
{
    private const int DefaultLimit = 100;
    private const int MostKept = 200_000; // exchanges in memory; further ones are counted

    /// <summary>Reads the capture and pairs requests with responses.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static HttpRequests Ask(CaptureEngine engine, HttpRequestsArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        List<HttpExchange> kept = [];
        long seen = 0;
        var trouble = new HttpTrouble();
        var sinks = new ApplicationSinks
        {
            Http = exchange =>
            {
                if (!IsWanted(exchange, arguments))
                    return;
                seen++;
                if (kept.Count < MostKept)
                    kept.Add(exchange);
            },
            Trouble = (_, name) => trouble.Add(name),
        };
        CaptureReading reading = engine.ReadApplications(arguments, sinks, context);
        HttpExchange[] ordered = [.. kept.OrderBy(FrameOf)];
        Page<HttpExchange> page = Page.Of(ordered, limit, offset);
        return new HttpRequests
        {
            Summary = Say(ordered, seen, page, arguments, reading, trouble),
            File = reading.Name,
            PcapFile = reading.Name,
            TotalFound = seen,
            LimitApplied = limit,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            HttpRequestList = [.. page.Items.Select(HttpRows.Row)],
            Methods = HttpRows.Count(ordered, exchange => exchange.Method),
            Statuses = HttpRows.Count(
                ordered,
                exchange =>
                    exchange.Status == 0
                        ? null
                        : exchange.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)
            ),
            Hosts = HttpRows.Count(ordered, exchange => Quote.Clean(exchange.Host, 200)),
            Unanswered = ordered.Count(exchange => exchange.Status == 0),
            Incomplete = ordered.Count(exchange => exchange.Status != 0 && !exchange.IsResponseComplete),
            HeadsGivenUp = trouble.HeadsGivenUp,
            Evidence = EvidenceOf(ordered),
            Coverage = trouble
                .Complete(reading.Coverage)
                .With((seen > kept.Count, "http_exchanges_in_memory", MostKept)),
        };
    }

    private static Evidence EvidenceOf(HttpExchange[] exchanges)
    {
        var frames = new FirstFrames();
        foreach (HttpExchange exchange in exchanges)
            frames.AddOnce(FrameOf(exchange));
        return new Evidence(
            frames.Numbers,
            frames.Count,
            string.Join(" || ", exchanges.Select(one => one.Protocol).Append("http").Distinct().Order())
        );
    }

    private static long FrameOf(HttpExchange exchange) =>
        exchange.RequestFirst?.Frame ?? exchange.ResponseFirst?.Frame ?? 0;

    private static bool IsWanted(HttpExchange exchange, HttpRequestsArguments arguments) =>
        (arguments.Method is not { } method || method.Equals(exchange.Method, StringComparison.OrdinalIgnoreCase))
        && (arguments.Host is not { } host || exchange.Host?.Contains(host, StringComparison.OrdinalIgnoreCase) == true)
        && (arguments.Status is not { } status || exchange.Status == status);

    private static string Say(
        HttpExchange[] exchanges,
        long seen,
        Page<HttpExchange> page,
        HttpRequestsArguments arguments,
        CaptureReading reading,
        HttpTrouble trouble
    )
    {
        bool isChosen = arguments.Method is not null || arguments.Host is not null || arguments.Status is not null;
        if (seen == 0)
            return $"No HTTP request{(isChosen ? " that meets the arguments" : "")} in {reading.Pass.Totals.Packets} packets that can be read; HTTP inside TLS and QUIC needs keys (tls_key_log).{trouble.Say()}{reading.Shortfall}";
        int errors = exchanges.Count(exchange => exchange.Status >= 400);
        int unanswered = exchanges.Count(exchange => exchange.Status == 0);
        int hosts = exchanges
            .Select(exchange => exchange.Host)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Count();
        return $"{seen} HTTP exchanges with {hosts} hosts: {errors} answered with an error, {unanswered} without an answer in the capture; {page.Items.Count} shown.{trouble.Say()}{reading.Shortfall}";
    }
}
