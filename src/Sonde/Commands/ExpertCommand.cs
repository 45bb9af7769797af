using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde expert</c>: what Wireshark's expert would remark.</summary>
internal static class ExpertCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var view = new Option<string?>("--view")
        {
            Description =
                "remarks (if not given): Wireshark's expert information; anomalies: packets that break the rules.",
        };
        view.AcceptOnlyFromAmong("remarks", "anomalies");
        var severity = new Option<string?>("--severity") { Description = "Only this severity and above." };
        severity.AcceptOnlyFromAmong("Chat", "Note", "Warn", "Warning", "Error");
        var exact = new Option<bool>("--exact") { Description = "Only this severity, none above it; of remarks." };
        var protocol = new Option<string?>("--protocol")
        {
            Description = "Only remarks on this protocol, such as TCP.",
            HelpName = "NAME",
        };
        var type = new Option<string?>("--type")
        {
            Description = "Only anomalies of this type, such as tcp_syn_fin.",
            HelpName = "NAME",
        };
        Command command = question.Command(
            "expert",
            "What stands out in a capture: Wireshark's expert information, or packets that break the rules.",
            [view, severity, exact, protocol, type, .. page.All],
            (parsed, asked) =>
                parsed.GetValue(view) == "anomalies"
                    ? asked.Answer(
                        () =>
                            new AnomalyArguments
                            {
                                SeverityFilter = parsed.GetValue(severity),
                                AnomalyType = parsed.GetValue(type),
                                Limit = page.Limit(parsed),
                                Offset = page.Offset(parsed),
                            },
                        AnomalyQuestion.Ask,
                        AnomalyView.Show
                    )
                    : asked.Answer(
                        () =>
                            new ExpertArguments
                            {
                                SeverityFilter = parsed.GetValue(severity),
                                SeverityMatch = parsed.GetValue(exact) ? "exact" : null,
                                Protocol = parsed.GetValue(protocol),
                                Limit = page.Limit(parsed),
                                Offset = page.Offset(parsed),
                            },
                        ExpertQuestion.Ask,
                        Show
                    )
        );
        command.Validators.Add(result =>
        {
            bool isAnomalies = result.GetValue(view) == "anomalies";
            if (!isAnomalies && result.GetValue(type) is not null)
                result.AddError("--type needs --view anomalies.");
            if (isAnomalies && (result.GetValue(exact) || result.GetValue(protocol) is not null))
                result.AddError("--exact and --protocol are for --view remarks.");
        });
        return command;
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

    /// <summary>The first frames of a finding, for a cell of a table.</summary>
    internal static string Frames(Evidence evidence)
    {
        const int Shown = 3;
        string first = string.Join(", ", evidence.Frames.Take(Shown));
        return evidence.FramesTotal > Shown ? first + ", …" : first;
    }
}
