using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that read what is said to databases.</summary>
internal static class DatabaseTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<DatabaseArguments, DatabaseQueries>(
                "extract_database_queries",
                "Database queries",
                "Queries to MySQL, PostgreSQL, Redis, MongoDB and SQL Server, found by content whatever the port: statement, parameters, user, "
                    + "database, rows, error and response time of each, the slowest, and figures for each statement. Use it for slow or failing queries.",
                ToolHints.Reads,
                DatabaseQueriesQuestion.Ask
            ),
        ];
}
