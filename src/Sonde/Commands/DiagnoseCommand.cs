using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde diagnose</c>: what is wrong in a capture, the likeliest cause first.</summary>
internal static class DiagnoseCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        return question.Command(
            "diagnose",
            "What is wrong in a capture: causes of trouble in names, reachability, TCP, TLS and applications, and attacks, ranked.",
            page.All,
            parsed => new PagedCaptureArguments { Limit = page.Limit(parsed), Offset = page.Offset(parsed) },
            DiagnoseCaptureQuestion.Ask,
            Show
        );
    }

    private static View Show(DiagnoseCapture answer)
    {
        var table = new Table(
            "",
            [
                new Column("rank"),
                new Column("severity"),
                new Column("confidence"),
                new Column("cause"),
                new Column("count"),
                new Column("explanation", Wraps: true),
                new Column("supports", Wraps: true),
                new Column("against", "speaks_against", Wraps: true),
                new Column("hosts", Rank: 2, Wraps: true),
                new Column("frames", Rank: 1),
                new Column("next", "next_tool", Rank: 1),
            ],
            [
                .. answer.Causes.Select(one =>
                    (object?[])
                        [
                            one.Rank,
                            one.Severity,
                            one.Confidence,
                            one.Cause,
                            one.Count,
                            one.Explanation,
                            string.Join("; ", one.Supports),
                            string.Join("; ", one.SpeaksAgainst),
                            string.Join(", ", one.Hosts),
                            ExpertCommand.Frames(one.Evidence),
                            one.Next.Tool,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes =
            [
                .. answer.LookedAt.Select(one => $"Looked at {one}."),
                .. answer.NotObservable.Select(one => $"Not observable: {one}."),
                .. CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
            ],
        };
    }
}
