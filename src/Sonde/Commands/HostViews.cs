using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How people see what this machine says of itself.</summary>
internal static class HostViews
{
    public static View Show(InterfaceList answer)
    {
        var table = new Table(
            "",
            [
                new Column("name"),
                new Column("status"),
                new Column("type", Rank: 1),
                new Column("addresses", "address_details", Wraps: true),
                new Column("MAC", "mac_address", Rank: 3),
                new Column("MTU", "mtu", Rank: 4, IsId: true),
                new Column("Mbit/s", "speed_mbps", Rank: 7),
                new Column("belongs to", "master", Rank: 5),
                new Column("over", "link", Rank: 6),
                new Column("rx packets", "rx_packets", Rank: 8),
                new Column("tx packets", "tx_packets", Rank: 9),
                new Column("rx octets", "rx_octets", Rank: 12),
                new Column("tx octets", "tx_octets", Rank: 13),
                new Column("errors", "errors", Rank: 10),
                new Column("drops", "drops", Rank: 11),
            ],
            [
                .. answer.Interfaces.Select(one =>
                    (object?[])
                        [
                            one.Name,
                            one.Status,
                            one.Type,
                            string.Join(" ", one.AddressDetails.Select(each => $"{each.Address}/{each.PrefixLength}")),
                            one.MacAddress,
                            one.Mtu,
                            one.SpeedMbps,
                            one.Master,
                            one.Link,
                            one.Counters?.RxPackets,
                            one.Counters?.TxPackets,
                            one.Counters?.RxOctets,
                            one.Counters?.TxOctets,
                            one.Counters?.RxErrors + one.Counters?.TxErrors,
                            one.Counters?.RxDropped + one.Counters?.TxDropped,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes = Notes(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    public static View Show(RouteList answer)
    {
        var table = new Table(
            "",
            [
                new Column("destination"),
                new Column("gateway"),
                new Column("interface"),
                new Column("metric", Rank: 3, IsId: true),
                new Column("type", Rank: 2),
                new Column("table", Rank: 4),
                new Column("protocol", Rank: 5),
                new Column("source", Rank: 6),
                new Column("flags", Rank: 8),
                new Column("MTU", "mtu", Rank: 9, IsId: true),
                new Column("ways", "next_hops", Wraps: true, Rank: 7),
            ],
            [
                .. answer.Routes.Select(route =>
                    (object?[])
                        [
                            route.Destination,
                            route.Gateway,
                            route.Interface,
                            route.Metric,
                            route.Type,
                            route.Table,
                            route.Protocol,
                            route.Source,
                            route.Flags,
                            route.Mtu,
                            route.NextHops is null
                                ? null
                                : string.Join(
                                    "; ",
                                    route.NextHops.Select(hop => $"{hop.Gateway} {hop.Interface} weight {hop.Weight}")
                                ),
                        ]
                ),
            ]
        );
        Table rules = new(
            "Rules",
            [new Column("IP", IsId: true), new Column("rule", Wraps: true)],
            [.. (answer.Rules ?? []).Select(rule => (object?[])[rule.IpVersion, rule.ToString()])]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = HasOwnRules(answer) ? [table, rules] : [table],
            Rows = table,
            Notes = Notes(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    // The rules that every machine has say nothing to a person.
    private static bool HasOwnRules(RouteList answer) =>
        (answer.Rules ?? []).Any(rule =>
            (rule.Priority, rule.Table) is not ((0, "local") or (32_766, "main") or (32_767, "default"))
        );

    public static View Show(DnsConfig answer)
    {
        Table facts = Table.OfPairs(
            "",
            [
                ("name servers", string.Join(", ", answer.Nameservers)),
                ("configured", string.Join(", ", answer.ConfiguredNameservers)),
                ("search list", string.Join(" ", answer.SearchDomains)),
                ("options", string.Join(" ", answer.Options)),
                ("order", string.Join(" ", answer.LookupOrder)),
                ("hosts file", answer.HostsFile),
            ]
        );
        var upstreams = new Table(
            "Servers by interface",
            [new Column("server"), new Column("interface"), new Column("domains", Wraps: true)],
            [
                .. (answer.Upstreams ?? []).Select(server =>
                    (object?[])[server.Server, server.Interface, string.Join(" ", server.Domains ?? [])]
                ),
            ]
        );
        var hosts = new Table(
            "Hosts file",
            [new Column("address"), new Column("names", Wraps: true)],
            [.. answer.HostsEntries.Select(entry => (object?[])[entry.Address, string.Join(" ", entry.Names)])]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [facts, upstreams, hosts],
            Rows = facts,
            Notes = Notes(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    public static View Show(NeighbourList answer)
    {
        var table = new Table(
            "",
            [
                new Column("address", "ip_address"),
                new Column("MAC", "mac_address"),
                new Column("interface"),
                new Column("state"),
                new Column("router", Rank: 1),
                new Column("proxy", Rank: 2),
            ],
            [
                .. answer.Entries.Select(one =>
                    (object?[])[one.IpAddress, one.MacAddress, one.Interface, one.State, one.Router, one.Proxy]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes = Notes(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    public static View Show(SocketList answer)
    {
        var table = new Table(
            "",
            [
                new Column("proto", "protocol"),
                new Column("local", "local_address"),
                new Column("remote", "remote_address"),
                new Column("state"),
                new Column("process", "process_name"),
                new Column("pid", Rank: 3, IsId: true),
                new Column("user", Rank: 4),
                new Column("rx queue", "receive_queue", Rank: 5),
                new Column("tx queue", "send_queue", Rank: 6),
                new Column("RTT ms", "rtt_ms", Rank: 1),
                new Column("resent", "retransmissions", Rank: 2),
                new Column("cwnd", "congestion_window", Rank: 7),
                new Column("octets sent", "octets_sent", Rank: 8),
                new Column("octets received", "octets_received", Rank: 9),
            ],
            [
                .. answer.Connections.Select(one =>
                    (object?[])
                        [
                            one.Protocol,
                            End(one.LocalAddress, one.LocalPort, one.Interface),
                            one.RemoteAddress is null ? null : End(one.RemoteAddress, one.RemotePort, null),
                            one.State,
                            one.ProcessName,
                            one.Pid,
                            one.User ?? one.Uid?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                            one.ReceiveQueue,
                            one.SendQueue,
                            one.Tcp?.RttMs,
                            one.Tcp?.Retransmissions,
                            one.Tcp?.CongestionWindow,
                            one.Tcp?.OctetsSent,
                            one.Tcp?.OctetsReceived,
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [table],
            Rows = table,
            Notes = Notes(answer.Coverage, answer.Returned, answer.Total, answer.NextOffset),
        };
    }

    private static string End(string address, int? port, string? link)
    {
        string scoped = link is null ? address : $"{address}%{link}";
        return scoped.Contains(':', StringComparison.Ordinal) ? $"[{scoped}]:{port}" : $"{scoped}:{port}";
    }

    private static List<string> Notes(HostCoverage coverage, int returned, long total, int? next)
    {
        List<string> notes = [];
        if (next is { } offset)
            notes.Add($"{returned} of {total} shown; the next page: --offset {offset}.");
        foreach (LimitReached limit in coverage.Limits ?? [])
            notes.Add($"Limit reached: {limit.Name} = {limit.Value}.");
        notes.AddRange(coverage.NotAvailable ?? []);
        return notes;
    }
}
