namespace Sonde.Wire;

/// <summary>Wireshark's names for the data of records.</summary>
internal static class DnsRecordFields
{
    public static readonly Field A = new("dns.a", "Address", FieldKind.Ipv4);
    public static readonly Field Ns = new("dns.ns", "Name Server", FieldKind.Text);
    public static readonly Field Md = new("dns.md", "Mail Destination", FieldKind.Text);
    public static readonly Field Mf = new("dns.mf", "Mail Forwarder", FieldKind.Text);
    public static readonly Field Cname = new("dns.cname", "CNAME", FieldKind.Text);
    public static readonly Field SoaMname = new("dns.soa.mname", "Primary name server", FieldKind.Text);
    public static readonly Field SoaRname = new("dns.soa.rname", "Responsible authority's mailbox", FieldKind.Text);
    public static readonly Field SoaSerialNumber = new("dns.soa.serial_number", "Serial Number");
    public static readonly Field SoaRefreshInterval = new("dns.soa.refresh_interval", "Refresh Interval");
    public static readonly Field SoaRetryInterval = new("dns.soa.retry_interval", "Retry Interval");
    public static readonly Field SoaExpireLimit = new("dns.soa.expire_limit", "Expire limit");
    public static readonly Field SoaMinimumTtl = new("dns.soa.minimum_ttl", "Minimum TTL");
    public static readonly Field Mb = new("dns.mb", "MailBox Domaine", FieldKind.Text);
    public static readonly Field Mg = new("dns.mg", "Mail Group member", FieldKind.Text);
    public static readonly Field Mr = new("dns.mr", "Mail Rename domaine", FieldKind.Text);
    public static readonly Field Null = new("dns.null", "Null (data)", FieldKind.Octets);
    public static readonly Field WksAddress = new("dns.wks.address", "Address", FieldKind.Ipv4);
    public static readonly Field WksProtocol = new("dns.wks.protocol", "Protocol", names: IpProtocols.NameOf);
    public static readonly Field WksBits = new("dns.wks.bits", "Bits", @base: FieldBase.Hex);
    public static readonly Field PtrDomainName = new("dns.ptr.domain_name", "Domain Name", FieldKind.Text);
    public static readonly Field HinfoCpuLength = new("dns.hinfo.cpu_length", "CPU Length");
    public static readonly Field HinfoCpu = new("dns.hinfo.cpu", "CPU", FieldKind.Text);
    public static readonly Field HinfoOsLength = new("dns.hinfo.os_length", "OS Length");
    public static readonly Field HinfoOs = new("dns.hinfo.os", "OS", FieldKind.Text);
    public static readonly Field MinfoR = new("dns.minfo.r", "Responsible Mailbox", FieldKind.Text);
    public static readonly Field MinfoE = new("dns.minfo.e", "Error Mailbox", FieldKind.Text);
    public static readonly Field MxPreference = new("dns.mx.preference", "Preference");
    public static readonly Field MxMailExchange = new("dns.mx.mail_exchange", "Mail Exchange", FieldKind.Text);
    public static readonly Field TxtLength = new("dns.txt.length", "TXT Length");
    public static readonly Field Txt = new("dns.txt", "TXT", FieldKind.Text);
    public static readonly Field RpMailbox = new("dns.rp.mailbox", "Mailbox", FieldKind.Text);
    public static readonly Field RpTxtRr = new("dns.rp.txt_rr", "TXT RR", FieldKind.Text);
    public static readonly Field AfsdbSubtype = new("dns.afsdb.subtype", "Subtype");
    public static readonly Field AfsdbHostname = new("dns.afsdb.hostname", "Hostname", FieldKind.Text);
    public static readonly Field X25Length = new("dns.x25.length", "Length");
    public static readonly Field X25PsdnAddress = new("dns.x25.psdn_address", "PSDN-Address", FieldKind.Text);
    public static readonly Field IdsnLength = new("dns.idsn.length", "Length");
    public static readonly Field IdsnAddress = new("dns.idsn.address", "ISDN Address", FieldKind.Text);
    public static readonly Field IdsnSaLength = new("dns.idsn.sa.length", "Length");
    public static readonly Field IdsnSaAddress = new("dns.idsn.sa.address", "Sub Address", FieldKind.Text);
    public static readonly Field RtSubtype = new("dns.rt.subtype", "Preference");
    public static readonly Field RtIntermediateHost = new(
        "dns.rt.intermediate_host",
        "Intermediate Hostname",
        FieldKind.Text
    );
    public static readonly Field NsapRdata = new("dns.nsap.rdata", "NSAP Data", FieldKind.Octets);
    public static readonly Field NsapPtrOwner = new("dns.nsap_ptr.owner", "Owner", FieldKind.Text);
    public static readonly Field PxPreference = new("dns.px.preference", "Preference");
    public static readonly Field PxMap822 = new("dns.px.map822", "MAP822", FieldKind.Text);
    public static readonly Field PxMap400 = new("dns.px.map400", "MAPX400", FieldKind.Text);
    public static readonly Field GposLongitudeLength = new("dns.gpos.longitude_length", "Longitude length");
    public static readonly Field GposLongitude = new("dns.gpos.longitude", "Longitude", FieldKind.Text);
    public static readonly Field GposLatitudeLength = new("dns.gpos.latitude_length", "Latitude length");
    public static readonly Field GposLatitude = new("dns.gpos.latitude", "Latitude", FieldKind.Text);
    public static readonly Field GposAltitudeLength = new("dns.gpos.altitude_length", "Altitude length");
    public static readonly Field GposAltitude = new("dns.gpos.altitude", "Altitude", FieldKind.Text);
    public static readonly Field Aaaa = new("dns.aaaa", "AAAA Address", FieldKind.Ipv6);
    public static readonly Field LocVersion = new("dns.loc.version", "Version");
    public static readonly Field LocSize = new("dns.loc.size", "Size");
    public static readonly Field LocHorizontalPrecision = new("dns.loc.horizontal_precision", "Horizontal Precision");
    public static readonly Field LocVerticalPrecision = new("dns.loc.vertical_precision", "Vertical Precision");
    public static readonly Field LocLatitude = new("dns.loc.latitude", "Latitude");
    public static readonly Field LocLongitude = new("dns.loc.longitude", "Longitude");
    public static readonly Field LocAltitude = new("dns.loc.altitude", "Altitude");
    public static readonly Field LocUnknownData = new("dns.loc.unknown_data", "Unknown data", FieldKind.Octets);
    public static readonly Field NxtNextDomainName = new(
        "dns.nxt.next_domain_name",
        "Next Domain Name",
        FieldKind.Text
    );
    public static readonly Field KxPreference = new("dns.kx.preference", "Preference");
    public static readonly Field KxKeyExchange = new("dns.kx.key_exchange", "Key Exchange", FieldKind.Text);
    public static readonly Field A6PrefixLen = new("dns.a6.prefix_len", "Prefix len");
    public static readonly Field A6AddressSuffix = new("dns.a6.address_suffix", "Address Suffix", FieldKind.Ipv6);
    public static readonly Field A6PrefixName = new("dns.a6.prefix_name", "Prefix name", FieldKind.Text);
    public static readonly Field Dname = new("dns.dname", "Dname", FieldKind.Text);
    public static readonly Field AplAddressFamily = new(
        "dns.apl.address_family",
        "Address Family",
        names: DnsNames.AddressFamily
    );
    public static readonly Field AplCodedPrefix = new("dns.apl.coded_prefix", "Prefix Length");
    public static readonly Field AplNegation = new("dns.apl.negation", "Negation Flag", FieldKind.Boolean);
    public static readonly Field AplAfdlength = new("dns.apl.afdlength", "Address Length");
    public static readonly Field AplAfdpartIpv4 = new("dns.apl.afdpart.ipv4", "Address", FieldKind.Ipv4);
    public static readonly Field AplAfdpartIpv6 = new("dns.apl.afdpart.ipv6", "Address", FieldKind.Ipv6);
    public static readonly Field AplAfdpartData = new("dns.apl.afdpart.data", "Address", FieldKind.Octets);
    public static readonly Field DhcidRdata = new("dns.dhcid.rdata", "DHCID Data", FieldKind.Octets);
    public static readonly Field SpfLength = new("dns.spf.length", "SPF Length");
    public static readonly Field Spf = new("dns.spf", "SPF", FieldKind.Text);
    public static readonly Field IlnpNidPreference = new("dns.ilnp.nid.preference", "Preference");
    public static readonly Field IlnpNid = new("dns.ilnp.nid", "NodeID", FieldKind.Octets);
    public static readonly Field IlnpL32Preference = new("dns.ilnp.l32.preference", "Preference");
    public static readonly Field IlnpL32 = new("dns.ilnp.l32", "Locator32", FieldKind.Ipv4);
    public static readonly Field IlnpL64Preference = new("dns.ilnp.l64.preference", "Preference");
    public static readonly Field IlnpL64 = new("dns.ilnp.l64", "Locator64", FieldKind.Octets);
    public static readonly Field IlnpLpPreference = new("dns.ilnp.lp.preference", "Preference");
    public static readonly Field IlnpLp = new("dns.ilnp.lp", "Locator FQDN", FieldKind.Text);
    public static readonly Field Eui48 = new("dns.eui48", "EUI48 Address", FieldKind.Ether);
    public static readonly Field Eui64 = new("dns.eui64", "EUI64 Address", FieldKind.Text);
    public static readonly Field WinsLocalFlag = new("dns.wins.local_flag", "Local Flag", FieldKind.Boolean);
    public static readonly Field WinsLookupTimeout = new("dns.wins.lookup_timeout", "Lookup timeout");
    public static readonly Field WinsCacheTimeout = new("dns.wins.cache_timeout", "Cache timeout");
    public static readonly Field WinsNbWinsServers = new("dns.wins.nb_wins_servers", "Number of WINS servers");
    public static readonly Field WinsWinsServer = new("dns.wins.wins_server", "WINS Server Address", FieldKind.Ipv4);
    public static readonly Field WinsrLocalFlag = new("dns.winsr.local_flag", "Local Flag", FieldKind.Boolean);
    public static readonly Field WinsrLookupTimeout = new("dns.winsr.lookup_timeout", "Lookup timeout");
    public static readonly Field WinsrCacheTimeout = new("dns.winsr.cache_timeout", "Cache timeout");
    public static readonly Field WinsrNameResultDomain = new(
        "dns.winsr.name_result_domain",
        "Name Result Domain",
        FieldKind.Text
    );
    public static readonly Field Data = new("dns.data", "Data", FieldKind.Octets);

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        A,
        Ns,
        Md,
        Mf,
        Cname,
        SoaMname,
        SoaRname,
        SoaSerialNumber,
        SoaRefreshInterval,
        SoaRetryInterval,
        SoaExpireLimit,
        SoaMinimumTtl,
        Mb,
        Mg,
        Mr,
        Null,
        WksAddress,
        WksProtocol,
        WksBits,
        PtrDomainName,
        HinfoCpuLength,
        HinfoCpu,
        HinfoOsLength,
        HinfoOs,
        MinfoR,
        MinfoE,
        MxPreference,
        MxMailExchange,
        TxtLength,
        Txt,
        RpMailbox,
        RpTxtRr,
        AfsdbSubtype,
        AfsdbHostname,
        X25Length,
        X25PsdnAddress,
        IdsnLength,
        IdsnAddress,
        IdsnSaLength,
        IdsnSaAddress,
        RtSubtype,
        RtIntermediateHost,
        NsapRdata,
        NsapPtrOwner,
        PxPreference,
        PxMap822,
        PxMap400,
        GposLongitudeLength,
        GposLongitude,
        GposLatitudeLength,
        GposLatitude,
        GposAltitudeLength,
        GposAltitude,
        Aaaa,
        LocVersion,
        LocSize,
        LocHorizontalPrecision,
        LocVerticalPrecision,
        LocLatitude,
        LocLongitude,
        LocAltitude,
        LocUnknownData,
        NxtNextDomainName,
        KxPreference,
        KxKeyExchange,
        A6PrefixLen,
        A6AddressSuffix,
        A6PrefixName,
        Dname,
        AplAddressFamily,
        AplCodedPrefix,
        AplNegation,
        AplAfdlength,
        AplAfdpartIpv4,
        AplAfdpartIpv6,
        AplAfdpartData,
        DhcidRdata,
        SpfLength,
        Spf,
        IlnpNidPreference,
        IlnpNid,
        IlnpL32Preference,
        IlnpL32,
        IlnpL64Preference,
        IlnpL64,
        IlnpLpPreference,
        IlnpLp,
        Eui48,
        Eui64,
        WinsLocalFlag,
        WinsLookupTimeout,
        WinsCacheTimeout,
        WinsNbWinsServers,
        WinsWinsServer,
        WinsrLocalFlag,
        WinsrLookupTimeout,
        WinsrCacheTimeout,
        WinsrNameResultDomain,
        Data,
    ];
}
