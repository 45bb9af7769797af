using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>The arguments of the question about neighbours.</summary>
public sealed record NeighboursArguments : HostPageArguments
{
    /// <summary>One interface.</summary>
    [Description("Only neighbours on this interface.")]
    public string? Interface { get; init; }

    /// <summary>One state.</summary>
    [Description(
        "Only entries in this state: REACHABLE, STALE, DELAY, PROBE, INCOMPLETE, FAILED, PERMANENT, NOARP, NONE."
    )]
    public string? State { get; init; }

    /// <summary>One family.</summary>
    [Description("4 (ARP) or 6 (Neighbor Discovery); both when left out.")]
    [Range(4, 6)]
    public int? IpVersion { get; init; }

    /// <summary>One address.</summary>
    [Description("Only the neighbour with this IP or link-layer address.")]
    public string? Address { get; init; }
}

/// <summary>The neighbours of this machine.</summary>
public sealed record NeighbourList : IAnswer
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

    /// <summary>Neighbours.</summary>
    [Description("The neighbours of this page, by interface and address.")]
    public required IReadOnlyList<NeighbourEntry> Entries { get; init; }

    /// <summary>How many in which state.</summary>
    [Description("Entries by state, before any filter.")]
    public required IReadOnlyDictionary<string, long> States { get; init; }

    /// <summary>How many there are.</summary>
    [Description("Entries that fit the arguments.")]
    public required long Total { get; init; }

    /// <summary>On this page.</summary>
    [Description("Entries on this page.")]
    public required int Returned { get; init; }

    /// <summary>Next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>What the answer rests on.</summary>
    [Description("What the answer rests on.")]
    public required HostCoverage Coverage { get; init; }
}

/// <summary>One neighbour.</summary>
/// <param name="IpAddress">Address.</param>
/// <param name="MacAddress">Link-layer address.</param>
/// <param name="Interface">Interface.</param>
/// <param name="State">State.</param>
/// <param name="IpVersion">4 or 6.</param>
/// <param name="Router">It is a router.</param>
/// <param name="Proxy">This machine answers for it.</param>
/// <param name="External">Not written by the kernel.</param>
public sealed record NeighbourEntry(
    [property: Description("Address.")] string IpAddress,
    [property: Description("Link-layer address; absent while it is not known.")] string? MacAddress,
    [property: Description("Interface.")] string? Interface,
    [property: Description("State (RFC 4861 §7.3.2 for both families): REACHABLE, STALE, FAILED …")] string? State,
    [property: Description("4 or 6.")] int IpVersion,
    [property: Description("It said that it is a router.")] bool? Router,
    [property: Description("This machine answers for it.")] bool? Proxy,
    [property: Description("Another program than the kernel wrote the entry.")] bool? External
);

/// <summary>Which hosts on the same links this machine knows.</summary>
public static class NeighboursQuestion
{
    private static readonly string[] States =
    [
        "REACHABLE",
        "STALE",
        "DELAY",
        "PROBE",
        "INCOMPLETE",
        "FAILED",
        "PERMANENT",
        "NOARP",
        "NONE",
        "STATIC",
        "DYNAMIC",
    ];

    /// <summary>Asks this machine; no neighbour is asked.</summary>
    /// <exception cref="EngineException">There is no such state, or the system does not answer.</exception>
    public static NeighbourList Ask(NeighboursArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        int? version = Machine.Version(arguments.IpVersion);
        if (arguments.State is { } state && !States.Contains(state, StringComparer.OrdinalIgnoreCase))
            throw EngineException.UnknownName("state of a neighbour", state, States);
        string? address = Wanted(arguments.Address);
        if (arguments.Interface is { } link)
            ThrowIfUnknown(link);
        HostList<HostNeighbour> list = Machine.Ask(system =>
            system.Neighbours(
                new HostWish<HostNeighbour>(
                    one =>
                        (arguments.Interface is null || one.Interface == arguments.Interface)
                        && (version is null || Machine.Version(one.Address) == version)
                        && (
                            arguments.State is null
                            || string.Equals(arguments.State, one.State, StringComparison.OrdinalIgnoreCase)
                        )
                        && (address is null || Machine.Text(one.Address) == address || one.LinkAddress == address),
                    one => one.State ?? "unknown"
                )
            )
        );
        var counts = new SortedDictionary<string, long>(list.Tally.ToDictionary(), StringComparer.Ordinal);
        HostNeighbour[] ordered =
        [
            .. list
                .Items.OrderBy(one => one.InterfaceIndex)
                .ThenBy(one => Machine.Version(one.Address))
                .ThenBy(one => Convert.ToHexString(one.Address.GetAddressBytes()), StringComparer.Ordinal),
        ];
        Page<HostNeighbour> page = arguments.Cut(ordered);
        return new NeighbourList
        {
            Summary =
                $"{list.Total} neighbours"
                + (
                    counts.Count == 0
                        ? ""
                        : $"; all by state: {string.Join(", ", counts.Select(each => $"{each.Key} {each.Value}"))}"
                )
                + ".",
            Entries = [.. page.Items.Select(Entry)],
            States = counts,
            Total = list.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            Coverage = HostCoverage.Of(list),
        };
    }

    private static void ThrowIfUnknown(string link)
    {
        string[] known = [.. Machine.Ask(system => system.Interfaces()).Items.Select(one => one.Name)];
        if (!known.Contains(link, StringComparer.Ordinal))
            throw EngineException.UnknownName("interface", link, known);
    }

    // As answers write it: addresses in their usual form, link-layer addresses with colons.
    private static string? Wanted(string? typed) =>
        typed is null ? null
        : typed.Contains('.', StringComparison.Ordinal) || typed.Contains("::", StringComparison.Ordinal)
            ? Machine.Text(Machine.Address(typed, "address"))
        : System.Net.IPAddress.TryParse(typed, out System.Net.IPAddress? address)
        && typed.Count(each => each == ':') == 7
            ? Machine.Text(address)
        : typed.Replace('-', ':').ToLowerInvariant();

    private static NeighbourEntry Entry(HostNeighbour one) =>
        new(
            Machine.Text(one.Address),
            one.LinkAddress,
            Quote.Clean(one.Interface),
            one.State,
            Machine.Version(one.Address),
            one.IsRouter ? true : null,
            one.IsProxy ? true : null,
            one.IsExternal ? true : null
        );
}
