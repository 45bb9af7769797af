namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of a DHCPv6 message.</summary>
internal static class Dhcpv6Fields
{
    public static readonly Field Msgtype = new("dhcpv6.msgtype", "Message type", names: Dhcpv6MessageTypes.NameOf);
    public static readonly Field Hopcount = new("dhcpv6.hopcount", "Hopcount");
    public static readonly Field Xid = new("dhcpv6.xid", "Transaction ID", @base: FieldBase.Hex);
    public static readonly Field Linkaddr = new("dhcpv6.linkaddr", "Link address", FieldKind.Ipv6);
    public static readonly Field Peeraddr = new("dhcpv6.peeraddr", "Peer address", FieldKind.Ipv6);
    public static readonly Field OptionType = new("dhcpv6.option.type", "Option", names: Dhcpv6Options.NameOf);
    public static readonly Field OptionLength = new("dhcpv6.option.length", "Length");
    public static readonly Field DuidBytes = new("dhcpv6.duid.bytes", "DUID", FieldKind.Octets);
    public static readonly Field DuidType = new("dhcpv6.duid.type", "DUID Type", names: Dhcpv6Names.Duid);
    public static readonly Field DuidlltHwtype = new(
        "dhcpv6.duidllt.hwtype",
        "Hardware type",
        names: DhcpNames.Hardware
    );
    public static readonly Field DuidlltTime = new("dhcpv6.duidllt.time", "DUID Time", FieldKind.Time);
    public static readonly Field DuidlltLinkLayerAddr = new(
        "dhcpv6.duidllt.link_layer_addr",
        "Link-layer address",
        FieldKind.Text
    );
    public static readonly Field DuidllHwtype = new("dhcpv6.duidll.hwtype", "Hardware type", names: DhcpNames.Hardware);
    public static readonly Field DuidllLinkLayerAddr = new(
        "dhcpv6.duidll.link_layer_addr",
        "Link-layer address",
        FieldKind.Text
    );
    public static readonly Field DuidenEnterprise = new("dhcpv6.duiden.enterprise", "Enterprise ID");
    public static readonly Field DuidenIdentifier = new("dhcpv6.duiden.identifier", "Identifier", FieldKind.Octets);
    public static readonly Field DuiduuidBytes = new("dhcpv6.duiduuid.bytes", "UUID", FieldKind.Octets);
    public static readonly Field Iaid = new("dhcpv6.iaid", "IAID", FieldKind.Text);
    public static readonly Field IaidT1 = new("dhcpv6.iaid.t1", "T1");
    public static readonly Field IaidT2 = new("dhcpv6.iaid.t2", "T2");
    public static readonly Field Iata = new("dhcpv6.iata", "IATA", FieldKind.Text);
    public static readonly Field IaaddrIp = new("dhcpv6.iaaddr.ip", "IPv6 address", FieldKind.Ipv6);
    public static readonly Field IaaddrPrefLifetime = new("dhcpv6.iaaddr.pref_lifetime", "Preferred lifetime");
    public static readonly Field IaaddrValidLifetime = new("dhcpv6.iaaddr.valid_lifetime", "Valid lifetime");
    public static readonly Field IaprefixPrefLifetime = new("dhcpv6.iaprefix.pref_lifetime", "Preferred lifetime");
    public static readonly Field IaprefixValidLifetime = new("dhcpv6.iaprefix.valid_lifetime", "Valid lifetime");
    public static readonly Field IaprefixPrefLen = new("dhcpv6.iaprefix.pref_len", "Prefix length");
    public static readonly Field IaprefixPrefAddr = new("dhcpv6.iaprefix.pref_addr", "Prefix address", FieldKind.Ipv6);
    public static readonly Field RequestedOptionCode = new(
        "dhcpv6.requested_option_code",
        "Requested Option code",
        names: Dhcpv6Options.NameOf
    );
    public static readonly Field OptionPreference = new("dhcpv6.option_preference", "Pref-value");
    public static readonly Field ElapsedTime = new("dhcpv6.elapsed_time", "Elapsed time");
    public static readonly Field AuthProtocol = new("dhcpv6.auth.protocol", "Protocol");
    public static readonly Field AuthAlgorithm = new("dhcpv6.auth.algorithm", "Algorithm");
    public static readonly Field AuthRdm = new("dhcpv6.auth.rdm", "RDM");
    public static readonly Field AuthReplayDetection = new(
        "dhcpv6.auth.replay_detection",
        "Replay Detection",
        FieldKind.Octets
    );
    public static readonly Field AuthInfo = new("dhcpv6.auth.info", "Authentication Information", FieldKind.Octets);
    public static readonly Field Unicast = new("dhcpv6.unicast", "IPv6 address", FieldKind.Ipv6);
    public static readonly Field StatusCode = new("dhcpv6.status_code", "Status Code", names: Dhcpv6Names.Status);
    public static readonly Field StatusMsg = new("dhcpv6.status_msg", "Status Message", FieldKind.Text);
    public static readonly Field UserclassLength = new("dhcpv6.userclass.length", "Length");
    public static readonly Field UserclassOpaqueData = new(
        "dhcpv6.userclass.opaque_data",
        "Suboption",
        FieldKind.Octets
    );
    public static readonly Field VendorclassEnterprise = new("dhcpv6.vendorclass.enterprise", "Enterprise ID");
    public static readonly Field VendorclassData = new("dhcpv6.vendorclass.data", "vendor-class-data", FieldKind.Text);
    public static readonly Field VendoroptsEnterprise = new("dhcpv6.vendoropts.enterprise", "Enterprise ID");
    public static readonly Field VendoroptsEnterpriseOptionCode = new(
        "dhcpv6.vendoropts.enterprise.option_code",
        "Option code"
    );
    public static readonly Field VendoroptsEnterpriseOptionLength = new(
        "dhcpv6.vendoropts.enterprise.option_length",
        "Option length"
    );
    public static readonly Field VendoroptsEnterpriseOptionData = new(
        "dhcpv6.vendoropts.enterprise.option_data",
        "Option data",
        FieldKind.Octets
    );
    public static readonly Field InterfaceId = new("dhcpv6.interface_id", "Interface-ID", FieldKind.Octets);
    public static readonly Field ReconfMsg = new("dhcpv6.reconf_msg", "Reconfigure message type");
    public static readonly Field SipServerDomainSearchFqdn = new(
        "dhcpv6.sip_server_domain_search_fqdn",
        "SIP Server Domain Search FQDN",
        FieldKind.Text
    );
    public static readonly Field SipServerA = new("dhcpv6.sip_server_a", "SIP server address", FieldKind.Ipv6);
    public static readonly Field DnsServer = new("dhcpv6.dns_server", "DNS server address", FieldKind.Ipv6);
    public static readonly Field SearchListEntry = new("dhcpv6.search_list_entry", "List entry", FieldKind.Text);
    public static readonly Field NisServer = new("dhcpv6.nis_server", "NIS server address", FieldKind.Ipv6);
    public static readonly Field NispServer = new("dhcpv6.nisp_server", "NISP server address", FieldKind.Ipv6);
    public static readonly Field NisFqdn = new("dhcpv6.nis_fqdn", "NIS FQDN", FieldKind.Text);
    public static readonly Field NispFqdn = new("dhcpv6.nisp_fqdn", "NISP FQDN", FieldKind.Text);
    public static readonly Field SntpServer = new("dhcpv6.sntp_server", "SNTP server address", FieldKind.Ipv6);
    public static readonly Field Lifetime = new("dhcpv6.lifetime", "Lifetime");
    public static readonly Field BcmcsServerFqdn = new("dhcpv6.bcmcs_server_fqdn", "BCMCS server FQDN", FieldKind.Text);
    public static readonly Field BcmcsServerA = new("dhcpv6.bcmcs_server_a", "BCMCS server address", FieldKind.Ipv6);
    public static readonly Field RemoteidEnterprise = new("dhcpv6.remoteid.enterprise", "Enterprise ID");
    public static readonly Field RemoteidEnterpriseId = new(
        "dhcpv6.remoteid_enterprise_id",
        "Remote-ID",
        FieldKind.Octets
    );
    public static readonly Field SubscriberId = new("dhcpv6.subscriber_id", "Subscriber-ID", FieldKind.Text);
    public static readonly Field ClientFqdnFlags = new("dhcpv6.client_fqdn_flags", "Flags", @base: FieldBase.Hex);
    public static readonly Field ClientfqdnClientN = new("dhcpv6.clientfqdn.client.n", "N bit", FieldKind.Boolean);
    public static readonly Field ClientfqdnClientS = new("dhcpv6.clientfqdn.client.s", "S bit", FieldKind.Boolean);
    public static readonly Field ClientfqdnServerN = new("dhcpv6.clientfqdn.server.n", "N bit", FieldKind.Boolean);
    public static readonly Field ClientfqdnServerO = new("dhcpv6.clientfqdn.server.o", "O bit", FieldKind.Boolean);
    public static readonly Field ClientfqdnServerS = new("dhcpv6.clientfqdn.server.s", "S bit", FieldKind.Boolean);
    public static readonly Field ClientDomain = new("dhcpv6.client_domain", "Client Domain Name", FieldKind.Text);
    public static readonly Field Tld = new("dhcpv6.tld", "Top Level Domain name", FieldKind.Text);
    public static readonly Field PanaAgent = new("dhcpv6.pana_agent", "PANA agents address", FieldKind.Ipv6);
    public static readonly Field Timezone = new("dhcpv6.timezone", "Time-zone", FieldKind.Text);
    public static readonly Field Tzdb = new("dhcpv6.tzdb", "TZ-database", FieldKind.Text);
    public static readonly Field LqQuery = new("dhcpv6.lq_query", "Query-type");
    public static readonly Field LqQueryLinkAddress = new(
        "dhcpv6.lq_query_link_address",
        "Link address",
        FieldKind.Ipv6
    );
    public static readonly Field CltTime = new("dhcpv6.clt_time", "Clt_time");
    public static readonly Field LqRelayDataPeerAddr = new(
        "dhcpv6.lq_relay_data_peer_addr",
        "Peer address",
        FieldKind.Ipv6
    );
    public static readonly Field LqClientLink = new("dhcpv6.lq_client_link", "LQ client links address", FieldKind.Ipv6);
    public static readonly Field CapwapAcV6 = new(
        "dhcpv6.capwap_ac_v6",
        "CAPWAP Access Controllers address",
        FieldKind.Ipv6
    );
    public static readonly Field AftrName = new("dhcpv6.aftr_name", "DS-Lite AFTR Name", FieldKind.Text);
    public static readonly Field PdExcludePrefLen = new("dhcpv6.pd_exclude.pref_len", "Prefix length");
    public static readonly Field PdExcludeSubnetId = new(
        "dhcpv6.pd_exclude.subnet_id",
        "IPv6 subnet ID",
        FieldKind.Octets
    );
    public static readonly Field NtpserverOptionType = new("dhcpv6.ntpserver.option.type", "Suboption");
    public static readonly Field NtpserverOptionLength = new("dhcpv6.ntpserver.option.length", "Length");
    public static readonly Field NtpserverAddr = new("dhcpv6.ntpserver.addr", "NTP Server Address", FieldKind.Ipv6);
    public static readonly Field NtpserverMcAddr = new(
        "dhcpv6.ntpserver.mc_addr",
        "NTP Multicast Address",
        FieldKind.Ipv6
    );
    public static readonly Field NtpserverFqdn = new("dhcpv6.ntpserver.fqdn", "NTP Server FQDN", FieldKind.Text);
    public static readonly Field CaptivePortal = new("dhcpv6.captive_portal", "Captive Portal", FieldKind.Text);
    public static readonly Field Mudurl = new("dhcpv6.mudurl", "MUDURL", FieldKind.Text);
    public static readonly Field RelayPort = new("dhcpv6.relay_port", "Downstream Source Port");
    public static readonly Field S46RuleFlags = new("dhcpv6.s46_rule.flags", "Flags", @base: FieldBase.Hex);
    public static readonly Field S46RuleFlagsFmr = new(
        "dhcpv6.s46_rule.flags.fmr",
        "Forwarding Mapping Rule",
        FieldKind.Boolean
    );
    public static readonly Field S46RuleEaLen = new("dhcpv6.s46_rule.ea_len", "EA-bit length");
    public static readonly Field S46RuleIpv4PrefLen = new("dhcpv6.s46_rule.ipv4_pref_len", "IPv4 prefix length");
    public static readonly Field S46RuleIpv4Prefix = new("dhcpv6.s46_rule.ipv4_prefix", "IPv4 prefix", FieldKind.Ipv4);
    public static readonly Field S46RuleIpv6PrefixLen = new("dhcpv6.s46_rule.ipv6_prefix_len", "IPv6 prefix length");
    public static readonly Field S46RuleIpv6Prefix = new("dhcpv6.s46_rule.ipv6_prefix", "IPv6 prefix", FieldKind.Ipv6);
    public static readonly Field S46BrAddress = new("dhcpv6.s46_br.address", "BR address", FieldKind.Ipv6);
    public static readonly Field S46PortparamOffset = new("dhcpv6.s46_portparam.offset", "Offset");
    public static readonly Field S46PortparamPsidLen = new("dhcpv6.s46_portparam.psid_len", "PSID length");
    public static readonly Field S46PortparamPsid = new("dhcpv6.s46_portparam.psid", "PSID");

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        Msgtype,
        Hopcount,
        Xid,
        Linkaddr,
        Peeraddr,
        OptionType,
        OptionLength,
        DuidBytes,
        DuidType,
        DuidlltHwtype,
        DuidlltTime,
        DuidlltLinkLayerAddr,
        DuidllHwtype,
        DuidllLinkLayerAddr,
        DuidenEnterprise,
        DuidenIdentifier,
        DuiduuidBytes,
        Iaid,
        IaidT1,
        IaidT2,
        Iata,
        IaaddrIp,
        IaaddrPrefLifetime,
        IaaddrValidLifetime,
        IaprefixPrefLifetime,
        IaprefixValidLifetime,
        IaprefixPrefLen,
        IaprefixPrefAddr,
        RequestedOptionCode,
        OptionPreference,
        ElapsedTime,
        AuthProtocol,
        AuthAlgorithm,
        AuthRdm,
        AuthReplayDetection,
        AuthInfo,
        Unicast,
        StatusCode,
        StatusMsg,
        UserclassLength,
        UserclassOpaqueData,
        VendorclassEnterprise,
        VendorclassData,
        VendoroptsEnterprise,
        VendoroptsEnterpriseOptionCode,
        VendoroptsEnterpriseOptionLength,
        VendoroptsEnterpriseOptionData,
        InterfaceId,
        ReconfMsg,
        SipServerDomainSearchFqdn,
        SipServerA,
        DnsServer,
        SearchListEntry,
        NisServer,
        NispServer,
        NisFqdn,
        NispFqdn,
        SntpServer,
        Lifetime,
        BcmcsServerFqdn,
        BcmcsServerA,
        RemoteidEnterprise,
        RemoteidEnterpriseId,
        SubscriberId,
        ClientFqdnFlags,
        ClientfqdnClientN,
        ClientfqdnClientS,
        ClientfqdnServerN,
        ClientfqdnServerO,
        ClientfqdnServerS,
        ClientDomain,
        Tld,
        PanaAgent,
        Timezone,
        Tzdb,
        LqQuery,
        LqQueryLinkAddress,
        CltTime,
        LqRelayDataPeerAddr,
        LqClientLink,
        CapwapAcV6,
        AftrName,
        PdExcludePrefLen,
        PdExcludeSubnetId,
        NtpserverOptionType,
        NtpserverOptionLength,
        NtpserverAddr,
        NtpserverMcAddr,
        NtpserverFqdn,
        CaptivePortal,
        Mudurl,
        RelayPort,
        S46RuleFlags,
        S46RuleFlagsFmr,
        S46RuleEaLen,
        S46RuleIpv4PrefLen,
        S46RuleIpv4Prefix,
        S46RuleIpv6PrefixLen,
        S46RuleIpv6Prefix,
        S46BrAddress,
        S46PortparamOffset,
        S46PortparamPsidLen,
        S46PortparamPsid,
    ];
}
