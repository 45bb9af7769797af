using System.Globalization;
using Sonde.Analysis;
using static Sonde.Engine.ClaimRuling;

namespace Sonde.Engine;

/// <summary>Judges how requests of HTTP were answered, and how soon.</summary>
internal sealed class HttpClaim : IClaimJudge
{
    private readonly Claim _claim;
    private readonly ClaimTimes _times;
    private readonly int _from;
    private readonly int _to;
    private readonly HttpTrouble _trouble = new();
    private readonly LowestFrames _fitting = new();
    private readonly LowestFrames _others = new();
    private readonly LowestFrames _unanswered = new();

    public HttpClaim(Claim claim)
    {
        _claim = claim;
        _times = new ClaimTimes(
            claim,
            "HTTP responses, from the end of the request to the first octet of the response,"
        );
        (_from, _to) = claim.Said.Status is { } status ? Statuses(status) : (0, 0);
        Sinks = new ApplicationSinks { Http = See, Trouble = (_, name) => _trouble.Add(name) };
    }

    public IReadOnlyList<IObserver> Observers => [];

    public ApplicationSinks? Sinks { get; }

    public Coverage Complete(Coverage coverage) => _trouble.Complete(coverage);

    public ClaimRuling Judge(CaptureReading reading)
    {
        long responses = _fitting.Count + _others.Count;
        if (_claim.Kind == "http_response_time")
            return _times.Count > 0 ? _times.Rule(null) : Nothing(reading, "response with its request");
        if (responses == 0)
            return Nothing(reading, "response");
        ClaimRuling ruling = ClaimCounts.Rule(
            _claim,
            $"responses with status {_claim.Said.Status}",
            _fitting.Count,
            null,
            null,
            _fitting,
            null
        );
        return ruling with
        {
            Why = Text($"{ruling.Why[..^1]} among {responses} responses that can be read."),
            Figures = [.. ruling.Figures, new("responses", responses, "count")],
        };
    }

    private void See(HttpExchange exchange)
    {
        if (!IsMeant(exchange))
            return;
        if (exchange is { Status: 0 } or { ResponseFirst: null })
        {
            _unanswered.Add(exchange.RequestFirst?.Frame ?? 0);
            return;
        }
        StreamPlace first = exchange.ResponseFirst.Value;
        (exchange.Status >= _from && exchange.Status <= _to ? _fitting : _others).Add(first.Frame);
        if (
            exchange is { IsRequestComplete: true, RequestLast: { At.Nanoseconds: not 0 } asked }
            && first.At.Nanoseconds != 0
            && first.At.Nanoseconds >= asked.At.Nanoseconds
        )
            _times.See(first.At.Nanoseconds - asked.At.Nanoseconds, first.Frame);
    }

    private ClaimRuling Nothing(CaptureReading reading, string what)
    {
        if (_unanswered.Count > 0)
            return NotObservable(
                reading.Coverage.Directions == "one" ? "one_direction" : "nothing_of_the_kind",
                Text($"The capture holds {_unanswered.Count} requests that the claim is about, and no {what}."),
                _unanswered
            );
        return reading.Coverage.Decryption is { StreamsEncrypted: > 0 and var closed }
            ? NotObservable(
                "encrypted",
                Text(
                    $"No HTTP {what} that the claim is about can be read; {closed} encrypted conversations stayed closed (tls_key_log opens them)."
                )
            )
            : NotObservable("nothing_of_the_kind", $"The capture holds no HTTP {what} that the claim is about.");
    }

    private bool IsMeant(HttpExchange exchange) =>
        _claim.Said.Host is not { } host
        || host.Equals(exchange.Host, StringComparison.OrdinalIgnoreCase)
        || host.Equals(WithoutPort(exchange.Host), StringComparison.OrdinalIgnoreCase)
        || host == exchange.Carrier.Server.Address.ToString()
        || host == exchange.Carrier.Server.ToString();

    private static string? WithoutPort(string? host)
    {
        int colon = host?.LastIndexOf(':') ?? -1;
        return colon > 0 && host!.IndexOf(']') < colon ? host[..colon] : host;
    }

    private static (int From, int To) Statuses(string typed)
    {
        bool isClass =
            typed.Length == 3
            && typed[0] is >= '1' and <= '5'
            && typed.EndsWith("xx", StringComparison.OrdinalIgnoreCase);
        if (isClass)
            return ((typed[0] - '0') * 100, (typed[0] - '0') * 100 + 99);
        if (
            int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int status)
            && status is >= 100 and <= 999
        )
            return (status, status);
        throw new EngineException(
            EngineFault.InvalidArgument,
            $"status {Quote.Text(typed)} is no status of HTTP.",
            "Write a number such as 404, or a class.",
            ["1xx", "2xx", "3xx", "4xx", "5xx"]
        );
    }
}
