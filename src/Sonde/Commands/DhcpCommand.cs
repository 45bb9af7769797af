using System.CommandLine;
using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde dhcp</c>: who asked for an address, who gave which.</summary>
internal static class DhcpCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        return question.Command(
            "dhcp",
            "What DHCP and DHCPv6 did: who asked for an address, who gave which.",
            page.All,
            parsed => new PagedCaptureArguments { Limit = page.Limit(parsed), Offset = page.Offset(parsed) },
            DhcpQuestion.Ask,
            Show
        );
    }

    private static View Show(DhcpAnalysis answer)
    {
        Table packets = Packets(answer);
        return new View
        {
            Headline = answer.Summary,
            Tables = [Types(answer), Handshakes(answer), Leases(answer), packets],
            Rows = packets,
            Notes = CoverageNotes.Of(answer.Coverage, answer.Returned, answer.Total, (int?)answer.NextOffset),
        };
    }

    private static Table Types(DhcpAnalysis answer) =>
        new(
            "Messages",
            [new Column("type"), new Column("count")],
            [.. answer.Statistics.MessageTypeCounts.Select(count => (object?[])[count.Key, count.Value])]
        );

    private static Table Handshakes(DhcpAnalysis answer) =>
        new(
            "Transactions",
            [
                new Column("transaction", "transaction_id"),
                new Column("client"),
                new Column("messages"),
                new Column("how it went", "outcome"),
                new Column("offers from", "offering_servers", Wraps: true, Rank: 1),
                new Column("ms", "response_times_ms", Wraps: true, Rank: 2),
            ],
            [
                .. answer.Handshakes.Select(row =>
                    (object?[])
                        [
                            row.TransactionId,
                            row.Client,
                            row.Messages,
                            row.Unanswered ? "unanswered"
                            : row.Complete ? "complete"
                            : row.BeganWithDiscover ? "not completed"
                            : "without DISCOVER",
                            string.Join(", ", row.OfferingServers),
                            string.Join(
                                ", ",
                                row.ResponseTimesMs.Select(time => time.ToString("0.###", CultureInfo.InvariantCulture))
                            ),
                        ]
                ),
            ]
        );

    private static Table Leases(DhcpAnalysis answer) =>
        new(
            "Leases",
            [
                new Column("address"),
                new Column("client"),
                new Column("server", Rank: 1),
                new Column("seconds"),
                new Column("grants", Rank: 2),
                new Column("granted", "granted_iso", Rank: 3),
                new Column("ends", "expires_iso", Rank: 4),
                new Column("released in frame", "released_frame", Rank: 2, IsId: true),
            ],
            [
                .. answer.Leases.Select(row =>
                    (object?[])
                        [
                            row.Address,
                            row.Client,
                            row.Server,
                            row.Seconds,
                            row.Grants,
                            row.GrantedIso,
                            row.ExpiresIso,
                            row.ReleasedFrame,
                        ]
                ),
            ]
        );

    private static Table Packets(DhcpAnalysis answer) =>
        new(
            "Packets",
            [
                new Column("frame", "packet_number", IsId: true),
                new Column("time", "timestamp_iso", Rank: 3),
                new Column("from", "src_ip"),
                new Column("to", "dst_ip"),
                new Column("message", "message_type"),
                new Column("transaction", "transaction_id", Rank: 1),
                new Column("client", "client_mac", Rank: 1),
                new Column("address", "your_ip"),
                new Column("host name", "hostname", Wraps: true, Rank: 2),
                new Column("ms", "response_time_ms", Rank: 2),
            ],
            [
                .. answer.Packets.Select(row =>
                    (object?[])
                        [
                            row.PacketNumber,
                            row.TimestampIso,
                            row.SrcIp,
                            row.DstIp,
                            row.MessageType,
                            row.TransactionId,
                            row.ClientMac,
                            row.YourIp,
                            row.Hostname,
                            row.ResponseTimeMs,
                        ]
                ),
            ]
        );
}
