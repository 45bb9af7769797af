using System.Globalization;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>A capture read for its TCP connections: what every question about them begins with.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="Report">The records of all connections.</param>
/// <param name="Flows">Those that were asked for, in the order in which they were first seen.</param>
/// <param name="Selection">What was asked for.</param>
internal sealed record ConnectionReading(
    CaptureReading Reading,
    TcpFlowReport Report,
    IReadOnlyList<TcpFlow> Flows,
    ServerSelection Selection
)
{
    /// <summary>Segments of the connections that were asked for.</summary>
    public long Segments { get; } = Flows.Sum(flow => flow.Segments);

    public Coverage Coverage =>
        (Reading.Coverage with { Filter = Selection.DisplayFilter }).With(
            (Report.NotKept > 0, "tcp_connections_in_memory", Report.Limit)
        );

    /// <summary>Why there is nothing to say; null when there is something.</summary>
    public string? Nothing =>
        Report.Seen == 0 ? "No TCP packets found in this capture."
        : Flows.Count == 0
            ? $"No TCP connection with {Selection} in this capture, which has {Report.Seen} others. Leave the filter out, or see get_endpoints for the addresses and ports that occur."
        : null;

    public static string Now => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static ConnectionReading Of(
        CaptureEngine engine,
        CaptureArguments arguments,
        ServerSelection selection,
        AskContext context,
        params ReadOnlySpan<IObserver> beside
    ) => Of(engine, arguments, selection, context, TcpFlowReport.ConversationLimit, beside);

    /// <summary>The same for a question that counts the pass's conversations as well, and says how many it needs.</summary>
    public static ConnectionReading Of(
        CaptureEngine engine,
        CaptureArguments arguments,
        ServerSelection selection,
        AskContext context,
        int flowLimit,
        params ReadOnlySpan<IObserver> beside
    )
    {
        var report = new TcpFlowReport();
        CaptureReading reading = engine.Read(arguments, [report, .. beside], context, flowLimit: flowLimit);
        IReadOnlyList<TcpFlow> flows = selection.IsAll
            ? report.Flows
            :
            [
                .. report.Flows.Where(flow =>
                    selection.Matches(flow.Client.Endpoint) || selection.Matches(flow.Server.Endpoint)
                ),
            ];
        return new ConnectionReading(reading, report, flows, selection);
    }
}
