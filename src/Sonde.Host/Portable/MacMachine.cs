using System.Net;

namespace Sonde.Host;

/// <summary>macOS: the framework, and the system's own programs where it knows less than they do.</summary>
internal sealed class MacMachine : IMachine
{
    private const string Netstat = "/usr/sbin/netstat";

    public HostList<HostInterface> Interfaces() => FrameworkInterfaces.Read();

    public HostList<HostRoute> Routes(HostWish<HostRoute> wish)
    {
        var kept = new Keeper<HostRoute>(wish);
        IReadOnlyList<string>? lines = SystemProgram.Lines(Netstat, "-rn");
        Func<string, int> index = Indices();
        foreach (HostRoute route in NetstatRoutes.Read(lines ?? [], index))
            kept.Offer(route);
        return kept.List(
            "netstat -rn",
            [
                "macOS does not list metrics, and has one table only.",
                .. lines is null ? (string[])[$"{Netstat} cannot be run: the routes are unknown."] : [],
            ]
        );
    }

    public HostList<HostRule>? Rules(HostWish<HostRule> wish) => null;

    public RouteChoice? RouteTo(IPAddress destination) => null;

    public HostList<HostNeighbour> Neighbours(HostWish<HostNeighbour> wish)
    {
        var kept = new Keeper<HostNeighbour>(wish);
        IReadOnlyList<string>? arp = SystemProgram.Lines("/usr/sbin/arp", "-an");
        IReadOnlyList<string>? ndp = SystemProgram.Lines("/usr/sbin/ndp", "-an");
        Func<string, int> index = Indices();
        foreach (string line in arp ?? [])
        {
            if (ArpText.MacRow(line) is { } neighbour)
                kept.Offer(neighbour with { InterfaceIndex = index(neighbour.Interface ?? "") });
        }
        foreach (string line in ndp ?? [])
        {
            if (ArpText.NdpRow(line) is { } neighbour)
                kept.Offer(neighbour with { InterfaceIndex = index(neighbour.Interface ?? "") });
        }
        return kept.List(
            "arp -an and ndp -an",
            [
                "macOS does not say in which state an IPv4 neighbour is.",
                .. arp is null ? (string[])["/usr/sbin/arp cannot be run: IPv4 neighbours are unknown."] : [],
                .. ndp is null ? (string[])["/usr/sbin/ndp cannot be run: IPv6 neighbours are unknown."] : [],
            ]
        );
    }

    public HostList<HostSocket> Sockets(HostWish<HostSocket> wish)
    {
        var kept = new Keeper<HostSocket>(wish);
        IReadOnlyList<string>? lines = SystemProgram.Lines(Netstat, "-anv");
        foreach (HostSocket socket in NetstatSockets.Mac(lines ?? []))
            kept.Offer(socket with { Owners = ProcessNames.Fill(socket.Owners) });
        return kept.List(
            "netstat -anv",
            [
                "macOS gives neither users nor round-trip times of single connections.",
                .. lines is null ? (string[])[$"{Netstat} cannot be run: the sockets are unknown."] : [],
            ]
        );
    }

    public ResolverSettings Resolver()
    {
        IReadOnlyList<string>? lines = SystemProgram.Lines("/usr/sbin/scutil", "--dns");
        ResolverSettings files = ResolverFiles.Read("/", static _ => null);
        if (lines is null)
            return files;
        (IReadOnlyList<ResolverServer> servers, IReadOnlyList<string> search) = ScutilDns.Read(lines);
        return files with
        {
            Upstreams = servers,
            SearchDomains = search.Count > 0 ? search : files.SearchDomains,
            Sources = ["scutil --dns", .. files.Sources],
        };
    }

    private Func<string, int> Indices()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (HostInterface one in Interfaces().Items)
            numbers[one.Name] = one.Index;
        return name => numbers.GetValueOrDefault(name);
    }
}
