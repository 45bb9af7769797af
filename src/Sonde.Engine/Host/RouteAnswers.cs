using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The arguments of the question about routes.</summary>
public sealed record RoutesArguments : HostPageArguments
{
    /// <summary>One destination.</summary>
    [Description("Address; the answer says which way its packets take, and lists only the routes that fit it.")]
    public string? Destination { get; init; }

    /// <summary>One table.</summary>
    [Description("Table by name or number: main, local, 100; all for every one. Default: all but local.")]
    public string? Table { get; init; }

    /// <summary>One family.</summary>
    [Description("4 or 6; both when left out.")]
    [Range(4, 6)]
    public int? IpVersion { get; init; }
}

/// <summary>The routes of this machine.</summary>
public sealed record RouteList : IAnswer
{
    /// <inheritdoc/>
    [Description("The system was asked.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => HostJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The way to the destination.</summary>
    [Description("The way to the destination asked about.")]
    public RouteDecision? Decision { get; init; }

    /// <summary>The routes.</summary>
    [Description("The routes of this page; with a destination those that fit it, the longest prefix first.")]
    public required IReadOnlyList<RouteEntry> Routes { get; init; }

    /// <summary>The router.</summary>
    [Description("Router of the default route, IPv4 before IPv6, lowest metric.")]
    public string? DefaultGateway { get; init; }

    /// <summary>All default routes.</summary>
    [Description("Default routes of both families, lowest metric first.")]
    public required IReadOnlyList<DefaultGateway> DefaultGateways { get; init; }

    /// <summary>Tables.</summary>
    [Description("Tables with routes that fit the other arguments.")]
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Rules.</summary>
    [Description(
        "Linux: rules that choose the table, in the order tried; with a destination those that can be for it. On the first page."
    )]
    public IReadOnlyList<RouteRule>? Rules { get; init; }

    /// <summary>How many rules.</summary>
    [Description("Rules that fit the arguments.")]
    public long? RulesTotal { get; init; }

    /// <summary>How many there are.</summary>
    [Description("Routes that fit the arguments.")]
    public required long Total { get; init; }

    /// <summary>On this page.</summary>
    [Description("Routes on this page.")]
    public required int Returned { get; init; }

    /// <summary>Next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What the answer rests on.</summary>
    [Description("What the answer rests on.")]
    public required HostCoverage Coverage { get; init; }
}

/// <summary>One route.</summary>
public sealed record RouteEntry
{
    /// <summary>Destination.</summary>
    [Description("Destination with the length of its prefix, or default.")]
    public required string Destination { get; init; }

    /// <summary>Router.</summary>
    [Description("Router; of several ways the first; absent when the destination is on the link.")]
    public string? Gateway { get; init; }

    /// <summary>Mask.</summary>
    [Description("IPv4: the prefix as a mask.")]
    public string? Netmask { get; init; }

    /// <summary>Interface.</summary>
    [Description("Interface; of several ways the first.")]
    public string? Interface { get; init; }

    /// <summary>Metric.</summary>
    [Description("The lower of two wins.")]
    public long? Metric { get; init; }

    /// <summary>Flags.</summary>
    [Description("Flags as the system spells them.")]
    public string? Flags { get; init; }

    /// <summary>Version.</summary>
    [Description("4 or 6.")]
    public required int IpVersion { get; init; }

    /// <summary>What it does.</summary>
    [Description("What it does: unicast, local, broadcast, blackhole, unreachable, prohibit, throw …")]
    public required string Type { get; init; }

    /// <summary>Table.</summary>
    [Description("Table by name, or by number.")]
    public string? Table { get; init; }

    /// <summary>Who made it.</summary>
    [Description("Who made it: kernel, static, dhcp, ra, boot, bgp …")]
    public string? Protocol { get; init; }

    /// <summary>Scope.</summary>
    [Description("global: by a router; link: on the link; host: this machine.")]
    public string? Scope { get; init; }

    /// <summary>Source.</summary>
    [Description("Address that packets leave with when their socket has none.")]
    public string? Source { get; init; }

    /// <summary>For senders.</summary>
    [Description("Prefix of the senders that it is for; absent for all.")]
    public string? From { get; init; }

    /// <summary>Path MTU.</summary>
    [Description("Path MTU in octets that was set for it.")]
    public int? Mtu { get; init; }

    /// <summary>Preference.</summary>
    [Description("IPv6 router preference (RFC 4191): low, medium, high.")]
    public string? Preference { get; init; }

    /// <summary>Several ways.</summary>
    [Description("All ways when several share the packets.")]
    public IReadOnlyList<RouteHop>? NextHops { get; init; }
}

/// <summary>One way of a route with several.</summary>
/// <param name="Gateway">Router.</param>
/// <param name="Interface">Interface.</param>
/// <param name="Weight">Share of the packets.</param>
/// <param name="Flags">Flags.</param>
public sealed record RouteHop(
    [property: Description("Router; absent when the destination is on the link.")] string? Gateway,
    [property: Description("Interface.")] string? Interface,
    [property: Description("Share of the packets among the weights of all ways.")] int Weight,
    [property: Description("dead, linkdown, onlink …")] IReadOnlyList<string>? Flags
);

/// <summary>The way to one destination.</summary>
public sealed record RouteDecision
{
    /// <summary>Destination.</summary>
    [Description("The address asked about.")]
    public required string Destination { get; init; }

    /// <summary>There is a way.</summary>
    [Description("There is a way; whether anybody answers there is another question.")]
    public required bool HasRoute { get; init; }

    /// <summary>Why not.</summary>
    [Description("Why there is none: no route, blackhole, unreachable, prohibit.")]
    public string? Refused { get; init; }

    /// <summary>Who decided.</summary>
    [Description("kernel: the system was asked with its rules; longest prefix: worked out from the routes.")]
    public required string DecidedBy { get; init; }

    /// <summary>Router.</summary>
    [Description("Router; absent when the destination is on the link or this machine.")]
    public string? Gateway { get; init; }

    /// <summary>Interface.</summary>
    [Description("Interface.")]
    public string? Interface { get; init; }

    /// <summary>Source.</summary>
    [Description("Address that packets leave with.")]
    public string? Source { get; init; }

    /// <summary>Table.</summary>
    [Description("Table in which the route stands.")]
    public string? Table { get; init; }

    /// <summary>The entry that decided.</summary>
    [Description("The route that decided.")]
    public RouteEntry? Route { get; init; }
}
