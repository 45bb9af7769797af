using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Makes the rows of an answer about databases.</summary>
internal static class DatabaseRows
{
    private const int LongestStatement = 2000;
    private const int LongestValue = 200;
    private const int MostValues = 50;

    public static DatabaseQueryRow Query(DatabaseQuery query)
    {
        bool isSql = query.Session.Protocol is "mysql" or "pgsql" or "tds";
        StreamPlace[] places =
            query.Answered is { } answered && answered.Frame != query.Asked.Frame
                ? [query.Asked, answered]
                : [query.Asked];
        long[] frames = [.. places.Select(place => place.Frame).Order()];
        return new DatabaseQueryRow
        {
            PacketNum = query.Asked.Frame,
            Protocol = query.Session.Protocol,
            Client = query.Session.Stream.Client.ToString(),
            Server = query.Session.Stream.Server.ToString(),
            User = Quote.Clean(query.Session.User, LongestValue),
            Database = Quote.Clean(query.Database, LongestValue),
            Kind = query.Kind,
            QueryType =
                isSql && query.Statement.Length > 0 ? SqlWords.Verb(query.Statement)
                : isSql ? "OTHER"
                : Quote.Clean(query.Command, LongestValue)!,
            Query = Quote.Clean(query.Statement.Length > 0 ? query.Statement : query.Command, LongestStatement)!,
            IsCut = query.IsCut || query.Statement.Length > LongestStatement,
            Parameters =
                query.Parameters.Count > 0
                    ? [.. query.Parameters.Take(MostValues).Select(value => Quote.Clean(value, LongestValue)!)]
                    : null,
            Rows = query.Rows,
            AffectedRows = query.Affected,
            ErrorCode = Quote.Clean(query.ErrorCode, LongestValue),
            ErrorMsg = Quote.Clean(query.ErrorText),
            ResponsePacket = query.Answered?.Frame,
            FirstByteMs = Milliseconds(query.SecondsToFirst),
            ResponseTimeMs = Milliseconds(query.SecondsToLast),
            Evidence = new Evidence(
                frames,
                frames.Length,
                string.Join(" || ", frames.Select(frame => $"frame.number == {frame}"))
            ),
        };
    }

    public static StatementRow Statement(StatementFigures figures) =>
        new(
            figures.Protocol,
            Quote.Clean(figures.Shape, LongestStatement)!,
            figures.Count,
            figures.Errors,
            figures.Rows,
            figures.Affected,
            Milliseconds(figures.Seconds)!.Value,
            figures.Answered > 0 ? Milliseconds(figures.Seconds / figures.Answered) : null,
            figures.Answered > 0 ? Milliseconds(figures.Slowest) : null,
            new Evidence(
                figures.Frames,
                figures.Count,
                figures.Count == figures.Frames.Count
                    ? $"frame.number in {{{string.Join(", ", figures.Frames.Distinct())}}}"
                    : null
            )
        );

    /// <summary>Why not all of a conversation could be read; what went on in TLS was read inside it where that was decrypted.</summary>
    public static string? UnreadOf(DatabaseSession session) => session.Stream.IsDecrypted ? null : session.Unread;

    public static DatabaseConnectionRow Connection(DatabaseSession session)
    {
        string? unread = UnreadOf(session);
        bool isEncrypted =
            session.Stream.IsDecrypted
            || session.Stream.Outer is not null
            || unread is not null
                && (
                    unread.Contains("crypt", StringComparison.Ordinal)
                    || unread.Contains("TLS", StringComparison.Ordinal)
                );
        return new DatabaseConnectionRow(
            session.Stream.Client.ToString(),
            session.Stream.Server.ToString(),
            session.Stream.Server.Port,
            session.Protocol,
            session.Stream.Certainty == Certainty.Unsure ? 0.5 : 1,
            Quote.Clean(session.User, LongestValue),
            Quote.Clean(session.Database, LongestValue),
            Quote.Clean(session.ServerVersion, LongestValue),
            Quote.Clean(session.Program, LongestValue),
            Quote.Clean(session.LoginError),
            session.Queries,
            unread,
            session.Missing,
            new DatabaseEncryption(
                isEncrypted,
                isEncrypted
                    ? unread is null
                        ? "TLS, decrypted"
                        : "TLS or the like"
                    : null
            ),
            $"tcp.stream == {session.Stream.Flow.Stream}"
        );
    }

    private static double? Milliseconds(double? seconds) => seconds is { } time ? Math.Round(time * 1000, 6) : null;
}
