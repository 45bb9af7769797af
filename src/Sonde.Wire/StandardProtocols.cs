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
        table
            .Add<Ipv4>(NextSpace.EtherType, EtherTypes.Ipv4)
            .Add<Ipv4>(NextSpace.IpVersion, 4)
            .Add<Ipv6>(NextSpace.EtherType, EtherTypes.Ipv6)
            .Add<Ipv6>(NextSpace.IpVersion, 6)
            .Add<Arp>(NextSpace.EtherType, EtherTypes.Arp, EtherTypes.ReverseArp)
            .Add<Icmp>(NextSpace.IpProtocol, IpProtocols.Icmp)
            .Add<Igmp>(NextSpace.IpProtocol, IpProtocols.Igmp)
            .Add<Icmpv6>(NextSpace.IpProtocol, IpProtocols.Icmpv6)
            .Add<Ipv6HopByHop>(NextSpace.IpProtocol, IpProtocols.HopByHop)
            .Add<Ipv6Routing>(NextSpace.IpProtocol, IpProtocols.Routing)
            .Add<Ipv6Fragment>(NextSpace.IpProtocol, IpProtocols.Fragment)
            .Add<Ipv6DestinationOptions>(NextSpace.IpProtocol, IpProtocols.DestinationOptions)
            .Add<Esp>(NextSpace.IpProtocol, IpProtocols.Esp)
            .Add<Ah>(NextSpace.IpProtocol, IpProtocols.Ah)
            .AddNamed("mipv6", 6, NextSpace.IpProtocol, 62, 135)
            .AddNamed("hip", 40, NextSpace.IpProtocol, 139)
            .AddNamed("shim6", 8, NextSpace.IpProtocol, 140);

    private static void AddTransport(Protocols table) =>
        table.Add<Tcp>(NextSpace.IpProtocol, IpProtocols.Tcp).Add<Udp>(NextSpace.IpProtocol, IpProtocols.Udp);

    private static void AddTunnels(Protocols table) =>
        table.Add<Ipv4>(NextSpace.IpProtocol, IpProtocols.Ipv4).Add<Ipv6>(NextSpace.IpProtocol, IpProtocols.Ipv6);

    private static void AddApplications(Protocols table) =>
        table
            .Add<Dns>(NextSpace.UdpPort, 53)
            .AddStream<Dns>(53, 5353)
            .Add<Mdns>(NextSpace.UdpPort, 5353)
            .Add<Llmnr>(NextSpace.UdpPort, 5355);
}
