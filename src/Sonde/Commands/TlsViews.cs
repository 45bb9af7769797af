using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How <c>sonde tls --view</c> shows its answers.</summary>
internal static class TlsViews
{
    public static View Show(TlsHandshakes answer) =>
        Of(
            answer.Summary,
            new Table(
                "",
                [
                    new Column("frame", IsId: true),
                    new Column("client", Rank: 2),
                    new Column("server"),
                    new Column("host", "sni"),
                    new Column("version"),
                    new Column("cipher suite", "cipher_suite", Rank: 3),
                    new Column("alpn", Rank: 4),
                    new Column("outcome"),
                    new Column("ms", "duration_ms", Rank: 1),
                    new Column("resumed", "resumption", Rank: 5),
                    new Column("reason", Wraps: true),
                    new Column("ja4", Rank: 6),
                    new Column("ja3", Rank: 7),
                ],
                [
                    .. answer.Handshakes.Select(row =>
                        (object?[])
                            [
                                row.Frame,
                                row.Client,
                                row.Server,
                                row.Sni,
                                row.Version,
                                row.CipherSuite,
                                row.Alpn,
                                row.Outcome,
                                row.DurationMs,
                                row.Resumption,
                                row.Reason,
                                row.Ja4,
                                row.Ja3,
                            ]
                    ),
                ]
            ),
            CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset)
        );

    public static View Show(CertificateDetails answer) =>
        Of(
            answer.Summary,
            new Table(
                "",
                [
                    new Column("frame", IsId: true),
                    new Column("place", "position", IsId: true),
                    new Column("subject", Wraps: true),
                    new Column("issuer", Rank: 2),
                    new Column("until", "not_after"),
                    new Column("days left", "days_left", Rank: 1),
                    new Column("key", Rank: 3),
                    new Column("signature", Rank: 5),
                    new Column("host", "sni", Rank: 4),
                    new Column("problems", Wraps: true),
                    new Column("sha256", Rank: 6),
                ],
                [
                    .. answer.Certificates.Select(row =>
                        (object?[])
                            [
                                row.Frame,
                                row.Position,
                                row.Subject,
                                row.Issuer,
                                row.NotAfter,
                                row.DaysLeft,
                                row.Key,
                                row.Signature,
                                row.Sni,
                                string.Join("; ", row.Problems),
                                row.Sha256,
                            ]
                    ),
                ]
            ),
            CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset)
        );

    public static View Show(TlsAlerts answer) =>
        Of(
            answer.Summary,
            new Table(
                "",
                [
                    new Column("frame", IsId: true),
                    new Column("client", Rank: 2),
                    new Column("server", Rank: 1),
                    new Column("by", "sent_by"),
                    new Column("level", "alert_level"),
                    new Column("alert", "alert_description"),
                    new Column("phase", Rank: 3),
                    new Column("host", "sni", Rank: 4),
                    new Column("meaning", Wraps: true),
                ],
                [
                    .. answer.Alerts.Select(row =>
                        (object?[])
                            [
                                row.Frame,
                                row.Client,
                                row.Server,
                                row.SentBy,
                                row.AlertLevel,
                                row.AlertDescription,
                                row.Phase,
                                row.Sni,
                                row.Meaning,
                            ]
                    ),
                ]
            ),
            CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset)
        );

    public static View Show(TlsCiphers answer) =>
        Of(
            answer.Summary,
            new Table(
                "",
                [
                    new Column("frame", IsId: true),
                    new Column("server"),
                    new Column("host", "sni", Rank: 2),
                    new Column("version"),
                    new Column("cipher suite", "cipher_suite"),
                    new Column("group", Rank: 3),
                    new Column("offered", "offered_count", Rank: 4),
                    new Column("weak offered", "weak_offered_count", Rank: 1),
                    new Column("weaknesses", Wraps: true),
                ],
                [
                    .. answer.CipherNegotiations.Select(row =>
                        (object?[])
                            [
                                row.Frame,
                                row.Server,
                                row.Sni,
                                row.Version,
                                row.CipherSuite,
                                row.Group,
                                row.Offered.Count,
                                row.WeakOffered.Count,
                                row.NoOverlap ? "nothing was common" : string.Join("; ", row.Weaknesses),
                            ]
                    ),
                ]
            ),
            CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset)
        );

    public static View Show(SniMismatches answer) =>
        Of(
            answer.Summary,
            new Table(
                "",
                [
                    new Column("frame", IsId: true),
                    new Column("kind"),
                    new Column("host", "sni"),
                    new Column("client", Rank: 1),
                    new Column("server"),
                    new Column("found", Wraps: true, Rank: 2),
                    new Column("detail", Wraps: true),
                ],
                [
                    .. answer.Mismatches.Select(row =>
                        (object?[])
                            [
                                row.Frame,
                                row.Kind,
                                row.Sni,
                                row.Client,
                                row.Server,
                                row.Found is null ? null : string.Join(", ", row.Found),
                                row.Detail,
                            ]
                    ),
                ]
            ),
            CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset)
        );

    private static View Of(string headline, Table table, IReadOnlyList<string> notes) =>
        new()
        {
            Headline = headline,
            Tables = [table],
            Rows = table,
            Notes = notes,
        };
}
