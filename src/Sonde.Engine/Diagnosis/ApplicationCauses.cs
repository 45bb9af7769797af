using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Causes that applications name themselves: answers that are errors.</summary>
internal sealed class ApplicationCauses : ICauseSource
{
    private const int MostProtocols = 64;

    private readonly SortedDictionary<string, CauseGroup> _errors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly HttpTrouble _trouble = new();

    public string LookedAt =>
        _answers.Count == 0
            ? "applications: no question with its answer"
            : $"applications: {string.Join(", ", _answers.Select(one => $"{one.Value} answers of {one.Key}"))}";

    public ApplicationSinks Join(ApplicationSinks sinks) =>
        sinks with
        {
            Transactions = See,
            Trouble = (_, name) => _trouble.Add(name),
        };

    public Coverage Complete(Coverage coverage) => _trouble.Complete(coverage);

    public IReadOnlyList<string> NotObservable(CaptureReading reading) =>
        reading.Coverage.Decryption is { StreamsEncrypted: > 0 and var closed }
            ? [$"what applications said in {closed} encrypted conversations (tls_key_log opens TLS)"]
            : [];

    public IReadOnlyList<CaptureCause> Find(CaptureReading reading) =>
        [.. _errors.Select(one => Cause(one.Key, one.Value))];

    private CaptureCause Cause(string kind, CauseGroup group)
    {
        string protocol = kind[..kind.IndexOf(' ')];
        (string name, string text, int highest) =
            kind.EndsWith(" 5", StringComparison.Ordinal)
                ? ("http_server_error", "The web server says that it failed (5xx).", 2)
            : kind.EndsWith(" 4", StringComparison.Ordinal)
                ? ("http_client_error", "The web server rejects what clients ask for (4xx).", 1)
            : ("application_error", $"Answers of {protocol} are errors.", 1);
        return group.Cause(
            name,
            "application",
            CauseWeight.Of(group.Frames.Count, _answers[protocol], $"answers of {protocol} are such errors", highest),
            text,
            protocol switch
            {
                "http" or "http2" => new("Which requests were answered so?", "extract_http_requests"),
                "sip" => new("Which calls failed, and how?", "analyze_sip_packets"),
                "mysql" or "pgsql" or "mongo" or "redis" or "tds" => new(
                    "Which queries failed?",
                    "extract_database_queries"
                ),
                _ => new("Which questions were answered so?", "analyze_application_response_times"),
            }
        );
    }

    private void See(Transaction one)
    {
        if (one.ResponseFirst is not { } first)
            return;
        if (_answers.Count >= MostProtocols && !_answers.ContainsKey(one.Protocol))
            return;
        _answers[one.Protocol] = _answers.GetValueOrDefault(one.Protocol) + 1;
        if (!one.IsError)
            return;
        string kind =
            one.Protocol is "http" or "http2" && one.Status is ['4' or '5', ..]
                ? $"{one.Protocol} {one.Status[0]}"
                : $"{one.Protocol} error";
        if (!_errors.TryGetValue(kind, out CauseGroup? group))
            _errors.Add(kind, group = new CauseGroup());
        group.Add(one.Carrier.Client, one.Carrier.Server, first.Frame);
    }
}
