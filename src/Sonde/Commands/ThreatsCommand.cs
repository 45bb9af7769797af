using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde threats</c>: what looks like an attack or a weakness.</summary>
internal static class ThreatsCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var type = new Option<string?>("--type")
        {
            Description =
                "Only this type or family, such as port_scan, data_exfil, malicious_dns, unusual_pattern, beacon.",
            HelpName = "NAME",
        };
        var severity = new Option<string?>("--severity") { Description = "Only this severity and above." };
        severity.AcceptOnlyFromAmong("info", "low", "medium", "high", "critical");
        var lists = new Option<string[]>("--block-list")
        {
            Description = "File with malicious names and addresses: hosts file, one a line, or CSV. May be repeated.",
            HelpName = "FILE",
        };
        var why = new Option<bool>("--why")
        {
            Description = "Also what speaks for and against each, and what else explains it.",
        };
        bool explains = false;
        return question.Command(
            "threats",
            "What looks like an attack or a weakness: scans, floods, guessing, tunnels, beacons, spoofing, weak TLS and more.",
            [type, severity, lists, why, .. page.All],
            parsed =>
            {
                explains = parsed.GetValue(why);
                return new ThreatArguments
                {
                    ThreatType = parsed.GetValue(type),
                    MinSeverity = parsed.GetValue(severity),
                    BlockLists = parsed.GetValue(lists) is { Length: > 0 } paths ? paths : null,
                    Limit = page.Limit(parsed),
                    Offset = page.Offset(parsed),
                };
            },
            SecurityThreatsQuestion.Ask,
            answer => Show(answer, explains)
        );
    }

    private static View Show(SecurityThreats answer, bool explains)
    {
        var table = new Table(
            "",
            [
                new Column("severity"),
                new Column("sure", "confidence"),
                new Column("type", "threat_type"),
                new Column("what", "description", Wraps: true),
                new Column("actor", Rank: 2),
                new Column("victim", Rank: 2),
                new Column("count", Rank: 2),
                new Column("att&ck", "attack_id", Rank: 1),
                new Column("frames", Rank: 1),
                new Column("filter", "filter", Rank: 3),
            ],
            [
                .. answer.Threats.Select(row =>
                    (object?[])
                        [
                            row.Severity,
                            row.Confidence,
                            row.ThreatType,
                            row.Description,
                            row.Actor,
                            row.Victim,
                            row.Count,
                            row.AttackId,
                            ExpertCommand.Frames(row.Evidence),
                            row.Filter,
                        ]
                ),
            ]
        );
        var reasons = new Table(
            "Why",
            [
                new Column("type", "threat_type"),
                new Column("actor"),
                new Column("for", "reasons", Wraps: true),
                new Column("against", Wraps: true),
                new Column("or it is", "innocent_explanations", Wraps: true),
            ],
            [
                .. answer.Threats.Select(row =>
                    (object?[])
                        [
                            row.ThreatType,
                            row.Actor,
                            string.Join("; ", row.Reasons),
                            string.Join("; ", row.Against),
                            string.Join("; ", row.InnocentExplanations),
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = explains ? [table, reasons] : [table],
            Rows = table,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }
}
