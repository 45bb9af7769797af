using System.Globalization;
using System.Net;
using Sonde.Native;

namespace Sonde.Host;

/// <summary>Linux: netlink and /proc. No program is run.</summary>
internal sealed class LinuxMachine : IMachine
{
    private const ushort GetLink = 18; // RTM_GETLINK
    private const ushort GetAddress = 22; // RTM_GETADDR
    private const ushort GetRoute = 26; // RTM_GETROUTE
    private const ushort GetNeighbour = 30; // RTM_GETNEIGH
    private const ushort GetRule = 34; // RTM_GETRULE
    private const int LongestHeader = 16;

    public HostList<HostInterface> Interfaces()
    {
        (List<HostInterface> links, bool isWhole) = Links();
        List<HostAddress> addresses = [];
        isWhole &= KernelTable.Read(
            NetlinkFamily.Route,
            GetAddress,
            new byte[LongestHeader],
            addresses.Clear,
            body =>
            {
                if (addresses.Count < HostList<HostAddress>.MostKept && AddressMessage.Read(body) is { } address)
                    addresses.Add(address);
            }
        );
        ILookup<int, HostAddress> byInterface = addresses.ToLookup(address => address.InterfaceIndex);
        var kept = new Keeper<HostInterface>(new HostWish<HostInterface>(static _ => true));
        foreach (HostInterface link in links.OrderBy(link => link.Index))
            kept.Offer(WithSpeed(link) with { Addresses = [.. byInterface[link.Index]] });
        return kept.List("netlink", isWhole ? [] : [KernelTable.NeverStill("interfaces")]);
    }

    public HostList<HostRoute> Routes(HostWish<HostRoute> wish)
    {
        Func<int, string?> name = Names();
        var kept = new Keeper<HostRoute>(wish);
        KeeperMark start = kept.Mark();
        bool isWhole = KernelTable.Read(
            NetlinkFamily.Route,
            GetRoute,
            new byte[LongestHeader],
            () => kept.Return(start),
            body =>
            {
                if (RouteMessage.Read(body, name) is { } route)
                    kept.Offer(route);
            }
        );
        return kept.List("netlink", isWhole ? [] : [KernelTable.NeverStill("routes")]);
    }

    public HostList<HostRule>? Rules(HostWish<HostRule> wish)
    {
        var kept = new Keeper<HostRule>(wish);
        KeeperMark start = kept.Mark();
        bool isWhole = KernelTable.Read(
            NetlinkFamily.Route,
            GetRule,
            new byte[LongestHeader],
            () => kept.Return(start),
            body =>
            {
                if (RuleMessage.Read(body) is { } rule)
                    kept.Offer(rule);
            }
        );
        HostList<HostRule> list = kept.List("netlink", isWhole ? [] : [KernelTable.NeverStill("rules")]);
        return list with { Items = [.. list.Items.OrderBy(rule => rule.IpVersion).ThenBy(rule => rule.Priority)] };
    }

    public RouteChoice? RouteTo(IPAddress destination) => KernelTable.RouteTo(destination, Names());

    public HostList<HostNeighbour> Neighbours(HostWish<HostNeighbour> wish)
    {
        Func<int, string?> name = Names();
        var kept = new Keeper<HostNeighbour>(wish);
        KeeperMark start = kept.Mark();
        bool isWhole = KernelTable.Read(
            NetlinkFamily.Route,
            GetNeighbour,
            new byte[LongestHeader],
            () => kept.Return(start),
            body =>
            {
                if (NeighbourMessage.Read(body, name) is { } neighbour)
                    kept.Offer(neighbour);
            }
        );
        return kept.List("netlink", isWhole ? [] : [KernelTable.NeverStill("neighbours")]);
    }

    public HostList<HostSocket> Sockets(HostWish<HostSocket> wish) => SocketTable.Read(wish);

    public ResolverSettings Resolver()
    {
        Func<int, string?> name = Names();
        return ResolverFiles.Read("/", index => name(index));
    }

    private static (List<HostInterface> Links, bool IsWhole) Links()
    {
        List<HostInterface> links = [];
        bool isWhole = KernelTable.Read(
            NetlinkFamily.Route,
            GetLink,
            new byte[LongestHeader],
            links.Clear,
            body =>
            {
                if (links.Count < HostList<HostInterface>.MostKept && LinkMessage.Read(body) is { } link)
                    links.Add(link);
            }
        );
        return (links, isWhole);
    }

    private static Func<int, string?> Names()
    {
        var names = new Dictionary<int, string>();
        foreach (HostInterface link in Links().Links)
            names[link.Index] = link.Name;
        return index => names.GetValueOrDefault(index);
    }

    // /sys may show the interfaces of another namespace: only the same number under the same name is the same one.
    private static HostInterface WithSpeed(HostInterface link)
    {
        string folder = $"/sys/class/net/{link.Name}/";
        if (link.Name.Contains('/', StringComparison.Ordinal) || Number(folder + "ifindex") != link.Index)
            return link;
        return link with
        {
            SpeedMegabits = Number(folder + "speed") is > 0 and < int.MaxValue and var speed ? speed : null,
            Duplex = Text(folder + "duplex") is "full" or "half" ? Text(folder + "duplex") : null,
        };
    }

    private static long? Number(string file) =>
        long.TryParse(Text(file), CultureInfo.InvariantCulture, out long number) ? number : null;

    // Drivers answer "invalid argument" while the link is down.
    private static string? Text(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
