namespace Sonde.Traffic;

/// <summary>A client asks for its router: ARP, or neighbour discovery over IPv6.</summary>
internal static class Neighbors
{
    public static IEnumerable<Emission> Run(Dice dice, long at)
    {
        var link = new Link(dice);
        Kinds kinds = link.IsV6 ? Kinds.NeighborDiscovery | link.Kinds : Kinds.Arp | (link.Kinds & Kinds.Vlan);
        yield return new Emission(at, link.Neighbor(false), kinds);
        yield return new Emission(at + dice.Between(50, 900), link.Neighbor(true), kinds);
    }
}
