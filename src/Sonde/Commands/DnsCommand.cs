using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde dns</c>: names asked, failures, slow and missing answers, servers.</summary>
internal static class DnsCommand
{
    public static Command Create(Question question)
    {
        var protocol = new Option<string?>("--protocol") { Description = "Which messages; dns if not given." };
        protocol.AcceptOnlyFromAmong("dns", "mdns", "llmnr", "all");
        var view = new Option<string?>("--view")
        {
            Description = "traffic (if not given): names and counts; issues: what goes wrong; packets: each message.",
        };
        view.AcceptOnlyFromAmong("traffic", "issues", "packets");
        Option<int?> limit = Numbers.Option(
            "--limit",
            "Rows of each list at most; if not given 10, of issues and packets 100.",
            aliases: "--top"
        );
        Option<int?> offset = Numbers.Option("--offset", "Incidents or messages to skip.");
        var command = question.Command(
            "dns",
            "What DNS did: names asked, failures, slow and missing answers, servers.",
            [protocol, view, limit, offset],
            (parsed, asked) =>
                parsed.GetValue(view) switch
                {
                    "issues" => asked.Answer(
                        () =>
                            new DnsIssuesArguments
                            {
                                Protocol = parsed.GetValue(protocol),
                                Limit = parsed.GetValue(limit),
                                Offset = parsed.GetValue(offset),
                            },
                        DnsIssuesQuestion.Ask,
                        DnsViews.Show
                    ),
                    "packets" => asked.Answer(
                        () =>
                            new DnsPacketsArguments
                            {
                                Protocol = parsed.GetValue(protocol),
                                Limit = parsed.GetValue(limit),
                                Offset = parsed.GetValue(offset),
                            },
                        DnsPacketsQuestion.Ask,
                        DnsViews.Show
                    ),
                    _ => asked.Answer(
                        () =>
                            new DnsTrafficArguments
                            {
                                Protocol = parsed.GetValue(protocol),
                                TopN = parsed.GetValue(limit),
                            },
                        DnsTrafficQuestion.Ask,
                        Show
                    ),
                }
        );
        command.Validators.Add(result =>
        {
            if (result.GetValue(offset) is not null && result.GetValue(view) is null or "traffic")
                result.AddError("--offset needs --view issues or --view packets.");
        });
        return command;
    }

    private static View Show(DnsTraffic answer)
    {
        Table domains = new(
            "Names asked most",
            [new Column("name", "domain"), new Column("queries", "count")],
            [.. answer.TopQueriedDomains.Select(row => (object?[])[row.Domain, row.Count])]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables =
            [
                Totals(answer),
                Counts("Types asked", "type", answer.QueryTypes),
                Counts("Response codes", "code", answer.ResponseCodes),
                domains,
                Incidents("Failed", answer.FailedQueries),
                Incidents("Slow", answer.SlowQueries),
                Incidents("Unanswered", answer.UnansweredQueries),
                Servers(answer.Servers),
            ],
            Rows = domains,
            Notes = CoverageNotes.Of(answer.Coverage),
        };
    }

    private static Table Totals(DnsTraffic answer) =>
        Table.OfPairs(
            "",
            [
                ("packets", answer.TotalDnsPackets),
                ("queries", answer.TotalQueries),
                ("responses", answer.TotalResponses),
                ("names asked", answer.UniqueDomains),
                ("failed", answer.FailedTotal),
                ("slow", answer.SlowTotal),
                ("unanswered", answer.UnansweredTotal),
                ("asked again", answer.RetransmittedQueries),
                ("answered again", answer.RepeatedResponses),
                ("responses without query", answer.MismatchedResponses),
                ("truncated", answer.TruncatedResponses),
            ]
        );

    private static Table Counts(string title, string head, IReadOnlyDictionary<string, long> counts) =>
        new(
            title,
            [new Column(head), new Column("count")],
            [
                .. counts
                    .OrderByDescending(count => count.Value)
                    .ThenBy(count => count.Key, StringComparer.Ordinal)
                    .Select(count => (object?[])[count.Key, count.Value]),
            ]
        );

    /// <summary>Queries that something is to be said of.</summary>
    internal static Table Incidents(string title, IReadOnlyList<DnsQueryRow> rows, bool withKind = false)
    {
        var table = new Table(
            title,
            [
                new Column("frame", IsId: true),
                new Column("name", "domain", Wraps: true),
                new Column("type", "query_type"),
                new Column("error"),
                new Column("ms", "response_time_ms"),
                new Column("waited ms", "waited_ms"),
                new Column("client", Rank: 1),
                new Column("server", Rank: 2),
                new Column("time", Rank: 3),
                new Column("query frame", "query_frame", Rank: 4, IsId: true),
                new Column("issue", "issue_type"),
            ],
            [
                .. rows.Select(row =>
                    (object?[])
                        [
                            row.Frame,
                            row.Domain,
                            row.QueryType,
                            row.Error,
                            row.ResponseTimeMs,
                            row.WaitedMs,
                            row.Client,
                            row.Server,
                            row.Time,
                            row.QueryFrame,
                            row.IssueType,
                        ]
                ),
            ]
        );
        return withKind ? table : table.WithoutLastColumn();
    }

    /// <summary>Servers with their response times.</summary>
    internal static Table Servers(IReadOnlyList<DnsServerRow> servers) =>
        new(
            "Servers",
            [
                new Column("server"),
                new Column("port", IsId: true),
                new Column("queries"),
                new Column("responses"),
                new Column("unanswered", Rank: 4),
                new Column("failures", Rank: 3),
                new Column("mean ms", "mean_ms", Rank: 5),
                new Column("median ms", "median_ms", Rank: 1),
                new Column("95 % ms", "p95_ms", Rank: 2),
                new Column("longest ms", "max_ms", Rank: 2),
            ],
            [
                .. servers.Select(row =>
                    (object?[])
                        [
                            row.Server,
                            row.Port,
                            row.Queries,
                            row.Responses,
                            row.Unanswered,
                            row.Failures,
                            row.MeanMs,
                            row.MedianMs,
                            row.P95Ms,
                            row.MaxMs,
                        ]
                ),
            ]
        );
}
