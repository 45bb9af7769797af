using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde timeline</c>: how much traffic there was when, as numbers and bars.</summary>
internal static class TimelineCommand
{
    private const int BarWidth = 24;

    public static Command Create(Question question)
    {
        var page = new PageOptions(100);
        var interval = Seconds(
            "--interval",
            "Seconds of an interval, such as 0.1; 60 if not given, with --view graph 1, bandwidth 10."
        );
        var link = Seconds("--link-mbps", "Speed of the link in Mbit/s, for --view bandwidth.", "MBPS");
        var view = new Option<string?>("--view")
        {
            Description =
                "timeline (if not given); graph: the same, with an SVG picture in --json; bandwidth: who used it, and short bursts.",
        };
        view.AcceptOnlyFromAmong("timeline", "graph", "bandwidth");
        var command = question.Command(
            "timeline",
            "How much traffic there was when.",
            [interval, view, link, .. page.All],
            (parsed, asked) =>
                parsed.GetValue(view) switch
                {
                    "graph" => asked.Answer(
                        () =>
                            new IoGraphArguments
                            {
                                TimeInterval = parsed.GetValue(interval),
                                Limit = page.Limit(parsed),
                                Offset = page.Offset(parsed),
                            },
                        IoGraphQuestion.Ask,
                        Show
                    ),
                    "bandwidth" => asked.Answer(
                        () =>
                            new BandwidthArguments
                            {
                                TimeWindow = parsed.GetValue(interval),
                                LinkMbps = parsed.GetValue(link),
                                Limit = page.Limit(parsed),
                                Offset = page.Offset(parsed),
                            },
                        BandwidthQuestion.Ask,
                        Show
                    ),
                    _ => asked.Answer(
                        () =>
                            new TimelineArguments
                            {
                                TimeInterval = parsed.GetValue(interval),
                                Limit = page.Limit(parsed),
                                Offset = page.Offset(parsed),
                            },
                        TimelineQuestion.Ask,
                        Show
                    ),
                }
        );
        command.Validators.Add(result =>
        {
            if (result.GetValue(link) is not null && result.GetValue(view) is not "bandwidth")
                result.AddError("--link-mbps needs --view bandwidth.");
        });
        return command;
    }

    private static Option<double?> Seconds(string name, string description, string unit = "SECONDS") =>
        new(name) { Description = description, HelpName = unit };

    private static View Show(TrafficTimeline answer) =>
        Show(
            answer.Summary,
            answer.TimelineData,
            Intervals(answer.Buckets),
            CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset)
        );

    private static View Show(IoGraph answer) =>
        Show(
            answer.Summary,
            answer.ThroughputData,
            Intervals(answer.Buckets),
            CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset)
        );

    private static View Show(Bandwidth answer)
    {
        var bursts = new Table(
            "Busiest moments",
            [
                new Column("within ms", "window_ms"),
                new Column("Mbit/s", "mbps"),
                new Column("% of link", "utilization_percent"),
                new Column("octets", "bytes"),
                new Column("packets"),
                new Column("from", "start_time", Rank: 2),
                new Column("display filter", Wraps: true, Rank: 3),
            ],
            [
                .. answer.MicroBursts.Select(row =>
                    (object?[])
                        [
                            row.WindowMs,
                            row.Mbps,
                            row.UtilizationPercent,
                            row.Bytes,
                            row.Packets,
                            row.StartTime,
                            row.Evidence.DisplayFilter,
                        ]
                ),
            ]
        );
        Table windows = Intervals(answer.Windows);
        var shares = new Table(
            "Windows",
            [
                .. windows.Columns.SkipLast(1),
                new Column("% of link", "utilization_percent"),
                new Column("senders", "top_talkers", Wraps: true, Rank: 3),
                new Column("protocols", "top_protocols", Wraps: true, Rank: 2),
            ],
            [
                .. answer.Windows.Zip(
                    windows.Rows,
                    (row, cells) =>
                        (object?[])
                            [.. cells.SkipLast(1), row.UtilizationPercent, Text(row.TopTalkers), Text(row.TopProtocols)]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [Picture(answer.BandwidthData), bursts, shares],
            Rows = shares,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    private static View Show(string headline, string picture, Table rows, IReadOnlyList<string> notes) =>
        new()
        {
            Headline = headline,
            Tables = [Picture(picture), rows],
            Rows = rows.WithoutLastColumn(),
            Notes = notes,
        };

    private static Table Picture(string line) =>
        new(
            "",
            [new Column("")],
            string.IsNullOrWhiteSpace(line)
                ? []
                :
                [
                    [$"[{line}]"],
                ]
        );

    private static Table Intervals(IReadOnlyList<IntervalRow> rows)
    {
        double most = rows.Count > 0 ? rows.Max(row => row.Bytes) : 0;
        return new Table(
            "",
            [
                new Column("from s", "start"),
                new Column("to s", "end", Rank: 3),
                new Column("time", "start_time", Rank: 2),
                new Column("packets"),
                new Column("octets", "bytes"),
                new Column("bit/s", "bps", Rank: 1),
                new Column("packets/s", "pps", Rank: 4),
                new Column("", Rank: 5),
            ],
            [
                .. rows.Select(row =>
                    (object?[])
                        [
                            row.Start,
                            row.End,
                            row.StartTime,
                            row.Packets,
                            row.Bytes,
                            row.Bps,
                            row.Pps,
                            most > 0 ? new string('█', (int)Math.Ceiling(row.Bytes / most * BarWidth)) : null,
                        ]
                ),
            ]
        );
    }

    private static string? Text(IReadOnlyList<ShareRow>? shares) =>
        shares is null
            ? null
            : string.Join(", ", shares.Select(share => FormattableString.Invariant($"{share.Name} {share.Percent} %")));
}
