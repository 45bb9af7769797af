using System.Text.Json;

namespace Sonde.Engine;

/// <summary>Fetches small documents from servers that nobody typed: registries, services.</summary>
internal static class WebText
{
    private const int MostRedirects = 5;

    /// <summary>Fetches JSON.</summary>
    /// <param name="gate">Decides about each host.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="accept">Its type.</param>
    /// <param name="mostOctets">The longest that is read.</param>
    /// <param name="time">Ends when the time is up.</param>
    /// <param name="cancel">Ends when the asker gave up.</param>
    /// <param name="referredBy">The URL whose answer named this one; null when nobody else did.</param>
    /// <returns>The document, and the URL at which it was in the end.</returns>
    /// <exception cref="EngineException">Refused, unreachable, too long, not JSON, or the status says no.</exception>
    public static async Task<(JsonDocument Document, WebUrl At)> JsonAsync(
        ProbeGate gate,
        WebUrl url,
        string accept,
        int mostOctets,
        CancellationToken time,
        CancellationToken cancel,
        WebUrl? referredBy = null
    )
    {
        var request = new WebRequest { Accept = accept, MostOctets = mostOctets };
        WebJourney journey = await WebJourney.RunAsync(
            gate,
            url,
            request,
            MostRedirects,
            null,
            time,
            cancel,
            referredBy
        );
        WebExchange last = journey.Last;
        ThrowIfFailed(journey);
        if (last.IsCut)
            throw new EngineException(
                EngineFault.LimitExceeded,
                $"The answer of {Quote.Text(last.At.Host)} has more than {mostOctets} octets.",
                "Ask something narrower."
            );
        try
        {
            return (JsonDocument.Parse(last.Body), last.At);
        }
        catch (JsonException wrong)
        {
            throw new EngineException(
                EngineFault.ParseError,
                $"The answer of {Quote.Text(last.At.Host)} is no JSON.",
                "The server may be the wrong one, or a portal stands before it.",
                cause: wrong
            );
        }
    }

    private static void ThrowIfFailed(WebJourney journey)
    {
        if (journey.Stopped is { } stopped)
            throw stopped;
        WebExchange last = journey.Last;
        string host = Quote.Text(last.At.Host);
        if (last.Failure is { } failure)
            throw new EngineException(
                last.IsTimeUp ? EngineFault.Timeout : EngineFault.LookupFailed,
                $"The server {host} {failure}.",
                "Ask again, or with a longer timeout; http_check shows where it fails."
            );
        string? wait = last.Header("Retry-After") is { Length: < 40 } after
            ? $" It asks to wait: {Quote.Text(after)}."
            : null;
        switch (last.Status)
        {
            case >= 200 and <= 299:
                return;
            case 404:
                throw new EngineException(EngineFault.NotFound, $"The server {host} knows nothing of it (404).");
            case 429:
                throw new EngineException(
                    EngineFault.LimitExceeded,
                    $"The server {host} was asked too often (429).{wait}",
                    "Wait before asking again."
                );
            default:
                throw new EngineException(
                    EngineFault.LookupFailed,
                    $"The server {host} answers with status {last.Status}.{wait}",
                    "Ask again later."
                );
        }
    }
}
