using System.ComponentModel;
using System.Text.Json.Serialization;
using Sonde.Host;

namespace Sonde.Engine;

/// <summary>The interfaces by name, for choosing one.</summary>
public sealed record InterfaceNames : IAnswer
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

    /// <summary>The interfaces.</summary>
    [Description("The interfaces of this page, by the system's numbers.")]
    public required IReadOnlyList<InterfaceName> Interfaces { get; init; }

    /// <summary>How many there are.</summary>
    [Description("Interfaces of this machine.")]
    public required long TotalCount { get; init; }

    /// <summary>On this page.</summary>
    [Description("Interfaces on this page.")]
    public required int Returned { get; init; }

    /// <summary>Next page.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>Packets can be captured.</summary>
    [Description("This program may capture packets here.")]
    public required bool CanCapture { get; init; }

    /// <summary>Why not.</summary>
    [Description("Why it may not, and the command that changes it.")]
    public string? CaptureProblem { get; init; }

    /// <summary>The daemon.</summary>
    [Description("The daemon that captures where this program itself may not; absent when none answers.")]
    public string? Daemon { get; init; }

    /// <summary>What the answer rests on.</summary>
    [Description("What the answer rests on.")]
    public required HostCoverage Coverage { get; init; }
}

/// <summary>One interface in short.</summary>
/// <param name="Id">The system's number of it.</param>
/// <param name="Name">Name.</param>
/// <param name="Addresses">Addresses of all families with the prefix length, the link-layer address last.</param>
/// <param name="IsUp">Packets can pass.</param>
/// <param name="Type">What it is.</param>
/// <param name="IsLoopback">It leads to this machine itself.</param>
/// <param name="IsDefault">The default route leaves through it.</param>
/// <param name="Speed">Megabits per second.</param>
/// <param name="Mtu">Longest packet.</param>
/// <param name="Capturable">Packets can be captured on it.</param>
public sealed record InterfaceName(
    [property: Description("The system's number of it, as text.")] string Id,
    [property: Description("Name.")] string Name,
    [property: Description("IPv4 and IPv6 addresses with their prefix length, link-layer address last.")]
        IReadOnlyList<string> Addresses,
    [property: Description("Packets can pass.")] bool IsUp,
    [property: Description("What it is: ethernet, loopback, bridge, veth …")] string Type,
    [property: Description("It leads to this machine itself.")] bool IsLoopback,
    [property: Description("The default route leaves through it.")] bool IsDefault,
    [property: Description("Megabits per second; absent when the driver does not say.")] long? Speed,
    [property: Description("Longest packet in octets.")] int? Mtu,
    [property: Description("Packets can be captured on it now.")] bool Capturable
);

/// <summary>Which interfaces there are, in short: for choosing one.</summary>
public static class ListInterfacesQuestion
{
    /// <summary>Asks this machine.</summary>
    /// <exception cref="EngineException">The system does not answer.</exception>
    public static InterfaceNames Ask(CaptureEngine engine, HostPageArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        (HostList<HostInterface> list, IReadOnlyList<DefaultGateway> gateways) = Machine.Ask(InterfacesQuestion.Read);
        Page<HostInterface> page = arguments.Cut(list.Items);
        var daemon = new Daemon(engine.Config.Capture);
        (HashSet<string> devices, string? problem) = LiveFaults.Capturable(
            list.Items.FirstOrDefault(one => one.IsUp)?.Name,
            daemon
        );
        string[] up = [.. list.Items.Where(one => one.IsUp).Select(one => Quote.Clean(one.Name)!)];
        return new InterfaceNames
        {
            Summary =
                $"{list.Items.Count} interfaces; up: {(up.Length == 0 ? "none" : string.Join(", ", up.Take(20)))}"
                + (up.Length > 20 ? $" and {up.Length - 20} more." : "."),
            Interfaces =
            [
                .. page.Items.Select(one => new InterfaceName(
                    one.Index.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Quote.Clean(one.Name)!,
                    [
                        .. one.Addresses.Select(address => $"{Machine.Text(address.Address)}/{address.PrefixLength}"),
                        .. one.LinkAddress is { } link ? (string[])[link] : [],
                    ],
                    one.IsUp,
                    one.Type,
                    one.IsLoopback,
                    gateways.Any(gateway => gateway.Interface == Quote.Clean(one.Name)),
                    one.SpeedMegabits,
                    one.Mtu,
                    problem is null && one.IsUp && devices.Contains(one.Name)
                )),
            ],
            TotalCount = list.Items.Count,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            CanCapture = problem is null,
            CaptureProblem = problem,
            Daemon = daemon.State() is { IsThere: true } state ? state.Text : null,
            Coverage = HostCoverage.Of(list),
        };
    }
}
