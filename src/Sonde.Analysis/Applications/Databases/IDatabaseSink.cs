namespace Sonde.Analysis;

/// <summary>Told what is said to databases.</summary>
public interface IDatabaseSink
{
    /// <summary>A request is whole: its command or kind, and its text as sent, secrets too.</summary>
    void OnRequest(in DatabaseRequest request) { }

    /// <summary>A query is answered, or no answer comes any more.</summary>
    void OnQuery(DatabaseQuery query);

    /// <summary>A conversation with a database ends.</summary>
    void OnSession(DatabaseSession session) { }
}

/// <summary>One message to or from a database, as counters want it.</summary>
/// <param name="Stream">The conversation.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Command, opcode or error code; 0 where there is none.</param>
/// <param name="Text">The statement, or the words of a command; may be empty.</param>
/// <param name="Frame">The frame that completed it.</param>
public readonly record struct DatabaseRequest(
    ApplicationStream Stream,
    DatabaseMessageKind Kind,
    int Number,
    string Text,
    long Frame
);

/// <summary>What a message to or from a database is.</summary>
public enum DatabaseMessageKind : byte
{
    /// <summary>A command, by its number.</summary>
    Command,

    /// <summary>A statement or the words of a command.</summary>
    Statement,

    /// <summary>The server's error, by its number.</summary>
    Error,
}
