using System.Diagnostics;
using System.Text;

namespace Sonde.Engine;

/// <summary>How a URL answers, and where the time goes.</summary>
public static class HttpCheckQuestion
{
    /// <summary>Octets of a body that are read.</summary>
    public const int MostOctets = 10_000_000;

    private const int MostHeaders = 100;
    private const int LongestValue = 500;

    /// <summary>Asks for the URL.</summary>
    /// <exception cref="EngineException">Not a URL, or its host is refused or has no address.</exception>
    public static async Task<HttpCheck> AskAsync(CaptureEngine engine, HttpCheckArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        TimeSpan timeout = ProbeChoices.Seconds(arguments.Timeout, 10, "timeout", engine.Probes.Budget);
        int redirects = arguments.MaxRedirects ?? 5;
        if (redirects is < 0 or > 20)
            throw new EngineException(EngineFault.InvalidArgument, "max_redirects must be from 0 to 20.");
        WebUrl url = WebUrl.Parse(arguments.Url);
        bool isHead = arguments.Method == "HEAD";
        await engine.Rehearsal.Asking;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
        time.CancelAfter(timeout);
        long begun = Stopwatch.GetTimestamp();
        WebJourney journey = await WebJourney.RunAsync(
            engine.Probes,
            url,
            new WebRequest
            {
                Method = isHead ? HttpMethod.Head : HttpMethod.Get,
                MostOctets = MostOctets,
                NeedsTrust = false,
            },
            redirects,
            arguments.IpVersion,
            time.Token,
            context.Cancel
        );
        return Answer(url, journey, isHead ? "HEAD" : "GET", Stopwatch.GetElapsedTime(begun));
    }

    private static HttpCheck Answer(WebUrl url, WebJourney journey, string method, TimeSpan total)
    {
        WebExchange last = journey.Last;
        ServedTls? tls = last.Tls is { } facts ? ServedTls.Of(facts, last.Target.Host, DateTime.UtcNow) : null;
        // the one that was not followed is the answer
        WebExchange[] redirects = [.. journey.Exchanges.SkipLast(1)];
        string? error = last.Failure is { } failure
            ? $"{Quote.Text(last.At.Host)} {failure}."
            : journey.Stopped?.Message;
        List<LimitReached> limits = [];
        if (last.IsCut)
            limits.Add(new("body_octets", MostOctets));
        if (last.Headers.Count > MostHeaders)
            limits.Add(new("header_lines", MostHeaders));
        return new HttpCheck
        {
            Success = error is null,
            Summary = Say(url, journey, method, total, tls, error),
            Url = url.Shown,
            FinalUrl = last.At.Shown,
            Method = method,
            Status = last.Status,
            Reason = string.IsNullOrEmpty(last.Reason) ? null : Quote.Clean(last.Reason, 100),
            Version = last.Version is { } version ? VersionText(version) : null,
            Address = last.Address?.ToString(),
            FailedStep = last.FailedStep ?? (journey.Stopped is null ? null : "redirect"),
            Error = error,
            Timings = HttpTimes.Of(last),
            TotalMs = ServiceTarget.Milliseconds(total),
            Redirects =
            [
                .. redirects.Select(one => new HttpRedirect
                {
                    Url = one.At.Shown,
                    Status = one.Status!.Value,
                    Location = Value("Location", one.Header("Location")!),
                    Address = one.Address?.ToString(),
                    Timings = HttpTimes.Of(one),
                }),
            ],
            Headers =
            [
                .. last
                    .Headers.Take(MostHeaders)
                    .Select(line => new HttpHeaderLine(Quote.Clean(line.Key, 100)!, Value(line.Key, line.Value))),
            ],
            BodyOctets = last.Body.Length,
            BodyCut = last.IsCut,
            Tls = tls,
            Coverage = new ProbeCoverage
            {
                Complete = error is null && limits.Count == 0,
                Ended = last.IsTimeUp ? "time limit" : null,
                ProbesSent = journey.Exchanges.Count,
                Limits = limits.Count > 0 ? limits : null,
            },
        };
    }

    private static string Value(string name, string value) =>
        Analysis.HttpSecrets.IsSecretHeader(Encoding.UTF8.GetBytes(name)) ? Analysis.HttpSecrets.Mark
        : name.Equals("Location", StringComparison.OrdinalIgnoreCase)
            ? Quote.Clean(Analysis.HttpSecrets.CleanTarget(value), LongestValue)!
        : Quote.Clean(value, LongestValue)!;

    private static string VersionText(Version version) =>
        version.Major >= 2 ? $"HTTP/{version.Major}" : $"HTTP/{version.Major}.{version.Minor}";

    private static string Say(
        WebUrl url,
        WebJourney journey,
        string method,
        TimeSpan total,
        ServedTls? tls,
        string? error
    )
    {
        WebExchange last = journey.Last;
        int redirects = journey.Exchanges.Count - 1;
        var text = new StringBuilder($"{method} {Quote.Text(url.Shown)}");
        if (redirects > 0)
            text.Append(
                $", after {redirects} {(redirects == 1 ? "redirect" : "redirects")} {Quote.Text(last.At.Shown)}"
            );
        text.Append(
            last.Status is { } status
                ? FormattableString.Invariant(
                    $": status {status} by {VersionText(last.Version!)} in {total.TotalMilliseconds:0.#} ms"
                )
                : ": no answer"
        );
        string[] steps = [.. Steps(last)];
        if (steps.Length > 0)
            text.Append($" ({string.Join(", ", steps)})");
        text.Append('.');
        if (error is not null)
            text.Append($" Failed at {last.FailedStep ?? "redirect"}: {error}");
        if (last.IsCut)
            text.Append($" Only the first {MostOctets} octets of the body were read.");
        if (tls is { Problems: [_, ..] problems })
            text.Append($" Certificate: {string.Join("; ", problems.Take(3))}.");
        else if (tls is { DaysLeft: { } days })
            text.Append(FormattableString.Invariant($" The certificate is valid for {days:0.#} more days."));
        return text.ToString();
    }

    private static IEnumerable<string> Steps(WebExchange exchange)
    {
        (string Name, TimeSpan? Time)[] steps =
        [
            ("name", exchange.Name),
            ("connect", exchange.Connect),
            ("TLS", exchange.Handshake),
            ("first byte", exchange.FirstByte),
            ("transfer", exchange.Transfer),
        ];
        return steps
            .Where(step => step.Time is not null)
            .Select(step => FormattableString.Invariant($"{step.Name} {step.Time!.Value.TotalMilliseconds:0.#}"));
    }
}
