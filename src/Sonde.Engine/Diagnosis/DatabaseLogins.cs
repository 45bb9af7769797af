using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Logins that databases refused.</summary>
internal sealed class DatabaseLogins
{
    private const int Told = 3; // messages
    private const int MostMessages = 100;
    private const int MostServers = 10_000;

    private readonly CauseGroup _refused = new();
    private readonly SortedDictionary<string, long> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<Endpoint, long> _servers = [];
    private long _sessions;

    /// <summary>What was looked at.</summary>
    public string LookedAt => $"{_sessions} conversations with databases";

    /// <summary>A query that is a login, as in RESP and MongoDB: whether it was taken as one.</summary>
    public bool TryTake(DatabaseQuery query, long frame)
    {
        bool isLogin = query.Command.ToUpperInvariant() is "AUTH" or "SASLSTART" or "SASLCONTINUE" or "AUTHENTICATE";
        if (isLogin && query.IsError)
            Refuse(query.Session, $"{query.ErrorCode} {query.ErrorText}".Trim(), frame);
        return isLogin;
    }

    /// <summary>A conversation ended.</summary>
    public void See(DatabaseSession session)
    {
        _sessions++;
        Endpoint server = session.Stream.Server;
        if (_servers.Count < MostServers || _servers.ContainsKey(server))
            _servers[server] = _servers.GetValueOrDefault(server) + 1;
        if (session is { LoginRefused: { } place, LoginError: { } error })
            Refuse(session, error, place.Frame);
    }

    /// <summary>The cause; null where no login was refused.</summary>
    public CaptureCause? Find()
    {
        if (_refused.Frames.Count == 0)
            return null;
        CaptureCause cause = _refused.Cause(
            "database_login_refused",
            "application",
            CauseWeight.Of(
                _refused.Frames.Count,
                Math.Max(_sessions, _refused.Frames.Count),
                "logins to databases were refused",
                _refused.Worst(server => _servers.GetValueOrDefault(server))
            ),
            "Databases refuse logins.",
            new("Which sessions, with which error, and what was asked in the others?", "extract_database_queries")
        );
        return cause with
        {
            Supports =
            [
                .. cause.Supports,
                .. _messages
                    .OrderByDescending(one => one.Value)
                    .Take(Told)
                    .Select(one => $"{one.Value} times {Quote.Text(one.Key)}"),
            ],
            SpeaksAgainst =
            [
                .. cause.SpeaksAgainst,
                "somebody may try passwords, or a monitor may ask without any; some clients try without a password first",
            ],
            NotObservable =
            [
                "whether the password, the name, the database or the permission was wrong, beyond what the server says",
                "logins in conversations that were encrypted",
            ],
        };
    }

    private void Refuse(DatabaseSession session, string error, long frame)
    {
        _refused.Add(session.Stream.Client, session.Stream.Server, frame);
        string said = $"{session.Protocol} {error}";
        if (_messages.Count < MostMessages || _messages.ContainsKey(said))
            _messages[said] = _messages.GetValueOrDefault(said) + 1;
    }
}
