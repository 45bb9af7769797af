using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What did the two ends of this stream send each other.</summary>
public static class FollowQuestion
{
    private const int DefaultSegments = 100;
    private const int DefaultOctets = 32_768;

    /// <summary>Reads the capture, and puts the octets of one stream into their order.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or has no such stream.</exception>
    public static FollowedStream Ask(CaptureEngine engine, FollowArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        var choice = new StreamChoice(arguments);
        (int offset, int limit) = (arguments.Offset ?? 0, arguments.Limit ?? DefaultSegments);
        Page.ThrowIfNegative(limit, offset);
        string format = arguments.Format ?? "text";
        var page = new StreamPage(
            offset,
            limit,
            arguments.MaxBytes ?? DefaultOctets,
            HasText: format != "hex",
            HasHex: format != "text"
        );
        var collector = new StreamCollector(choice, page);
        IReadOnlyList<IObserver> observers = choice.IsUdp
            ? [collector]
            : [new StreamReassembler(flow => choice.Takes(flow) ? collector : null), collector];
        CaptureReading reading = engine.Read(arguments, observers, context);
        if (choice.Flow is not { } flow)
            throw NotFound(choice, arguments, reading);
        Page.ThrowIfBeyond(collector.Total, limit, offset);
        return Answer(flow, choice, collector, reading, offset);
    }

    private static FollowedStream Answer(
        Flow flow,
        StreamChoice choice,
        StreamCollector collector,
        CaptureReading reading,
        int offset
    )
    {
        string filter = $"{choice.Protocol}.stream == {flow.Stream}";
        int returned = collector.Segments.Count;
        return new FollowedStream
        {
            Summary = Say(flow, choice, collector, reading),
            FilePath = reading.Name,
            Protocol = choice.Protocol,
            Stream = flow.Stream,
            MatchingStreams = choice.MatchingTotal > 1 ? choice.Matching : null,
            MatchingStreamsTotal = choice.MatchingTotal,
            ClientIp = flow.Initiator.Address.ToString(),
            ClientPort = flow.Initiator.Port,
            ServerIp = flow.Responder.Address.ToString(),
            ServerPort = flow.Responder.Port,
            OpeningSeen = choice.IsUdp ? null : flow.OpeningSeen,
            ClientBytes = collector.ClientOctets,
            ServerBytes = collector.ServerOctets,
            Gaps = collector.Gaps,
            MissingBytes = collector.MissingOctets,
            RepeatedBytes = collector.RepeatedOctets,
            Repeated = collector.Repeated.Count > 0 ? Shown(collector.Repeated, FilterOf(collector.Repeated)) : null,
            Total = collector.Total,
            Returned = returned,
            NextOffset = returned > 0 && offset + returned < collector.Total ? offset + returned : null,
            Segments = collector.Segments,
            Evidence = Shown(collector.Frames, filter),
            Coverage = reading.Coverage with { Filter = filter },
        };
    }

    private static Evidence Shown(FirstFrames frames, string? filter) => new(frames.Numbers, frames.Count, filter);

    // By number, since no field says how much of a segment was sent before; only while all are known.
    private static string? FilterOf(FirstFrames frames) =>
        frames.Count == frames.Numbers.Count ? $"frame.number in {{{string.Join(", ", frames.Numbers)}}}" : null;

    private static EngineException NotFound(StreamChoice choice, FollowArguments arguments, CaptureReading reading)
    {
        string name = choice.Protocol.ToUpperInvariant();
        int streams = reading.Pass.Flows.Streams(choice.IsUdp ? (byte)17 : (byte)6);
        string there = streams switch
        {
            0 => $"the capture has no {name} streams",
            1 => $"the capture has one {name} stream, number 0",
            _ => $"the capture has {streams} {name} streams, numbered from 0 to {streams - 1}",
        };
        string what = arguments.Stream is { } number
            ? $"no {name} stream {number}"
            : $"no {name} stream between these ends";
        return new EngineException(
            EngineFault.NotFound,
            $"There is {what}: {there}.{reading.Shortfall}",
            "get_conversations lists the streams with their ends and numbers."
        );
    }

    private static string Say(Flow flow, StreamChoice choice, StreamCollector collector, CaptureReading reading)
    {
        string several =
            choice.MatchingTotal > 1 ? $" It is the first of {choice.MatchingTotal} streams between these ends." : "";
        string gaps =
            collector.Gaps == 0 ? "" : $" {collector.MissingOctets} octets are missing in {collector.Gaps} places.";
        string again =
            collector.RepeatedOctets == 0 ? "" : $" {collector.RepeatedOctets} octets came again and are left out.";
        string quoted =
            collector.Frames.Count > 0 ? "" : " Only errors of ICMP quote it: no packet of it was captured.";
        string middle =
            choice.IsUdp || flow.OpeningSeen || collector.Frames.Count == 0 ? "" : " It began before the capture.";
        return $"{choice.Protocol.ToUpperInvariant()} stream {flow.Stream}, {flow.Initiator} to {flow.Responder}: {collector.ClientOctets} octets from the client, "
            + $"{collector.ServerOctets} from the server; {collector.Segments.Count} of {collector.Total} segments shown.{several}{gaps}{again}{middle}{quoted}{reading.Shortfall}";
    }
}
