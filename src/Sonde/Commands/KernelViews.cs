using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How people see what the kernel saw.</summary>
internal static class KernelViews
{
    // of packets that are dropped; the table above has all of them, --json those of --limit
    private const int MostPackets = 10;

    public static View Show(NetworkMonitor answer)
    {
        Table rows = Rows(answer);
        List<Table> tables = [rows.WithoutEmptyColumns()];
        if (answer.Kinds is { } kinds)
            tables.Insert(0, Kinds(kinds));
        if (answer.Histogram is { Count: > 0 } histogram)
            tables.Add(Histogram(histogram));
        if (answer.Operation == "drops" && answer.Events is { Count: > 0 } events)
            tables.Add(
                Events(answer.Operation, [.. events.Take(MostPackets)]).WithoutEmptyColumns() with
                {
                    Title = "the first packets",
                }
            );
        if (answer.KernelCounters is { } counters)
            tables.Add(Table.OfPairs("kernel counters", counters.Select(one => (one.Key, (object?)one.Value))));
        return new View
        {
            Headline = answer.Summary,
            Tables = [.. tables.Where(table => table.Rows.Count > 0)],
            Rows = rows,
            Notes = Notes(answer),
        };
    }

    private static Table Rows(NetworkMonitor answer) =>
        answer.Operation switch
        {
            "incoming" => Series(answer.Series ?? []),
            "rtt" => RoundTrips(answer.Connections ?? []),
            "bandwidth" => Traffic(answer.Processes ?? []),
            "drops" => Drops(answer.Drops ?? []),
            _ => Events(answer.Operation, answer.Events ?? []),
        };

    private static Table Events(string operation, IReadOnlyList<MonitorEvent> events) =>
        new(
            "",
            [
                new Column("time", "timestamp", Rank: operation == "outgoing" ? 2 : 1),
                new Column("event", Rank: 3),
                new Column("pid", IsId: true),
                new Column("process", "comm"),
                new Column("user", Rank: 4),
                new Column("container", Rank: 5),
                new Column("from", "src_ip"),
                new Column("port", "src_port", IsId: true),
                new Column("to", "dst_ip"),
                new Column("port", "dst_port", IsId: true),
                new Column("protocol", Rank: 6),
                new Column("direction", Rank: 7),
                new Column("state", Rank: operation is "retransmits" or "resets" ? 0 : 8),
                new Column("result"),
                new Column("error", Rank: 9),
                new Column("ms", "duration_ms", Rank: 2),
                new Column("sent", "bytes_sent"),
                new Column("received", "bytes_received"),
                new Column("again", "retransmissions", Rank: 10),
                new Column("rtt ms", "rtt_ms", Rank: 11),
                new Column("octets", "length", Rank: 12),
                new Column("reason"),
                new Column("place", Rank: 13),
                new Column("interface", Rank: 14),
                new Column("namespace", Rank: 15, IsId: true),
            ],
            [
                .. events.Select(one =>
                    (object?[])
                        [
                            one.Timestamp,
                            one.Event,
                            one.Pid,
                            one.Comm,
                            one.User,
                            one.Container,
                            one.SrcIp,
                            one.SrcPort,
                            one.DstIp,
                            one.DstPort,
                            one.Protocol,
                            one.Direction,
                            one.State,
                            one.Result,
                            one.Error,
                            one.DurationMs,
                            one.BytesSent,
                            one.BytesReceived,
                            one.Retransmissions,
                            one.RttMs,
                            one.Length,
                            one.Reason,
                            one.Place,
                            one.Interface,
                            one.Namespace,
                        ]
                ),
            ]
        );

    private static Table Series(IReadOnlyList<MonitorStep> steps) =>
        new(
            "",
            [
                new Column("until", "timestamp", Rank: 1),
                new Column("seconds", Rank: 2),
                new Column("packets"),
                new Column("octets", "bytes"),
                new Column("packets/s", "packets_per_second"),
                new Column("bit/s", "bits_per_second"),
            ],
            [
                .. steps.Select(one =>
                    (object?[])
                        [one.Timestamp, one.Seconds, one.Packets, one.Bytes, one.PacketsPerSecond, one.BitsPerSecond]
                ),
            ]
        );

    private static Table Kinds(IReadOnlyList<MonitorKind> kinds) =>
        new(
            "",
            [
                new Column("kind"),
                new Column("packets"),
                new Column("octets", "bytes"),
                new Column("packets/s", "packets_per_second"),
                new Column("bit/s", "bits_per_second"),
            ],
            [
                .. kinds.Select(one =>
                    (object?[])[one.Kind, one.Packets, one.Bytes, one.PacketsPerSecond, one.BitsPerSecond]
                ),
            ]
        );

    private static Table RoundTrips(IReadOnlyList<MonitorRoundTrips> connections) =>
        new(
            "",
            [
                new Column("pid", IsId: true),
                new Column("process", "comm"),
                new Column("container", Rank: 5),
                new Column("from", "src_ip", Rank: 2),
                new Column("port", "src_port", IsId: true, Rank: 2),
                new Column("to", "dst_ip"),
                new Column("port", "dst_port", IsId: true),
                new Column("samples", Rank: 1),
                new Column("min ms", "min_ms"),
                new Column("avg ms", "avg_ms"),
                new Column("max ms", "max_ms"),
                new Column("smoothed", "smoothed_ms", Rank: 3),
                new Column("variation", "variation_ms", Rank: 4),
                new Column("again", "retransmissions", Rank: 6),
            ],
            [
                .. connections.Select(one =>
                    (object?[])
                        [
                            one.Pid,
                            one.Comm,
                            one.Container,
                            one.SrcIp,
                            one.SrcPort,
                            one.DstIp,
                            one.DstPort,
                            one.Samples,
                            one.MinMs,
                            one.AvgMs,
                            one.MaxMs,
                            one.SmoothedMs,
                            one.VariationMs,
                            one.Retransmissions,
                        ]
                ),
            ]
        );

    private static Table Traffic(IReadOnlyList<MonitorTraffic> processes) =>
        new(
            "",
            [
                new Column("pid", IsId: true),
                new Column("process", "comm"),
                new Column("user", Rank: 1),
                new Column("container", Rank: 3),
                new Column("protocol"),
                new Column("family", Rank: 2),
                new Column("sent", "bytes_sent"),
                new Column("received", "bytes_received"),
                new Column("sent bit/s", "sent_bits_per_second"),
                new Column("received bit/s", "received_bits_per_second"),
                new Column("program", "executable", Rank: 4),
            ],
            [
                .. processes.Select(one =>
                    (object?[])
                        [
                            one.Pid,
                            one.Comm,
                            one.User,
                            one.Container,
                            one.Protocol,
                            one.Family,
                            one.BytesSent,
                            one.BytesReceived,
                            one.SentBitsPerSecond,
                            one.ReceivedBitsPerSecond,
                            one.Executable,
                        ]
                ),
            ]
        );

    private static Table Drops(IReadOnlyList<MonitorDrops> drops) =>
        new(
            "",
            [
                new Column("reason"),
                new Column("place"),
                new Column("protocol"),
                new Column("packets"),
                new Column("octets", "bytes"),
            ],
            [.. drops.Select(one => (object?[])[one.Reason, one.Place, one.Protocol, one.Packets, one.Bytes])]
        );

    private static Table Histogram(IReadOnlyList<MonitorBucket> buckets) =>
        new(
            "round trips",
            [new Column("from µs", "from_us"), new Column("to µs", "to_us"), new Column("samples")],
            [.. buckets.Select(one => (object?[])[one.FromUs, one.ToUs, one.Samples])]
        );

    private static List<string> Notes(NetworkMonitor answer)
    {
        // the first of what is missing stands in the sentence already
        List<string> notes = [.. (answer.Coverage.NotAvailable ?? []).Skip(1)];
        notes.AddRange(
            (answer.Coverage.Limits ?? []).Select(limit =>
                string.Create(CultureInfo.InvariantCulture, $"Limit reached: {limit.Name} = {limit.Value}.")
            )
        );
        return notes;
    }
}
