using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde topology</c>: who talks to whom, and what is behind which router.</summary>
internal static class TopologyCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var mermaid = new Option<bool>("--mermaid")
        {
            Description = "Print the graph as Mermaid text, and nothing else.",
        };
        var command = question.Command(
            "topology",
            "Who talks to whom, who is on this link, and what is behind which router.",
            [.. page.All, mermaid],
            (parsed, asked) =>
                asked.Answer(
                    () => new PagedCaptureArguments { Limit = page.Limit(parsed), Offset = page.Offset(parsed) },
                    TopologyQuestion.Ask,
                    answer => parsed.GetValue(mermaid) ? Graph(answer) : Show(answer)
                )
        );
        return command;
    }

    private static View Graph(NetworkTopology answer)
    {
        string[] lines = answer.Mermaid.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new View
        {
            Headline = lines[0],
            Tables = [],
            Notes = lines[1..],
            Rows = Links(answer),
        };
    }

    private static View Show(NetworkTopology answer)
    {
        Table links = Links(answer);
        return new View
        {
            Headline = answer.Summary,
            Tables = [Subnets(answer), Gateways(answer), Hosts(answer), links],
            Rows = links,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    private static Table Subnets(NetworkTopology answer) =>
        new(
            "Subnets on this link",
            [new Column("subnet"), new Column("hosts"), new Column("such as", "examples", Wraps: true, Rank: 1)],
            [.. answer.Subnets.Select(row => (object?[])[row.Subnet, row.Hosts, string.Join(", ", row.Examples)])]
        );

    private static Table Gateways(NetworkTopology answer) =>
        new(
            "Gateways",
            [
                new Column("hardware address", "mac"),
                new Column("own addresses", "own_ips", Wraps: true),
                new Column("hosts behind", "hosts_behind"),
                new Column("such as", "examples", Wraps: true, Rank: 1),
            ],
            [
                .. answer.Gateways.Select(row =>
                    (object?[])
                        [
                            row.Mac,
                            row.OwnIps is null ? null : string.Join(", ", row.OwnIps),
                            row.HostsBehind,
                            string.Join(", ", row.Examples),
                        ]
                ),
            ]
        );

    private static Table Hosts(NetworkTopology answer) =>
        new(
            "Hosts",
            [
                new Column("address", "ip"),
                new Column("place"),
                new Column("hops"),
                new Column("hardware", "macs", Wraps: true, Rank: 1),
                new Column("vlans", Rank: 2),
                new Column("octets sent", "bytes_sent"),
                new Column("received", "bytes_received"),
                new Column("names", Wraps: true, Rank: 3),
            ],
            [
                .. answer.NetworkEndpoints.Select(row =>
                    (object?[])
                        [
                            row.Ip,
                            row.Place,
                            row.Hops,
                            row.Macs is null ? null : string.Join(", ", row.Macs),
                            row.Vlans is null ? null : string.Join(", ", row.Vlans),
                            row.BytesSent,
                            row.BytesReceived,
                            EndpointTable.Names(row.Names),
                        ]
                ),
            ]
        );

    private static Table Links(NetworkTopology answer) =>
        new(
            "Links",
            [
                new Column("between", "a_ip"),
                new Column("and", "b_ip"),
                new Column("packets"),
                new Column("octets", "bytes"),
                new Column("forth", "bytes_a_to_b", Rank: 1),
                new Column("back", "bytes_b_to_a", Rank: 1),
            ],
            [
                .. answer.Links.Select(row =>
                    (object?[])[row.AIp, row.BIp, row.Packets, row.Bytes, row.BytesAToB, row.BytesBToA]
                ),
            ]
        );
}
