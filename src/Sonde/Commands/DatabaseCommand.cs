using System.CommandLine;
using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde db</c>: what was asked of databases.</summary>
internal static class DatabaseCommand
{
    private const int ShownStatement = 200;

    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var protocol = new Option<string?>("--protocol") { Description = "Only this database, recognised by content." };
        protocol.AcceptOnlyFromAmong("auto", "mysql", "postgres", "redis", "mongodb", "sqlserver");
        var port = new Option<int?>("--port") { Description = "Only conversations with this port.", HelpName = "N" };
        var slow = new Option<double?>("--min-ms")
        {
            Description = "Only queries that took this many milliseconds or more.",
            HelpName = "MS",
        };
        var errors = new Option<bool>("--errors") { Description = "Only queries that the server refused." };
        var statements = new Option<bool>("--statements")
        {
            Description = "Figures for each statement, literals aside, instead of queries.",
        };
        bool byStatement = false;
        return question.Command(
            "db",
            "What was asked of databases: queries to MySQL, PostgreSQL, Redis, MongoDB and SQL Server, with times and errors.",
            [protocol, port, slow, errors, statements, .. page.All],
            parsed =>
            {
                byStatement = parsed.GetValue(statements);
                return new DatabaseArguments
                {
                    Protocol = parsed.GetValue(protocol),
                    Port = parsed.GetValue(port),
                    MinMs = parsed.GetValue(slow),
                    ErrorsOnly = parsed.GetValue(errors),
                    Limit = page.Limit(parsed),
                    Offset = page.Offset(parsed),
                };
            },
            DatabaseQueriesQuestion.Ask,
            answer => Show(answer, byStatement)
        );
    }

    private static View Show(DatabaseQueries answer, bool byStatement)
    {
        Table queries = Queries(answer);
        Table statements = Statements(answer);
        return new View
        {
            Headline = answer.Summary,
            Tables = byStatement ? [statements] : [queries],
            Rows = byStatement ? statements : queries,
            Notes =
            [
                .. answer.Recommendations,
                .. CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
            ],
        };
    }

    private static Table Queries(DatabaseQueries answer) =>
        new(
            "",
            [
                new Column("frame"),
                new Column("protocol"),
                new Column("ms"),
                new Column("rows"),
                new Column("query", Wraps: true),
                new Column("error", Rank: 1),
                new Column("user", Rank: 2),
                new Column("database", Rank: 2),
                new Column("client", Rank: 3),
                new Column("server", Rank: 3),
            ],
            [
                .. answer.Queries.Select(row =>
                    (object?[])
                        [
                            row.PacketNum,
                            row.Protocol,
                            row.ResponseTimeMs?.ToString("0.###", CultureInfo.InvariantCulture),
                            row.Rows ?? row.AffectedRows,
                            Shown(row),
                            row.ErrorCode is null ? row.ErrorMsg : $"{row.ErrorCode} {row.ErrorMsg}",
                            row.User,
                            row.Database,
                            row.Client,
                            row.Server,
                        ]
                ),
            ]
        );

    private static Table Statements(DatabaseQueries answer) =>
        new(
            "",
            [
                new Column("count"),
                new Column("total_ms"),
                new Column("mean_ms"),
                new Column("max_ms"),
                new Column("errors"),
                new Column("rows", Rank: 1),
                new Column("protocol", Rank: 1),
                new Column("statement", Wraps: true),
            ],
            [
                .. answer.Statements.Select(row =>
                    (object?[])
                        [
                            row.Count,
                            row.TotalMs,
                            row.MeanMs,
                            row.MaxMs,
                            row.Errors,
                            row.Rows,
                            row.Protocol,
                            row.Statement,
                        ]
                ),
            ]
        );

    private static string Shown(DatabaseQueryRow row)
    {
        string text = row.Parameters is { } values ? $"{row.Query}  [{string.Join(", ", values)}]" : row.Query;
        return text.Length > ShownStatement ? text[..ShownStatement] + "…" : text;
    }
}
