using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Which window scales were offered, which windows came of it, and how much they allow.</summary>
public static class TcpScalingQuestion
{
    /// <summary>Reads the capture and lists offers and windows.</summary>
    /// <exception cref="EngineException">The capture cannot be read, an argument is wrong, or the page lies beyond the end.</exception>
    public static TcpScalingAnswer Ask(CaptureEngine engine, TcpArguments arguments, AskContext context)
    {
        TcpEventPage? events = null;
        var tally = new Tally();
        TcpReading tcp = TcpReading.Of(
            engine,
            arguments,
            context,
            [tally],
            (selection, offset, limit) => [events = new TcpEventPage(TcpVerdicts.None, selection, offset, limit)]
        );
        IReadOnlyList<TcpFlow> flows = tcp.Report.Flows;
        long? next = tcp.NextOffset(events!.Total, flows.Count);
        return new TcpScalingAnswer
        {
            Summary = Say(tcp, events.Total, tally) + tcp.Reading.Shortfall,
            File = tcp.Reading.Name,
            PcapFile = tcp.Reading.Name,
            TotalPackets = tcp.Report.Frames,
            TotalEvents = events.Total,
            ConnectionsScaled = tally.Scaled,
            ConnectionsNotScaled = tally.NotScaled,
            ConnectionsUnknown = tally.Unknown,
            Returned = events.Events.Count,
            NextOffset = next,
            WindowScalingEvents = [.. events.Events.Select(TcpEventRow.Scaling)],
            Connections = [.. tcp.PageOf(flows).Select(Row)],
            ConnectionsTotal = tcp.Report.Seen,
            Coverage = tcp.Coverage,
            Evidence = tcp.Show(events.Frames, "tcp.options.wscale.shift && !icmp && !icmpv6"),
        };
    }

    private static bool? IsScaled(TcpFlow flow) =>
        (flow.Client.SynSeen && flow.Client.WindowShift is null)
        || (flow.Server.SynSeen && flow.Server.WindowShift is null)
            ? false
        : flow.Client.SynSeen && flow.Server.SynSeen ? true
        : null;

    private static TcpScalingRow Row(TcpFlow flow)
    {
        long? rtt = RoundTrip(flow);
        return new TcpScalingRow
        {
            Stream = flow.Stream,
            Client = flow.Client.Endpoint.ToString(),
            Server = flow.Server.Endpoint.ToString(),
            BothOffered = IsScaled(flow),
            RttMs = rtt is { } time ? TcpReading.Milliseconds(time) : null,
            ClientWindow = Window(flow.Client, flow.Server, rtt),
            ServerWindow = Window(flow.Server, flow.Client, rtt),
            Evidence = new Evidence(
                flow.SynFrames.Numbers,
                flow.SynFrames.Count,
                $"tcp.stream == {flow.Stream} && tcp.flags.syn == 1 && !icmp && !icmpv6"
            ),
        };
    }

    private static TcpWindowRow Window(TcpFlowSide owner, TcpFlowSide other, long? rtt) =>
        new()
        {
            Shift = owner.WindowShift,
            MinWindow = owner.SmallestWindow,
            MaxWindow = owner.LargestWindow,
            MaxMbps =
                rtt > 0 && owner.LargestWindow is { } window
                    ? Math.Round(window * 8.0 * Timestamp.PerSecond / rtt.Value / 1e6, 3)
                    : null,
            MostInFlight = other.MostInFlight,
        };

    /// <summary>Nanoseconds from end to end and back.</summary>
    internal static long? RoundTrip(TcpFlow flow) =>
        flow.Handshake is { ServerRtt: { } toServer, ClientRtt: { } toClient } ? toServer + toClient
        : flow.Client.Rtt.Count > 0 && flow.Server.Rtt.Count > 0
            ? flow.Client.Rtt.Percentile(50) + flow.Server.Rtt.Percentile(50)
        : null;

    private static string Say(TcpReading tcp, long events, Tally tally)
    {
        if (tcp.Report.Segments == 0)
            return "None: the capture has no TCP that the arguments select.";
        return $"{events} SYNs and SYN-ACKs offer window scaling. Of {tcp.Report.Seen} connections {tally.Scaled} use it, {tally.NotScaled} do not, "
            + $"and of {tally.Unknown} the opening was not captured.";
    }

    // Of all connections, whether or not their records are kept.
    private sealed class Tally : ITcpFlowObserver
    {
        public int Scaled { get; private set; }

        public int NotScaled { get; private set; }

        public int Unknown { get; private set; }

        public void OnFlowEnd(TcpFlow flow)
        {
            bool? isScaled = IsScaled(flow);
            Scaled += isScaled == true ? 1 : 0;
            NotScaled += isScaled == false ? 1 : 0;
            Unknown += isScaled is null ? 1 : 0;
        }
    }
}
