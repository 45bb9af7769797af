using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>One pass over the TCP connections of a capture: what all questions about TCP begin with.</summary>
internal sealed class TcpReading
{
    private const int DefaultLimit = 100;

    private TcpReading(CaptureReading reading, TcpFlowReport report, TcpSelection selection, int limit, int offset)
    {
        Reading = reading;
        Report = report;
        Limit = limit;
        Offset = offset;
        _selection = selection;
    }

    private readonly TcpSelection _selection;

    /// <summary>The capture.</summary>
    public CaptureReading Reading { get; }

    /// <summary>The connections that were asked about.</summary>
    public TcpFlowReport Report { get; }

    /// <summary>Entries of each list in a page.</summary>
    public int Limit { get; }

    /// <summary>Entries of each list before the page.</summary>
    public int Offset { get; }

    /// <summary>What the answer rests on.</summary>
    public Coverage Coverage =>
        Reading.Coverage.With((Report.NotKept > 0, "tcp_connections_in_memory", Report.Limit)) with
        {
            Filter = _selection.DisplayFilter(),
        };

    /// <summary>When the capture was read, ISO 8601.</summary>
    public static string Now => DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads a capture.</summary>
    /// <param name="engine">Who reads.</param>
    /// <param name="arguments">Which capture, which connections, which page.</param>
    /// <param name="context">Progress and cancellation.</param>
    /// <param name="watchers">Who counts connections.</param>
    /// <param name="others">Who else sees the packets; made from the connections and the page that are meant.</param>
    public static TcpReading Of(
        CaptureEngine engine,
        TcpArguments arguments,
        AskContext context,
        IReadOnlyList<ITcpFlowObserver>? watchers = null,
        Func<TcpSelection, int, int, IEnumerable<IObserver>>? others = null
    )
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        int limit = arguments.Limit ?? DefaultLimit;
        int offset = arguments.Offset ?? 0;
        Page.ThrowIfNegative(limit, offset);
        TcpSelection selection = arguments.Selection();
        var report = new TcpFlowReport(TcpFlowReport.DefaultLimit, selection, watchers ?? []);
        List<IObserver> observers = [report, .. others?.Invoke(selection, offset, limit) ?? []];
        CaptureReading reading = engine.Read(arguments, observers, context, flowLimit: TcpFlowReport.ConversationLimit);
        return new TcpReading(reading, report, selection, limit, offset);
    }

    /// <summary>The page of a list; the page is empty where another list of the answer goes on.</summary>
    public List<T> PageOf<T>(IEnumerable<T> all) => [.. all.Skip(Offset).Take(Limit)];

    /// <summary>Where the next page begins, given the lengths of the lists.</summary>
    /// <exception cref="EngineException">The page lies behind the end of all of them.</exception>
    public long? NextOffset(params ReadOnlySpan<long> totals)
    {
        long most = 0;
        foreach (long total in totals)
            most = Math.Max(most, total);
        Page.ThrowIfBeyond(most, Limit, Offset);
        return Offset + (long)Limit < most ? Offset + (long)Limit : null;
    }

    /// <summary>Evidence of frames that a filter selects among the connections that are meant.</summary>
    public Evidence Show(FirstFrames frames, string filter) => new(frames.Numbers, frames.Count, Selected(filter));

    /// <summary>Evidence of frames that no condition tells from others: the filter names them, when all are known.</summary>
    public static Evidence Name(IEnumerable<long> frames)
    {
        long[] all = [.. frames.Order()];
        return new Evidence(
            [.. all.Take(Evidence.MostFrames)],
            all.Length,
            all.Length is 0 or > Evidence.MostFrames ? null : $"frame.number in {{{string.Join(", ", all)}}}"
        );
    }

    /// <summary>The same of frames that were counted.</summary>
    public static Evidence Name(FirstFrames frames) =>
        frames.Count <= FirstFrames.Most ? Name(frames.Numbers) : new Evidence(frames.Numbers, frames.Count);

    /// <summary>A filter narrowed to the connections that are meant.</summary>
    public string Selected(string filter) => _selection.Narrow(filter);

    /// <summary>A share, six decimals; 0 of nothing.</summary>
    public static double Rate(long part, long whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 6);

    /// <summary>Milliseconds from nanoseconds.</summary>
    public static double Milliseconds(long nanoseconds) => nanoseconds / 1e6;

    /// <summary>A connection as answers name it, the client first.</summary>
    public static string Name(TcpFlow flow) => $"{flow.Client.Endpoint} <-> {flow.Server.Endpoint}";
}
