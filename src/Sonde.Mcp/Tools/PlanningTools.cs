using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that compute with addresses and read nothing.</summary>
internal static class PlanningTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<CidrArguments, CidrInfo>(
                "cidr_info",
                "Facts about a block",
                "What an IPv4 or IPv6 block holds: first and last address, mask, wildcard mask, number of addresses, which of them hosts may have. "
                    + "Use it to check a prefix, a mask or an address with a prefix.",
                ToolHints.Reads,
                (_, arguments, _) => CidrInfoQuestion.Ask(arguments)
            ),
            new Tool<IpInSubnetArguments, IpInSubnet>(
                "ip_in_subnet",
                "Address in block",
                "Whether an IPv4 or IPv6 address lies in a block, and whether a host may have it or it is the network or broadcast address. "
                    + "Use it to check one address against one prefix.",
                ToolHints.Reads,
                (_, arguments, _) => IpInSubnetQuestion.Ask(arguments)
            ),
            new Tool<SubnetSplitArguments, SubnetSplit>(
                "subnet_split",
                "Split a block",
                "Splits an IPv4 or IPv6 block into equal parts, by prefix length or by number; lists them in pages and gives their exact number. "
                    + "Use plan_subnets for parts of different sizes.",
                ToolHints.Reads,
                (_, arguments, _) => SubnetSplitQuestion.Ask(arguments)
            ),
            new Tool<CidrListArguments, CidrSummarized>(
                "cidr_summarize",
                "Summarize blocks",
                "The fewest blocks that hold exactly the same addresses as a list of IPv4 and IPv6 blocks: joins what is adjacent, drops what is "
                    + "contained. Use it to shorten routes, access lists and allow lists.",
                ToolHints.Reads,
                (_, arguments, _) => CidrSummarizeQuestion.Ask(arguments)
            ),
            new Tool<CidrListArguments, CidrOverlaps>(
                "check_overlaps",
                "Overlaps of blocks",
                "Which blocks of a list overlap, pair by pair: equal, one contains the other, and the addresses that they share; the true number of "
                    + "pairs with a page of them. Use it before merging networks or adding routes.",
                ToolHints.Reads,
                (_, arguments, _) => CheckOverlapsQuestion.Ask(arguments)
            ),
            new Tool<VlanMapArguments, VlanMapValidation>(
                "validate_vlan_map",
                "Check a VLAN map",
                "What is wrong with a map of VLANs to IPv4 and IPv6 blocks: ids out of range or repeated, entries that cannot be read, blocks that "
                    + "overlap with the VLANs they belong to. Use it before find_vlan_for_ip and ip_in_vlan.",
                ToolHints.Reads,
                (_, arguments, _) => ValidateVlanMapQuestion.Ask(arguments)
            ),
            new Tool<FindVlanForIpArguments, VlanForIp>(
                "find_vlan_for_ip",
                "VLAN of an address",
                "The VLANs of a map that an IPv4 or IPv6 address belongs to, and the one with the longest prefix. "
                    + "Use it when only the address is known.",
                ToolHints.Reads,
                (_, arguments, _) => FindVlanForIpQuestion.Ask(arguments)
            ),
            new Tool<IpInVlanArguments, IpInVlan>(
                "ip_in_vlan",
                "Address in VLAN",
                "Whether an address belongs to a VLAN of a map; if not, to which other it does and what to look at next: the switch port, the trunk, "
                    + "DHCP. Use it for a host that seems to be in the wrong VLAN.",
                ToolHints.Reads,
                (_, arguments, _) => IpInVlanQuestion.Ask(arguments)
            ),
            new Tool<PlanSubnetsArguments, SubnetPlan>(
                "plan_subnets",
                "Plan subnets",
                "Divides an IPv4 or IPv6 block into subnets for VLANs, by number of hosts or prefix length, keeping given blocks free: for each its "
                    + "block, usable range and use, and what is left. Use it to make an address plan.",
                ToolHints.Reads,
                (_, arguments, _) => PlanSubnetsQuestion.Ask(arguments)
            ),
        ];
}
