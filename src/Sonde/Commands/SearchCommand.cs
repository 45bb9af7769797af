using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde search FILE PATTERN</c>: where text, octets or a regular expression occur.</summary>
internal static class SearchCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(50, "--top");
        var pattern = new Option<string?>("--pattern", "-p")
        {
            Description = "What to look for; without it, the word after the last FILE.",
            HelpName = "PATTERN",
        };
        var capture = new CaptureOptions(wordUnless: pattern);
        var mode = new Option<string?>("--mode") { Description = "What the pattern is: text (default), hex or regex." };
        mode.AcceptOnlyFromAmong("text", "hex", "regex");
        var scope = new Option<string?>("--scope")
        {
            Description = "Where to look: packets, streams or both (default).",
        };
        scope.AcceptOnlyFromAmong("packets", "streams", "both");
        var exact = new Option<bool>("--case-sensitive") { Description = "Upper and lower case differ." };
        return question.Command(
            "search",
            "Where text, octets or a regular expression occur, in packets and across segments of streams.",
            [pattern, mode, scope, exact, .. page.All],
            parsed => new SearchArguments
            {
                SearchPattern =
                    parsed.GetValue(pattern)
                    ?? capture.Word(parsed)
                    ?? throw new EngineException(
                        EngineFault.InvalidArgument,
                        "No pattern is given.",
                        "Give it after the file: sonde search samples/http.pcapng nginx"
                    ),
                Mode = parsed.GetValue(mode),
                Scope = parsed.GetValue(scope),
                CaseSensitive = parsed.GetValue(exact) ? true : null,
                Limit = page.Limit(parsed),
                Offset = page.Offset(parsed),
            },
            SearchQuestion.Ask,
            Show,
            capture
        );
    }

    private static View Show(SearchResult answer)
    {
        var table = new Table(
            "",
            [
                new Column("frame"),
                new Column("where"),
                new Column("offset"),
                new Column("source", "src_ip", Rank: 1),
                new Column("destination", "dst_ip", Rank: 1),
                new Column("stream", Rank: 2),
                new Column("context", Wraps: true),
            ],
            [
                .. answer.Matches.Select(row =>
                    (object?[])[row.Frame, row.Where, row.Offset, row.SrcIp, row.DstIp, row.Stream, row.Context]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }
}
