using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What was asked of databases, how long it took, and what came of it.</summary>
public static class DatabaseQueriesQuestion
{
    private const int DefaultLimit = 100;
    private const int MostSlow = 10;
    private const int MostStatements = 50;
    private const int MostConnections = 100;

    /// <summary>Reads the capture and the conversations with databases in it.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static DatabaseQueries Ask(CaptureEngine engine, DatabaseArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        string? protocol = ProtocolOf(arguments.Protocol);
        long taken = 0;
        var report = new DatabaseReport(session => protocol is null || session.Protocol == protocol);
        CaptureReading reading = engine.ReadApplications(
            arguments,
            new ApplicationSinks { Databases = report },
            context,
            takes: flow => IsTaken(flow, arguments.Port, ref taken)
        );
        DatabaseQuery[] chosen =
        [
            .. report
                .Queries.Where(query => arguments.MinMs is not { } least || query.SecondsToLast * 1000 >= least)
                .Where(query => arguments.ErrorsOnly is not true || query.IsError)
                .OrderBy(query => query.Asked.Frame),
        ];
        Page<DatabaseQuery> page = Page.Of(chosen, limit, offset);
        return new DatabaseQueries
        {
            Summary = Say(report, page, arguments, taken) + reading.Shortfall,
            File = reading.Name,
            AnalysisTimestamp = AnswerTime.Now,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Queries = [.. page.Items.Select(DatabaseRows.Query)],
            Slow = [.. report.Slowest.Take(MostSlow).Select(DatabaseRows.Query)],
            Statements =
            [
                .. report
                    .Shapes.OrderByDescending(one => one.Seconds)
                    .ThenByDescending(one => one.Count)
                    .ThenBy(one => one.Shape, StringComparer.Ordinal)
                    .Take(MostStatements)
                    .Select(DatabaseRows.Statement),
            ],
            StatementsTotal = report.Shapes.Count,
            Connections = [.. report.Sessions.Take(MostConnections).Select(DatabaseRows.Connection)],
            ConnectionsTotal = report.SessionsSeen,
            Recommendations = Recommendations(report),
            Coverage = reading.Coverage.With(
                (report.Seen > report.Queries.Count, "queries_in_memory", DatabaseReport.MostQueries),
                (report.ShapesAreCut, "statements_in_memory", DatabaseReport.MostShapes),
                (report.SessionsSeen > report.Sessions.Count, "conversations_in_memory", DatabaseReport.MostSessions)
            ),
        };
    }

    private static bool IsTaken(Flow flow, int? port, ref long taken)
    {
        if (port is { } wanted && flow.Initiator.Port != wanted && flow.Responder.Port != wanted)
            return false;
        taken++;
        return true;
    }

    private static string? ProtocolOf(string? typed) =>
        typed switch
        {
            null or "auto" => null,
            "postgres" or "postgresql" => "pgsql",
            "redis" => "resp",
            "mongodb" => "mongo",
            "sqlserver" => "tds",
            _ => typed,
        };

    private static string Say(DatabaseReport report, Page<DatabaseQuery> page, DatabaseArguments arguments, long taken)
    {
        if (arguments.Port is { } port && taken == 0)
            return $"No conversation in the capture has port {port}.";
        string which = arguments.Protocol is { } name and not "auto" ? $" with {name}" : " with a database";
        if (report.SessionsSeen == 0)
            return $"No conversation{which} was found.";
        string slowest = report.Slowest is [{ SecondsToLast: { } seconds } first, ..]
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" The slowest took {seconds * 1000:0.###} ms (frame {first.Asked.Frame})."
            )
            : "";
        long unread = report.Sessions.Count(session => DatabaseRows.UnreadOf(session) is not null);
        string hidden = unread > 0 ? $" {unread} conversations could not be read to the end." : "";
        return $"{report.Seen} queries and commands in {report.SessionsSeen} conversations{which}: {report.Errors} refused, "
            + $"{report.Unanswered} without an answer; {page.Items.Count} of {page.Total} shown.{slowest}{hidden}";
    }

    private static string[] Recommendations(DatabaseReport report) =>
        [
            .. report
                .Sessions.Select(session => (session.Protocol, Unread: DatabaseRows.UnreadOf(session)))
                .Where(one => one.Unread is not null)
                .Distinct()
                .Take(10)
                .Select(one => $"{one.Protocol}: {one.Unread}. {Advice(one.Protocol, one.Unread!)}"),
        ];

    private static string Advice(string protocol, string unread)
    {
        if (unread.Contains("compressed", StringComparison.Ordinal))
            return "Ask the client not to compress, or read the server's own log of queries.";
        if (!unread.Contains("crypt", StringComparison.Ordinal) && !unread.Contains("TLS", StringComparison.Ordinal))
            return "Capture the conversation from its start.";
        return protocol switch
        {
            "mysql" => "Read the general log or the Performance Schema, or give the keys of TLS (tls_key_log).",
            "pgsql" => "Use log_statement or pg_stat_statements, or give the keys of TLS (tls_key_log).",
            "tds" => "Use Extended Events, or connect without encryption on a test system.",
            _ => "Read the server's own log, or give the keys of TLS (tls_key_log).",
        };
    }
}
