using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Sonde.Host;

/// <summary>Reads what <c>route print</c> prints on Windows, in any language: rows are known by their addresses, not by their headings.</summary>
public static class WindowsRoutes
{
    /// <summary>Reads the active routes of both families; persistent ones stand among them when they are in force.</summary>
    /// <param name="lines">The program's lines.</param>
    /// <param name="interfaceOf">The interface that has an address; null when none has it.</param>
    /// <param name="interfaceName">The name of an interface by its number.</param>
    public static IEnumerable<HostRoute> Read(
        IEnumerable<string> lines,
        Func<IPAddress, (int Index, string Name)?> interfaceOf,
        Func<int, string?> interfaceName
    )
    {
        ArgumentNullException.ThrowIfNull(lines);
        string[] row = [];
        foreach (string line in lines)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // a long IPv6 destination pushes the gateway onto a line of its own
            string[] whole = row is [_, _, _] && words.Length == 1 ? [.. row, .. words] : words;
            row = words;
            if ((Ipv4(whole, interfaceOf) ?? Ipv6(whole, interfaceName)) is { } route)
                yield return route;
        }
    }

    // destination, mask, gateway or "on-link" in the system's language, address of the interface, metric
    private static HostRoute? Ipv4(string[] words, Func<IPAddress, (int Index, string Name)?> interfaceOf)
    {
        if (
            words.Length < 5
            || Address(words[0], AddressFamily.InterNetwork) is not { } destination
            || Address(words[1], AddressFamily.InterNetwork) is not { } mask
            || Address(words[^2], AddressFamily.InterNetwork) is not { } own
            || !int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int metric)
        )
            return null;
        (int index, string name) = interfaceOf(own) ?? (0, own.ToString());
        IPAddress? gateway = words.Length == 5 ? Address(words[2], AddressFamily.InterNetwork) : null;
        return new HostRoute
        {
            Destination = destination,
            PrefixLength = mask.GetAddressBytes().Sum(octet => BitOperations.PopCount(octet)),
            Type = "unicast",
            Metric = metric,
            NextHops = [new HostNextHop(gateway, index, name, 1, [])],
        };
    }

    // number of the interface, metric, destination with prefix length, gateway or "on-link"
    private static HostRoute? Ipv6(string[] words, Func<int, string?> interfaceName)
    {
        if (
            words.Length < 4
            || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int metric)
            || words[2].Split('/') is not [var text, var length]
            || Address(text, AddressFamily.InterNetworkV6) is not { } destination
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int prefix)
            || prefix > 128
        )
            return null;
        return new HostRoute
        {
            Destination = destination,
            PrefixLength = prefix,
            Type = "unicast",
            Metric = metric,
            NextHops =
            [
                new HostNextHop(Address(words[3], AddressFamily.InterNetworkV6), index, interfaceName(index), 1, []),
            ],
        };
    }

    private static IPAddress? Address(string text, AddressFamily family) =>
        AddressText.TryParse(text, out IPAddress address, out _) && address.AddressFamily == family ? address : null;
}
