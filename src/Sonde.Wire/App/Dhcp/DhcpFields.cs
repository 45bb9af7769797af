namespace Sonde.Wire;

/// <summary>Wireshark's names for the fixed part of a DHCP message and for options with a form of their own.</summary>
internal static class DhcpFields
{
    public static readonly Field Bootp = new("dhcp.bootp", "Frame is BOOTP", FieldKind.Boolean) { IsHidden = true };
    public static readonly Field Type = new("dhcp.type", "Message type", names: DhcpNames.Operation);
    public static readonly Field HwType = new(
        "dhcp.hw.type",
        "Hardware type",
        @base: FieldBase.Hex,
        names: DhcpNames.Hardware
    );
    public static readonly Field HwLen = new("dhcp.hw.len", "Hardware address length");
    public static readonly Field Hops = new("dhcp.hops", "Hops");
    public static readonly Field Id = new("dhcp.id", "Transaction ID", @base: FieldBase.Hex);
    public static readonly Field Secs = new("dhcp.secs", "Seconds elapsed");
    public static readonly Field Flags = new("dhcp.flags", "Bootp flags", @base: FieldBase.Hex);
    public static readonly Field FlagsBc = new("dhcp.flags.bc", "Broadcast flag", FieldKind.Boolean);
    public static readonly Field FlagsReserved = new("dhcp.flags.reserved", "Reserved flags", @base: FieldBase.Hex);
    public static readonly Field IpClient = new("dhcp.ip.client", "Client IP address", FieldKind.Ipv4);
    public static readonly Field IpYour = new("dhcp.ip.your", "Your (client) IP address", FieldKind.Ipv4);
    public static readonly Field IpServer = new("dhcp.ip.server", "Next server IP address", FieldKind.Ipv4);
    public static readonly Field IpRelay = new("dhcp.ip.relay", "Relay agent IP address", FieldKind.Ipv4);
    public static readonly Field HwMacAddr = new("dhcp.hw.mac_addr", "Client MAC address", FieldKind.Ether);
    public static readonly Field HwAddr = new("dhcp.hw.addr", "Client hardware address", FieldKind.Octets);
    public static readonly Field HwAddrPadding = new(
        "dhcp.hw.addr_padding",
        "Client hardware address padding",
        FieldKind.Octets
    );
    public static readonly Field Server = new("dhcp.server", "Server host name", FieldKind.Text);
    public static readonly Field File = new("dhcp.file", "Boot file name", FieldKind.Text);
    public static readonly Field Cookie = new("dhcp.cookie", "Magic cookie", FieldKind.Ipv4);
    public static readonly Field VendorSpecificOptions = new(
        "dhcp.vendor_specific_options",
        "Bootp vendor specific options",
        FieldKind.Octets
    );
    public static readonly Field OptionType = new("dhcp.option.type", "Option", names: DhcpOptions.NameOf);
    public static readonly Field OptionLength = new("dhcp.option.length", "Length");
    public static readonly Field OptionValue = new("dhcp.option.value", "Value", FieldKind.Octets);
    public static readonly Field ClientId = new("dhcp.client_id", "Identifier", FieldKind.Octets);
    public static readonly Field ClientIdType = new("dhcp.client_id.type", "Type");
    public static readonly Field ClientIdUuid = new("dhcp.client_id.uuid", "Client Identifier (UUID)", FieldKind.Text);
    public static readonly Field ClientIdUndef = new("dhcp.client_id.undef", "Client Identifier", FieldKind.Text);
    public static readonly Field ClientIdIaid = new("dhcp.client_id.iaid", "IAID", FieldKind.Text);
    public static readonly Field ClientIdDuidType = new("dhcp.client_id.duid_type", "DUID Type");
    public static readonly Field ClientIdDuidLltHwType = new("dhcp.client_id.duid_llt_hw_type", "Hardware type");
    public static readonly Field ClientIdDuidLlHwType = new("dhcp.client_id.duid_ll_hw_type", "Hardware type");
    public static readonly Field ClientIdTime = new("dhcp.client_id.time", "Time");
    public static readonly Field ClientIdLinkLayerAddress = new(
        "dhcp.client_id.link_layer_address",
        "Link layer address",
        FieldKind.Text
    );
    public static readonly Field ClientIdEnterpriseNum = new("dhcp.client_id.enterprise_num", "Enterprise-number");
    public static readonly Field ClientNetworkIdMajor = new("dhcp.client_network_id_major", "Major Version");
    public static readonly Field ClientNetworkIdMinor = new("dhcp.client_network_id_minor", "Minor Version");
    public static readonly Field FqdnFlags = new("dhcp.fqdn.flags", "Flags", @base: FieldBase.Hex);
    public static readonly Field FqdnS = new("dhcp.fqdn.s", "Server", FieldKind.Boolean);
    public static readonly Field FqdnO = new("dhcp.fqdn.o", "Server overrides", FieldKind.Boolean);
    public static readonly Field FqdnE = new("dhcp.fqdn.e", "Encoding", FieldKind.Boolean);
    public static readonly Field FqdnN = new("dhcp.fqdn.n", "Server DDNS", FieldKind.Boolean);
    public static readonly Field FqdnMbz = new("dhcp.fqdn.mbz", "Reserved flags", @base: FieldBase.Hex);
    public static readonly Field FqdnRcode1 = new("dhcp.fqdn.rcode1", "A-RR result");
    public static readonly Field FqdnRcode2 = new("dhcp.fqdn.rcode2", "PTR-RR result");
    public static readonly Field FqdnName = new("dhcp.fqdn.name", "Client name", FieldKind.Text);
    public static readonly Field VendorSuboption = new("dhcp.vendor.suboption", "Option 125 Suboption");
    public static readonly Field VendorData = new("dhcp.vendor.data", "Data", FieldKind.Octets);
    public static readonly Field OptionPolicyFilterIp = new(
        "dhcp.option.policy_filter.ip",
        "IP Address",
        FieldKind.Ipv4
    );
    public static readonly Field OptionPolicyFilterSubnetMask = new(
        "dhcp.option.policy_filter.subnet_mask",
        "Subnet Mask",
        FieldKind.Ipv4
    );
    public static readonly Field OptionStaticRouteIp = new(
        "dhcp.option.static_route.ip",
        "Destination IP Address",
        FieldKind.Ipv4
    );
    public static readonly Field OptionStaticRouteRouter = new(
        "dhcp.option.static_route.router",
        "Destination Router",
        FieldKind.Ipv4
    );
    public static readonly Field OptionVendorValue = new("dhcp.option.vendor.value", "Value", FieldKind.Octets);
    public static readonly Field OptionUserClass = new("dhcp.option.user_class", "Instance of User Class");
    public static readonly Field OptionUserClassLength = new("dhcp.option.user_class.length", "User Class Length");
    public static readonly Field OptionUserClassData = new(
        "dhcp.option.user_class.data",
        "User Class Data",
        FieldKind.Octets
    );
    public static readonly Field OptionUserClassText = new(
        "dhcp.option.user_class.text",
        "User Class Data (Text)",
        FieldKind.Text
    );
    public static readonly Field OptionSlpDirectoryAgentValue = new("dhcp.option.slp_directory_agent.value", "Value");
    public static readonly Field OptionSlpDirectoryAgentSlpdaAddress = new(
        "dhcp.option.slp_directory_agent.slpda_address",
        "IP Address",
        FieldKind.Ipv4
    );
    public static readonly Field OptionSlpServiceScopeValue = new("dhcp.option.slp_service_scope.value", "Value");
    public static readonly Field OptionSlpServiceScopeString = new(
        "dhcp.option.slp_service_scope.string",
        "SLP Service Scope",
        FieldKind.Text
    );
    public static readonly Field OptionDhcpDnsDomainSearchListFqdn = new(
        "dhcp.option.dhcp_dns_domain_search_list_fqdn",
        "FQDN",
        FieldKind.Text
    );
    public static readonly Field OptionSipServerEncoding = new(
        "dhcp.option.sip_server.encoding",
        "SIP Server Encoding"
    );
    public static readonly Field OptionSipServerName = new(
        "dhcp.option.sip_server.name",
        "SIP Server Name",
        FieldKind.Text
    );
    public static readonly Field OptionSipServerAddress = new(
        "dhcp.option.sip_server.address",
        "SIP Server Address",
        FieldKind.Ipv4
    );
    public static readonly Field OptionClasslessStaticRoute = new(
        "dhcp.option.classless_static_route",
        "Subnet/MaskWidth-Router",
        FieldKind.Octets
    );
    public static readonly Field OptionViClassEnterprise = new("dhcp.option.vi_class.enterprise", "Enterprise");
    public static readonly Field OptionViClassLength = new("dhcp.option.vi_class.length", "CableLab Address Mode");
    public static readonly Field OptionViClassData = new(
        "dhcp.option.vi_class.data",
        "NetInfo Parent Server Tag",
        FieldKind.Text
    );
    public static readonly Field OptionViEnterprise = new("dhcp.option.vi.enterprise", "Enterprise");
    public static readonly Field OptionViLength = new("dhcp.option.vi.length", "Length");
    public static readonly Field OptionRdnssReserved = new(
        "dhcp.option.rdnss.reserved",
        "Reserved",
        @base: FieldBase.Hex
    );
    public static readonly Field OptionRdnssPreference = new("dhcp.option.rdnss.preference", "Preference");
    public static readonly Field OptionRdnssPrimaryDns = new(
        "dhcp.option.rdnss.primary_dns",
        "Primary DNS",
        FieldKind.Ipv4
    );
    public static readonly Field OptionRdnssSecondaryDns = new(
        "dhcp.option.rdnss.secondary_dns",
        "Secondary DNS",
        FieldKind.Ipv4
    );
    public static readonly Field OptionRdnssDomain = new(
        "dhcp.option.rdnss.domain",
        "Domains and networks",
        FieldKind.Text
    );
    public static readonly Field OptionBulkLeaseStatusCode = new("dhcp.option.bulk_lease.status_code", "Status Code");
    public static readonly Field OptionBulkLeaseStatusCodeMessage = new(
        "dhcp.option.bulk_lease.status_code_message",
        "Status Code Message",
        FieldKind.Text
    );
    public static readonly Field OptionPcpListLength = new("dhcp.option.pcp.list_length", "List-Length");
    public static readonly Field OptionPcpServer = new("dhcp.option.pcp.server", "PCP Server", FieldKind.Ipv4);
    public static readonly Field OptionPortparamsOffset = new("dhcp.option.portparams.offset", "Offset");
    public static readonly Field OptionPortparamsPsidLength = new("dhcp.option.portparams.psid_length", "PSID-Length");
    public static readonly Field OptionPortparamsPsid = new("dhcp.option.portparams.psid", "PSID", FieldKind.Octets);
    public static readonly Field Option6RDIpv4MaskLen = new("dhcp.option.6RD.ipv4_mask_len", "6RD IPv4 Mask Length");
    public static readonly Field Option6RDPrefixLen = new("dhcp.option.6RD.prefix_len", "6RD Prefix Length");
    public static readonly Field Option6RDPrefix = new("dhcp.option.6RD.prefix", "6RD Prefix", FieldKind.Ipv6);
    public static readonly Field Option6RDBorderRelayIp = new(
        "dhcp.option.6RD.border_relay_ip",
        "Border Relay IP",
        FieldKind.Ipv4
    );
    public static readonly Field OptionDhcpAuthenticationProtocol = new(
        "dhcp.option.dhcp_authentication.protocol",
        "Protocol"
    );
    public static readonly Field OptionDhcpAuthenticationAlgDelay = new(
        "dhcp.option.dhcp_authentication.alg_delay",
        "Delay Algorithm"
    );
    public static readonly Field OptionDhcpAuthenticationRdm = new(
        "dhcp.option.dhcp_authentication.rdm",
        "Replay Detection Method"
    );
    public static readonly Field OptionDhcpAuthenticationRdmReplayDetection = new(
        "dhcp.option.dhcp_authentication.rdm_replay_detection",
        "RDM Replay Detection Value",
        @base: FieldBase.Hex
    );
    public static readonly Field OptionSuboptionLength = new("dhcp.option.suboption_length", "Length");
    public static readonly Field OptionPadding = new("dhcp.option.padding", "Padding", FieldKind.Octets);
    public static readonly Field OptionEnd = new("dhcp.option.end", "Option End");

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        .. DhcpAgentFields.All,
        Bootp,
        Type,
        HwType,
        HwLen,
        Hops,
        Id,
        Secs,
        Flags,
        FlagsBc,
        FlagsReserved,
        IpClient,
        IpYour,
        IpServer,
        IpRelay,
        HwMacAddr,
        HwAddr,
        HwAddrPadding,
        Server,
        File,
        Cookie,
        VendorSpecificOptions,
        OptionType,
        OptionLength,
        OptionValue,
        ClientId,
        ClientIdType,
        ClientIdUuid,
        ClientIdUndef,
        ClientIdIaid,
        ClientIdDuidType,
        ClientIdDuidLltHwType,
        ClientIdDuidLlHwType,
        ClientIdTime,
        ClientIdLinkLayerAddress,
        ClientIdEnterpriseNum,
        ClientNetworkIdMajor,
        ClientNetworkIdMinor,
        FqdnFlags,
        FqdnS,
        FqdnO,
        FqdnE,
        FqdnN,
        FqdnMbz,
        FqdnRcode1,
        FqdnRcode2,
        FqdnName,
        VendorSuboption,
        VendorData,
        OptionPolicyFilterIp,
        OptionPolicyFilterSubnetMask,
        OptionStaticRouteIp,
        OptionStaticRouteRouter,
        OptionVendorValue,
        OptionUserClass,
        OptionUserClassLength,
        OptionUserClassData,
        OptionUserClassText,
        OptionSlpDirectoryAgentValue,
        OptionSlpDirectoryAgentSlpdaAddress,
        OptionSlpServiceScopeValue,
        OptionSlpServiceScopeString,
        OptionDhcpDnsDomainSearchListFqdn,
        OptionSipServerEncoding,
        OptionSipServerName,
        OptionSipServerAddress,
        OptionClasslessStaticRoute,
        OptionViClassEnterprise,
        OptionViClassLength,
        OptionViClassData,
        OptionViEnterprise,
        OptionViLength,
        OptionRdnssReserved,
        OptionRdnssPreference,
        OptionRdnssPrimaryDns,
        OptionRdnssSecondaryDns,
        OptionRdnssDomain,
        OptionBulkLeaseStatusCode,
        OptionBulkLeaseStatusCodeMessage,
        OptionPcpListLength,
        OptionPcpServer,
        OptionPortparamsOffset,
        OptionPortparamsPsidLength,
        OptionPortparamsPsid,
        Option6RDIpv4MaskLen,
        Option6RDPrefixLen,
        Option6RDPrefix,
        Option6RDBorderRelayIp,
        OptionDhcpAuthenticationProtocol,
        OptionDhcpAuthenticationAlgDelay,
        OptionDhcpAuthenticationRdm,
        OptionDhcpAuthenticationRdmReplayDetection,
        OptionSuboptionLength,
        OptionPadding,
        OptionEnd,
    ];
}
