using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde interfaces</c>, <c>routes</c>, <c>resolver</c>, <c>neighbours</c>, <c>sockets</c>: what this machine says of itself.</summary>
internal static class HostCommands
{
    public static Command Interfaces()
    {
        Argument<string?> name = Optional("NAME", "Only this interface.");
        Option<string?> status = Text("--status", "STATE", "Only those in this state: up or down.");
        var page = new PageOptions(100);
        return Calculation.Command(
            "interfaces",
            "Network interfaces of this machine: addresses, state, speed, counters.",
            [name, status, .. page.All],
            parsed =>
                InterfacesQuestion.Ask(
                    new InterfacesArguments
                    {
                        Interface = parsed.GetValue(name),
                        Status = parsed.GetValue(status),
                        Limit = page.Limit(parsed),
                        Offset = page.Offset(parsed),
                    }
                ),
            HostViews.Show
        );
    }

    public static Command Routes()
    {
        Argument<string?> destination = Optional("ADDRESS", "Which way packets to this address take.");
        Option<string?> table = Text(
            "--table",
            "TABLE",
            "Table by name or number, or all; all but local if not given."
        );
        Option<int?> version = Version();
        var page = new PageOptions(100);
        return Calculation.Command(
            "routes",
            "Routes of this machine, both families; with an address, the way to it.",
            [destination, table, version, .. page.All],
            parsed =>
                RoutesQuestion.Ask(
                    new RoutesArguments
                    {
                        Destination = parsed.GetValue(destination),
                        Table = parsed.GetValue(table),
                        IpVersion = parsed.GetValue(version),
                        Limit = page.Limit(parsed),
                        Offset = page.Offset(parsed),
                    }
                ),
            HostViews.Show
        );
    }

    public static Command Resolver()
    {
        Argument<string?> name = Optional("NAME", "Only entries of the hosts file with this name or address.");
        var page = new PageOptions(100);
        return Calculation.Command(
            "resolver",
            "Where this machine looks names up: servers, search list, hosts file. Asks none of them.",
            [name, .. page.All],
            parsed =>
                DnsConfigQuestion.Ask(
                    new DnsConfigArguments
                    {
                        Name = parsed.GetValue(name),
                        Limit = page.Limit(parsed),
                        Offset = page.Offset(parsed),
                    }
                ),
            HostViews.Show
        );
    }

    public static Command Neighbours()
    {
        Argument<string?> address = Optional("ADDRESS", "Only the neighbour with this IP or link-layer address.");
        Option<string?> link = Text("--interface", "NAME", "Only neighbours on this interface.", "-i");
        Option<string?> state = Text("--state", "STATE", "Only entries in this state: REACHABLE, STALE, FAILED …");
        Option<int?> version = Version();
        var page = new PageOptions(100);
        return Calculation.Command(
            "neighbours",
            "Hosts on the same links: ARP and Neighbor Discovery.",
            [address, link, state, version, .. page.All],
            parsed =>
                NeighboursQuestion.Ask(
                    new NeighboursArguments
                    {
                        Address = parsed.GetValue(address),
                        Interface = parsed.GetValue(link),
                        State = parsed.GetValue(state),
                        IpVersion = parsed.GetValue(version),
                        Limit = page.Limit(parsed),
                        Offset = page.Offset(parsed),
                    }
                ),
            HostViews.Show
        );
    }

    public static Command Sockets()
    {
        Option<string?> protocol = Text("--protocol", "NAME", "tcp or udp.");
        Option<string?> state = Text("--state", "STATE", "TCP state in any spelling: ESTABLISHED, listen, TIME_WAIT …");
        Option<string?> address = Text("--address", "ADDRESS", "Only this local or remote address.");
        Option<int?> port = Numbers.Option("--port", "Only this local or remote port.", 0, 65_535);
        Option<string?> process = Text(
            "--process",
            "PROCESS",
            "Only processes of this number, or with this in their name."
        );
        Option<int?> version = Version();
        var page = new PageOptions(50);
        return Calculation.Command(
            "sockets",
            "TCP and UDP sockets of this machine: process, user, round-trip time, retransmissions.",
            [protocol, state, address, port, process, version, .. page.All],
            parsed =>
                SocketsQuestion.Ask(
                    new SocketsArguments
                    {
                        Protocol = parsed.GetValue(protocol),
                        State = parsed.GetValue(state),
                        Address = parsed.GetValue(address),
                        Port = parsed.GetValue(port),
                        Process = parsed.GetValue(process),
                        IpVersion = parsed.GetValue(version),
                        Limit = page.Limit(parsed),
                        Offset = page.Offset(parsed),
                    }
                ),
            HostViews.Show
        );
    }

    private static Argument<string?> Optional(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    private static Option<string?> Text(string name, string help, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = help };

    private static Option<int?> Version() => Numbers.Option("--ip-version", "4 or 6; both if not given.", 4, 6);
}
