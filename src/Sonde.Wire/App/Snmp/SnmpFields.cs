namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of an SNMP message.</summary>
internal static class SnmpFields
{
    public static readonly Field Version = new("snmp.version", "version", FieldKind.Signed, names: SnmpNames.Version);
    public static readonly Field Community = new("snmp.community", "community", FieldKind.Text);
    public static readonly Field Data = new("snmp.data", "data", names: SnmpNames.Pdu);
    public static readonly Field RequestId = new("snmp.request_id", "request-id", FieldKind.Signed);
    public static readonly Field ErrorStatus = new(
        "snmp.error_status",
        "error-status",
        FieldKind.Signed,
        names: SnmpNames.ErrorStatus
    );
    public static readonly Field ErrorIndex = new("snmp.error_index", "error-index", FieldKind.Signed);
    public static readonly Field NonRepeaters = new("snmp.non_repeaters", "non-repeaters");
    public static readonly Field MaxRepetitions = new("snmp.max_repetitions", "max-repetitions");
    public static readonly Field Enterprise = new("snmp.enterprise", "enterprise", FieldKind.Text);
    public static readonly Field AgentAddr = new("snmp.agent_addr", "agent-addr", FieldKind.Ipv4);
    public static readonly Field GenericTrap = new(
        "snmp.generic_trap",
        "generic-trap",
        FieldKind.Signed,
        names: SnmpNames.GenericTrap
    );
    public static readonly Field SpecificTrap = new("snmp.specific_trap", "specific-trap", FieldKind.Signed);
    public static readonly Field TimeStamp = new("snmp.time_stamp", "time-stamp");
    public static readonly Field VariableBindings = new("snmp.variable_bindings", "variable-bindings");
    public static readonly Field Name = new("snmp.name", "Object Name", FieldKind.Text);
    public static readonly Field ValueInt = new("snmp.value.int", "Value (Integer32)", FieldKind.Signed);
    public static readonly Field ValueOctets = new("snmp.value.octets", "Value (OctetString)", FieldKind.Octets);
    public static readonly Field ValueOid = new("snmp.value.oid", "Value (OID)", FieldKind.Text);
    public static readonly Field ValueIpv4 = new("snmp.value.ipv4", "Value (IpAddress)", FieldKind.Ipv4);
    public static readonly Field ValueIpv6 = new("snmp.value.ipv6", "Value (IpAddress)", FieldKind.Ipv6);
    public static readonly Field ValueCounter = new("snmp.value.counter", "Value (Counter32)");
    public static readonly Field ValueG32 = new("snmp.value.g32", "Value (Gauge32)", FieldKind.Signed);
    public static readonly Field ValueU32 = new("snmp.value.u32", "Value (Unsigned32)", FieldKind.Signed);
    public static readonly Field ValueTimeticks = new("snmp.value.timeticks", "Value (Timeticks)");
    public static readonly Field ValueOpaque = new("snmp.value.opaque", "Value (Opaque)", FieldKind.Octets);
    public static readonly Field ValueNsap = new("snmp.value.nsap", "Value (NSAP)");
    public static readonly Field ValueUnk = new("snmp.value.unk", "Value (Unknown)", FieldKind.Octets);
    public static readonly Field MsgVersion = new(
        "snmp.msgVersion",
        "msgVersion",
        FieldKind.Signed,
        names: SnmpNames.Version
    );
    public static readonly Field MsgID = new("snmp.msgID", "msgID");
    public static readonly Field MsgMaxSize = new("snmp.msgMaxSize", "msgMaxSize");
    public static readonly Field MsgFlags = new("snmp.msgFlags", "msgFlags", FieldKind.Octets);
    public static readonly Field V3FlagsReport = new("snmp.v3.flags.report", "Reportable", FieldKind.Boolean);
    public static readonly Field V3FlagsCrypt = new("snmp.v3.flags.crypt", "Encrypted", FieldKind.Boolean);
    public static readonly Field V3FlagsAuth = new("snmp.v3.flags.auth", "Authenticated", FieldKind.Boolean);
    public static readonly Field MsgSecurityModel = new(
        "snmp.msgSecurityModel",
        "msgSecurityModel",
        names: SnmpNames.SecurityModel
    );
    public static readonly Field MsgAuthoritativeEngineID = new(
        "snmp.msgAuthoritativeEngineID",
        "msgAuthoritativeEngineID",
        FieldKind.Octets
    );
    public static readonly Field EngineidConform = new(
        "snmp.engineid.conform",
        "Engine ID Conformance",
        FieldKind.Boolean
    );
    public static readonly Field EngineidEnterprise = new("snmp.engineid.enterprise", "Engine Enterprise ID");
    public static readonly Field EngineidFormat = new("snmp.engineid.format", "Engine ID Format");
    public static readonly Field EngineidIpv4 = new(
        "snmp.engineid.ipv4",
        "Engine ID Data: IPv4 address",
        FieldKind.Ipv4
    );
    public static readonly Field EngineidIpv6 = new(
        "snmp.engineid.ipv6",
        "Engine ID Data: IPv6 address",
        FieldKind.Ipv6
    );
    public static readonly Field EngineidMac = new("snmp.engineid.mac", "Engine ID Data: MAC address", FieldKind.Ether);
    public static readonly Field EngineidText = new("snmp.engineid.text", "Engine ID Data: Text", FieldKind.Text);
    public static readonly Field EngineidData = new("snmp.engineid.data", "Engine ID Data", FieldKind.Octets);
    public static readonly Field MsgAuthoritativeEngineBoots = new(
        "snmp.msgAuthoritativeEngineBoots",
        "msgAuthoritativeEngineBoots"
    );
    public static readonly Field MsgAuthoritativeEngineTime = new(
        "snmp.msgAuthoritativeEngineTime",
        "msgAuthoritativeEngineTime"
    );
    public static readonly Field MsgUserName = new("snmp.msgUserName", "msgUserName", FieldKind.Text);
    public static readonly Field MsgAuthenticationParameters = new(
        "snmp.msgAuthenticationParameters",
        "msgAuthenticationParameters",
        FieldKind.Octets
    );
    public static readonly Field MsgPrivacyParameters = new(
        "snmp.msgPrivacyParameters",
        "msgPrivacyParameters",
        FieldKind.Octets
    );
    public static readonly Field MsgData = new("snmp.msgData", "msgData");
    public static readonly Field EncryptedPDU = new("snmp.encryptedPDU", "encryptedPDU", FieldKind.Octets);
    public static readonly Field ContextEngineID = new("snmp.contextEngineID", "contextEngineID", FieldKind.Octets);
    public static readonly Field ContextName = new("snmp.contextName", "contextName", FieldKind.Text);
    public static readonly Field Parameters = new("snmp.parameters", "parameters", FieldKind.Octets);
    public static readonly Field Datav2u = new("snmp.datav2u", "datav2u");
    public static readonly Field Plaintext = new("snmp.plaintext", "plaintext");

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        Version,
        Community,
        Data,
        RequestId,
        ErrorStatus,
        ErrorIndex,
        NonRepeaters,
        MaxRepetitions,
        Enterprise,
        AgentAddr,
        GenericTrap,
        SpecificTrap,
        TimeStamp,
        VariableBindings,
        Name,
        ValueInt,
        ValueOctets,
        ValueOid,
        ValueIpv4,
        ValueIpv6,
        ValueCounter,
        ValueG32,
        ValueU32,
        ValueTimeticks,
        ValueOpaque,
        ValueNsap,
        ValueUnk,
        MsgVersion,
        MsgID,
        MsgMaxSize,
        MsgFlags,
        V3FlagsReport,
        V3FlagsCrypt,
        V3FlagsAuth,
        MsgSecurityModel,
        MsgAuthoritativeEngineID,
        EngineidConform,
        EngineidEnterprise,
        EngineidFormat,
        EngineidIpv4,
        EngineidIpv6,
        EngineidMac,
        EngineidText,
        EngineidData,
        MsgAuthoritativeEngineBoots,
        MsgAuthoritativeEngineTime,
        MsgUserName,
        MsgAuthenticationParameters,
        MsgPrivacyParameters,
        MsgData,
        EncryptedPDU,
        ContextEngineID,
        ContextName,
        Parameters,
        Datav2u,
        Plaintext,
    ];
}
