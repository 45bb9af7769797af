namespace Sonde.Wire;

/// <summary>The table that Sonde reads captures with: one line a protocol and number space.</summary>
public static class StandardProtocols
{
    /// <summary>A new table with every protocol that has a reader.</summary>
    public static Protocols Create()
    {
        var table = new Protocols();
        AddLinkLayers(table);
        AddInternet(table);
        AddTransport(table);
        AddTunnels(table);
        AddApplications(table);
        return table;
    }

    private static void AddLinkLayers(Protocols table) => table.Add<Ethernet>(NextSpace.LinkType, LinkTypes.Ethernet);

    private static void AddInternet(Protocols table) =>
        table.Add<Ipv4>(NextSpace.EtherType, EtherTypes.Ipv4).Add<Ipv4>(NextSpace.IpVersion, 4);

    private static void AddTransport(Protocols table) =>
        table.Add<Tcp>(NextSpace.IpProtocol, IpProtocols.Tcp).Add<Udp>(NextSpace.IpProtocol, IpProtocols.Udp);

    private static void AddTunnels(Protocols table) => table.Add<Ipv4>(NextSpace.IpProtocol, IpProtocols.Ipv4);

    private static void AddApplications(Protocols table) => _ = table;
}
