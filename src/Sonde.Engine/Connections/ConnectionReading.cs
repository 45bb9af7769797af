using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>A capture read for its TCP connections: what every question about them begins with.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="Report">The records of those that were asked for.</param>
/// <param name="Tally">Counts over all of them, whether or not their records are kept.</param>
/// <param name="Selection">What was asked for.</param>
internal sealed record ConnectionReading(
    CaptureReading Reading,
    TcpFlowReport Report,
    ConnectionTally Tally,
    TcpSelection Selection
)
{
    /// <summary>The records, in the order in which the connections were first seen.</summary>
    public IReadOnlyList<TcpFlow> Flows => Report.Flows;

    public Coverage Coverage =>
        (Reading.Coverage with { Filter = Selection.DisplayFilter() }).With(
            (Report.NotKept > 0, "tcp_connections_in_memory", Report.Limit)
        );

    /// <summary>Why there is nothing to say; null when there is something.</summary>
    public string? Nothing =>
        Report.Seen > 0 ? null
        : Report.Others == 0 ? "No TCP packets found in this capture."
        : $"No TCP connection with {Selection} in this capture, which has {Report.Others} others. Leave the filter out, or see get_endpoints for the addresses and ports that occur.";

    /// <summary>Reads a capture.</summary>
    /// <param name="engine">Who reads.</param>
    /// <param name="arguments">Which capture.</param>
    /// <param name="selection">Which connections.</param>
    /// <param name="context">Progress and cancellation.</param>
    /// <param name="watchers">Who else counts connections.</param>
    /// <param name="flowLimit">Conversations to keep; more where the question counts them as well.</param>
    /// <param name="beside">Who else sees the packets.</param>
    public static ConnectionReading Of(
        CaptureEngine engine,
        CaptureArguments arguments,
        TcpSelection selection,
        AskContext context,
        IReadOnlyList<ITcpFlowObserver>? watchers = null,
        int flowLimit = TcpFlowReport.ConversationLimit,
        params ReadOnlySpan<IObserver> beside
    )
    {
        var tally = new ConnectionTally();
        var report = new TcpFlowReport(TcpFlowReport.DefaultLimit, selection, [tally, .. watchers ?? []]);
        CaptureReading reading = engine.Read(arguments, [report, .. beside], context, flowLimit: flowLimit);
        return new ConnectionReading(reading, report, tally, selection);
    }
}
