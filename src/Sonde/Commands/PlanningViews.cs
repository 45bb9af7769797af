using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>How people see the answers about blocks of addresses and VLANs.</summary>
internal static class PlanningViews
{
    public static View Show(CidrInfo answer)
    {
        (string, object?)[] facts =
        [
            ("block", answer.CidrNormalized),
            ("netmask", answer.Netmask),
            ("wildcard mask", answer.WildcardMask),
            ("network", answer.NetworkAddress),
            ("broadcast", answer.BroadcastAddress),
            ("first usable", answer.FirstUsable),
            ("last usable", answer.LastUsable),
            ("addresses", answer.TotalAddressesString),
            ("for hosts", answer.UsableHostAddressesString),
        ];
        return new View
        {
            Headline = answer.Summary,
            Tables = [Table.OfPairs("", facts)],
            Rows = Table.OfOneRow(facts),
            Notes = answer.Success ? answer.Notes : [],
        };
    }

    public static View Show(IpInSubnet answer)
    {
        (string, object?)[] facts =
        [
            ("ip", answer.IpNormalized),
            ("cidr", answer.CidrNormalized),
            ("in_subnet", answer.InSubnet),
            ("is_usable_host", answer.IsUsableHost),
            ("reason_code", answer.ReasonCode),
        ];
        return new View
        {
            Headline = answer.Summary,
            Rows = Table.OfOneRow(facts),
            Notes = answer.Notes,
        };
    }

    public static View Show(SubnetSplit answer)
    {
        Table subnets = Blocks("", "subnet", answer.Subnets);
        return new View
        {
            Headline = answer.Summary,
            Tables = [subnets],
            Rows = subnets,
            Notes = answer.NextOffset is { } next ? [$"The next page: --offset {next}."] : [],
        };
    }

    public static View Show(CidrSummarized answer)
    {
        Table blocks = Blocks("", "block", [.. answer.Ipv4.Summarized, .. answer.Ipv6.Summarized]);
        return new View
        {
            Headline = answer.Summary,
            Tables = [blocks, Blocks("No blocks", "entry", answer.InvalidCidrs)],
            Rows = blocks,
            Notes = [.. answer.Notes, .. NextPage(answer.Returned, answer.Total, answer.NextOffset)],
        };
    }

    public static View Show(CidrOverlaps answer)
    {
        Table pairs = Pairs(answer.Overlaps);
        return new View
        {
            Headline = answer.Summary,
            Tables = [pairs, Blocks("No blocks", "entry", answer.InvalidCidrs)],
            Rows = pairs,
            Notes = [.. answer.Notes, .. NextPage(answer.Returned, answer.Total, answer.NextOffset)],
        };
    }

    public static View Show(VlanMapValidation answer)
    {
        Table pairs = Pairs(answer.Overlaps);
        return new View
        {
            Headline = answer.Summary,
            Tables = [Blocks("Errors", "error", answer.Errors), pairs],
            Rows = pairs,
            Notes = [.. answer.Warnings, .. NextPage(answer.Returned, answer.Total, answer.NextOffset)],
        };
    }

    public static View Show(VlanForIp answer)
    {
        var vlans = new Table(
            "",
            [new Column("vlan", "vlan_id"), new Column("block", "cidr"), new Column("name", Wraps: true)],
            [.. answer.Matches.Select(row => (object?[])[row.VlanId, row.Cidr, row.Name])]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [vlans, Blocks("Errors", "error", answer.Errors)],
            Rows = vlans,
            Notes = [.. NextPage(answer.Returned, answer.Total, answer.NextOffset)],
        };
    }

    public static View Show(IpInVlan answer)
    {
        (string, object?)[] facts =
        [
            ("ip", answer.IpNormalized),
            ("vlan_id", answer.VlanId),
            ("vlan_cidr", answer.VlanCidr),
            ("in_vlan", answer.InVlan),
            ("is_usable_host", answer.IsUsableHost),
            ("reason_code", answer.ReasonCode),
            ("best_guess_vlan", answer.BestGuessVlan?.VlanId),
        ];
        return new View
        {
            Headline = answer.Summary,
            Tables = [Blocks("Errors", "error", answer.Errors)],
            Rows = Table.OfOneRow(facts),
            Notes = answer.NextChecks,
        };
    }

    public static View Show(SubnetPlan answer)
    {
        var allocations = new Table(
            "",
            [
                new Column("vlan", "vlan_id"),
                new Column("name", Wraps: true),
                new Column("hosts", "requested_hosts"),
                new Column("prefix", "requested_prefix", Rank: 1, IsId: true),
                new Column("block", "allocated_cidr"),
                new Column("first usable", "first_usable", Rank: 2),
                new Column("last usable", "last_usable", Rank: 2),
                new Column("gateway", Rank: 1),
                new Column("% used", "utilization_percent"),
                new Column("notes", Wraps: true, Rank: 3),
            ],
            [
                .. answer.Allocations.Select(row =>
                    (object?[])
                        [
                            row.VlanId,
                            row.Name,
                            row.RequestedHosts,
                            row.RequestedPrefix,
                            row.AllocatedCidr ?? "none",
                            row.FirstUsable,
                            row.LastUsable,
                            row.Gateway,
                            row.UtilizationPercent,
                            string.Join(' ', row.Notes),
                        ]
                ),
            ]
        );
        return new View
        {
            Headline = answer.Summary,
            Tables = [allocations, Blocks("Free", "block", answer.Remaining.FreeCidrs)],
            Rows = allocations,
            Notes =
            [
                .. answer.Warnings,
                .. NextPage(answer.Returned, answer.Total, answer.NextOffset),
                .. answer.Remaining.NextOffset is { } next
                    ? [$"More free blocks: --free-offset {next}."]
                    : (string[])[],
            ],
        };
    }

    private static Table Pairs(IReadOnlyList<OverlapConflict> overlaps) =>
        new(
            "",
            [
                new Column("vlan", "vlan_a"),
                new Column("block", "a"),
                new Column("relation", "relationship"),
                new Column("vlan", "vlan_b"),
                new Column("block", "b"),
                new Column("shared", "overlap_cidr", Rank: 1),
            ],
            [
                .. overlaps.Select(row =>
                    (object?[])[row.VlanA, row.A, row.Relationship.Replace('_', ' '), row.VlanB, row.B, row.OverlapCidr]
                ),
            ]
        );

    private static Table Blocks(string title, string head, IReadOnlyList<string> texts) =>
        new(title, [new Column(head, Wraps: true)], [.. texts.Select(text => (object?[])[text])]);

    private static IEnumerable<string> NextPage(int returned, long total, long? next)
    {
        if (next is not null)
            yield return $"{returned} of {total} shown; the next page: --offset {next}.";
    }
}
