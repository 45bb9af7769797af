using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Where do these octets occur.</summary>
public static class SearchQuestion
{
    private const int DefaultLimit = 50;

    /// <summary>Reads the capture and looks for the pattern.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the pattern is not what the mode says.</exception>
    public static SearchResult Ask(CaptureEngine engine, SearchArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        (string mode, string scope) = (arguments.Mode ?? "text", arguments.Scope ?? "both");
        bool caseSensitive = arguments.CaseSensitive ?? false;
        var pattern = OctetPattern.Parse(arguments.SearchPattern, mode, caseSensitive);
        var collector = new SearchCollector(pattern, scope, limit, offset);
        var inside = new SearchInside(collector, pattern);
        var contents = new HttpContents(SearchInside.Wants, inside.OnContent);
        CaptureReading reading = collector.WantsStreams
            ? engine.ReadApplications(
                arguments,
                new ApplicationSinks
                {
                    ClearText = inside.OnClearText,
                    Contents = contents,
                    Streams = inside.OnEnd,
                    ClearTextEnded = inside.OnEnd,
                },
                context,
                before: [collector, new StreamReassembler(_ => collector.Reader())]
            )
            : engine.Read(arguments, [collector], context);
        Page.ThrowIfBeyond(collector.Total, limit, offset);
        int returned = collector.Matches.Count;
        return new SearchResult
        {
            Summary = Say(collector, arguments, reading),
            File = reading.Name,
            PcapFile = reading.Name,
            SearchPattern = Quote.Clean(arguments.SearchPattern, 4096)!,
            CaseSensitive = caseSensitive,
            Mode = mode,
            Scope = scope,
            TotalMatches = collector.Total,
            LimitApplied = limit,
            MatchingFrames = collector.Frames.Count,
            Total = collector.Total,
            Returned = returned,
            NextOffset = returned > 0 && offset + returned < collector.Total ? offset + returned : null,
            Matches = collector.Matches,
            Evidence = new Evidence(
                collector.Frames.Numbers,
                collector.Frames.Count,
                collector.Frames.Count is > 0 and <= FirstFrames.Most
                    ? $"frame.number in {{{string.Join(", ", collector.Frames.Numbers)}}}"
                    : null
            ),
            Coverage = reading.Coverage.With(
                (collector.IsCut, "matches_in_one_frame", SearchCollector.MostInPiece),
                (contents.Cut > 0, "http_content_octets", HttpContents.MostOctets),
                (inside.Bombs > 0, "http_content_decoded_octets", ContentCodings.MostOctets),
                (inside.IsCut, "http_content_decoded_octets_in_all", SearchInside.MostDecoded)
            ),
        };
    }

    private static string Say(SearchCollector collector, SearchArguments arguments, CaptureReading reading)
    {
        string pattern = Quote.Text(arguments.SearchPattern);
        if (collector.Total == 0)
            return $"{pattern} does not occur in {reading.Pass.Totals.Packets} packets.{reading.Shortfall}";
        return $"{pattern} occurs {collector.Total} times, in {collector.Frames.Count} frames, first in frame {collector.Frames.Numbers[0]}; {collector.Matches.Count} matches shown.{reading.Shortfall}";
    }
}
