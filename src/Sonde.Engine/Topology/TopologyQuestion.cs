using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Who talks to whom, which of them are on this link, and what is behind which router.</summary>
public static class TopologyQuestion
{
    private const int DefaultLimit = 100;
    private const int MostListed = 100; // entries of lists that are not paged
    private const int MostOwn = 20;
    private const int MostExamples = 10;

    /// <summary>Reads the capture and draws its map.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static NetworkTopology Ask(CaptureEngine engine, PagedCaptureArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (int limit, int offset) = (arguments.Limit ?? DefaultLimit, arguments.Offset ?? 0);
        Page.ThrowIfNegative(limit, offset);
        var map = new NetworkMap();
        var talkers = new Talkers();
        var inner = new TunnelTalkers();
        var icmp = new IcmpTracker(offset, limit);
        var book = new NameBook(engine.Protocols);
        CaptureReading reading = engine.Read(arguments, [map, talkers, inner, icmp, book], context);
        var names = new AddressNames(book, reading);
        TalkerSum sum = inner.Plus(talkers.Sum(reading.Pass.Flows));
        IReadOnlyList<Talker> hosts = sum.By(talker => talker.Octets);
        MapLink[] links = [.. map.Links.OrderByDescending(link => link.Octets).ThenBy(link => link.FirstFrame)];
        long most = Math.Max(Math.Max(hosts.Count, links.Length), icmp.Messages);
        Page.ThrowIfBeyond(most, limit, offset);
        MapStation[] gateways =
        [
            .. map
                .Stations.Values.Where(station => station.IsGateway)
                .OrderByDescending(station => station.Behind.Count())
                .ThenBy(station => station.Hardware),
        ];
        IGrouping<string, MapHost>[] subnets =
        [
            .. map
                .Hosts.Values.Where(host => host.Hops == 0)
                .GroupBy(host => Subnet(host.Address))
                .OrderByDescending(subnet => subnet.Count())
                .ThenBy(subnet => subnet.Key, StringComparer.Ordinal),
        ];
        int returned = (int)Math.Clamp(most - offset, 0, limit);
        return new NetworkTopology
        {
            Summary = Say(reading, hosts.Count, links.Length, gateways, subnets),
            File = reading.Name,
            PcapFile = reading.Name,
            NetworkEndpoints = [.. hosts.Skip(offset).Take(limit).Select(talker => Row(talker, map, names))],
            TotalEndpoints = hosts.Count,
            Links = [.. links.Skip(offset).Take(limit).Select(Row)],
            TotalLinks = links.Length,
            Gateways = [.. gateways.Take(MostListed).Select(Row)],
            Subnets =
            [
                .. subnets
                    .Take(MostListed)
                    .Select(subnet => new SubnetRow(
                        subnet.Key,
                        subnet.Count(),
                        [
                            .. subnet
                                .Select(host => host.Address)
                                .Order()
                                .Take(MostExamples)
                                .Select(one => one.ToString()),
                        ]
                    )),
            ],
            RoutingInformation =
            [
                .. icmp.Page.Select(message => new RoutingRow(
                    message.Frame,
                    message.Source.ToString(),
                    message.Destination.ToString(),
                    message.Type,
                    message.HopsLeft
                )),
            ],
            TotalRoutingPackets = icmp.Messages,
            Paths = Paths(icmp),
            Mermaid = MermaidGraph.Draw(links, map),
            Total = most,
            Returned = returned,
            NextOffset = (long)offset + returned < most ? (long)offset + returned : null,
            Coverage = names
                .Covered(reading.Coverage)
                .With(
                    (map.NotKept > 0, "hosts_and_links_in_memory", NetworkMap.LinkLimit),
                    (sum.NotKept > 0, "addresses_in_memory", Talkers.AddressLimit),
                    (gateways.Length > MostListed, "gateways_listed", MostListed),
                    (subnets.Length > MostListed, "subnets_listed", MostListed),
                    (icmp.Traces.Count > MostListed, "paths_listed", MostListed),
                    (links.Length > MermaidGraph.MostLinks, "links_drawn", MermaidGraph.MostLinks)
                ),
        };
    }

    /// <summary>The subnet of an address, of the length that is usual.</summary>
    internal static string Subnet(Address address) =>
        address.Version == 4
            ? new Address(0, address.Low & 0xffff_ff00, 4) + "/24"
            : new Address(address.High, 0, 6) + "/64";

    private static TopologyHost Row(Talker talker, NetworkMap map, AddressNames names)
    {
        MapHost? host = map.Hosts.GetValueOrDefault(talker.Address);
        bool isGroup = talker.Address.IsMulticast || talker.Address is { Version: 4, Low: 0xffff_ffff };
        return new TopologyHost
        {
            Ip = talker.Address.ToString(),
            Names = names.Of(talker.Address),
            Place =
                isGroup ? "group"
                : host?.Hops == 0 ? "local"
                : host?.Hops > 0 ? "remote"
                : "unknown",
            Hops = host?.Hops,
            Macs = host is { Hardware.Count: > 0 } ? [.. host.Hardware.Select(MapStation.NameOf)] : null,
            Vlans = host is { Vlans.Count: > 0 } ? host.Vlans : null,
            PacketsSent = talker.Sent.Packets,
            PacketsReceived = talker.Received.Packets,
            BytesSent = talker.Sent.Octets,
            BytesReceived = talker.Received.Octets,
        };
    }

    private static TopologyLink Row(MapLink link)
    {
        string field = link.Low.Version == 6 ? "ipv6.addr" : "ip.addr";
        long packets = link.Forth.Packets + link.Back.Packets;
        return new TopologyLink(
            link.Low.ToString(),
            link.High.ToString(),
            packets,
            link.Octets,
            link.Forth.Packets,
            link.Forth.Octets,
            link.Back.Packets,
            link.Back.Octets,
            new Evidence([link.FirstFrame], packets, $"{field} == {link.Low} && {field} == {link.High}")
        );
    }

    private static GatewayRow Row(MapStation station)
    {
        MapHost[] behind = [.. station.Behind.OrderBy(host => host.Address)];
        return new GatewayRow(
            station.Name,
            station.Own.Count > 0 ? [.. station.Own.Order().Take(MostOwn).Select(own => own.ToString())] : null,
            behind.Length,
            [.. behind.Take(MostExamples).Select(host => host.Address.ToString())],
            $"eth.addr == {station.Name}"
        );
    }

    private static List<PathRow>? Paths(IcmpTracker icmp) =>
        icmp.Traces.Count == 0
            ? null
            :
            [
                .. icmp
                    .Traces.Take(MostListed)
                    .Select(trace => new PathRow(
                        trace.Source.ToString(),
                        trace.Target.ToString(),
                        [.. trace.Routers.Select(router => router.Router.ToString())],
                        icmp.IsReached(trace)
                    )),
            ];

    private static string Say(
        CaptureReading reading,
        int hosts,
        int links,
        MapStation[] gateways,
        IGrouping<string, MapHost>[] subnets
    )
    {
        if (reading.Coverage.PacketsRead == 0)
            return "The capture holds no packets." + reading.Shortfall;
        if (hosts == 0)
            return "No packet of the capture has an Internet header, so there is nothing to map." + reading.Shortfall;
        string routers = gateways.Length switch
        {
            0 => "no gateway seen",
            1 => $"gateway {gateways[0].Name} with {gateways[0].Behind.Count()} hosts behind it",
            _ =>
                $"{gateways.Length} gateways, busiest {gateways[0].Name} with {gateways[0].Behind.Count()} hosts behind it",
        };
        string near =
            subnets.Length == 0
                ? "no host on this link for certain"
                : $"{subnets.Sum(subnet => subnet.Count())} hosts on this link in {subnets.Length} subnets, most in {subnets[0].Key}";
        return $"{hosts} addresses, {links} pairs that talked; {near}; {routers}. Hops are guessed from TTLs.{reading.Shortfall}";
    }
}
