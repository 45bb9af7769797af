using System.Net;
using System.Net.NetworkInformation;

namespace Sonde.Host;

/// <summary>Windows: the framework, and the system's own programs where it knows less than they do.</summary>
internal sealed class WindowsMachine : IMachine
{
    public HostList<HostInterface> Interfaces() => FrameworkInterfaces.Read();

    public HostList<HostRoute> Routes(HostWish<HostRoute> wish)
    {
        HostList<HostInterface> interfaces = Interfaces();
        IReadOnlyList<string>? lines = SystemProgram.Lines(Path("route.exe"), "print");
        var kept = new Keeper<HostRoute>(wish);
        foreach (
            HostRoute route in WindowsRoutes.Read(
                lines ?? [],
                address => FrameworkInterfaces.Of(address, interfaces),
                index => interfaces.Items.FirstOrDefault(one => one.Index == index)?.Name
            )
        )
            kept.Offer(route);
        return kept.List(
            "route print",
            [
                "Windows does not say here who made a route.",
                .. lines is null ? (string[])["route.exe cannot be run: the routes are unknown."] : [],
            ]
        );
    }

    public HostList<HostRule>? Rules(HostWish<HostRule> wish) => null;

    public RouteChoice? RouteTo(IPAddress destination) => null;

    public HostList<HostNeighbour> Neighbours(HostWish<HostNeighbour> wish)
    {
        HostList<HostInterface> interfaces = Interfaces();
        IReadOnlyList<string>? lines = SystemProgram.Lines(Path("arp.exe"), "-a");
        var kept = new Keeper<HostNeighbour>(wish);
        foreach (
            HostNeighbour neighbour in ArpText.Windows(
                lines ?? [],
                address => FrameworkInterfaces.Of(address, interfaces)
            )
        )
            kept.Offer(neighbour);
        return kept.List(
            "arp -a",
            [
                "IPv6 neighbours are not listed here; Windows shows them with: netsh interface ipv6 show neighbors",
                .. lines is null ? (string[])["arp.exe cannot be run: IPv4 neighbours are unknown."] : [],
            ]
        );
    }

    public HostList<HostSocket> Sockets(HostWish<HostSocket> wish)
    {
        IReadOnlyList<string>? lines = SystemProgram.Lines(Path("netstat.exe"), "-ano");
        Dictionary<(IPAddress, int, IPAddress?, int?), string> states = States();
        var kept = new Keeper<HostSocket>(wish);
        foreach (string line in lines ?? [])
        {
            if (NetstatSockets.WindowsRow(line) is not { } socket)
                continue;
            var ends = (socket.LocalAddress, socket.LocalPort, socket.RemoteAddress, socket.RemotePort);
            kept.Offer(
                socket with
                {
                    State = socket.IsTcp ? socket.State ?? states.GetValueOrDefault(ends) : null,
                    Owners = ProcessNames.Fill(socket.Owners),
                }
            );
        }
        return kept.List(
            "netstat -ano",
            [
                "Windows gives neither users nor round-trip times of single connections.",
                .. lines is null ? (string[])["netstat.exe cannot be run: the sockets are unknown."] : [],
            ]
        );
    }

    public ResolverSettings Resolver()
    {
        string hostsFile = Path(System.IO.Path.Combine("drivers", "etc", "hosts"));
        (IReadOnlyList<HostsEntry> hosts, int total) = HostsFile.Read(
            File.Exists(hostsFile) ? File.ReadLines(hostsFile) : []
        );
        NetworkInterface[] links =
        [
            .. NetworkInterface.GetAllNetworkInterfaces().Where(link => link.OperationalStatus == OperationalStatus.Up),
        ];
        ResolverServer[] servers =
        [
            .. links.SelectMany(link =>
            {
                IPInterfaceProperties properties = link.GetIPProperties();
                string[] domains = properties.DnsSuffix.Length > 0 ? [properties.DnsSuffix] : [];
                return properties.DnsAddresses.Select(server => new ResolverServer(
                    server.ToString(),
                    link.Name,
                    domains
                ));
            }),
        ];
        string domain = IPGlobalProperties.GetIPGlobalProperties().DomainName;
        return new ResolverSettings
        {
            Configured = [.. servers.Select(server => server.Server).Distinct()],
            Upstreams = servers,
            SearchDomains =
            [
                .. servers
                    .SelectMany(server => server.Domains)
                    .Prepend(domain)
                    .Where(name => name.Length > 0)
                    .Distinct(),
            ],
            Hosts = hosts,
            HostsTotal = total,
            HostsFile = hostsFile,
            Sources = ["System.Net.NetworkInformation", hostsFile],
            Missing =
            [
                "The order of hosts file and servers, and rules for single names, are not available on Windows.",
            ],
        };
    }

    // The framework knows the states when the program's words are in a language that we do not read.
    private static Dictionary<(IPAddress, int, IPAddress?, int?), string> States()
    {
        var states = new Dictionary<(IPAddress, int, IPAddress?, int?), string>();
        foreach (TcpConnectionInformation one in IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections())
        {
            if (SocketState.Of(one.State.ToString()) is { } state)
                states[
                    (
                        one.LocalEndPoint.Address,
                        one.LocalEndPoint.Port,
                        one.RemoteEndPoint.Address,
                        one.RemoteEndPoint.Port
                    )
                ] = state;
        }
        return states;
    }

    private static string Path(string name) =>
        System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.System), name);
}
