using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What was overtaken, repeated, captured twice, or came after a silence.</summary>
public static class TcpTimingQuestion
{
    /// <summary>Reads the capture and lists what came at odd times.</summary>
    /// <exception cref="EngineException">The capture cannot be read, an argument is wrong, or the page lies beyond the end.</exception>
    public static TcpTimingAnswer Ask(CaptureEngine engine, TcpArguments arguments, AskContext context)
    {
        TcpEventPage? late = null;
        TcpEventPage? repeated = null;
        DuplicateFrames? copies = null;
        var silences = new Silences();
        TcpReading tcp = TcpReading.Of(
            engine,
            arguments,
            context,
            [silences],
            (selection, offset, limit) =>
                [
                    late = new TcpEventPage(TcpVerdicts.OutOfOrder, selection, offset, limit),
                    repeated = new TcpEventPage(TcpVerdicts.DuplicateAck, selection, offset, limit),
                    copies = new DuplicateFrames(offset, limit),
                ]
        );
        TcpFlow[] silent =
        [
            .. tcp
                .Report.Flows.Where(flow => flow.IdleGaps.Count > 0)
                .OrderByDescending(flow => flow.LongestIdle)
                .ThenBy(flow => flow.Stream),
        ];
        long? next = tcp.NextOffset(late!.Total, repeated!.Total, copies!.Frames.Count, silent.Length);
        return new TcpTimingAnswer
        {
            Summary = Say(tcp, late, repeated.Total, copies.Frames.Count, silences) + tcp.Reading.Shortfall,
            File = tcp.Reading.Name,
            PcapFile = tcp.Reading.Name,
            TotalPackets = tcp.Report.Frames,
            DataSegments = tcp.Report.DataSegments,
            TotalOutOfOrder = late.Total,
            OutOfOrderRate = TcpReading.Rate(late.Total, tcp.Report.DataSegments),
            MaxOctetsBehind = late.MostOctetsBehind,
            MaxMsBehind = TcpReading.Milliseconds(late.MostTimeBehind),
            TotalDuplicates = repeated.Total,
            TotalDuplicateFrames = copies.Frames.Count,
            TotalSilences = silences.Connections,
            Returned = late.Events.Count,
            NextOffset = next,
            OutOfOrderPackets = [.. late.Events.Select(TcpEventRow.OutOfOrder)],
            DuplicatePackets = [.. repeated.Events.Select(TcpEventRow.DuplicateAck)],
            DuplicateFrames = [.. copies.Page.Select(Row)],
            Silences = [.. tcp.PageOf(silent).Select(Row)],
            Coverage = tcp.Coverage,
            Evidence = tcp.Show(late.Frames, "tcp.analysis.out_of_order"),
            DuplicateEvidence = tcp.Show(repeated.Frames, "tcp.analysis.duplicate_ack"),
            DuplicateFrameEvidence = TcpReading.Name(copies.Frames),
        };
    }

    private static DuplicateFrameRow Row(DuplicateFrame copy) =>
        new(copy.Frame, copy.Original, TcpReading.Milliseconds(copy.Apart), copy.IsRouted ? "forwarded" : "identical");

    private static TcpSilenceRow Row(TcpFlow flow) =>
        new()
        {
            Stream = flow.Stream,
            Client = flow.Client.Endpoint.ToString(),
            Server = flow.Server.Endpoint.ToString(),
            Count = flow.IdleGaps.Count,
            LongestMs = TcpReading.Milliseconds(flow.LongestIdle),
            TotalSeconds = flow.TotalIdle / (double)Timestamp.PerSecond,
            LongestFrame = flow.LongestIdleFrame,
            Evidence = new Evidence(
                flow.IdleGaps.Numbers,
                flow.IdleGaps.Count,
                $"tcp.stream == {flow.Stream} && tcp.time_delta >= 1"
            ),
        };

    private static string Say(TcpReading tcp, TcpEventPage late, long repeated, long copies, Silences silences)
    {
        string twice = copies > 0 ? $" {copies} packets were captured twice." : "";
        if (tcp.Report.Segments == 0)
            return "None: the capture has no TCP that the arguments select." + twice;
        string extent =
            late.Total > 0
                ? $", at most {late.MostOctetsBehind} octets and {TcpReading.Milliseconds(late.MostTimeBehind):0.###} ms behind"
                : "";
        string silence =
            silences.Connections > 0
                ? $" {silences.Connections} connections were silent for a second or more, at longest {silences.Longest / 1e9:0.###} s."
                : "";
        return $"{late.Total} segments out of order{extent}; {repeated} duplicate ACKs in {tcp.Report.Frames} TCP packets.{twice}{silence}";
    }

    // Of all connections, whether or not their records are kept.
    private sealed class Silences : ITcpFlowObserver
    {
        public int Connections { get; private set; }

        public long Longest { get; private set; }

        public void OnFlowEnd(TcpFlow flow)
        {
            if (flow.IdleGaps.Count == 0)
                return;
            Connections++;
            Longest = Math.Max(Longest, flow.LongestIdle);
        }
    }
}
