using System.Globalization;
using System.Net;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>Which routes this machine has, and which of them a destination takes.</summary>
public static class RoutesQuestion
{
    /// <summary>The table that routes stand in when nothing else is said.</summary>
    internal const uint MainTable = 254;

    private const uint LocalTable = 255;
    private const int MostRules = 500;

    /// <summary>Asks this machine. Nothing is sent to the destination.</summary>
    /// <exception cref="EngineException">The destination is no address, there is no such table, or the system does not answer.</exception>
    public static RouteList Ask(RoutesArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        IPAddress? destination = arguments.Destination is { } typed ? Machine.Address(typed, "destination") : null;
        int? version = Machine.Version(arguments.IpVersion);
        IReadOnlyDictionary<long, string> names = LinuxFiles.RouteTables();
        Func<uint, bool> inTable = TableFilter(arguments.Table, names, hasDestination: destination is not null);
        HostWish<HostRule> wanted = RouteRule.Wish(version, destination);
        (
            HostList<HostRoute> list,
            HostList<HostRule>? rules,
            RouteChoice? choice,
            IReadOnlyList<DefaultGateway> gateways
        ) = Machine.Ask(system =>
            (
                system.Routes(
                    new HostWish<HostRoute>(
                        route => Fits(route) && inTable(route.Table),
                        route => Fits(route) && route.Table != 0 ? Name(route.Table, names) : null
                    )
                ),
                system.Rules(wanted),
                destination is null ? null : system.RouteTo(destination),
                InterfacesQuestion.DefaultGateways(system)
            )
        );
        bool Fits(HostRoute route) =>
            (version is null || Machine.Version(route.Destination) == version)
            && (destination is null || AddressPrefix.Covers(route.Destination, route.PrefixLength, destination));
        HostRoute[] ordered = destination is null ? [.. list.Items] : [.. list.Items.OrderByDescending(Rank)];
        Page<HostRoute> page = arguments.Cut(ordered);
        RouteDecision? decision = destination is null ? null : Decide(destination, choice, ordered, names);
        return new RouteList
        {
            Summary = decision is null ? Say(list, gateways) : Say(decision),
            Decision = decision,
            Routes = [.. page.Items.Select(route => Entry(route, names))],
            DefaultGateway = gateways.Select(gateway => gateway.Gateway).FirstOrDefault(gateway => gateway is not null),
            DefaultGateways = gateways,
            Tables = [.. list.Tally.Keys.Order(StringComparer.Ordinal)],
            Rules =
                rules is null || arguments.Offset > 0
                    ? null
                    : [.. rules.Items.Take(MostRules).Select(rule => RouteRule.Of(rule, table => Name(table, names)))],
            RulesTotal = rules?.Total,
            Total = list.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = HostCoverage.Of(list, [.. Missing(rules)]),
        };
    }

    private static IEnumerable<string> Missing(HostList<HostRule>? rules) =>
        rules is null ? []
        : rules.Total > MostRules
            ?
            [
                .. rules.Missing,
                $"Only the first {MostRules} of {rules.Total} rules are listed: ask for one family or one destination.",
            ]
        : rules.Missing;

    private static Func<uint, bool> TableFilter(
        string? typed,
        IReadOnlyDictionary<long, string> names,
        bool hasDestination
    )
    {
        if (typed is null)
            return hasDestination ? _ => true : table => table != LocalTable;
        if (typed.Equals("all", StringComparison.OrdinalIgnoreCase))
            return _ => true;
        if (uint.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
            return table => table == number;
        foreach ((long key, string name) in names)
        {
            if (name.Equals(typed, StringComparison.OrdinalIgnoreCase))
                return table => table == key || table == 0 && key == MainTable;
        }
        throw EngineException.UnknownName("routing table", typed, ["all", .. names.Values.Distinct()]);
    }

    // The longest prefix wins, then the lowest metric; a table of one's own is looked at before main by most rules.
    private static (int, long) Rank(HostRoute route) => (route.PrefixLength, -(route.Metric ?? 0));

    private static RouteDecision Decide(
        IPAddress destination,
        RouteChoice? choice,
        HostRoute[] fitting,
        IReadOnlyDictionary<long, string> names
    )
    {
        string text = destination.ToString();
        HostRoute? first = fitting.FirstOrDefault(route => !route.IsDead);
        if (choice?.Refused is { } refused)
            return new RouteDecision
            {
                Destination = text,
                HasRoute = false,
                Refused = refused,
                DecidedBy = "kernel",
                Route = (choice.Entry ?? fitting.FirstOrDefault(route => route.Type == refused)) is { } entry
                    ? Entry(entry, names)
                    : null,
            };
        HostRoute? way = choice is null ? first : choice.Way;
        // asked for one destination the kernel says "main" for its table of local addresses too; its list knows better
        HostRoute? decided = choice?.Entry is { } entryOfKernel
            ? Array.Find(fitting, route => IsSame(route, entryOfKernel)) ?? entryOfKernel
            : first;
        HostNextHop? hop = way?.NextHops is [var one, ..] ? one : null;
        bool isRefused = way?.Type is "blackhole" or "unreachable" or "prohibit";
        return new RouteDecision
        {
            Destination = text,
            HasRoute = way is not null && !isRefused,
            Refused =
                way is null ? "no route"
                : isRefused ? way.Type
                : null,
            DecidedBy = choice is null ? "longest prefix" : "kernel",
            Gateway = hop?.Gateway is { } gateway ? Machine.Text(gateway) : null,
            Interface = Quote.Clean(hop?.Interface),
            Source = way?.Source is { } source ? Machine.Text(source) : null,
            Table = (decided ?? way) is { Table: > 0 } placed ? Name(placed.Table, names) : null,
            Route = decided is null ? null : Entry(decided, names),
        };
    }

    private static bool IsSame(HostRoute one, HostRoute other) =>
        one.Type == other.Type
        && one.PrefixLength == other.PrefixLength
        && one.Destination.Equals(other.Destination)
        && one.Metric == other.Metric
        && one.Protocol == other.Protocol
        && (one.Table == other.Table || one.Table == LocalTable);

    private static RouteEntry Entry(HostRoute route, IReadOnlyDictionary<long, string> names)
    {
        HostNextHop? first = route.NextHops is [var hop, ..] ? hop : null;
        return new RouteEntry
        {
            Destination =
                route.PrefixLength == 0 ? "default" : $"{Machine.Text(route.Destination)}/{route.PrefixLength}",
            Gateway = Gateway(first),
            Netmask = Machine.Netmask(route.Destination, route.PrefixLength),
            Interface = Quote.Clean(first?.Interface),
            Metric = route.Metric,
            Flags = route.Flags,
            IpVersion = Machine.Version(route.Destination),
            Type = route.Type,
            Table = route.Table == 0 ? null : Name(route.Table, names),
            Protocol = route.Protocol,
            Scope = route.Scope,
            Source = route.Source is { } source ? Machine.Text(source) : null,
            From = route.FromPrefix,
            Mtu = route.Mtu,
            Preference = route.Preference,
            NextHops =
                route.NextHops.Count < 2
                    ? null
                    :
                    [
                        .. route.NextHops.Select(each => new RouteHop(
                            Gateway(each),
                            Quote.Clean(each.Interface),
                            each.Weight,
                            each.Flags.Count == 0 ? null : each.Flags
                        )),
                    ],
        };
    }

    private static string? Gateway(HostNextHop? hop) => hop?.Gateway is { } gateway ? Machine.Text(gateway) : null;

    private static string Name(uint table, IReadOnlyDictionary<long, string> names) =>
        names.TryGetValue(table, out string? name) ? Quote.Clean(name)! : table.ToString(CultureInfo.InvariantCulture);

    private static string Say(HostList<HostRoute> list, IReadOnlyList<DefaultGateway> gateways)
    {
        string way =
            gateways.Count == 0
                ? "no default route"
                : "default by "
                    + string.Join(
                        ", ",
                        gateways.Take(4).Select(gateway => $"{gateway.Gateway ?? "the link"} ({gateway.Interface})")
                    );
        return $"{list.Total} routes; {way}.";
    }

    private static string Say(RouteDecision decision) =>
        decision switch
        {
            { HasRoute: false } => $"No way to {decision.Destination}: {decision.Refused}.",
            { Route.Type: "local" } or { Table: "local" } => $"{decision.Destination} is this machine itself.",
            _ => $"{decision.Destination} goes through {decision.Interface}"
                + (decision.Gateway is { } gateway ? $" by {gateway}" : ", directly on the link")
                + (decision.Source is { } source ? $", from {source}" : "")
                + (
                    decision.Route is { } route
                        ? $"; the route is {route.Destination} of table {route.Table ?? "main"}."
                        : "."
                ),
        };
}
