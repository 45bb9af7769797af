namespace Sonde.Wire;

/// <summary>The link layers in the table of protocols, and what runs on them without IP.</summary>
internal static class LinkProtocols
{
    /// <summary>Adds them all.</summary>
    public static void Add(Protocols table)
    {
        AddLinkTypes(table);
        AddTags(table);
        AddLlc(table);
        AddPointToPoint(table);
        AddControl(table);
        AddMpls(table);
        AddNamedEtherTypes(table);
        AddNamedOthers(table);
    }

    private static void AddLinkTypes(Protocols table) =>
        table
            .Add<Ethernet>(NextSpace.LinkType, LinkTypes.Ethernet)
            .Add<Ethernet>(NextSpace.EtherType, EtherTypes.Bridging)
            .Add<Ethernet>(NextSpace.Direct, Direct.Ethernet)
            .Add<InterSwitchLink>(NextSpace.Direct, Direct.Isl)
            .Add<BsdNull>(NextSpace.LinkType, LinkTypes.Null, LinkTypes.Loop)
            .Add<RawIp>(NextSpace.LinkType, LinkTypes.Raw)
            .Add<Ipv4>(NextSpace.LinkType, LinkTypes.Ipv4)
            .Add<Ipv6>(NextSpace.LinkType, LinkTypes.Ipv6)
            .Add<CookedV1>(NextSpace.LinkType, LinkTypes.LinuxSll)
            .Add<CookedV2>(NextSpace.LinkType, LinkTypes.LinuxSll2)
            .Add<CiscoHdlc>(NextSpace.LinkType, LinkTypes.CiscoHdlc)
            .Add<CiscoHdlc>(NextSpace.Direct, Direct.CiscoHdlc)
            .Add<FrameRelay>(NextSpace.LinkType, LinkTypes.FrameRelay)
            .Add<Slip>(NextSpace.LinkType, LinkTypes.Slip)
            .Add<NetfilterLog>(NextSpace.LinkType, LinkTypes.NfLog)
            .Add<NetfilterLog>(NextSpace.Direct, Direct.NetfilterLog)
            .AddBundle<Netlink>(NextSpace.LinkType, LinkTypes.Netlink)
            .AddBundle<Netlink>(NextSpace.Direct, Direct.Netlink)
            .Add<NetlinkNetfilter>(NextSpace.Direct, Direct.NetlinkNetfilter)
            .Add<Arcnet>(NextSpace.LinkType, LinkTypes.Arcnet)
            .Add<LinuxArcnet>(NextSpace.LinkType, LinkTypes.ArcnetLinux)
            .Add<PacketTap>(NextSpace.LinkType, LinkTypes.PktAp, LinkTypes.AppleUser2)
            .Add<Fddi>(NextSpace.LinkType, LinkTypes.Fddi)
            .Add<Fddi>(NextSpace.Direct, Direct.Fddi)
            .Add<TokenRing>(NextSpace.LinkType, LinkTypes.TokenRing)
            .Add<TokenRing>(NextSpace.Direct, Direct.TokenRing)
            .Add<Erf>(NextSpace.LinkType, LinkTypes.Erf)
            .Add<PacketFilterLog>(NextSpace.LinkType, LinkTypes.PfLog)
            .Add<IpsecTrace>(NextSpace.LinkType, LinkTypes.Enc)
            .Add<Llc>(NextSpace.LinkType, LinkTypes.AtmRfc1483)
            .AddBundle<Sctp>(NextSpace.LinkType, LinkTypes.Sctp)
            .Add<JuniperEthernet>(NextSpace.LinkType, LinkTypes.JuniperEthernet)
            .Add<IpNet>(NextSpace.LinkType, LinkTypes.IpNet)
            .Add<Wlan>(NextSpace.LinkType, LinkTypes.Ieee80211)
            .Add<Wlan>(NextSpace.Direct, Direct.Wlan)
            .Add<WlanSwapped>(NextSpace.Direct, Direct.WlanSwapped)
            .Add<WlanPadded>(NextSpace.Direct, Direct.WlanPadded)
            .Add<WlanCentrino>(NextSpace.EtherType, 0x2452)
            .Add<WlanRadio>(NextSpace.Direct, Direct.WlanRadio)
            .Add<WlanRadioPadded>(NextSpace.Direct, Direct.WlanRadioPadded)
            .Add<Radiotap>(NextSpace.LinkType, LinkTypes.Ieee80211Radiotap)
            .Add<Prism>(NextSpace.LinkType, LinkTypes.Ieee80211Prism)
            .Add<Avs>(NextSpace.LinkType, LinkTypes.Ieee80211Avs)
            .Add<Ppi>(NextSpace.LinkType, LinkTypes.Ppi);

    private static void AddTags(Protocols table) =>
        table
            .Add<Vlan>(NextSpace.EtherType, EtherTypes.Vlan, 0x9100)
            .Add<ServiceVlan>(NextSpace.EtherType, EtherTypes.ServiceVlan)
            .Add<ProviderBackbone>(NextSpace.EtherType, 0x88e7)
            .Add<VnTag>(NextSpace.EtherType, 0x8926)
            .Add<PortExtensionTag>(NextSpace.EtherType, 0x893f)
            .Add<CiscoMetaData>(NextSpace.EtherType, 0x8909)
            .Add<Macsec>(NextSpace.EtherType, 0x88e5)
            .Add<SeamlessRedundancy>(NextSpace.EtherType, 0x892f)
            .Add<AristaTimestamp>(NextSpace.EtherType, 0xd28b)
            .Add<FabricPath>(NextSpace.EtherType, 0x8903)
            .Add<Trill>(NextSpace.EtherType, 0x22f3)
            .Add<ServiceHeader>(NextSpace.EtherType, 0x894f);

    private static void AddLlc(Protocols table) =>
        table
            .Add<Llc>(NextSpace.Direct, Direct.Llc)
            .Add<Llc>(NextSpace.EtherType, 0x8870) // jumbo frames, which no length can tell
            .Add<Ipv4>(NextSpace.LlcSap, 0x06)
            .Add<Osi>(NextSpace.LlcSap, 0x14, 0x20, 0x34, 0x54, 0xfe)
            .Add<Osi>(NextSpace.Direct, Direct.Osi)
            .Add<Isis>(NextSpace.Nlpid, 0x83)
            .Add<Isis>(NextSpace.EtherType, 0x22f4)
            .Add<Stp>(NextSpace.LlcSap, 0x42)
            .Add<Stp>(NextSpace.Direct, Direct.SpanningTree)
            .Add<Stp>(NextSpace.EtherType, 0x8181)
            .Add<Stp>(NextSpace.Snap, Cisco(0x0108), Cisco(0x0109), Cisco(0x010b), Cisco(0x010c))
            .Add<Cdp>(NextSpace.Snap, Cisco(0x2000))
            .Add<Cdp>(NextSpace.CiscoHdlc, 0x2000)
            .Add<Cdp>(NextSpace.PppProtocol, 0x0207);

    private static void AddPointToPoint(Protocols table) =>
        table
            .Add<Ppp>(NextSpace.LinkType, LinkTypes.Ppp, LinkTypes.PppHdlc)
            .Add<Ppp>(NextSpace.Direct, Direct.Ppp)
            .Add<PppWithDirection>(NextSpace.LinkType, LinkTypes.PppWithDirection)
            .Add<PppoeSession>(NextSpace.LinkType, LinkTypes.PppEther)
            .Add<PppoeSession>(NextSpace.EtherType, 0x8864)
            .Add<PppoeDiscovery>(NextSpace.EtherType, 0x8863)
            .Add<PppMultilink>(NextSpace.PppProtocol, PppProtocols.Multilink)
            .Add<PppBridging>(NextSpace.PppProtocol, PppProtocols.Bridging)
            .Add<Lcp>(NextSpace.PppProtocol, PppProtocols.LinkControl)
            .Add<Ipcp>(NextSpace.PppProtocol, PppProtocols.IpControl)
            .Add<Ipv6cp>(NextSpace.PppProtocol, PppProtocols.Ipv6Control)
            .Add<Ccp>(NextSpace.PppProtocol, PppProtocols.CompressionControl)
            .Add<Pap>(NextSpace.PppProtocol, PppProtocols.PasswordAuthentication)
            .Add<Chap>(NextSpace.PppProtocol, PppProtocols.ChallengeHandshake)
            // PPP's control protocols are seen under EtherTypes of the same numbers
            .Add<Lcp>(NextSpace.EtherType, PppProtocols.LinkControl)
            .Add<Ipcp>(NextSpace.EtherType, PppProtocols.IpControl)
            .Add<Ipv6cp>(NextSpace.EtherType, PppProtocols.Ipv6Control)
            .Add<Ccp>(NextSpace.EtherType, PppProtocols.CompressionControl)
            .Add<Pap>(NextSpace.EtherType, PppProtocols.PasswordAuthentication)
            .Add<Chap>(NextSpace.EtherType, PppProtocols.ChallengeHandshake);

    private static void AddControl(Protocols table) =>
        table
            .Add<ConfigurationTest>(NextSpace.EtherType, 0x9000)
            .Add<WakeOnLan>(NextSpace.EtherType, 0x0842)
            .AddGuess<WakeOnLan>(NextSpace.UdpPort)
            .Add<Lldp>(NextSpace.EtherType, 0x88cc, 0x8942)
            .Add<Eapol>(NextSpace.EtherType, 0x888e, 0x88c7)
            .Add<SlowProtocol>(NextSpace.EtherType, 0x8809)
            .Add<Lacp>(NextSpace.SlowProtocol, 1)
            .AddNamed("marker", 1, NextSpace.SlowProtocol, 2)
            .AddNamed("oampdu", 1, NextSpace.SlowProtocol, 3)
            .AddNamed("ossp", 1, NextSpace.SlowProtocol, 10);

    private static void AddMpls(Protocols table) =>
        table
            .Add<Mpls>(NextSpace.EtherType, EtherTypes.Mpls, EtherTypes.MplsMulticast)
            .Add<PseudowireGuess>(NextSpace.Direct, Direct.PseudowireGuess)
            .Add<PseudowireEthernet>(NextSpace.Direct, Direct.PseudowireEthernet)
            .Add<PseudowireEthernetWithControlWord>(NextSpace.Direct, Direct.PseudowireEthernetWithControlWord)
            .Add<AssociatedChannel>(NextSpace.Direct, Direct.MplsChannel)
            .Add<Ipv4>(NextSpace.MplsChannel, 0x0021)
            .Add<Ipv6>(NextSpace.MplsChannel, 0x0057)
            .AddNamed("bfd", 0, NextSpace.MplsChannel, 0x0007, 0x0022, 0x0023)
            .AddNamed("mpls-echo", 0, NextSpace.MplsChannel, 0x0025)
            .AddNamed("cfm", 0, NextSpace.MplsChannel, 0x8902);

    private static void AddNamedEtherTypes(Protocols table) =>
        table
            .AddNamed("idp", 30, NextSpace.EtherType, 0x0600)
            .AddNamed("cgmp", 24, NextSpace.EtherType, 0x2001)
            .AddNamed("dec_dna", 3, NextSpace.EtherType, 0x6003)
            .AddNamed("lat", 2, NextSpace.EtherType, 0x6004)
            .AddNamed("dec_stp", 0, NextSpace.EtherType, 0x8038)
            .AddNamed("ddp", 5, NextSpace.Direct, Direct.AppleTalk)
            .AddNamed("llap", 3, NextSpace.EtherType, 0x809b)
            .AddNamed("aarp", 28, NextSpace.EtherType, 0x80f3)
            .AddNamed("dlr", 0, NextSpace.EtherType, 0x80e1)
            .AddNamed("wcp", 0, NextSpace.EtherType, 0x80ff)
            .AddNamed("ipx", 30, NextSpace.EtherType, 0x8137)
            .AddNamed("wlccp", 0, NextSpace.EtherType, 0x872d)
            .AddNamed("macc", 2, NextSpace.EtherType, 0x8808)
            .AddNamed("msnlb", 0, NextSpace.EtherType, 0x886f)
            .AddNamed("brcm-tag", 0, NextSpace.EtherType, 0x8874)
            .AddNamed("homeplug", 0, NextSpace.EtherType, 0x887b)
            .AddNamed("pn_rt", 2, NextSpace.EtherType, 0x8892)
            .AddNamed("realtek", 0, NextSpace.EtherType, 0x8899)
            .AddNamed("aoe", 10, NextSpace.EtherType, 0x88a2)
            .AddNamed("ecatf", 2, NextSpace.EtherType, 0x88a4)
            .AddNamed("epl", 0, NextSpace.EtherType, 0x88ab)
            .AddNamed("goose", 8, NextSpace.EtherType, 0x88b8)
            .AddNamed("sv", 8, NextSpace.EtherType, 0x88ba)
            .AddNamed("tipc", 0, NextSpace.EtherType, 0x88ca)
            .AddNamed("lltd", 0, NextSpace.EtherType, 0x88d9)
            .AddNamed("homeplug-av", 0, NextSpace.EtherType, 0x88e1)
            .AddNamed("pn_mrp", 0, NextSpace.EtherType, 0x88e3)
            .AddNamed("mrp-mvrp", 0, NextSpace.EtherType, 0x88f5)
            .AddNamed("mrp-mmrp", 0, NextSpace.EtherType, 0x88f6)
            .AddNamed("mrp-msrp", 0, NextSpace.EtherType, 0x22ea)
            .AddNamed("ptp", 1, NextSpace.EtherType, 0x88f7)
            .AddNamed("ncsi", 0, NextSpace.EtherType, 0x88f8)
            .AddNamed("hsr_prp_supervision", 0, NextSpace.EtherType, 0x88fb)
            .AddNamed("cfm", 4, NextSpace.EtherType, 0x8902)
            .AddNamed("fcoe", 18, NextSpace.EtherType, 0x8906)
            .AddNamed("fip", 10, NextSpace.EtherType, 0x8914)
            .AddNamed("infiniband", 0, NextSpace.EtherType, 0x8915)
            .AddNamed("ieee1905", 0, NextSpace.EtherType, 0x893a)
            .AddNamed("gnw", 0, NextSpace.EtherType, 0x8947)
            .AddNamed("ieee1722", 0, NextSpace.EtherType, 0x22f0)
            .AddNamed("ecpri", 0, NextSpace.EtherType, 0xaefe)
            .AddNamed("llt", 0, NextSpace.EtherType, 0xcafe)
            .AddNamed("tdmoe", 0, NextSpace.EtherType, 0xd00d)
            .AddNamed("batadv", 0, NextSpace.EtherType, 0x4305)
            .AddNamed("dect", 0, NextSpace.EtherType, 0x2323)
            .AddNamed("hcrt", 0, NextSpace.EtherType, 0xf052)
            .AddNamed("lwapp", 0, NextSpace.EtherType, 0x88bb, 0xbbbb)
            .AddNamed("rtmac", 0, NextSpace.EtherType, 0x9021)
            .AddNamed("nwp", 0, NextSpace.EtherType, 0xc0df)
            .AddNamed("xip", 0, NextSpace.EtherType, 0xc0de);

    private static void AddNamedOthers(Protocols table) =>
        table
            .AddNamed("ipx", 30, NextSpace.LlcSap, 0x10, 0xe0)
            .AddNamed("ipx", 30, NextSpace.Direct, Direct.Ipx)
            .AddNamed("sna", 2, NextSpace.LlcSap, 0x04, 0x08, 0x0c, 0x40, 0xc8)
            .AddNamed("x25", 2, NextSpace.LlcSap, 0x7e)
            .AddNamed("3comxns", 0, NextSpace.LlcSap, 0x80)
            .AddNamed("bacnet", 2, NextSpace.LlcSap, 0x82)
            .AddNamed("vines_llc", 1, NextSpace.LlcSap, 0xbc)
            .AddNamed("netbios", 4, NextSpace.LlcSap, 0xf0)
            .AddNamed("hpext", 0, NextSpace.LlcSap, 0xf8)
            .AddNamed("rpl", 0, NextSpace.LlcSap, 0xfc)
            .AddNamed("clnp", 1, NextSpace.Nlpid, 0x00, 0x81)
            .AddNamed("esis", 8, NextSpace.Nlpid, 0x82)
            .AddNamed("q933", 0, NextSpace.Nlpid, 0x08)
            .AddNamed("lmi", 0, NextSpace.Nlpid, 0x09)
            .AddNamed("isis.hello", 0, NextSpace.IsisPdu, 15, 16, 17)
            .AddNamed("isis.lsp", 0, NextSpace.IsisPdu, 18, 20)
            .AddNamed("isis.csnp", 0, NextSpace.IsisPdu, 24, 25)
            .AddNamed("isis.psnp", 0, NextSpace.IsisPdu, 26, 27)
            .AddNamed("gvrp", 2, NextSpace.Direct, Direct.Gvrp)
            .AddNamed("trmac", 0, NextSpace.Direct, Direct.TokenRingMac)
            .AddNamed("genl", 16, NextSpace.Direct, Direct.GenericNetlink)
            .AddNamed("netlink-route", 16, NextSpace.Direct, Direct.NetlinkRoute)
            .AddNamed("netlink-sock_diag", 16, NextSpace.Direct, Direct.NetlinkSockets)
            .AddNamed("slarp", 14, NextSpace.CiscoHdlc, 0x8035)
            .AddNamed("udld", 4, NextSpace.CiscoHdlc, 0x0111)
            .AddNamed("dec_stp", 0, NextSpace.CiscoHdlc, 0x8038)
            .AddNamed("dec_dna", 3, NextSpace.CiscoHdlc, 0x6003)
            .AddNamed("pagp", 0, NextSpace.Snap, Cisco(0x0104))
            .AddNamed("udld", 4, NextSpace.Snap, Cisco(0x0111))
            .AddNamed("cgmp", 24, NextSpace.Snap, Cisco(0x2001))
            .AddNamed("vtp", 4, NextSpace.Snap, Cisco(0x2003))
            .AddNamed("dtp", 1, NextSpace.Snap, Cisco(0x2004))
            .AddNamed("ndp", 0, NextSpace.Snap, 0x008101a1, 0x008101a2)
            .AddNamed("wlccp", 0, NextSpace.Snap, 0x40960000)
            .AddNamed("nhrp", 0, NextSpace.Snap, 0x005e0003)
            .AddNamed("fdp", 0, NextSpace.Snap, 0xe0522000)
            .AddNamed("edp", 0, NextSpace.Snap, 0xe02b00bb)
            .AddNamed("eap", 4, NextSpace.PppProtocol, PppProtocols.ExtensibleAuthentication)
            .AddNamed("vjc", 0, NextSpace.PppProtocol, 0x002d, 0x002f)
            .AddNamed("vines_ip", 0, NextSpace.PppProtocol, 0x0035)
            .AddNamed("dec_dna", 3, NextSpace.PppProtocol, 0x0027)
            .AddNamed("pppmux", 0, NextSpace.PppProtocol, 0x0059)
            .AddNamed("comp_data", 0, NextSpace.PppProtocol, 0x00fd)
            .AddNamed("bcp_ncp", 0, NextSpace.PppProtocol, 0x8031)
            .AddNamed("osinlcp", 0, NextSpace.PppProtocol, 0x8023)
            .AddNamed("cdpcp", 0, NextSpace.PppProtocol, 0x8207)
            .AddNamed("mplscp", 0, NextSpace.PppProtocol, 0x8281)
            .AddNamed("cbcp", 0, NextSpace.PppProtocol, 0xc029)
            .AddNamed("bacp", 0, NextSpace.PppProtocol, 0xc02b)
            .AddNamed("bap", 0, NextSpace.PppProtocol, 0xc02d);

    private static uint Cisco(ushort protocol) => ((uint)Snap.Cisco << 16) | protocol;
}
