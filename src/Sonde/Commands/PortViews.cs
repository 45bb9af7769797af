using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How <c>sonde ports</c> shows its answers.</summary>
internal static class PortViews
{
    public static View Show(PortCheck answer)
    {
        var addresses = new Table(
            "",
            [
                new Column("address"),
                new Column("state"),
                new Column("why", "error_code"),
                new Column("from", "error_from"),
                new Column("ms", "response_time_ms"),
            ],
            [
                .. answer.Addresses.Select(row =>
                    (object?[])[row.Address, row.State, row.ErrorCode, row.ErrorFrom, row.ResponseTimeMs]
                ),
            ]
        );
        var service = Table.OfPairs(
            "Service",
            [
                ("service", answer.ServiceHint),
                ("banner", answer.Banner),
                ("HTTP status", answer.HttpStatus),
                .. TlsPairs(answer.Tls),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = answer.IsOpen ? [addresses.WithoutEmptyColumns(), service] : [addresses.WithoutEmptyColumns()],
            Rows = addresses,
            Notes = ProbeNotes.Of(answer.Coverage),
        };
    }

    public static View Show(BatchPortCheck answer, bool all)
    {
        var rows = new Table(
            "",
            [
                new Column("address"),
                new Column("port", IsId: true),
                new Column("state"),
                new Column("why", "error_code"),
                new Column("from", "error_from", Rank: 2),
                new Column("ms", "response_time_ms", Rank: 1),
                new Column("service", "service_hint"),
                new Column("tls", "tls_version", Rank: 3),
                new Column("http", "http_status", Rank: 3, IsId: true),
                new Column("banner", Wraps: true),
            ],
            [
                .. answer.Results.Select(row =>
                    (object?[])
                        [
                            row.Address,
                            row.Port,
                            row.State,
                            row.ErrorCode,
                            row.ErrorFrom,
                            row.ResponseTimeMs,
                            row.ServiceHint,
                            row.TlsVersion,
                            row.HttpStatus,
                            row.Banner,
                        ]
                ),
            ]
        );
        Table open = rows with { Rows = [.. rows.Rows.Where(row => all || row[2] is "open")] };
        var ranges = new Table(
            "All ports",
            [new Column("address"), new Column("state"), new Column("count"), new Column("ports", Wraps: true)],
            [.. answer.Ranges.Select(row => (object?[])[row.Address, row.State, row.Count, row.Ports])]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = open.Rows.Count > 0 ? [open.WithoutEmptyColumns(), ranges] : [ranges],
            Rows = rows,
            Notes =
            [
                .. answer.Hosts.Where(host => host.Error is not null).Select(host => $"Not tried: {host.Error}"),
                .. answer
                    .Hosts.Where(host => host.OtherAddresses is not null)
                    .Select(host => $"Of {host.Target} also: {string.Join(", ", host.OtherAddresses!)}; not tried."),
                .. ProbeNotes.Of(answer.Coverage),
            ],
        };
    }

    /// <summary>The facts of a handshake as names and values.</summary>
    public static IEnumerable<(string Name, object? Value)> TlsPairs(ServedTls? tls) =>
        tls is null
            ? []
            :
            [
                ("TLS", tls.Version),
                ("cipher suite", tls.CipherSuite),
                ("ALPN", tls.Alpn),
                ("certificate", tls.Subject),
                ("issuer", tls.Issuer),
                ("valid for", tls.SubjectAlternativeNames is { } names ? string.Join(", ", names) : null),
                ("until", tls.NotAfter),
                ("days left", tls.DaysLeft),
                ("trusted here", tls.Trusted),
                ("problems", tls.Problems.Count > 0 ? string.Join("; ", tls.Problems) : null),
            ];
}
