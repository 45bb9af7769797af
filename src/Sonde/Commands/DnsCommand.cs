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
        Option<int?> top = Numbers.Option("--limit", "Rows of each list at most; 10 if not given.", aliases: "--top");
        return question.Command(
            "dns",
            "What DNS did: names asked, failures, slow and missing answers, servers.",
            [protocol, top],
            (parsed, asked) =>
                asked.Answer(
                    () => new DnsTrafficArguments { Protocol = parsed.GetValue(protocol), TopN = parsed.GetValue(top) },
                    DnsTrafficQuestion.Ask,
                    Show
                )
        );
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
                Servers(answer),
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
    internal static Table Incidents(string title, IReadOnlyList<DnsQueryRow> rows) =>
        new(
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
                        ]
                ),
            ]
        );

    private static Table Servers(DnsTraffic answer) =>
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
                .. answer.Servers.Select(row =>
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
