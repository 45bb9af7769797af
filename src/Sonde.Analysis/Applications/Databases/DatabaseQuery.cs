using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One thing asked of a database, and what came of it.</summary>
public sealed class DatabaseQuery
{
    /// <summary>The conversation in which it was asked.</summary>
    public required DatabaseSession Session { get; init; }

    /// <summary>What was asked: <c>query</c>, <c>prepare</c>, <c>execute</c> or <c>command</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The protocol's own name of the command, such as <c>COM_QUERY</c> or <c>GET</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The statement as text, its literals kept and its secrets taken out; may be empty.</summary>
    public required string Statement { get; init; }

    /// <summary>The statement was longer than what is kept.</summary>
    public bool IsCut { get; init; }

    /// <summary>The database in use when it was asked; null when that was not seen.</summary>
    public string? Database { get; init; }

    /// <summary>Parameters of a prepared statement as text; those that cannot be read as <c>…</c>.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>The frame that completed it, and when.</summary>
    public required StreamPlace Asked { get; init; }

    /// <summary>The frame with which the answer began; null when none came.</summary>
    public StreamPlace? FirstAnswered { get; internal set; }

    /// <summary>The frame that completed the answer; null when it was not seen whole.</summary>
    public StreamPlace? Answered { get; internal set; }

    /// <summary>Rows that the server sent; null when it sent no set of rows.</summary>
    public long? Rows { get; internal set; }

    /// <summary>Rows that were changed; null when the server did not say.</summary>
    public long? Affected { get; internal set; }

    /// <summary>The server's code of the error; null when there was none.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>The server's words about the error; null when there was none.</summary>
    public string? ErrorText { get; internal set; }

    /// <summary>The server refused it.</summary>
    public bool IsError => ErrorCode is not null || ErrorText is not null;

    /// <summary>Seconds from the end of the request to the first octets of the answer; null without an answer.</summary>
    public double? SecondsToFirst => Seconds(FirstAnswered);

    /// <summary>Seconds from the end of the request to the end of the answer; null when that was not seen.</summary>
    public double? SecondsToLast => Seconds(Answered);

    private double? Seconds(StreamPlace? place) =>
        place is { } at ? (at.At - Asked.At) / (double)Timestamp.PerSecond : null;
}

/// <summary>One conversation with a database.</summary>
/// <param name="Protocol">The database's protocol by Wireshark's name: <c>mysql pgsql resp mongo tds</c>.</param>
/// <param name="Stream">The conversation.</param>
public sealed record DatabaseSession(string Protocol, ApplicationStream Stream)
{
    /// <summary>Who logged in; null when that was not seen.</summary>
    public string? User { get; internal set; }

    /// <summary>The database in use; null when none was named.</summary>
    public string? Database { get; internal set; }

    /// <summary>The server's version as it says; null when it was not seen.</summary>
    public string? ServerVersion { get; internal set; }

    /// <summary>The program that asks, as it says; null when it does not.</summary>
    public string? Program { get; internal set; }

    /// <summary>The error with which the login ended; null when it did not fail.</summary>
    public string? LoginError { get; private set; }

    /// <summary>The frame that completed <see cref="LoginError"/>; null when the login did not fail.</summary>
    public StreamPlace? LoginRefused { get; private set; }

    /// <summary>Requests read.</summary>
    public long Queries { get; internal set; }

    /// <summary>Why nothing more could be read: compression, encryption, octets that are not of the protocol; null when all was.</summary>
    public string? Unread { get; internal set; }

    /// <summary>Octets that were missing in the capture.</summary>
    public long Missing { get; internal set; }

    /// <summary>The server refused the login, in its own words.</summary>
    internal void RefuseLogin(string error, StreamPlace place) => (LoginError, LoginRefused) = (error, place);
}
