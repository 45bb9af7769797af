using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde tls-check</c>: what a server's TLS is like.</summary>
internal static class TlsCheckCommand
{
    public static Command Create(ProgramOptions program)
    {
        Argument<string> target = Calculation.Word("TARGET", "Host name or address.");
        Option<int?> port = Numbers.Option("--port", "Port (443).", 1, 65_535, "-p");
        var name = new Option<string?>("--server-name")
        {
            Description = "Name to ask for and to hold the certificate against; the target unless given.",
            HelpName = "NAME",
        };
        var starttls = new Option<string?>("--starttls")
        {
            Description = "Service to ask for TLS first.",
            HelpName = "SERVICE",
        };
        starttls.AcceptOnlyFromAmong("auto", "none", "smtp", "imap", "pop3", "ftp", "postgres", "mysql", "ldap");
        var alpn = new Option<string[]>("--alpn") { Description = "Application protocol to offer.", HelpName = "NAME" };
        var quick = new Option<bool>("--no-ciphers")
        {
            Description = "Only the preferred cipher suite of each version.",
        };
        var options = new ProbeOptions("For each connection, 5.");
        return Probing.Command(
            program,
            "tls-check",
            "Certificates, versions and cipher suites of a server.",
            [target, port, name, starttls, alpn, quick, .. options.All],
            (parsed, engine, context) =>
                TlsCheckQuestion.AskAsync(
                    engine,
                    new TlsCheckArguments
                    {
                        Target = parsed.GetValue(target)!,
                        Port = parsed.GetValue(port),
                        ServerName = parsed.GetValue(name),
                        Starttls = parsed.GetValue(starttls),
                        Alpn = parsed.GetValue(alpn) is { Length: > 0 } names ? names : null,
                        Ciphers = !parsed.GetValue(quick),
                        Timeout = parsed.GetValue(options.Timeout),
                        IpVersion = options.Version(parsed),
                    },
                    context
                ),
            Show
        );
    }

    private static View Show(TlsCheck answer)
    {
        var chain = new Table(
            "Chain as sent",
            [
                new Column("place", "position", IsId: true),
                new Column("subject", Wraps: true),
                new Column("issuer", Wraps: true, Rank: 1),
                new Column("valid for", "subject_alternative_names", Wraps: true, Rank: 2),
                new Column("until", "not_after"),
                new Column("days left", "days_left"),
                new Column("key", Rank: 3),
                new Column("signature", Rank: 4),
                new Column("sha256", Rank: 5),
            ],
            [
                .. answer.Chain.Select(row =>
                    (object?[])
                        [
                            row.Position,
                            row.Subject,
                            row.Issuer,
                            row.SubjectAlternativeNames is { } names ? string.Join(", ", names) : null,
                            row.NotAfter,
                            row.DaysLeft,
                            row.Key,
                            row.Signature,
                            row.Sha256,
                        ]
                ),
            ]
        );
        var versions = new Table(
            "Versions",
            [
                new Column("version"),
                new Column("offered"),
                new Column("cipher suites", Wraps: true),
                new Column("refusal"),
            ],
            [
                .. answer.Versions.Select(row =>
                    (object?[])
                        [
                            row.Version,
                            row.Offered is { } offered
                                ? offered
                                    ? "yes"
                                    : "no"
                                : "unknown",
                            string.Join(", ", row.CipherSuites.Select(suite => suite.Name)),
                            row.Refusal,
                        ]
                ),
            ]
        );
        var problems = new Table(
            "Problems",
            [new Column("problem", Wraps: true)],
            [.. answer.Problems.Select(problem => (object?[])[problem])]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables =
                answer.Problems.Count > 0
                    ? [chain, versions.WithoutEmptyColumns(), problems]
                    : [chain, versions.WithoutEmptyColumns()],
            Rows = chain,
            Notes =
            [
                .. answer.NotChecked.Select(one => "Not checked: " + one + "."),
                .. ProbeNotes.Of(answer.Coverage),
            ],
        };
    }
}
