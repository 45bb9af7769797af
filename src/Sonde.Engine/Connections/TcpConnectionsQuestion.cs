using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>How the TCP connections of a capture opened, went and closed.</summary>
public static class TcpConnectionsQuestion
{
    private const int FirstFew = 10;
    private const int Many = 1000;

    /// <summary>Reads the capture and lists its connections.</summary>
    /// <exception cref="EngineException">The capture cannot be read, the server is no address, or the page lies beyond the end.</exception>
    public static TcpConnections Ask(CaptureEngine engine, TcpConnectionsArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        int limit = arguments.Limit ?? (arguments.Detailed == true ? Many : FirstFew);
        int offset = arguments.Offset ?? 0;
        Page.ThrowIfNegative(limit, offset);
        ConnectionReading read = ConnectionReading.Of(engine, arguments, arguments.Selection(), context);
        Page<TcpFlow> page = Page.Of(read.Flows, limit, offset);
        ConnectionCounts counts = read.Tally.Counts();
        string[] issues = [.. Issues(counts)];
        return new TcpConnections
        {
            Overview = Say(read, counts, issues),
            File = read.Reading.Name,
            PcapFile = read.Reading.Name,
            AnalysisTimestamp = AnswerTime.Now,
            TotalPackets = read.Reading.Coverage.PacketsRead,
            TcpPacketsFound = read.Tally.Segments,
            Filter = read.Selection.Row(),
            Summary = counts,
            Total = read.Report.Seen,
            Returned = page.Items.Count,
            Omitted = read.Report.Seen - page.Items.Count,
            NextOffset = page.NextOffset,
            Connections = [.. page.Items.Select(ConnectionRowMaker.Row)],
            Issues = issues,
            Message = read.Nothing,
            Coverage = read.Coverage,
        };
    }

    /// <summary>The share of a part, 0 to 1; null of nothing.</summary>
    internal static double? Rate(long part, long whole) => whole == 0 ? null : Math.Round((double)part / whole, 6);

    private static IEnumerable<string> Issues(ConnectionCounts counts)
    {
        if (counts.ResetConnections > 0)
            yield return $"{counts.ResetConnections} of {counts.TotalConnections} connections ended with a reset, {counts.RefusedConnections} of them refused";
        if (counts.Retransmissions > 0)
            yield return $"{counts.Retransmissions} retransmissions";
        if (counts.FailedHandshakes > 0)
            yield return $"{counts.FailedHandshakes} handshakes failed: {counts.RefusedConnections} refused, {counts.UnansweredConnections} not answered, {counts.HalfOpenConnections} half open";
    }

    private static string Say(ConnectionReading read, ConnectionCounts counts, string[] issues)
    {
        if (read.Nothing is { } nothing)
            return nothing + read.Reading.Shortfall;
        string trouble =
            issues.Length == 0 ? "no resets, retransmissions or failed handshakes" : string.Join("; ", issues);
        return $"{counts.TotalConnections} TCP connections, {read.Tally.Segments} segments: {counts.SuccessfulHandshakes} handshakes complete, {counts.HandshakesNotCaptured} before the capture began; {counts.NormalClose} closed normally, {counts.ActiveConnections} not closed; {trouble}.{read.Reading.Shortfall}";
    }
}
