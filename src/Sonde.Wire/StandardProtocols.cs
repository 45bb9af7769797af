namespace Sonde.Wire;

/// <summary>The table that Sonde reads captures with: one line a protocol and number space.</summary>
public static class StandardProtocols
{
    // where a server speaks TLS from the first octet on
    private static readonly uint[] TlsPorts =
    [
        324,
        443,
        465,
        636,
        802,
        853,
        993,
        995,
        1300,
        2221,
        2443,
        3249,
        3250,
        3251,
        3252,
        3496,
        5061,
        5671,
        5684,
        5868,
        8883,
        11207,
        19999,
        27017,
    ];

    /// <summary>A new table with every protocol that has a reader.</summary>
    public static Protocols Create()
    {
        var table = new Protocols();
        AddLinkLayers(table);
        AddInternet(table);
        AddTransport(table);
        AddTunnels(table);
        AddApplications(table);
        StreamProtocols.Add(table);
        return table;
    }

    private static void AddLinkLayers(Protocols table) => LinkProtocols.Add(table);

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
            .AddNamed("shim6", 8, NextSpace.IpProtocol, 140)
            .AddNamed("dvmrp", 8, NextSpace.Direct, Direct.Dvmrp)
            .AddNamed("igap", 12, NextSpace.Direct, Direct.Igap)
            .AddNamed("igrp", 12, NextSpace.IpProtocol, 9)
            .AddNamed("rsvp", 8, NextSpace.IpProtocol, 46)
            .AddNamed("swipe", 4, NextSpace.IpProtocol, 53)
            .AddNamed("nhrp", 20, NextSpace.IpProtocol, 54)
            .AddNamed("nhrp", 20, NextSpace.GreProtocol, 0x2001)
            .AddNamed("osi", 1, NextSpace.IpProtocol, 80)
            .AddNamed("eigrp", 20, NextSpace.IpProtocol, 88)
            .AddNamed("ospf", 12, NextSpace.IpProtocol, 89)
            .Add<Pim>(NextSpace.IpProtocol, 103)
            .Add<Pim>(NextSpace.Direct, Direct.Pim)
            .AddNamed("rgmp", 8, NextSpace.Direct, Direct.Rgmp)
            .AddNamed("ipcomp", 4, NextSpace.IpProtocol, 108)
            .AddNamed("vrrp", 8, NextSpace.IpProtocol, 112)
            .AddNamed("pgm", 16, NextSpace.IpProtocol, 113);

    private static void AddTransport(Protocols table) =>
        table
            .Add<Tcp>(NextSpace.IpProtocol, IpProtocols.Tcp)
            .Add<Udp>(NextSpace.IpProtocol, IpProtocols.Udp)
            .DescribeParts<Tcp>()
            .DescribeParts<Udp>()
            .DescribeParts<Icmp>()
            .DescribeParts<Icmpv6>()
            .Add<UdpLite>(NextSpace.IpProtocol, 136)
            .AddBundle<Sctp>(NextSpace.IpProtocol, IpProtocols.Sctp)
            .AddBundle<Sctp>(NextSpace.UdpPort, 9899)
            .Add<Dccp>(NextSpace.IpProtocol, 33)
            .AddNamed("xtp", 32, NextSpace.IpProtocol, 36)
            .AddNamed("iua", 8, NextSpace.SctpPayload, 1)
            .AddNamed("m2ua", 8, NextSpace.SctpPayload, 2)
            .AddNamed("m2ua", 8, NextSpace.SctpPort, 2904)
            .AddNamed("m3ua", 8, NextSpace.SctpPayload, 3)
            .AddNamed("m3ua", 8, NextSpace.SctpPort, 2905)
            .AddNamed("sua", 8, NextSpace.SctpPayload, 4)
            .AddNamed("sua", 8, NextSpace.SctpPort, 14001)
            .AddNamed("m2pa", 8, NextSpace.SctpPayload, 5)
            .AddNamed("m2pa", 8, NextSpace.SctpPort, 3565)
            .AddNamed("v5ua", 8, NextSpace.SctpPayload, 6)
            .AddNamed("megaco", 1, NextSpace.SctpPayload, 7)
            .AddNamed("megaco", 1, NextSpace.SctpPort, 2944)
            .AddNamed("bicc", 1, NextSpace.SctpPayload, 8)
            .AddNamed("dua", 8, NextSpace.SctpPayload, 10)
            .AddNamed("asap", 4, NextSpace.SctpPayload, 11)
            .AddNamed("asap", 4, NextSpace.SctpPort, 3863)
            .AddNamed("enrp", 4, NextSpace.SctpPayload, 12)
            .AddNamed("enrp", 4, NextSpace.SctpPort, 9901)
            .AddNamed("q931", 1, NextSpace.SctpPayload, 13)
            .AddNamed("s1ap", 1, NextSpace.SctpPayload, 18)
            .AddNamed("s1ap", 1, NextSpace.SctpPort, 36412)
            .AddNamed("rua", 1, NextSpace.SctpPayload, 19)
            .AddNamed("rua", 1, NextSpace.SctpPort, 29169)
            .AddNamed("hnbap", 1, NextSpace.SctpPayload, 20)
            .AddNamed("sbcap", 1, NextSpace.SctpPayload, 24)
            .AddNamed("sbcap", 1, NextSpace.SctpPort, 29168)
            .AddNamed("nbap", 1, NextSpace.SctpPayload, 25)
            .AddNamed("x2ap", 1, NextSpace.SctpPayload, 27)
            .AddNamed("x2ap", 1, NextSpace.SctpPort, 36422)
            .AddNamed("lcsap", 1, NextSpace.SctpPayload, 29)
            .AddNamed("lcsap", 1, NextSpace.SctpPort, 9082)
            .AddNamed("sabp", 1, NextSpace.SctpPayload, 31)
            .AddNamed("m2ap", 1, NextSpace.SctpPayload, 43)
            .AddNamed("m2ap", 1, NextSpace.SctpPort, 36443)
            .AddNamed("m3ap", 1, NextSpace.SctpPayload, 44)
            .AddNamed("m3ap", 1, NextSpace.SctpPort, 36444)
            .AddNamed("ssh", 1, NextSpace.SctpPayload, 45)
            .AddNamed("ssh", 1, NextSpace.SctpPort, 22)
            .AddNamed("diameter", 20, NextSpace.SctpPayload, 46)
            .AddNamed("diameter", 20, NextSpace.SctpPort, 3868)
            .AddNamed("rtcdc", 1, NextSpace.SctpPayload, 50)
            .AddNamed("ngap", 1, NextSpace.SctpPayload, 60)
            .AddNamed("ngap", 1, NextSpace.SctpPort, 38412)
            .AddNamed("xnap", 1, NextSpace.SctpPayload, 61)
            .AddNamed("xnap", 1, NextSpace.SctpPort, 38422)
            .AddNamed("f1ap", 1, NextSpace.SctpPayload, 62)
            .AddNamed("f1ap", 1, NextSpace.SctpPort, 38472)
            .AddNamed("e1ap", 1, NextSpace.SctpPayload, 64)
            .AddNamed("e1ap", 1, NextSpace.SctpPort, 38462)
            .AddNamed("sgsap", 1, NextSpace.SctpPort, 29118)
            .AddNamed("http", 1, NextSpace.SctpPort, 80);

    private static void AddTunnels(Protocols table) =>
        table
            .Add<Ipv4>(NextSpace.IpProtocol, IpProtocols.Ipv4)
            .Add<Ipv6>(NextSpace.IpProtocol, IpProtocols.Ipv6)
            .Add<Ethernet>(NextSpace.IpProtocol, 143)
            .Add<Ethernet>(NextSpace.Direct, Direct.Ethernet)
            .Add<EtherIp>(NextSpace.IpProtocol, 97)
            .Add<L2tpOverIp>(NextSpace.IpProtocol, 115)
            .Add<L2tp>(NextSpace.UdpPort, 1701)
            .Add<Gre>(NextSpace.IpProtocol, IpProtocols.Gre)
            .Add<Gre>(NextSpace.UdpPort, 4754)
            .Add<Ipv4>(NextSpace.GreProtocol, EtherTypes.Ipv4, 0x883e)
            .Add<Ipv6>(NextSpace.GreProtocol, EtherTypes.Ipv6)
            .Add<Arp>(NextSpace.GreProtocol, EtherTypes.Arp)
            .Add<Erspan>(NextSpace.GreProtocol, 0x88be, 0x22eb)
            .Add<ErspanTypeI>(NextSpace.Direct, Direct.ErspanTypeI)
            .Add<ServiceHeader>(NextSpace.GreProtocol, 0x894f)
            .Add<FrameRelay>(NextSpace.GreProtocol, 0x6559)
            .Add<Mpls>(NextSpace.IpProtocol, 137)
            .Add<Mpls>(NextSpace.UdpPort, 6635)
            .AddNamed("grebonding", 1, NextSpace.GreProtocol, 0x0101, 0xb7ea)
            .AddBundle<Sflow>(NextSpace.UdpPort, 6343)
            .Add<Vxlan>(NextSpace.UdpPort, 4789)
            .Add<VxlanGpe>(NextSpace.UdpPort, 4790)
            .Add<Geneve>(NextSpace.UdpPort, 6081)
            .Add<Gtp>(NextSpace.UdpPort, 2123, 2152)
            .Add<Gtpv2>(NextSpace.Direct, Direct.Gtpv2)
            .Add<GtpPrime>(NextSpace.UdpPort, 3386)
            .AddNamed("pfcp", 8, NextSpace.UdpPort, 8805)
            .Add<Teredo>(NextSpace.UdpPort, 3544)
            .Add<Isakmp>(NextSpace.UdpPort, 500)
            .Add<UdpEncapsulation>(NextSpace.UdpPort, 4500)
            .Add<TurnChannel>(NextSpace.UdpPort, 3478)
            .AddGuess<Stun>(NextSpace.UdpPort)
            .AddGuess<ClassicStun>(NextSpace.UdpPort)
            .AddGuess<WireGuard>(NextSpace.UdpPort)
            .AddNamed("bfd", 24, NextSpace.UdpPort, 3784, 4784, 6784)
            .AddNamed("bfd_echo", 1, NextSpace.UdpPort, 3785)
            .AddNamed("hsrp", 20, NextSpace.UdpPort, 1985, 2029)
            .AddNamed("lisp", 8, NextSpace.UdpPort, 4342)
            .Add<LispData>(NextSpace.UdpPort, 4341)
            .Add<Ayiya>(NextSpace.UdpPort, 5072)
            .AddNamed("portcontrol", 2, NextSpace.UdpPort, 5350, 5351)
            .AddNamed("rip", 4, NextSpace.UdpPort, 520)
            .AddNamed("ripng", 4, NextSpace.UdpPort, 521)
            .AddNamed("mip", 4, NextSpace.UdpPort, 434)
            .AddNamed("mpls-echo", 8, NextSpace.UdpPort, 3503)
            .AddNamed("capwap", 8, NextSpace.UdpPort, 5246)
            .Add<CapwapData>(NextSpace.UdpPort, 5247);

    private static void AddApplications(Protocols table) =>
        table
            .Add<Dns>(NextSpace.UdpPort, 53)
            .AddStream<Dns>(53, 5353)
            .Add<Mdns>(NextSpace.UdpPort, 5353)
            .Add<Llmnr>(NextSpace.UdpPort, 5355)
            .Add<Dhcp>(NextSpace.UdpPort, 67, 68, 4011)
            .Add<Dhcpv6>(NextSpace.UdpPort, 546, 547)
            .Add<Nbns>(NextSpace.UdpPort, 137)
            .Add<Nbdgm>(NextSpace.UdpPort, 138)
            .Add<Smb>(NextSpace.Direct, Direct.Smb)
            .AddNamed("browser", 1, NextSpace.Direct, Direct.Browser)
            .AddNamed("smb_netlogon", 2, NextSpace.Direct, Direct.SmbNetlogon)
            .Add<Ntp>(NextSpace.UdpPort, 123)
            .Add<Snmp>(NextSpace.UdpPort, 161, 162, 8161)
            .Add<Ssdp>(NextSpace.UdpPort, 1900)
            .Add<Http>(NextSpace.TcpPort, Http.Ports)
            .Add<Http>(NextSpace.SctpPort, 80)
            .AddNamed("websocket", 1, NextSpace.None)
            .Add<Syslog>(NextSpace.UdpPort, 514)
            .Add<Tftp>(NextSpace.UdpPort, 69)
            .Add<Radius>(NextSpace.UdpPort, 1645, 1646, 1700, 1812, 1813, 3799)
            .Add<Rip>(NextSpace.UdpPort, 520)
            .AddNamed("ripng", 4, NextSpace.UdpPort, 521)
            .AddStream<Tls>(TlsPorts)
            .AddStreamGuess<Tls>(Tls.IsLikely)
            .NamesOpenings<Tls>()
            .AddStreamGuess<DceRpc>(DceRpc.IsLikely)
            .Add<Dtls>(NextSpace.UdpPort, 853, 2221, 5684, 5868)
            .Add<Dtls>(NextSpace.SctpPayload, 47)
            .AddGuess<Quic>(NextSpace.UdpPort)
            .AddGuess<Dtls>(NextSpace.UdpPort)
            .AddGuess<Dns>(NextSpace.UdpPort, DnsMessage.IsPlausible)
            .AddGuess<DceRpcDatagram>(NextSpace.UdpPort)
            .DescribeParts<Dns>()
            .DescribeParts<Mdns>()
            .DescribeParts<Llmnr>();
}
