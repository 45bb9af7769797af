using System.Globalization;
using System.Net;

namespace Sonde.Host;

/// <summary>Reads what <c>netstat -rn</c> prints on macOS and the BSDs.</summary>
public static class NetstatRoutes
{
    /// <summary>Reads the routes of both families.</summary>
    /// <param name="lines">The program's lines.</param>
    /// <param name="interfaceIndex">The number of an interface by its name; 0 when unknown.</param>
    public static IEnumerable<HostRoute> Read(IEnumerable<string> lines, Func<string, int> interfaceIndex)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(interfaceIndex);
        bool isIpv6 = false;
        int interfaceColumn = 3;
        foreach (string line in lines)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["Internet:" or "Internet6:"])
                isIpv6 = words[0] == "Internet6:";
            else if (words is ["Destination", "Gateway", "Flags", ..])
                interfaceColumn = Math.Max(Array.IndexOf(words, "Netif"), 3); // older systems print Refs and Use before it
            else if (
                words.Length > interfaceColumn
                && Route(words, interfaceColumn, isIpv6, interfaceIndex) is { } route
            )
                yield return route;
        }
    }

    private static HostRoute? Route(string[] words, int interfaceColumn, bool isIpv6, Func<string, int> interfaceIndex)
    {
        if (!char.IsAsciiLetterUpper(words[2][0]) || !words[2].All(char.IsAsciiLetterOrDigit))
            return null;
        if (
            Destination(words[0], isIpv6, isHost: words[2].Contains('H', StringComparison.Ordinal))
            is not var (first, prefix)
        )
            return null;
        string flags = words[2];
        string name = words[interfaceColumn];
        IPAddress? gateway =
            flags.Contains('G', StringComparison.Ordinal)
            && AddressText.TryParse(words[1], out IPAddress address, out _)
                ? address
                : null;
        return new HostRoute
        {
            Destination = first,
            PrefixLength = prefix,
            Type =
                flags.Contains('B', StringComparison.Ordinal) ? "blackhole"
                : flags.Contains('R', StringComparison.Ordinal) ? "unreachable"
                : "unicast",
            Protocol = flags.Contains('S', StringComparison.Ordinal) ? "static" : null,
            NextHops = [new HostNextHop(gateway, interfaceIndex(name), name, 1, [])],
            Flags = flags,
        };
    }

    // 10.0.1/24, 127, 169.254, 192.168.1.5, fe80::%lo0/64, default. Without a length, the octets written are the prefix.
    private static (IPAddress First, int Prefix)? Destination(string text, bool isIpv6, bool isHost)
    {
        if (text == "default")
            return (isIpv6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        string[] parts = text.Split('/', 2);
        int prefix = -1;
        if (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out prefix))
            return null;
        if (isIpv6)
            return
                AddressText.TryParse(parts[0], out IPAddress address, out _)
                && address.GetAddressBytes().Length == 16
                && prefix <= 128
                ? (address, prefix < 0 ? 128 : prefix)
                : null;
        string[] octets = parts[0].Split('.');
        if (
            octets.Length > 4
            || prefix > 32
            || !octets.All(octet => byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        )
            return null;
        if (prefix < 0)
            prefix = isHost ? 32 : octets.Length * 8;
        string whole = string.Join('.', octets.Concat(Enumerable.Repeat("0", 4 - octets.Length)));
        return (IPAddress.Parse(whole), prefix);
    }
}
