namespace Sonde.Wire;

/// <summary>Wireshark's names for EDNS options and stateful operations.</summary>
internal static class DnsOptionFields
{
    public static readonly Field Opt = new("dns.opt", "Option", FieldKind.Group);
    public static readonly Field OptCode = new("dns.opt.code", "Option Code", names: DnsNames.Option);
    public static readonly Field OptLen = new("dns.opt.len", "Option Length");
    public static readonly Field OptData = new("dns.opt.data", "Option Data", FieldKind.Octets);
    public static readonly Field OptDau = new("dns.opt.dau", "DAU", names: DnsNames.Algorithm);
    public static readonly Field OptDhu = new("dns.opt.dhu", "DHU", names: DnsNames.Digest);
    public static readonly Field OptN3u = new("dns.opt.n3u", "N3U");
    public static readonly Field OptClientFamily = new(
        "dns.opt.client.family",
        "Family",
        names: DnsNames.AddressFamily
    );
    public static readonly Field OptClientNetmask = new("dns.opt.client.netmask", "Source Netmask");
    public static readonly Field OptClientScope = new("dns.opt.client.scope", "Scope Netmask");
    public static readonly Field OptClientAddr = new("dns.opt.client.addr", "Client Subnet", FieldKind.Octets);
    public static readonly Field OptClientAddr4 = new("dns.opt.client.addr4", "Client Subnet", FieldKind.Ipv4);
    public static readonly Field OptClientAddr6 = new("dns.opt.client.addr6", "Client Subnet", FieldKind.Ipv6);
    public static readonly Field OptCookieClient = new("dns.opt.cookie.client", "Client Cookie", FieldKind.Octets);
    public static readonly Field OptCookieServer = new("dns.opt.cookie.server", "Server Cookie", FieldKind.Octets);
    public static readonly Field OptEdnsTcpKeepaliveTimeout = new("dns.opt.edns_tcp_keepalive.timeout", "Timeout");
    public static readonly Field OptPadding = new("dns.opt.padding", "Padding", FieldKind.Octets);
    public static readonly Field OptChainFqdn = new("dns.opt.chain.fqdn", "Closest Trust Point", FieldKind.Text);
    public static readonly Field OptExtErrorInfoCode = new(
        "dns.opt.ext_error.info_code",
        "Info Code",
        names: DnsNames.ExtendedError
    );
    public static readonly Field OptExtErrorExtraText = new(
        "dns.opt.ext_error.extra_text",
        "Extra Text",
        FieldKind.Text
    );
    public static readonly Field Dso = new("dns.dso", "DNS Stateful Operation", FieldKind.Group);
    public static readonly Field DsoTlv = new("dns.dso.tlv", "DSO TLV", FieldKind.Group);
    public static readonly Field DsoTlvType = new("dns.dso.tlv.type", "Type");
    public static readonly Field DsoTlvLength = new("dns.dso.tlv.length", "Length");
    public static readonly Field DsoTlvData = new("dns.dso.tlv.data", "Data", FieldKind.Octets);
    public static readonly Field DsoTlvKeepaliveInactivity = new(
        "dns.dso.tlv.keepalive.inactivity",
        "Inactivity Timeout"
    );
    public static readonly Field DsoTlvKeepaliveInterval = new("dns.dso.tlv.keepalive.interval", "Keepalive Interval");
    public static readonly Field DsoTlvRetrydelayRetrydelay = new("dns.dso.tlv.retrydelay.retrydelay", "Retry Delay");
    public static readonly Field DsoTlvEncpadPadding = new("dns.dso.tlv.encpad.padding", "Padding", FieldKind.Octets);

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        Opt,
        OptCode,
        OptLen,
        OptData,
        OptDau,
        OptDhu,
        OptN3u,
        OptClientFamily,
        OptClientNetmask,
        OptClientScope,
        OptClientAddr,
        OptClientAddr4,
        OptClientAddr6,
        OptCookieClient,
        OptCookieServer,
        OptEdnsTcpKeepaliveTimeout,
        OptPadding,
        OptChainFqdn,
        OptExtErrorInfoCode,
        OptExtErrorExtraText,
        Dso,
        DsoTlv,
        DsoTlvType,
        DsoTlvLength,
        DsoTlvData,
        DsoTlvKeepaliveInactivity,
        DsoTlvKeepaliveInterval,
        DsoTlvRetrydelayRetrydelay,
        DsoTlvEncpadPadding,
    ];
}
