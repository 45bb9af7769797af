using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde expert</c>: what Wireshark's expert would remark.</summary>
internal static class ExpertCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var severity = new Option<string?>("--severity") { Description = "Only remarks of this severity and above." };
        severity.AcceptOnlyFromAmong("Chat", "Note", "Warn", "Warning", "Error");
        var exact = new Option<bool>("--exact") { Description = "Only this severity, none above it." };
        var protocol = new Option<string?>("--protocol")
        {
            Description = "Only remarks on this protocol, such as TCP.",
            HelpName = "NAME",
        };
        return question.Command(
            "expert",
            "What stands out in a capture: Wireshark's expert information, with counts and frames.",
            [severity, exact, protocol, .. page.All],
            parsed => new ExpertArguments
            {
                SeverityFilter = parsed.GetValue(severity),
                SeverityMatch = parsed.GetValue(exact) ? "exact" : null,
                Protocol = parsed.GetValue(protocol),
                Limit = page.Limit(parsed),
                Offset = page.Offset(parsed),
            },
            ExpertQuestion.Ask,
            Show
        );
    }

    private static View Show(ExpertInformation answer)
    {
        var table = new Table(
            "",
            [
                new Column("severity"),
                new Column("count"),
                new Column("group"),
                new Column("protocol"),
                new Column("summary", Wraps: true),
                new Column("frames", Rank: 1),
                new Column("filter", "display_filter", Rank: 2),
            ],
            [
                .. answer.Items.Select(item =>
                    (object?[])
                        [
                            item.Severity,
                            item.Count,
                            item.Group,
                            item.Protocol,
                            item.Summary,
                            Frames(item.Evidence),
                            item.Evidence.DisplayFilter,
                        ]
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

    private static string Frames(Evidence evidence)
    {
        const int Shown = 3;
        string first = string.Join(", ", evidence.Frames.Take(Shown));
        return evidence.FramesTotal > Shown ? first + ", …" : first;
    }
}
