using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What was asked of databases in a capture, and what came of it.</summary>
public sealed record DatabaseQueries : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read; no query is an answer too.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => DatabasesJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>When this was asked.</summary>
    [Description("When this was asked, UTC.")]
    public required string AnalysisTimestamp { get; init; }

    /// <summary>Queries in the capture.</summary>
    [Description("Queries and commands that meet the arguments.")]
    public required int Total { get; init; }

    /// <summary>Queries in this answer.</summary>
    [Description("Queries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Where the next page begins.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The queries.</summary>
    [Description("The queries in the order in which they were asked.")]
    public required IReadOnlyList<DatabaseQueryRow> Queries { get; init; }

    /// <summary>The slowest.</summary>
    [Description("The queries whose answers took longest, at most 10, slowest first.")]
    public required IReadOnlyList<DatabaseQueryRow> Slow { get; init; }

    /// <summary>By shape of statement.</summary>
    [Description("Figures for each statement with its literals replaced; most time first, at most 50.")]
    public required IReadOnlyList<StatementRow> Statements { get; init; }

    /// <summary>How many shapes there are.</summary>
    [Description("Different statements, literals aside.")]
    public required int StatementsTotal { get; init; }

    /// <summary>The conversations.</summary>
    [Description("Conversations with databases, at most 100.")]
    public required IReadOnlyList<DatabaseConnectionRow> Connections { get; init; }

    /// <summary>How many conversations there are.</summary>
    [Description("Conversations with databases.")]
    public required long ConnectionsTotal { get; init; }

    /// <summary>What to do about what could not be read.</summary>
    [Description("What would show more; empty when everything could be read.")]
    public required IReadOnlyList<string> Recommendations { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One query. Text from the wire is cleaned, and its secrets are taken out.</summary>
public sealed record DatabaseQueryRow
{
    /// <summary>Frame of the request.</summary>
    [Description("Frame that completed the request.")]
    public required long PacketNum { get; init; }

    /// <summary>Protocol.</summary>
    [Description("mysql, pgsql, resp (Redis), mongo or tds (SQL Server).")]
    public required string Protocol { get; init; }

    /// <summary>Client.</summary>
    [Description("Who asked, address:port.")]
    public required string Client { get; init; }

    /// <summary>Server.</summary>
    [Description("Who was asked, address:port.")]
    public required string Server { get; init; }

    /// <summary>User.</summary>
    [Description("Who was logged in; absent when that was not seen.")]
    public string? User { get; init; }

    /// <summary>Database.</summary>
    [Description("The database in use; absent when that was not seen.")]
    public string? Database { get; init; }

    /// <summary>Kind of request.</summary>
    [Description("query, prepare, execute or command.")]
    public required string Kind { get; init; }

    /// <summary>Kind of statement.</summary>
    [Description("First word of the statement: SELECT, INSERT … or OTHER; for Redis and MongoDB the command.")]
    public required string QueryType { get; init; }

    /// <summary>The statement.</summary>
    [Description("The statement with its literals; secrets replaced by ***.")]
    public required string Query { get; init; }

    /// <summary>The statement is not whole.</summary>
    [Description("The statement was longer than what is shown.")]
    public required bool IsCut { get; init; }

    /// <summary>Parameters.</summary>
    [Description("Parameters of a prepared statement, as text; absent when it has none.")]
    public IReadOnlyList<string>? Parameters { get; init; }

    /// <summary>Rows sent.</summary>
    [Description("Rows that the server sent; absent when it sent no set of rows.")]
    public long? Rows { get; init; }

    /// <summary>Rows changed.</summary>
    [Description("Rows that were changed; absent when the server did not say.")]
    public long? AffectedRows { get; init; }

    /// <summary>Code of the error.</summary>
    [Description("The server's code of the error; absent without one.")]
    public string? ErrorCode { get; init; }

    /// <summary>Words about the error.</summary>
    [Description("The server's words about the error; absent without one.")]
    public string? ErrorMsg { get; init; }

    /// <summary>Frame of the answer.</summary>
    [Description("Frame that completed the answer; absent when that was not seen.")]
    public long? ResponsePacket { get; init; }

    /// <summary>Time to the first octets.</summary>
    [Description("Milliseconds from the end of the request to the first octets of the answer.")]
    public double? FirstByteMs { get; init; }

    /// <summary>Time to the end.</summary>
    [Description("Milliseconds from the end of the request to the end of the answer.")]
    public double? ResponseTimeMs { get; init; }

    /// <summary>Always in clear.</summary>
    [Description("Always false: what is encrypted cannot be listed.")]
    public bool IsEncrypted { get; }

    /// <summary>The packets.</summary>
    [Description("The frames of request and answer.")]
    public required Evidence Evidence { get; init; }
}

/// <summary>Figures over statements that differ in their literals only.</summary>
public sealed record StatementRow(
    [property: Description("The database's protocol.")] string Protocol,
    [property: Description("The statement, literals replaced by ?.")] string Statement,
    [property: Description("How often it was sent.")] long Count,
    [property: Description("How often the server refused it.")] long Errors,
    [property: Description("Rows that were sent in all.")] long Rows,
    [property: Description("Rows that were changed in all.")] long AffectedRows,
    [property: Description("Milliseconds that all answers took together.")] double TotalMs,
    [property: Description("Milliseconds on average; absent when no answer was seen whole.")] double? MeanMs,
    [property: Description("Milliseconds of the slowest.")] double? MaxMs,
    [property: Description("The frames of the requests.")] Evidence Evidence
);

/// <summary>One conversation with a database.</summary>
public sealed record DatabaseConnectionRow(
    [property: Description("Who asked, address:port.")] string Client,
    [property: Description("Who was asked, address:port.")] string Server,
    [property: Description("The server's port.")] int Port,
    [property: Description("The protocol, by content.")] string ProtocolDetected,
    [property: Description("1 when the content is sure, 0.5 when the port had to speak for it.")] double Confidence,
    [property: Description("Who logged in; absent when that was not seen.")] string? User,
    [property: Description("The database in use at the end.")] string? Database,
    [property: Description("The server's version, as it says.")] string? ServerVersion,
    [property: Description("The client's program, as it says.")] string? Program,
    [property: Description("The error that ended the login.")] string? LoginError,
    [property: Description("Requests that were read.")] long QueryCount,
    [property: Description("Why nothing more could be read; absent when all was.")] string? Unread,
    [property: Description("Octets that the capture lacks.")] long MissingBytes,
    [property: Description("Whether, and how, the rest is encrypted.")] DatabaseEncryption Encryption,
    [property: Description("Display filter of the conversation.")] string DisplayFilter
);

/// <summary>Whether a conversation is encrypted.</summary>
/// <param name="IsEncrypted">It is, from some packet on.</param>
/// <param name="Type">How.</param>
public sealed record DatabaseEncryption(
    [property: Description("It is encrypted from some point on.")] bool IsEncrypted,
    [property: Description("How; absent when it is not.")] string? Type
);
