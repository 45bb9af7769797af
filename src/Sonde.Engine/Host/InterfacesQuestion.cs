using Sonde.Host;

namespace Sonde.Engine;

/// <summary>Which interfaces this machine has, and how they are.</summary>
public static class InterfacesQuestion
{
    private static readonly string[] States = ["up", "down"];

    /// <summary>Asks this machine.</summary>
    /// <exception cref="EngineException">There is no such interface, or the system does not answer.</exception>
    public static InterfaceList Ask(InterfacesArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Status is { } status && !States.Contains(status, StringComparer.OrdinalIgnoreCase))
            throw EngineException.UnknownName("status", status, States);
        (HostList<HostInterface> list, IReadOnlyList<DefaultGateway> gateways) = Machine.Ask(Read);
        var names = list.Items.ToDictionary(one => one.Index, one => one.Name);
        HostInterface[] wanted = [.. list.Items.Where(one => IsWanted(one, arguments))];
        if (wanted.Length == 0 && arguments.Interface is { } typed && !list.Items.Any(one => HasName(one, typed)))
            throw EngineException.UnknownName("interface", typed, [.. list.Items.Select(one => one.Name)]);
        Page<HostInterface> page = arguments.Cut(wanted);
        return new InterfaceList
        {
            Summary = Say(list.Items, gateways),
            Interfaces = [.. page.Items.Select(one => Entry(one, names, gateways))],
            DefaultInterface = gateways is [var first, ..] ? first.Interface : null,
            DefaultGateways = gateways,
            Total = wanted.Length,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = HostCoverage.Of(list),
        };
    }

    /// <summary>The interfaces and the default routes.</summary>
    internal static (HostList<HostInterface>, IReadOnlyList<DefaultGateway>) Read(IMachine machine) =>
        (machine.Interfaces(), DefaultGateways(machine));

    /// <summary>The default routes of a machine.</summary>
    internal static IReadOnlyList<DefaultGateway> DefaultGateways(IMachine machine) =>
        Gateways(machine.Routes(new HostWish<HostRoute>(route => route.IsDefault && !route.IsDead)).Items);

    // Default routes with their first ways: IPv4 before IPv6, and the one that wins before the others.
    private static IReadOnlyList<DefaultGateway> Gateways(IEnumerable<HostRoute> defaults) =>
        [
            .. defaults
                .Where(route => route.Table is 0 or RoutesQuestion.MainTable)
                .OrderBy(route => Machine.Version(route.Destination))
                .ThenBy(route => route.Metric ?? 0)
                .SelectMany(route =>
                    route.NextHops.Select(hop => new DefaultGateway(
                        Machine.Version(route.Destination),
                        hop.Gateway is { } gateway ? Machine.Text(gateway) : null,
                        Quote.Clean(hop.Interface),
                        route.Metric
                    ))
                ),
        ];

    private static bool HasName(HostInterface one, string name) =>
        one.Name == name || one.AlternativeNames.Contains(name, StringComparer.Ordinal);

    private static bool IsWanted(HostInterface one, InterfacesArguments arguments) =>
        (arguments.Interface is not { } name || HasName(one, name))
        && (
            arguments.Status is not { } status
            || one.IsUp == string.Equals(status, "up", StringComparison.OrdinalIgnoreCase)
        );

    private static InterfaceEntry Entry(
        HostInterface one,
        Dictionary<int, string> names,
        IReadOnlyList<DefaultGateway> gateways
    )
    {
        AddressDetail[] details = [.. one.Addresses.Select(Detail)];
        string[] routers =
        [
            .. gateways
                .Where(gateway => gateway.Interface == Quote.Clean(one.Name) && gateway.Gateway is not null)
                .Select(gateway => gateway.Gateway!)
                .Distinct(),
        ];
        return new InterfaceEntry
        {
            Name = Quote.Clean(one.Name)!,
            Index = one.Index,
            Status = one.IsUp ? "up" : "down",
            Enabled = one.IsEnabled,
            OperationalState = one.OperationalState,
            Type = one.Type,
            MacAddress = one.LinkAddress,
            Ipv4Addresses = Of(details, 4),
            Ipv6Addresses = Of(details, 6),
            Netmask = details.FirstOrDefault(detail => detail.IpVersion == 4)?.Netmask,
            Broadcast = details.FirstOrDefault(detail => detail.Broadcast is not null)?.Broadcast,
            Mtu = one.Mtu,
            AddressDetails = details,
            Gateways = routers.Length == 0 ? null : routers,
            SpeedMbps = one.SpeedMegabits,
            Duplex = one.Duplex,
            Master = Quote.Clean(Name(names, one.MasterIndex)),
            Link = one.LinkIsElsewhere ? null : Quote.Clean(Name(names, one.LinkIndex)),
            LinkIndex = one.LinkIndex,
            VlanId = one.VlanId,
            AlternativeNames =
                one.AlternativeNames.Count == 0 ? null : [.. one.AlternativeNames.Select(name => Quote.Clean(name)!)],
            Alias = Quote.Clean(one.Alias),
            Flags = one.Flags.Count == 0 ? null : one.Flags,
            Counters = one.Counters is { } counters ? Traffic(counters) : null,
        };
    }

    private static string? Name(Dictionary<int, string> names, int? index) =>
        index is { } known ? names.GetValueOrDefault(known) : null;

    private static string[] Of(AddressDetail[] details, int version) =>
        [.. details.Where(detail => detail.IpVersion == version).Select(detail => detail.Address)];

    private static AddressDetail Detail(HostAddress address) =>
        new()
        {
            Address = Machine.Text(address.Address),
            IpVersion = Machine.Version(address.Address),
            PrefixLength = address.PrefixLength,
            Netmask = Machine.Netmask(address.Address, address.PrefixLength),
            Broadcast = address.Broadcast?.ToString(),
            Peer = address.Peer is { } peer ? Machine.Text(peer) : null,
            Scope = address.Scope,
            Flags = address.Flags.Count == 0 ? null : address.Flags,
            ValidSeconds = address.ValidSeconds,
            PreferredSeconds = address.PreferredSeconds,
        };

    private static InterfaceTraffic Traffic(HostCounters counters) =>
        new(
            counters.ReceivedPackets,
            counters.SentPackets,
            counters.ReceivedOctets,
            counters.SentOctets,
            counters.ReceiveErrors,
            counters.SendErrors,
            counters.ReceiveDrops,
            counters.SendDrops,
            counters.Multicast,
            counters.Collisions
        );

    private static string Say(IReadOnlyList<HostInterface> all, IReadOnlyList<DefaultGateway> gateways)
    {
        int up = all.Count(one => one.IsUp);
        string way = gateways.Count switch
        {
            0 => "no default route",
            _ => $"default route through {gateways[0].Interface}"
                + (gateways[0].Gateway is { } gateway ? $" by {gateway}" : ""),
        };
        HostInterface[] troubled =
        [
            .. all.Where(one =>
                one.Counters is { } counts
                && counts.ReceiveErrors + counts.SendErrors + counts.ReceiveDrops + counts.SendDrops > 0
            ),
        ];
        string trouble =
            troubled.Length == 0
                ? ""
                : $"; errors or drops on {string.Join(", ", troubled.Take(5).Select(one => Quote.Clean(one.Name)))}";
        return $"{all.Count} interfaces, {up} up; {way}{trouble}.";
    }
}
