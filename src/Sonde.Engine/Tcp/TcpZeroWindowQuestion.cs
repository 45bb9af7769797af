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
        TcpReading tcp = TcpReading.Of(
            engine,
            arguments,
            context,
            (selection, offset, limit) => [events = new TcpEventPage(TcpVerdicts.ZeroWindow, selection, offset, limit)]
        );
        TcpZeroWindows[] windows =
        [
            .. tcp.Report.Flows.SelectMany(flow => new[] { flow.Client.ZeroWindows, flow.Server.ZeroWindows }),
        ];
        List<TcpZeroWindowRow> episodes =
        [
            .. tcp
                .Report.Flows.SelectMany(flow => Rows(flow, flow.Client).Concat(Rows(flow, flow.Server)))
                .OrderByDescending(row => row.DurationMs)
                .ThenBy(row => row.FirstFrame),
        ];
        long? next = tcp.NextOffset(events!.Total, episodes.Count);
        long total = windows.Sum(window => window.Count);
        double seconds = windows.Sum(window => window.Total) / (double)Timestamp.PerSecond;
        double longest = TcpReading.Milliseconds(windows.Select(window => window.Longest).DefaultIfEmpty().Max());
        return new TcpZeroWindowAnswer
        {
            Summary = Say(tcp, events.Total, total, seconds, longest, episodes) + tcp.Reading.Shortfall,
            File = tcp.Reading.Name,
            PcapFile = tcp.Reading.Name,
            TotalPackets = tcp.Report.Frames,
            TotalEvents = events.Total,
            TotalEpisodes = total,
            TotalSeconds = seconds,
            LongestMs = longest,
            ZeroWindowProbes = tcp.Report.Count(TcpVerdicts.ZeroWindowProbe),
            WindowFull = tcp.Report.Count(TcpVerdicts.WindowFull),
            Returned = events.Events.Count,
            NextOffset = next,
            ZeroWindowEvents = [.. events.Events.Select(TcpEventRow.ZeroWindow)],
            Episodes = tcp.PageOf(episodes),
            EpisodesListed = episodes.Count,
            Coverage = tcp.Coverage.With((episodes.Count < total, "episodes_of_an_end", TcpZeroWindows.Kept)),
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

    private static string Say(
        TcpReading tcp,
        long events,
        long episodes,
        double seconds,
        double longest,
        List<TcpZeroWindowRow> rows
    )
    {
        if (tcp.Report.Segments == 0)
            return "None: the capture has no TCP that the arguments select.";
        if (events == 0)
            return $"No closed windows in {tcp.Report.Frames} TCP packets.";
        string never = rows.Exists(row => !row.Ended) ? " Some were still closed when the capture ended." : "";
        return $"{events} segments closed a window, {episodes} times, {seconds:0.###} s altogether, at longest {longest:0.###} ms: "
            + $"{rows[0].Receiver} kept {rows[0].Sender} waiting.{never}";
    }
}
