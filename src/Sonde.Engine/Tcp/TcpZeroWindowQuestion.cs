using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Which receivers could take no data, and for how long.</summary>
public static class TcpZeroWindowQuestion
{
    /// <summary>Reads the capture and lists closed windows.</summary>
    /// <exception cref="EngineException">The capture cannot be read, an argument is wrong, or the page lies beyond the end.</exception>
    public static TcpZeroWindowAnswer Ask(CaptureEngine engine, TcpArguments arguments, AskContext context)
    {
        TcpEventPage? events = null;
        var tally = new Tally();
        TcpReading tcp = TcpReading.Of(
            engine,
            arguments,
            context,
            [tally],
            (selection, offset, limit) => [events = new TcpEventPage(TcpVerdicts.ZeroWindow, selection, offset, limit)]
        );
        List<TcpZeroWindowRow> episodes =
        [
            .. tcp
                .Report.Flows.SelectMany(flow => Rows(flow, flow.Client).Concat(Rows(flow, flow.Server)))
                .OrderByDescending(row => row.DurationMs)
                .ThenBy(row => row.FirstFrame),
        ];
        long? next = tcp.NextOffset(events!.Total, episodes.Count);
        double seconds = tally.Total / (double)Timestamp.PerSecond;
        double longest = TcpReading.Milliseconds(tally.Longest);
        return new TcpZeroWindowAnswer
        {
            Summary = Say(tcp, events.Total, tally.Episodes, seconds, longest, tally) + tcp.Reading.Shortfall,
            File = tcp.Reading.Name,
            PcapFile = tcp.Reading.Name,
            TotalPackets = tcp.Report.Frames,
            TotalEvents = events.Total,
            TotalEpisodes = tally.Episodes,
            TotalSeconds = seconds,
            LongestMs = longest,
            ZeroWindowProbes = tcp.Report.Count(TcpVerdicts.ZeroWindowProbe),
            WindowFull = tcp.Report.Count(TcpVerdicts.WindowFull),
            Returned = events.Events.Count,
            NextOffset = next,
            ZeroWindowEvents = [.. events.Events.Select(TcpEventRow.ZeroWindow)],
            Episodes = tcp.PageOf(episodes),
            EpisodesListed = episodes.Count,
            Coverage = tcp.Coverage.With((episodes.Count < tally.Episodes, "episodes_of_an_end", TcpZeroWindows.Kept)),
            Evidence = tcp.Show(events.Frames, "tcp.analysis.zero_window"),
        };
    }

    private static IEnumerable<TcpZeroWindowRow> Rows(TcpFlow flow, TcpFlowSide receiver)
    {
        bool isClient = receiver == flow.Client;
        return receiver.ZeroWindows.First.Select(episode => new TcpZeroWindowRow
        {
            Stream = flow.Stream,
            Receiver = receiver.Endpoint.ToString(),
            Sender = (isClient ? flow.Server : flow.Client).Endpoint.ToString(),
            ReceiverRole = isClient ? "client" : "server",
            FirstFrame = episode.FirstFrame,
            LastFrame = episode.LastFrame == 0 ? null : episode.LastFrame,
            StartTime = new Timestamp(episode.Begin).ToString(),
            DurationMs = TcpReading.Milliseconds(episode.Duration),
            Frames = episode.Frames,
            Probes = episode.Probes,
            Ended = episode.LastFrame != 0,
        });
    }

    private static string Say(TcpReading tcp, long events, long episodes, double seconds, double longest, Tally tally)
    {
        if (tcp.Report.Segments == 0)
            return "None: the capture has no TCP that the arguments select.";
        if (events == 0 || tally.Worst is not { } flow)
            return $"No closed windows in {tcp.Report.Frames} TCP packets.";
        (TcpFlowSide worst, TcpFlowSide other) = tally.WorstIsClient
            ? (flow.Client, flow.Server)
            : (flow.Server, flow.Client);
        string never = tally.IsStillClosed ? " Some were still closed when the capture ended." : "";
        return $"{events} segments closed a window, {episodes} times, {seconds:0.###} s altogether, at longest {longest:0.###} ms: "
            + $"{worst.Endpoint} kept {other.Endpoint} waiting.{never}";
    }

    // Of all connections, whether or not their records are kept.
    private sealed class Tally : ITcpFlowObserver
    {
        public long Episodes { get; private set; }

        public long Total { get; private set; }

        public long Longest { get; private set; }

        public bool IsStillClosed { get; private set; }

        /// <summary>The connection with the longest of them.</summary>
        public TcpFlow? Worst { get; private set; }

        /// <summary>Its client could take no data, else its server.</summary>
        public bool WorstIsClient { get; private set; }

        public void OnFlowEnd(TcpFlow flow)
        {
            Add(flow, isClient: true);
            Add(flow, isClient: false);
        }

        private void Add(TcpFlow flow, bool isClient)
        {
            TcpZeroWindows windows = (isClient ? flow.Client : flow.Server).ZeroWindows;
            if (windows.Count == 0)
                return;
            Episodes += windows.Count;
            Total += windows.Total;
            IsStillClosed |= windows.First.Any(episode => episode.LastFrame == 0);
            if (Worst is not null && windows.Longest <= Longest)
                return;
            (Worst, WorstIsClient, Longest) = (flow, isClient, windows.Longest);
        }
    }
}
