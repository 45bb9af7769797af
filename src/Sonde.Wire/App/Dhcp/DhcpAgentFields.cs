namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of the relay agent information option, RFC 3046.</summary>
internal static class DhcpAgentFields
{
    public static readonly Field AgentSuboption = new(
        "dhcp.option.agent_information_option.suboption",
        "Option 82 Suboption",
        names: DhcpNames.AgentSuboption
    );
    public static readonly Field AgentValue = new(
        "dhcp.option.agent_information_option.value",
        "Value",
        FieldKind.Octets
    );
    public static readonly Field AgentPadding = new("dhcp.option.agent_information_option.padding", "Padding");
    public static readonly Field AgentAgentCircuitId = new(
        "dhcp.option.agent_information_option.agent_circuit_id",
        "Agent Circuit ID",
        FieldKind.Octets
    );
    public static readonly Field AgentAgentRemoteId = new(
        "dhcp.option.agent_information_option.agent_remote_id",
        "Agent Remote ID",
        FieldKind.Octets
    );
    public static readonly Field AgentReserved = new(
        "dhcp.option.agent_information_option.reserved",
        "Reserved",
        FieldKind.Octets
    );
    public static readonly Field AgentDocsisDeviceClass = new(
        "dhcp.option.agent_information_option.docsis_device_class",
        "DOCSIS Device Class",
        @base: FieldBase.Hex
    );
    public static readonly Field AgentLinkSelection = new(
        "dhcp.option.agent_information_option.link_selection",
        "Link selection",
        FieldKind.Ipv4
    );
    public static readonly Field AgentSubscriberId = new(
        "dhcp.option.agent_information_option.subscriber_id",
        "Subscriber ID",
        FieldKind.Text
    );
    public static readonly Field AgentRadiusAttributes = new(
        "dhcp.option.agent_information_option.radius_attributes",
        "RADIUS Attributes",
        FieldKind.Octets
    );
    public static readonly Field AgentAuthentication = new(
        "dhcp.option.agent_information_option.authentication",
        "Authentication",
        FieldKind.Octets
    );
    public static readonly Field AgentVi = new(
        "dhcp.option.agent_information_option.vi",
        "Vendor-Specific Information",
        FieldKind.Octets
    );
    public static readonly Field AgentViEnterprise = new(
        "dhcp.option.agent_information_option.vi.enterprise",
        "Enterprise"
    );
    public static readonly Field AgentViDataLength = new(
        "dhcp.option.agent_information_option.vi.data_length",
        "Data Length"
    );
    public static readonly Field AgentFlags = new(
        "dhcp.option.agent_information_option.flags",
        "Flags",
        @base: FieldBase.Hex
    );
    public static readonly Field AgentServerIdOverride = new(
        "dhcp.option.agent_information_option.server_id_override",
        "Server ID Override",
        FieldKind.Ipv4
    );
    public static readonly Field AgentRelayAgentId = new(
        "dhcp.option.agent_information_option.relay_agent_id",
        "Relay Agent Identifier",
        FieldKind.Octets
    );
    public static readonly Field AgentAniNetworkName = new(
        "dhcp.option.agent_information_option.ani_network_name",
        "Access Network Name",
        FieldKind.Text
    );
    public static readonly Field AgentAniApName = new(
        "dhcp.option.agent_information_option.ani_ap_name",
        "Access Point Name",
        FieldKind.Text
    );
    public static readonly Field AgentAniApBssid = new(
        "dhcp.option.agent_information_option.ani_ap_bssid",
        "Access Point BSSID",
        FieldKind.Ether
    );
    public static readonly Field AgentAniOperatorId = new(
        "dhcp.option.agent_information_option.ani_operator_id",
        "Access Network Operator ID",
        FieldKind.Octets
    );
    public static readonly Field AgentAniOperatorRealm = new(
        "dhcp.option.agent_information_option.ani_operator_realm",
        "Access Network Operator Realm",
        FieldKind.Text
    );
    public static readonly Field AgentLinkSelectionCisco = new(
        "dhcp.option.agent_information_option.link_selection_cisco",
        "Link selection (Cisco proprietary)",
        FieldKind.Ipv4
    );
    public static readonly Field AgentVrfNameGlobal = new(
        "dhcp.option.agent_information_option.vrf_name.global",
        "Global, default VPN"
    );
    public static readonly Field AgentVrfName = new(
        "dhcp.option.agent_information_option.vrf_name",
        "VRF name",
        FieldKind.Text
    );
    public static readonly Field AgentServerIdOverrideCisco = new(
        "dhcp.option.agent_information_option.server_id_override_cisco",
        "Server ID Override (Cisco proprietary)",
        FieldKind.Ipv4
    );

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        AgentSuboption,
        AgentValue,
        AgentPadding,
        AgentAgentCircuitId,
        AgentAgentRemoteId,
        AgentReserved,
        AgentDocsisDeviceClass,
        AgentLinkSelection,
        AgentSubscriberId,
        AgentRadiusAttributes,
        AgentAuthentication,
        AgentVi,
        AgentViEnterprise,
        AgentViDataLength,
        AgentFlags,
        AgentServerIdOverride,
        AgentRelayAgentId,
        AgentAniNetworkName,
        AgentAniApName,
        AgentAniApBssid,
        AgentAniOperatorId,
        AgentAniOperatorRealm,
        AgentLinkSelectionCisco,
        AgentVrfNameGlobal,
        AgentVrfName,
        AgentServerIdOverrideCisco,
    ];
}
