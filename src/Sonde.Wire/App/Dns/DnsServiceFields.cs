namespace Sonde.Wire;

/// <summary>Wireshark's names for records that describe services.</summary>
internal static class DnsServiceFields
{
    public static readonly Field SrvPriority = new("dns.srv.priority", "Priority");
    public static readonly Field SrvWeight = new("dns.srv.weight", "Weight");
    public static readonly Field SrvPort = new("dns.srv.port", "Port");
    public static readonly Field SrvTarget = new("dns.srv.target", "Target", FieldKind.Text);
    public static readonly Field NaptrOrder = new("dns.naptr.order", "Order");
    public static readonly Field NaptrPreference = new("dns.naptr.preference", "Preference");
    public static readonly Field NaptrFlagsLength = new("dns.naptr.flags_length", "Flags Length");
    public static readonly Field NaptrFlags = new("dns.naptr.flags", "Flags", FieldKind.Text);
    public static readonly Field NaptrServiceLength = new("dns.naptr.service_length", "Service Length");
    public static readonly Field NaptrService = new("dns.naptr.service", "Service", FieldKind.Text);
    public static readonly Field NaptrRegexLength = new("dns.naptr.regex_length", "Regex Length");
    public static readonly Field NaptrRegex = new("dns.naptr.regex", "Regex", FieldKind.Text);
    public static readonly Field NaptrReplacementLength = new("dns.naptr.replacement_length", "Replacement Length");
    public static readonly Field NaptrReplacement = new("dns.naptr.replacement", "Replacement", FieldKind.Text);
    public static readonly Field CaaFlags = new("dns.caa.flags", "CAA Flags", @base: FieldBase.Hex);
    public static readonly Field CaaFlagsIssuerCritical = new(
        "dns.caa.flags.issuer_critical",
        "Issuer Critical",
        FieldKind.Boolean
    );
    public static readonly Field CaaIssue = new("dns.caa.issue", "Issue", FieldKind.Text);
    public static readonly Field CaaIssuewild = new("dns.caa.issuewild", "Issue Wildcard", FieldKind.Text);
    public static readonly Field CaaIodef = new("dns.caa.iodef", "Report URL", FieldKind.Text);
    public static readonly Field CaaUnknown = new("dns.caa.unknown", "Unknown tag", FieldKind.Text);
    public static readonly Field CaaTagLength = new("dns.caa.tag_length", "Tag length");
    public static readonly Field CaaTag = new("dns.caa.tag", "Tag", FieldKind.Text);
    public static readonly Field CaaValue = new("dns.caa.value", "Value", FieldKind.Text);
    public static readonly Field SvcbSvcpriority = new("dns.svcb.svcpriority", "SvcPriority");
    public static readonly Field SvcbTargetname = new("dns.svcb.targetname", "TargetName", FieldKind.Text);
    public static readonly Field SvcbSvcparam = new("dns.svcb.svcparam", "SvcParam", FieldKind.Group);
    public static readonly Field SvcbSvcparamKey = new(
        "dns.svcb.svcparam.key",
        "SvcParamKey",
        names: DnsNames.ServiceKey
    );
    public static readonly Field SvcbSvcparamValueLength = new(
        "dns.svcb.svcparam.value.length",
        "SvcParamValue length"
    );
    public static readonly Field SvcbSvcparamValue = new("dns.svcb.svcparam.value", "SvcParamValue", FieldKind.Octets);
    public static readonly Field SvcbSvcparamMandatoryKey = new(
        "dns.svcb.svcparam.mandatory.key",
        "Mandatory key",
        names: DnsNames.ServiceKey
    );
    public static readonly Field SvcbSvcparamAlpnLength = new("dns.svcb.svcparam.alpn.length", "ALPN length");
    public static readonly Field SvcbSvcparamAlpn = new("dns.svcb.svcparam.alpn", "ALPN", FieldKind.Text);
    public static readonly Field SvcbSvcparamPort = new("dns.svcb.svcparam.port", "Port");
    public static readonly Field SvcbSvcparamIpv4hintIp = new("dns.svcb.svcparam.ipv4hint.ip", "IP", FieldKind.Ipv4);
    public static readonly Field SvcbSvcparamIpv6hintIp = new("dns.svcb.svcparam.ipv6hint.ip", "IP", FieldKind.Ipv6);
    public static readonly Field SvcbSvcparamEchconfig = new(
        "dns.svcb.svcparam.echconfig",
        "ECHConfig",
        FieldKind.Octets
    );
    public static readonly Field SvcbSvcparamOdohconfig = new(
        "dns.svcb.svcparam.odohconfig",
        "ODoHConfig",
        FieldKind.Octets
    );
    public static readonly Field XpfIpVersion = new("dns.xpf.ip_version", "IP Version");
    public static readonly Field XpfProtocol = new("dns.xpf.protocol", "Protocol", names: IpProtocols.NameOf);
    public static readonly Field XpfSourceIpv4 = new("dns.xpf.source_ipv4", "IPv4 Source", FieldKind.Ipv4);
    public static readonly Field XpfDestinationIpv4 = new(
        "dns.xpf.destination_ipv4",
        "IPv4 Destination",
        FieldKind.Ipv4
    );
    public static readonly Field XpfSourceIpv6 = new("dns.xpf.source_ipv6", "IPv6 Source", FieldKind.Ipv6);
    public static readonly Field XpfDestinationIpv6 = new(
        "dns.xpf.destination_ipv6",
        "IPv6 Destination",
        FieldKind.Ipv6
    );
    public static readonly Field XpfSport = new("dns.xpf.sport", "Source port");
    public static readonly Field XpfDport = new("dns.xpf.dport", "Destination port");

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        SrvPriority,
        SrvWeight,
        SrvPort,
        SrvTarget,
        NaptrOrder,
        NaptrPreference,
        NaptrFlagsLength,
        NaptrFlags,
        NaptrServiceLength,
        NaptrService,
        NaptrRegexLength,
        NaptrRegex,
        NaptrReplacementLength,
        NaptrReplacement,
        CaaFlags,
        CaaFlagsIssuerCritical,
        CaaIssue,
        CaaIssuewild,
        CaaIodef,
        CaaUnknown,
        CaaTagLength,
        CaaTag,
        CaaValue,
        SvcbSvcpriority,
        SvcbTargetname,
        SvcbSvcparam,
        SvcbSvcparamKey,
        SvcbSvcparamValueLength,
        SvcbSvcparamValue,
        SvcbSvcparamMandatoryKey,
        SvcbSvcparamAlpnLength,
        SvcbSvcparamAlpn,
        SvcbSvcparamPort,
        SvcbSvcparamIpv4hintIp,
        SvcbSvcparamIpv6hintIp,
        SvcbSvcparamEchconfig,
        SvcbSvcparamOdohconfig,
        XpfIpVersion,
        XpfProtocol,
        XpfSourceIpv4,
        XpfDestinationIpv4,
        XpfSourceIpv6,
        XpfDestinationIpv6,
        XpfSport,
        XpfDport,
    ];
}
