namespace Sonde.Wire;

/// <summary>Wireshark's names for options whose data is one value or a list of values of one kind.</summary>
internal static class DhcpOptionFields
{
    public static readonly Field OptionRouter = new("dhcp.option.router", "Router", FieldKind.Ipv4);
    public static readonly Field OptionTimeServer = new("dhcp.option.time_server", "Time Server", FieldKind.Ipv4);
    public static readonly Field OptionNameServer = new("dhcp.option.name_server", "Name Server", FieldKind.Ipv4);
    public static readonly Field OptionDomainNameServer = new(
        "dhcp.option.domain_name_server",
        "Domain Name Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionLogServer = new("dhcp.option.log_server", "Log Server", FieldKind.Ipv4);
    public static readonly Field OptionQuotesServer = new("dhcp.option.quotes_server", "Quotes Server", FieldKind.Ipv4);
    public static readonly Field OptionLprServer = new("dhcp.option.lpr_server", "LPR Server", FieldKind.Ipv4);
    public static readonly Field OptionImpressServer = new(
        "dhcp.option.impress_server",
        "Impress Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionResourceLocationServer = new(
        "dhcp.option.resource_location_server",
        "Resource Location Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionNisServer = new(
        "dhcp.option.nis_server",
        "Network Information Service Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionNtpServer = new(
        "dhcp.option.ntp_server",
        "Network Time Protocol Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionNetbiosOverTcpipNameServer = new(
        "dhcp.option.netbios_over_tcpip_name_server",
        "NetBIOS over TCP/IP Name Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionNetbiosOverTcpipDdNameServer = new(
        "dhcp.option.netbios_over_tcpip_dd_name_server",
        "NetBIOS over TCP/IP Datagram Distribution Name Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionXwindowsSystemFontServer = new(
        "dhcp.option.xwindows_system_font_server",
        "X Window System Font Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionXwindowsSystemDisplayManager = new(
        "dhcp.option.xwindows_system_display_manager",
        "X Window System Display Manager",
        FieldKind.Ipv4
    );
    public static readonly Field OptionNisPlusServer = new(
        "dhcp.option.nis_plus_server",
        "Network Information Service+ Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionMobileIpHomeAgent = new(
        "dhcp.option.mobile_ip_home_agent",
        "Mobile IP Home Agent",
        FieldKind.Ipv4
    );
    public static readonly Field OptionSmtpServer = new("dhcp.option.smtp_server", "SMTP Server", FieldKind.Ipv4);
    public static readonly Field OptionPop3Server = new("dhcp.option.pop3_server", "POP3 Server", FieldKind.Ipv4);
    public static readonly Field OptionNntpServer = new("dhcp.option.nntp_server", "NNTP Server", FieldKind.Ipv4);
    public static readonly Field OptionDefaultWwwServer = new(
        "dhcp.option.default_www_server",
        "Default WWW Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionDefaultFingerServer = new(
        "dhcp.option.default_finger_server",
        "Default Finger Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionDefaultIrcServer = new(
        "dhcp.option.default_irc_server",
        "Default IRC Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionStreettalkServer = new(
        "dhcp.option.streettalk_server",
        "StreetTalk Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionStreettalkDaServer = new(
        "dhcp.option.streettalk_da_server",
        "StreetTalk Directory Assistance Server",
        FieldKind.Ipv4
    );
    public static readonly Field OptionNovellDssIp = new("dhcp.option.novell_dss.ip", "IP Address", FieldKind.Ipv4);
    public static readonly Field OptionAssociatedIpOption = new(
        "dhcp.option.associated_ip_option",
        "Associated IP option",
        FieldKind.Ipv4
    );
    public static readonly Field OptionNetinfoParentServerAddress = new(
        "dhcp.option.netinfo_parent_server_address",
        "NetInfo Parent Server Address",
        FieldKind.Ipv4
    );
    public static readonly Field OptionPanaAgent = new("dhcp.option.pana_agent", "PAA IPv4 Address", FieldKind.Ipv4);
    public static readonly Field OptionCapwapAccessController = new(
        "dhcp.option.capwap_access_controller",
        "CAPWAP Access Controllers",
        FieldKind.Ipv4
    );
    public static readonly Field OptionAndsfServer = new("dhcp.option.andsf_server", "ANDSF Server", FieldKind.Ipv4);
    public static readonly Field OptionTftpServerAddress = new(
        "dhcp.option.tftp_server_address",
        "TFTP Server Address",
        FieldKind.Ipv4
    );
    public static readonly Field OptionSubnetMask = new("dhcp.option.subnet_mask", "Subnet Mask", FieldKind.Ipv4);
    public static readonly Field OptionSwapServer = new("dhcp.option.swap_server", "Swap Server", FieldKind.Ipv4);
    public static readonly Field OptionBroadcastAddress = new(
        "dhcp.option.broadcast_address",
        "Broadcast Address",
        FieldKind.Ipv4
    );
    public static readonly Field OptionRouterSolicitationAddress = new(
        "dhcp.option.router_solicitation_address",
        "Router Solicitation Address",
        FieldKind.Ipv4
    );
    public static readonly Field OptionRequestedIpAddress = new(
        "dhcp.option.requested_ip_address",
        "Requested IP Address",
        FieldKind.Ipv4
    );
    public static readonly Field OptionDhcpServerId = new(
        "dhcp.option.dhcp_server_id",
        "DHCP Server Identifier",
        FieldKind.Ipv4
    );
    public static readonly Field OptionSubnetSelectionOption = new(
        "dhcp.option.subnet_selection_option",
        "Subnet Selection Option",
        FieldKind.Ipv4
    );
    public static readonly Field OptionHostname = new("dhcp.option.hostname", "Host Name", FieldKind.Text);
    public static readonly Field OptionMeritDumpFile = new(
        "dhcp.option.merit_dump_file",
        "Merit Dump File",
        FieldKind.Text
    );
    public static readonly Field OptionDomainName = new("dhcp.option.domain_name", "Domain Name", FieldKind.Text);
    public static readonly Field OptionRootPath = new("dhcp.option.root_path", "Root Path", FieldKind.Text);
    public static readonly Field OptionExtensionPath = new(
        "dhcp.option.extension_path",
        "Extensions Path",
        FieldKind.Text
    );
    public static readonly Field OptionNisDomain = new(
        "dhcp.option.nis_domain",
        "Network Information Service Domain",
        FieldKind.Text
    );
    public static readonly Field OptionNetbiosOverTcpipScope = new(
        "dhcp.option.netbios_over_tcpip_scope",
        "NetBIOS over TCP/IP Scope",
        FieldKind.Text
    );
    public static readonly Field OptionMessage = new("dhcp.option.message", "Message", FieldKind.Text);
    public static readonly Field OptionVendorClassId = new(
        "dhcp.option.vendor_class_id",
        "Vendor class identifier",
        FieldKind.Text
    );
    public static readonly Field OptionNisPlusDomain = new(
        "dhcp.option.nis_plus_domain",
        "Network Information Service+ Domain",
        FieldKind.Text
    );
    public static readonly Field OptionTftpServerName = new(
        "dhcp.option.tftp_server_name",
        "TFTP Server Name",
        FieldKind.Text
    );
    public static readonly Field OptionBootfileName = new("dhcp.option.bootfile_name", "Bootfile name", FieldKind.Text);
    public static readonly Field OptionNovellDsTreeName = new(
        "dhcp.option.novell_ds_tree_name",
        "Novell Directory Services Tree Name",
        FieldKind.Text
    );
    public static readonly Field OptionNovellDsContext = new(
        "dhcp.option.novell_ds_context",
        "Novell Directory Services Context",
        FieldKind.Text
    );
    public static readonly Field OptionTzPcode = new("dhcp.option.tz_pcode", "TZ PCode", FieldKind.Text);
    public static readonly Field OptionTzTcode = new("dhcp.option.tz_tcode", "TZ TCode", FieldKind.Text);
    public static readonly Field OptionNetinfoParentServerTag = new(
        "dhcp.option.netinfo_parent_server_tag",
        "NetInfo Parent Server Tag",
        FieldKind.Text
    );
    public static readonly Field OptionCaptivePortal = new(
        "dhcp.option.captive_portal",
        "Captive Portal",
        FieldKind.Text
    );
    public static readonly Field OptionLostServerDomainName = new(
        "dhcp.option.lost_server_domain_name",
        "LoST Server Domain Name",
        FieldKind.Text
    );
    public static readonly Field OptionMudurl = new("dhcp.option.mudurl", "MUDURL", FieldKind.Text);
    public static readonly Field OptionPxeConfigFile = new(
        "dhcp.option.pxe_config_file",
        "PXELINUX configuration file",
        FieldKind.Text
    );
    public static readonly Field OptionPxePathPrefix = new(
        "dhcp.option.pxe_path_prefix",
        "PXELINUX path prefix",
        FieldKind.Text
    );
    public static readonly Field OptionPrivateProxyAutodiscovery = new(
        "dhcp.option.private_proxy_autodiscovery",
        "Private/Proxy autodiscovery",
        FieldKind.Text
    );
    public static readonly Field OptionIpForwarding = new(
        "dhcp.option.ip_forwarding",
        "IP Forwarding",
        FieldKind.Boolean
    );
    public static readonly Field OptionNonLocalSourceRouting = new(
        "dhcp.option.non_local_source_routing",
        "Non-Local Source Routing",
        FieldKind.Boolean
    );
    public static readonly Field OptionAllSubnetsAreLocal = new(
        "dhcp.option.all_subnets_are_local",
        "All Subnets are Local",
        FieldKind.Boolean
    );
    public static readonly Field OptionPerformMaskDiscovery = new(
        "dhcp.option.perform_mask_discovery",
        "Perform Mask Discovery",
        FieldKind.Boolean
    );
    public static readonly Field OptionMaskSupplier = new(
        "dhcp.option.mask_supplier",
        "Mask Supplier",
        FieldKind.Boolean
    );
    public static readonly Field OptionPerformRouterDiscover = new(
        "dhcp.option.perform_router_discover",
        "Perform Router Discover",
        FieldKind.Boolean
    );
    public static readonly Field OptionTrailerEncapsulation = new(
        "dhcp.option.trailer_encapsulation",
        "Trailer Encapsulation",
        FieldKind.Boolean
    );
    public static readonly Field OptionEthernetEncapsulation = new(
        "dhcp.option.ethernet_encapsulation",
        "Ethernet Encapsulation",
        FieldKind.Boolean
    );
    public static readonly Field OptionTcpKeepaliveGarbage = new(
        "dhcp.option.tcp_keepalive_garbage",
        "TCP Keepalive Garbage",
        FieldKind.Boolean
    );
    public static readonly Field OptionBulkLeaseDataSource = new(
        "dhcp.option.bulk_lease.data_source",
        "Data Source",
        FieldKind.Boolean
    );
    public static readonly Field OptionDefaultIpTtl = new("dhcp.option.default_ip_ttl", "Default IP Time-to-Live");
    public static readonly Field OptionTcpDefaultTtl = new("dhcp.option.tcp_default_ttl", "TCP Default TTL");
    public static readonly Field OptionNetbiosOverTcpipNodeType = new(
        "dhcp.option.netbios_over_tcpip_node_type",
        "NetBIOS over TCP/IP Node Type",
        names: DhcpNames.NodeType
    );
    public static readonly Field OptionOptionOverload = new(
        "dhcp.option.option_overload",
        "Option Overload",
        names: DhcpNames.Overload
    );
    public static readonly Field OptionDhcp = new("dhcp.option.dhcp", "DHCP", names: DhcpMessageTypes.NameOf);
    public static readonly Field OptionDhcpAutoConfiguration = new(
        "dhcp.option.dhcp_auto_configuration",
        "DHCP Auto-Configuration"
    );
    public static readonly Field OptionBulkLeaseDhcpState = new("dhcp.option.bulk_lease.dhcp_state", "Dhcp State");
    public static readonly Field OptionBootFileSize = new("dhcp.option.boot_file_size", "Boot File Size");
    public static readonly Field OptionMaxDatagramReassemblySize = new(
        "dhcp.option.max_datagram_reassembly_size",
        "Maximum Datagram Reassembly Size"
    );
    public static readonly Field OptionInterfaceMtu = new("dhcp.option.interface_mtu", "Interface MTU");
    public static readonly Field OptionDhcpMaxMessageSize = new(
        "dhcp.option.dhcp_max_message_size",
        "Maximum DHCP Message Size"
    );
    public static readonly Field OptionPathMtuAgingTimeout = new(
        "dhcp.option.path_mtu_aging_timeout",
        "Path MTU Aging Timeout"
    );
    public static readonly Field OptionArpCacheTimeout = new("dhcp.option.arp_cache_timeout", "ARP Cache Timeout");
    public static readonly Field OptionTcpKeepaliveInterval = new(
        "dhcp.option.tcp_keepalive_interval",
        "TCP Keepalive Interval"
    );
    public static readonly Field OptionIpAddressLeaseTime = new(
        "dhcp.option.ip_address_lease_time",
        "IP Address Lease Time"
    );
    public static readonly Field OptionRenewalTimeValue = new("dhcp.option.renewal_time_value", "Renewal Time Value");
    public static readonly Field OptionRebindingTimeValue = new(
        "dhcp.option.rebinding_time_value",
        "Rebinding Time Value"
    );
    public static readonly Field OptionClientLastTransactionTime = new(
        "dhcp.option.client_last_transaction_time",
        "Client last transaction time"
    );
    public static readonly Field OptionBulkLeaseStartTimeOfState = new(
        "dhcp.option.bulk_lease.start_time_of_state",
        "Start Time Of State"
    );
    public static readonly Field OptionTimeOffset = new("dhcp.option.time_offset", "Time Offset", FieldKind.Signed);
    public static readonly Field OptionPathMtuPlateauTableItem = new(
        "dhcp.option.path_mtu_plateau_table_item",
        "Path MTU Plateau Table Item"
    );
    public static readonly Field OptionClientSystemArchitecture = new(
        "dhcp.option.client_system_architecture",
        "Client System Architecture",
        names: DhcpNames.Architecture
    );
    public static readonly Field OptionRequestListItem = new(
        "dhcp.option.request_list_item",
        "Parameter Request List Item",
        names: DhcpOptions.NameOf
    );
    public static readonly Field OptionForcerenewNonceAlgorithm = new(
        "dhcp.option.forcerenew_nonce.algorithm",
        "Algorithm"
    );
}
