using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;
using static Sonde.Engine.ClaimRuling;

namespace Sonde.Engine;

/// <summary>Judges versions of TLS, handshakes that failed, and certificates that had expired.</summary>
internal sealed class TlsClaim : IClaimJudge
{
    private static readonly string[] Versions =
    [
        "SSL 3.0",
        "TLS 1.0",
        "TLS 1.1",
        "TLS 1.2",
        "TLS 1.3",
        "DTLS 1.0",
        "DTLS 1.2",
        "DTLS 1.3",
    ];

    private readonly Claim _claim;
    private readonly string? _version;
    private readonly byte? _alert;
    private readonly LowestFrames _fitting = new();
    private readonly LowestFrames _others = new();
    private readonly LowestFrames _hidden = new();
    private long _connections;

    public TlsClaim(Claim claim)
    {
        _claim = claim;
        _version = claim.Said.Version is { } version ? VersionOf(version) : null;
        _alert = claim.Said.Alert is { } alert ? AlertOf(alert) : null;
        Action<TlsConnection> see = claim.Kind switch
        {
            "tls_version" => SeeVersion,
            "tls_failed" => SeeFailure,
            _ => SeeCertificate,
        };
        Sinks = new ApplicationSinks
        {
            Tls = connection =>
            {
                if (!claim.Server.Matches(connection.Server))
                    return;
                _connections++;
                see(connection);
            },
        };
    }

    public IReadOnlyList<IObserver> Observers => [];

    public ApplicationSinks? Sinks { get; }

    public ClaimRuling Judge(CaptureReading reading) =>
        Rule() with
        {
            Figures =
            [
                new("connections", _connections, "count"),
                new("that_bear_it_out", _fitting.Count, "count"),
                new("that_do_not", _others.Count, "count"),
                new("that_cannot_be_seen", _hidden.Count, "count"),
            ],
        };

    private ClaimRuling Rule()
    {
        if (_connections == 0)
            return NotObservable("nothing_of_the_kind", "The capture has no TLS connection that the claim is about.");
        return _claim.Kind switch
        {
            "tls_version" => RuleVersion(),
            "tls_failed" => RuleFailure(),
            _ => RuleCertificate(),
        };
    }

    // The statement is about every connection.
    private ClaimRuling RuleVersion() =>
        _others.Count > 0
            ? new(
                No,
                Text(
                    $"{_others.Count} of {_connections} connections use another version than {_version}; these are their server's hellos."
                ),
                _others
            )
        : _fitting.Count > 0
            ? new(
                Yes,
                Text($"{_fitting.Count} of {_connections} connections use {_version}, and none another version."),
                _fitting
            )
            {
                RestsOnAbsence = true,
            }
        : NotObservable(
            "capture_begins_later",
            Text($"Of {_connections} connections no server's hello was captured."),
            _hidden
        );

    private ClaimRuling RuleFailure()
    {
        string how = _alert is { } code
            ? $" with the alert {TlsNames.Alert(code) ?? code.ToString(CultureInfo.InvariantCulture)}"
            : "";
        return _fitting.Count > 0
                ? new(Yes, Text($"{_fitting.Count} of {_connections} handshakes failed{how}."), _fitting)
            : _hidden.Count > 0
                ? NotObservable(
                    "encrypted",
                    Text(
                        $"In {_hidden.Count} of {_connections} connections alerts are encrypted, or the handshake was not captured to its end: whether it failed{how} cannot be seen."
                    ),
                    _hidden
                )
            : new(No, Text($"None of {_connections} handshakes failed{how}."), _others) { RestsOnAbsence = true };
    }

    private ClaimRuling RuleCertificate() =>
        _fitting.Count > 0
            ? new(
                Yes,
                Text(
                    $"In {_fitting.Count} of {_connections} connections the server's certificate had expired when it was sent."
                ),
                _fitting
            )
        : _others.Count > 0
            ? new(
                No,
                Text($"In none of {_others.Count} connections whose certificate can be seen had it expired."),
                _others
            )
            {
                RestsOnAbsence = true,
            }
        : NotObservable(
            "encrypted",
            Text(
                $"In {_connections} connections no certificate of the server can be seen: TLS 1.3 encrypts it (tls_key_log opens it), and a session that is taken up again sends none."
            ),
            _hidden
        );

    private void SeeVersion(TlsConnection connection)
    {
        if (connection.Version is not { } version)
            _hidden.Add(TlsReading.FrameOf(connection));
        else
            (TlsReading.VersionName(version) == _version ? _fitting : _others).Add(
                connection.ServerHelloAt?.Frame ?? TlsReading.FrameOf(connection)
            );
    }

    private void SeeFailure(TlsConnection connection)
    {
        long frame = TlsReading.FrameOf(connection);
        if (connection.Outcome == TlsOutcome.Refused)
        {
            TlsAlert[] alerts = [.. connection.Alerts.Where(one => one.Level is null or 2 || one.Description == 0)];
            if (_alert is null)
                _fitting.Add(alerts.Length > 0 ? alerts[0].Place.Frame : frame);
            else if (Array.Exists(alerts, one => one.Description == _alert))
                _fitting.Add(Array.Find(alerts, one => one.Description == _alert).Place.Frame);
            else
                (Array.TrueForAll(alerts, one => one.Description is not null) ? _others : _hidden).Add(frame);
        }
        else if (connection.Outcome != TlsOutcome.Completed || MayHideAlert(connection))
            _hidden.Add(frame);
        else
            _others.Add(connection.ClientFinishedAt?.Frame ?? frame);
    }

    // In TLS 1.3 without keys a single record of the client may be its end of the handshake or an alert.
    private static bool MayHideAlert(TlsConnection connection) =>
        connection is { Version: TlsVersions.Tls13 or TlsVersions.Dtls13, RecordsOpened: 0, ClientRecords: < 2 };

    private void SeeCertificate(TlsConnection connection)
    {
        if (connection.ServerChain is not { Certificates: [var leaf, ..] } chain)
        {
            _hidden.Add(TlsReading.FrameOf(connection));
            return;
        }
        CertificateFacts facts = CertificateFacts.Of(leaf);
        if (!facts.IsReadable || chain.Place.At.Nanoseconds == 0)
            _hidden.Add(chain.Place.Frame);
        else
            (chain.Place.At.ToDateTimeOffset().UtcDateTime > facts.NotAfter ? _fitting : _others).Add(
                chain.Place.Frame
            );
    }

    private static string VersionOf(string typed)
    {
        string asked = Fold(typed);
        return Array.Find(Versions, name => Fold(name) == asked || Fold(name) == "tls" + asked)
            ?? throw EngineException.UnknownName("version of TLS", typed, Versions);
    }

    private static byte AlertOf(string typed)
    {
        if (byte.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out byte number))
            return number;
        string[] names = [.. Enumerable.Range(0, 256).Select(code => TlsNames.Alert((byte)code)).OfType<string>()];
        for (int code = 0; code < 256; code++)
        {
            if (TlsNames.Alert((byte)code) is { } name && Fold(name) == Fold(typed))
                return (byte)code;
        }
        throw EngineException.UnknownName("TLS alert", typed, names);
    }

    private static string Fold(string text) =>
        string.Concat(text.Where(letter => letter is not (' ' or '_' or '-')))
            .ToLowerInvariant()
            .Replace("lsv", "ls", StringComparison.Ordinal);
}
