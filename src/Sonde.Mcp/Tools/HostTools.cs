using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that ask this machine about itself and send nothing.</summary>
internal static class HostTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<InterfacesArguments, InterfaceList>(
                "get_interfaces",
                "Interfaces of this machine",
                "The network interfaces of this machine: state, kind, addresses with prefixes and scopes, MTU, speed, counters of packets, errors "
                    + "and drops, and which one the default route leaves through. Use it first when the trouble may be local.",
                ToolHints.Reads,
                (_, arguments, _) => InterfacesQuestion.Ask(arguments)
            ),
            new Tool<HostPageArguments, InterfaceNames>(
                "list_network_interfaces",
                "Interfaces in short",
                "The network interfaces of this machine in short, with their addresses and whether they are up. Use it to choose one by name; "
                    + "get_interfaces has counters, prefixes and flags.",
                ToolHints.Reads,
                (engine, arguments, _) => ListInterfacesQuestion.Ask(engine, arguments)
            ),
            new Tool<RoutesArguments, RouteList>(
                "get_routes",
                "Routes of this machine",
                "The IPv4 and IPv6 routes of this machine with tables, types (also blackhole and unreachable), metrics and several next hops; with "
                    + "destination, which way its packets take and why. Sends nothing. Use it before blaming the network.",
                ToolHints.Reads,
                (_, arguments, _) => RoutesQuestion.Ask(arguments)
            ),
            new Tool<DnsConfigArguments, DnsConfig>(
                "get_dns_config",
                "Resolver settings",
                "Where this machine looks names up: name servers, also those behind systemd-resolved, search list, options, order of sources, and "
                    + "the hosts file. Asks no server. Use it when a name resolves differently here than elsewhere.",
                ToolHints.Reads,
                (_, arguments, _) => DnsConfigQuestion.Ask(arguments)
            ),
            new Tool<NeighboursArguments, NeighbourList>(
                "get_arp_table",
                "Neighbours (ARP, NDP)",
                "The hosts on the same links that this machine knows, by ARP for IPv4 and Neighbor Discovery for IPv6: link-layer address, "
                    + "interface, state, router or not. Use it when a host on the link does not answer.",
                ToolHints.Reads,
                (_, arguments, _) => NeighboursQuestion.Ask(arguments)
            ),
            new Tool<SocketsArguments, SocketList>(
                "get_connections",
                "Sockets of this machine",
                "TCP and UDP sockets of this machine with process, user and queues; for TCP connections round-trip time, retransmissions, windows, "
                    + "octets and what held sending up. Use it to see who listens, who talks, and which connection suffers.",
                ToolHints.Reads,
                (_, arguments, _) => SocketsQuestion.Ask(arguments)
            ),
        ];
}
