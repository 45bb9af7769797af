using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How people see the answers about hosts and paths.</summary>
internal static class PathViews
{
    public static View Show(PingAnswer answer)
    {
        Table probes = new(
            "",
            [
                new Column("seq"),
                new Column("status"),
                new Column("ms"),
                new Column("ttl"),
                new Column("from"),
                new Column("detail", Wraps: true),
            ],
            [
                .. answer.Probes.Select(one =>
                    (object?[])[one.Seq, one.Status, one.LatencyMs, one.Ttl, one.From, one.Detail]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [probes.WithoutEmptyColumns(), Times(answer)],
            Rows = probes,
            Notes = Notes(answer.Coverage),
        };
    }

    public static View Show(BatchPingAnswer answer)
    {
        Table hosts = new(
            "",
            [
                new Column("target"),
                new Column("address"),
                new Column("alive"),
                new Column("sent"),
                new Column("received"),
                new Column("loss %"),
                new Column("avg ms"),
                new Column("error", Wraps: true),
            ],
            [
                .. answer.Results.Select(one =>
                    (object?[])
                        [
                            one.Target,
                            one.ResolvedIp,
                            one.Success,
                            one.PacketsSent,
                            one.PacketsReceived,
                            one.PacketLossPercent,
                            one.AvgLatencyMs,
                            one.Error,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [hosts.WithoutEmptyColumns()],
            Rows = hosts,
            Notes = Notes(answer.Coverage),
        };
    }

    public static View Show(TracerouteAnswer answer)
    {
        Table hops = new(
            "",
            [
                new Column("hop"),
                new Column("address"),
                new Column("name", Wraps: true),
                new Column("AS", "asn", Wraps: true),
                new Column("ms", Wraps: true),
                new Column("delta ms"),
                new Column("notes", Wraps: true),
            ],
            [
                .. answer.Hops.Select(one =>
                    (object?[])
                        [
                            one.HopNumber,
                            one.IpAddress ?? "*",
                            one.Hostname,
                            System(one),
                            Join(one.LatencyMs),
                            one.DeltaMs,
                            Remarks(one),
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [hops.WithoutEmptyColumns()],
            Rows = hops,
            Notes =
            [
                .. answer.Notes,
                .. answer.Pmtu is { } mtu ? [Largest(mtu)] : Array.Empty<string>(),
                .. Notes(answer.Coverage),
            ],
        };
    }

    public static View Show(MtrAnswer answer)
    {
        Table hops = new(
            "",
            [
                new Column("hop"),
                new Column("address"),
                new Column("name", Wraps: true),
                new Column("AS", "asn", Wraps: true),
                new Column("loss %"),
                new Column("meaning"),
                new Column("sent"),
                new Column("received"),
                new Column("best"),
                new Column("avg"),
                new Column("worst"),
                new Column("stddev"),
                new Column("notes", Wraps: true),
            ],
            [
                .. answer.Hops.Select(one =>
                    (object?[])
                        [
                            one.HopNumber,
                            one.IpAddress ?? "*",
                            one.Hostname,
                            System(one),
                            one.LossPercent,
                            one.LossKind == "none" ? null : one.LossKind.Replace('_', ' '),
                            one.Sent,
                            one.Received,
                            one.BestMs,
                            one.AvgMs,
                            one.WorstMs,
                            one.StddevMs,
                            Remarks(one),
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [hops.WithoutEmptyColumns()],
            Rows = hops,
            Notes = [.. answer.Notes, .. Notes(answer.Coverage)],
        };
    }

    private static Table Times(PingAnswer answer) =>
        Table.OfPairs(
            "",
            [
                ("least ms", answer.MinLatencyMs),
                ("mean ms", answer.AvgLatencyMs),
                ("most ms", answer.MaxLatencyMs),
                ("standard deviation", answer.StddevLatencyMs),
                ("jitter", answer.JitterMs),
                ("50 / 90 / 95 / 99 %", Percentiles(answer)),
            ]
        );

    private static string? Percentiles(PingAnswer answer) =>
        answer.P50LatencyMs is null
            ? null
            : Join(
                [
                    answer.P50LatencyMs.Value,
                    answer.P90LatencyMs!.Value,
                    answer.P95LatencyMs!.Value,
                    answer.P99LatencyMs!.Value,
                ],
                " / "
            );

    private static string? System(HopRow hop) => hop.Asn is { } asn ? $"{asn} {hop.AsName}".TrimEnd() : null;

    private static string Remarks(HopRow hop) =>
        string.Join(
            ' ',
            [
                .. hop.Annotations ?? [],
                .. (hop.Mpls ?? []).Select(one => $"[MPLS {one.Label} ttl {one.Ttl}]"),
                .. (hop.Responders ?? [])
                    .Select(one => one.IpAddress)
                    .Where(address => address != hop.IpAddress)
                    .Select(address => "also " + address),
            ]
        );

    private static string Largest(PathMtuFacts mtu) =>
        mtu.Mtu is { } octets
            ? $"Path MTU: {octets} octets"
                + (mtu.LimitedBy is { } router ? $", limited by {router}." : ".")
                + (mtu.BlackHole ? " Larger packets vanish without a word." : "")
            : $"Path MTU: not known, {mtu.Error}.";

    private static IReadOnlyList<string> Notes(ProbeCoverage coverage) =>
        [
            .. coverage.Means is { Length: > 0 } means ? [$"Sent by {means}."] : Array.Empty<string>(),
            .. ProbeNotes.Of(coverage with { Means = null }),
        ];

    private static string Join(IEnumerable<double> numbers, string between = " ") =>
        string.Join(between, numbers.Select(one => one.ToString("0.###", CultureInfo.InvariantCulture)));
}
