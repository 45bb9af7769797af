using System.Text;

namespace Sonde.Analysis;

/// <summary>What the readers of all databases do alike: the session, the queries that wait for their answers, and who is told.</summary>
/// <remarks>Memory: at most <see cref="MostPending"/> queries wait; a further one is told of as unanswered.</remarks>
internal sealed class DatabaseTalk(string protocol, ApplicationStream stream, IDatabaseSink sink)
{
    public const int MostPending = 1024;
    public const int LongestStatement = 16 * 1024; // octets kept of one statement

    private readonly LinkedList<DatabaseQuery> _pending = [];
    private bool _hasEnded;

    public DatabaseSession Session { get; } = new(protocol, stream);

    public DatabaseQuery? First => _pending.First?.Value;

    public int Pending => _pending.Count;

    public bool IsStopped => Session.Unread is not null;

    /// <summary>Text from the wire, cut to what is kept.</summary>
    public static string Text(ReadOnlySpan<byte> octets) =>
        Encoding.UTF8.GetString(octets.Length > LongestStatement ? octets[..LongestStatement] : octets);

    public void Tell(DatabaseMessageKind kind, int number, string text, StreamPlace place) =>
        sink.OnRequest(new DatabaseRequest(stream, kind, number, text, place.Frame));

    public DatabaseQuery Ask(
        string kind,
        string command,
        string statement,
        StreamPlace place,
        bool isCut = false,
        IReadOnlyList<string>? parameters = null
    )
    {
        var query = new DatabaseQuery
        {
            Session = Session,
            Kind = kind,
            Command = command,
            Statement = StatementSecrets.Redact(statement),
            IsCut = isCut,
            Database = Session.Database,
            Parameters = parameters ?? [],
            Asked = place,
        };
        Session.Queries++;
        _pending.AddLast(query);
        if (_pending.Count > MostPending)
            Drop();
        return query;
    }

    /// <summary>A query that no answer belongs to.</summary>
    public void AskSilently(string kind, string command, string statement, StreamPlace place)
    {
        Ask(kind, command, statement, place);
        sink.OnQuery(_pending.Last!.Value);
        _pending.RemoveLast();
    }

    /// <summary>The first query that waits is answered whole.</summary>
    public void Finish(StreamPlace place)
    {
        if (First is not { } query)
            return;
        query.FirstAnswered ??= place;
        query.Answered = place;
        Drop();
    }

    public void Finish(DatabaseQuery query, StreamPlace place)
    {
        query.FirstAnswered ??= place;
        query.Answered = place;
        if (_pending.Remove(query))
            sink.OnQuery(query);
    }

    /// <summary>The first query that waits leaves as it is.</summary>
    public void Drop()
    {
        if (_pending.First is not { } first)
            return;
        _pending.RemoveFirst();
        sink.OnQuery(first.Value);
    }

    public void DropAll()
    {
        while (_pending.Count > 0)
            Drop();
    }

    /// <summary>Nothing more can be read.</summary>
    public void Stop(string why)
    {
        Session.Unread ??= why;
        DropAll();
    }

    public void End()
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        DropAll();
        sink.OnSession(Session);
    }
}
