namespace Sonde.Analysis;

/// <summary>Keeps what was asked of databases: every query, the slowest ones, and figures for each shape of statement.</summary>
/// <remarks>
/// Memory: at most <see cref="MostQueries"/> queries with <see cref="MostCharacters"/> characters of text, <see cref="MostShapes"/>
/// shapes and <see cref="MostSessions"/> conversations; further ones are counted.
/// </remarks>
public sealed class DatabaseReport : IDatabaseSink
{
    /// <summary>Most queries kept.</summary>
    public const int MostQueries = 100_000;

    /// <summary>Most characters kept of all statements.</summary>
    public const long MostCharacters = 32L << 20;

    /// <summary>Most shapes of statements kept.</summary>
    public const int MostShapes = 10_000;

    /// <summary>Most conversations kept.</summary>
    public const int MostSessions = 10_000;

    /// <summary>Slowest queries kept.</summary>
    public const int MostSlow = 20;

    private readonly Func<DatabaseSession, bool> _takes;
    private readonly List<DatabaseQuery> _queries = [];
    private readonly List<DatabaseSession> _sessions = [];
    private readonly Dictionary<(string Protocol, string Shape), StatementFigures> _shapes = [];
    private readonly PriorityQueue<DatabaseQuery, double> _slow = new();
    private long _characters;

    /// <summary>Keeps the queries of the conversations that are taken; null for all.</summary>
    public DatabaseReport(Func<DatabaseSession, bool>? takes = null) => _takes = takes ?? (_ => true);

    /// <summary>The queries, in the order in which they were done with.</summary>
    public IReadOnlyList<DatabaseQuery> Queries => _queries;

    /// <summary>The conversations, in the order in which they ended.</summary>
    public IReadOnlyList<DatabaseSession> Sessions => _sessions;

    /// <summary>Figures for each shape of statement.</summary>
    public IReadOnlyCollection<StatementFigures> Shapes => _shapes.Values;

    /// <summary>The queries that took longest to be answered whole, the slowest first.</summary>
    public IReadOnlyList<DatabaseQuery> Slowest =>
        [.. _slow.UnorderedItems.OrderByDescending(one => one.Priority).Select(one => one.Element)];

    /// <summary>Queries, those not kept too.</summary>
    public long Seen { get; private set; }

    /// <summary>Queries that the server refused.</summary>
    public long Errors { get; private set; }

    /// <summary>Queries without an answer in the capture.</summary>
    public long Unanswered { get; private set; }

    /// <summary>Shapes that are not kept.</summary>
    public bool ShapesAreCut { get; private set; }

    /// <summary>Conversations, those not kept too.</summary>
    public long SessionsSeen { get; private set; }

    /// <inheritdoc/>
    public void OnQuery(DatabaseQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!_takes(query.Session))
            return;
        Seen++;
        Errors += query.IsError ? 1 : 0;
        Unanswered += query.FirstAnswered is null ? 1 : 0;
        long characters = query.Statement.Length + query.Parameters.Sum(value => value.Length);
        if (_queries.Count < MostQueries && _characters + characters <= MostCharacters)
        {
            _characters += characters;
            _queries.Add(query);
        }
        if (query.SecondsToLast is { } seconds)
        {
            _slow.Enqueue(query, seconds);
            if (_slow.Count > MostSlow)
                _slow.Dequeue();
        }
        AddShape(query);
    }

    /// <inheritdoc/>
    public void OnSession(DatabaseSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (!_takes(session))
            return;
        SessionsSeen++;
        if (_sessions.Count < MostSessions)
            _sessions.Add(session);
    }

    private void AddShape(DatabaseQuery query)
    {
        if (query.Statement.Length == 0)
            return;
        string protocol = query.Session.Protocol;
        string shape = protocol switch
        {
            "resp" => StatementShape.OfWords(query.Statement),
            "mongo" => StatementShape.OfDocument(query.Statement),
            _ => StatementShape.OfSql(query.Statement),
        };
        if (!_shapes.TryGetValue((protocol, shape), out StatementFigures? figures))
        {
            if (_shapes.Count >= MostShapes)
            {
                ShapesAreCut = true;
                return;
            }
            _shapes.Add((protocol, shape), figures = new StatementFigures(protocol, shape));
        }
        figures.Add(query);
    }
}

/// <summary>Figures over the queries of one shape.</summary>
/// <param name="Protocol">The database's protocol.</param>
/// <param name="Shape">The statement without its literals.</param>
public sealed record StatementFigures(string Protocol, string Shape)
{
    private const int MostFrames = 20;

    private readonly List<long> _frames = [];

    /// <summary>Queries of this shape.</summary>
    public long Count { get; private set; }

    /// <summary>Those that the server refused.</summary>
    public long Errors { get; private set; }

    /// <summary>Those whose answer was seen whole.</summary>
    public long Answered { get; private set; }

    /// <summary>Seconds that all answers took together.</summary>
    public double Seconds { get; private set; }

    /// <summary>Seconds that the slowest took.</summary>
    public double Slowest { get; private set; }

    /// <summary>Rows that were sent.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows that were changed.</summary>
    public long Affected { get; private set; }

    /// <summary>The frames of the first requests.</summary>
    public IReadOnlyList<long> Frames => _frames;

    internal void Add(DatabaseQuery query)
    {
        Count++;
        Errors += query.IsError ? 1 : 0;
        Rows += query.Rows ?? 0;
        Affected += query.Affected ?? 0;
        if (_frames.Count < MostFrames)
            _frames.Add(query.Asked.Frame);
        if (query.SecondsToLast is not { } seconds)
            return;
        Answered++;
        Seconds += seconds;
        Slowest = Math.Max(Slowest, seconds);
    }
}
