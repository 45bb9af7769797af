using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Causes that applications name themselves: answers that are errors.</summary>
internal sealed class ApplicationCauses : ICauseSource, IDatabaseSink
{
    private const int MostProtocols = 64;
    private const int MostServers = 10_000;

    private readonly SortedDictionary<string, CauseGroup> _errors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, Endpoint), long> _servers = [];
    private readonly HttpTrouble _trouble = new();
    private readonly SlowAnswers _slow = new();
    private readonly DatabaseLogins _logins = new();

    public string LookedAt =>
        $"{(
            _answers.Count == 0
                ? "applications: no question with its answer"
                : $"applications: {string.Join(", ", _answers.Select(one => $"{one.Value} answers of {one.Key}"))}"
        )}; {_logins.LookedAt}";

    public ApplicationSinks Join(ApplicationSinks sinks) =>
        sinks with
        {
            Transactions = See,
            Databases = this,
            Trouble = (_, name) => _trouble.Add(name),
        };

    public Coverage Complete(Coverage coverage) => _trouble.Complete(coverage);

    public IReadOnlyList<string> NotObservable(CaptureReading reading) =>
        reading.Coverage.Decryption is { StreamsEncrypted: > 0 and var closed }
            ? [$"what applications said in {closed} encrypted conversations (tls_key_log opens TLS)"]
            : [];

    public IReadOnlyList<CaptureCause> Find(CaptureReading reading) =>
        [
            .. _errors.Select(one => Cause(one.Key, one.Value)),
            .. _slow.Find(server => _servers.GetValueOrDefault(server), protocol => _answers[protocol]),
            .. _logins.Find() is { } refused ? (CaptureCause[])[refused] : [],
        ];

    private CaptureCause Cause(string kind, CauseGroup group)
    {
        string protocol = kind[..kind.IndexOf(' ')];
        (string name, string text, int highest) =
            kind.EndsWith(" 5", StringComparison.Ordinal)
                ? ("http_server_error", "The web server says that it failed (5xx).", 2)
            : kind.EndsWith(" 4", StringComparison.Ordinal)
                ? ("http_client_error", "The web server rejects what clients ask for (4xx).", 1)
            : ("application_error", $"Answers of {protocol} are errors.", 1);
        CaptureCause cause = group.Cause(
            name,
            "application",
            CauseWeight.Of(
                group.Frames.Count,
                _answers[protocol],
                $"answers of {protocol} are such errors",
                group.Worst(server => _servers.GetValueOrDefault((protocol, server))),
                highest
            ),
            text,
            protocol switch
            {
                "http" or "http2" or "http3" => new("Which requests were answered so?", "extract_http_requests"),
                "sip" => new("Which calls failed, and how?", "analyze_sip_packets"),
                "mysql" or "pgsql" or "mongo" or "resp" or "tds" => new(
                    "Which queries failed?",
                    "extract_database_queries"
                ),
                _ => new("Which questions were answered so?", "analyze_application_response_times"),
            }
        );
        return cause with
        {
            SpeaksAgainst =
            [
                .. cause.SpeaksAgainst,
                .. name == "http_client_error"
                    ? (string[])
                        [
                            "401 before a login, 404 for icons that do not exist and 412 for copies that are still good are ordinary",
                        ]
                    : [],
            ],
            NotObservable =
            [
                name switch
                {
                    "http_server_error" => "what failed inside the server: its log says that, or the answer's body",
                    "http_client_error" =>
                        "whether the client asks for the wrong thing or the server lacks the right one",
                    _ => "what the one who asked made of the error",
                },
            ],
        };
    }

    /// <inheritdoc/>
    public void OnQuery(DatabaseQuery query)
    {
        if ((query.FirstAnswered ?? query.Answered) is not { } answered)
            return;
        ApplicationStream stream = query.Session.Stream;
        string protocol = query.Session.Protocol;
        bool isLogin = _logins.TryTake(query, answered.Frame);
        See(protocol, query.IsError && !isLogin ? $"{protocol} error" : null, stream, answered.Frame);
    }

    /// <inheritdoc/>
    public void OnSession(DatabaseSession session) => _logins.See(session);

    private void See(Transaction one)
    {
        if (one.ResponseFirst is not { } first)
            return;
        bool isHttp = one.Protocol is "http" or "http2" or "http3" && one.Status is ['4' or '5', ..];
        string kind = isHttp ? $"{one.Protocol} {one.Status![0]}" : $"{one.Protocol} error";
        See(one.Protocol, one.IsError ? kind : null, one.Carrier, first.Frame);
        _slow.See(one);
    }

    private void See(string protocol, string? error, ApplicationStream stream, long frame)
    {
        if (_answers.Count >= MostProtocols && !_answers.ContainsKey(protocol))
            return;
        _answers[protocol] = _answers.GetValueOrDefault(protocol) + 1;
        if (_servers.Count < MostServers || _servers.ContainsKey((protocol, stream.Server)))
            _servers[(protocol, stream.Server)] = _servers.GetValueOrDefault((protocol, stream.Server)) + 1;
        if (error is null)
            return;
        if (!_errors.TryGetValue(error, out CauseGroup? group))
            _errors.Add(error, group = new CauseGroup());
        group.Add(stream.Client, stream.Server, frame);
    }
}
