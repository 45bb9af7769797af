using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Causes in TLS: handshakes that failed, and certificates that are no good.</summary>
internal sealed class TlsCauses : ICauseSource
{
    private const int Told = 3;
    private const int MostServers = 10_000;
    private static readonly NextQuestion Alerts = new(
        "Who sent which alert, and what does it mean?",
        "analyze_tls_alerts"
    );
    private static readonly NextQuestion Certificates = new(
        "What stands in the certificates?",
        "extract_certificate_details"
    );

    private readonly CauseGroup _failed = new();
    private readonly CauseGroup _expired = new();
    private readonly CauseGroup _foreign = new();
    private readonly SortedDictionary<string, long> _alerts = new(StringComparer.Ordinal);
    private readonly Dictionary<Endpoint, long> _servers = [];
    private long _connections;
    private long _chains;
    private long _hidden;
    private long _encryptedAlerts;
    private long _expiredAndFailed;

    public string LookedAt => $"TLS: {_connections} connections";

    public ApplicationSinks Join(ApplicationSinks sinks) => sinks with { Tls = sinks.Tls + See };

    public IReadOnlyList<string> NotObservable(CaptureReading reading) =>
        _hidden > 0
            ?
            [
                $"certificates of {_hidden} TLS connections: TLS 1.3 encrypts them, or a session was taken up again, or the capture begins later",
            ]
            : [];

    public IReadOnlyList<CaptureCause> Find(CaptureReading reading)
    {
        List<CaptureCause> causes = [];
        if (_failed.Frames.Count > 0)
        {
            CaptureCause cause = _failed.Cause(
                "tls_handshake_failed",
                "tls",
                CauseWeight.Of(
                    _failed.Frames.Count,
                    _connections,
                    "TLS handshakes ended with an alert",
                    _failed.Worst(Tries)
                ),
                "TLS handshakes fail.",
                Alerts
            );
            causes.Add(
                cause with
                {
                    Supports =
                    [
                        .. cause.Supports,
                        .. _alerts
                            .OrderByDescending(one => one.Value)
                            .Take(Told)
                            .Select(one => $"{one.Value}: {one.Key}"),
                    ],
                    NotObservable = _encryptedAlerts > 0 ? [$"what {_encryptedAlerts} encrypted alerts say"] : [],
                }
            );
        }
        if (_expired.Frames.Count > 0)
            causes.Add(
                Certificate(
                    "certificate_not_valid_in_time",
                    _expired,
                    "The server's certificate had expired or was not valid yet when it was sent."
                )
            );
        if (_foreign.Frames.Count > 0)
            causes.Add(
                Certificate(
                    "certificate_for_another_name",
                    _foreign,
                    "The server's certificate is not valid for the host that the client asked for."
                )
            );
        return causes;
    }

    private long Tries(Endpoint server) => _servers.GetValueOrDefault(server);

    private CaptureCause Certificate(string name, CauseGroup group, string text)
    {
        CauseWeight weight = CauseWeight.Of(group.Frames.Count, _chains, "certificates that can be seen have it", null);
        CaptureCause cause = group.Cause(name, "tls", weight, text, Certificates);
        return _expiredAndFailed > 0 && group == _expired
            ? cause with
            {
                Supports = [.. cause.Supports, $"{_expiredAndFailed} of these handshakes ended with an alert"],
            }
            : cause;
    }

    private void See(TlsConnection connection)
    {
        _connections++;
        if (_servers.Count < MostServers || _servers.ContainsKey(connection.Server))
            _servers[connection.Server] = Tries(connection.Server) + 1;
        bool hasFailed = connection.Outcome == TlsOutcome.Refused;
        if (hasFailed)
        {
            TlsAlert[] fatal = [.. connection.Alerts.Where(one => one.Level is null or 2)];
            TlsAlert? alert = fatal.Length > 0 ? fatal[0] : null;
            _failed.Add(connection.Client, connection.Server, alert?.Place.Frame ?? TlsReading.FrameOf(connection));
            if (alert is { } one)
            {
                string said =
                    $"{TlsAlertWords.NameOf(one)} from the {ConnectionRowMaker.Side(one.FromClient)}: {TlsAlertWords.Of(one)}";
                _alerts[said] = _alerts.GetValueOrDefault(said) + 1;
                _encryptedAlerts += one.Description is null ? 1 : 0;
            }
        }
        if (connection.ServerChain is not { Certificates: [var leaf, ..] } chain)
        {
            _hidden++;
            return;
        }
        _chains++;
        CertificateFacts facts = CertificateFacts.Of(leaf);
        if (!facts.IsReadable || chain.Place.At.Nanoseconds == 0)
            return;
        DateTime at = chain.Place.At.ToDateTimeOffset().UtcDateTime;
        if (at > facts.NotAfter || at < facts.NotBefore)
        {
            _expired.Add(connection.Client, connection.Server, chain.Place.Frame);
            _expiredAndFailed += hasFailed ? 1 : 0;
        }
        if (TlsReading.SniOf(connection) is { } host && !HostMatch.Any(host, facts.HostNames))
            _foreign.Add(connection.Client, connection.Server, chain.Place.Frame);
    }
}
