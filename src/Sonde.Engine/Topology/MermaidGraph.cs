using System.Globalization;
using System.Text;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Draws who talks to whom as a Mermaid flowchart, of addresses and numbers alone: no text of the capture is in it.</summary>
internal static class MermaidGraph
{
    /// <summary>Most links drawn.</summary>
    public const int MostLinks = 40;

    /// <summary>The flowchart; its first links are drawn.</summary>
    public static string Draw(IReadOnlyList<MapLink> links, NetworkMap map)
    {
        var text = new StringBuilder("graph LR\n");
        MapLink[] drawn = [.. links.Take(MostLinks)];
        Dictionary<Address, int> numbers = [];
        foreach (Address address in drawn.SelectMany(link => new[] { link.Low, link.High }))
            numbers.TryAdd(address, numbers.Count);
        int group = 0;
        foreach (IGrouping<string, Address> place in numbers.Keys.GroupBy(address => Place(address, map)))
        {
            string indent = "  ";
            if (place.Key.Length > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"  subgraph g{group++}[\"{place.Key}\"]\n");
                indent = "    ";
            }
            foreach (Address address in place)
                text.Append(CultureInfo.InvariantCulture, $"{indent}n{numbers[address]}[\"{address}\"]\n");
            if (place.Key.Length > 0)
                text.Append("  end\n");
        }
        foreach (MapLink link in drawn)
            text.Append(
                CultureInfo.InvariantCulture,
                $"  n{numbers[link.Low]} ---|\"{link.Octets} octets\"| n{numbers[link.High]}\n"
            );
        return text.ToString();
    }

    private static string Place(Address address, NetworkMap map)
    {
        if (address.IsMulticast || address is { Version: 4, Low: 0xffff_ffff })
            return "groups";
        if (!map.Hosts.TryGetValue(address, out MapHost? host))
            return "";
        if (host.Hops == 0)
            return TopologyQuestion.Subnet(address);
        return host is { Hops: > 0, Hardware: [var gateway, ..] } ? $"behind {MapStation.NameOf(gateway)}" : "";
    }
}
