namespace Sonde.Wire;

/// <summary>Wireshark's names for header, questions and the common part of records.</summary>
internal static class DnsFields
{
    public static readonly Field Id = new("dns.id", "Transaction ID", @base: FieldBase.Hex);
    public static readonly Field Flags = new("dns.flags", "Flags", @base: FieldBase.Hex);
    public static readonly Field FlagsResponse = new("dns.flags.response", "Response", FieldKind.Boolean);
    public static readonly Field FlagsOpcode = new("dns.flags.opcode", "Opcode", names: DnsOpcodes.NameOf);
    public static readonly Field FlagsAuthoritative = new(
        "dns.flags.authoritative",
        "Authoritative",
        FieldKind.Boolean
    );
    public static readonly Field FlagsConflict = new("dns.flags.conflict", "Conflict", FieldKind.Boolean);
    public static readonly Field FlagsTruncated = new("dns.flags.truncated", "Truncated", FieldKind.Boolean);
    public static readonly Field FlagsRecdesired = new("dns.flags.recdesired", "Recursion desired", FieldKind.Boolean);
    public static readonly Field FlagsTentative = new("dns.flags.tentative", "Tentative", FieldKind.Boolean);
    public static readonly Field FlagsRecavail = new("dns.flags.recavail", "Recursion available", FieldKind.Boolean);
    public static readonly Field FlagsZ = new("dns.flags.z", "Z", FieldKind.Boolean);
    public static readonly Field FlagsAuthenticated = new(
        "dns.flags.authenticated",
        "Answer authenticated",
        FieldKind.Boolean
    );
    public static readonly Field FlagsCheckdisable = new(
        "dns.flags.checkdisable",
        "Non-authenticated data",
        FieldKind.Boolean
    );
    public static readonly Field FlagsRcode = new(
        "dns.flags.rcode",
        "Reply code",
        names: DnsResponseCodes.DescriptionOf
    );
    public static readonly Field CountQueries = new("dns.count.queries", "Questions");
    public static readonly Field CountZones = new("dns.count.zones", "Zones");
    public static readonly Field CountAnswers = new("dns.count.answers", "Answer RRs");
    public static readonly Field CountPrerequisites = new("dns.count.prerequisites", "Prerequisites");
    public static readonly Field CountAuthRr = new("dns.count.auth_rr", "Authority RRs");
    public static readonly Field CountUpdates = new("dns.count.updates", "Updates");
    public static readonly Field CountAddRr = new("dns.count.add_rr", "Additional RRs");
    public static readonly Field QryName = new("dns.qry.name", "Name", FieldKind.Text);
    public static readonly Field QryNameLen = new("dns.qry.name.len", "Name Length");
    public static readonly Field CountLabels = new("dns.count.labels", "Label Count");
    public static readonly Field QryType = new("dns.qry.type", "Type", names: DnsTypes.NameOf);
    public static readonly Field QryClass = new(
        "dns.qry.class",
        "Class",
        @base: FieldBase.Hex,
        names: DnsClasses.NameOf
    );
    public static readonly Field QryQu = new("dns.qry.qu", "\"QU\" question", FieldKind.Boolean);
    public static readonly Field RespName = new("dns.resp.name", "Name", FieldKind.Text);
    public static readonly Field SrvService = new("dns.srv.service", "Service", FieldKind.Text);
    public static readonly Field SrvProto = new("dns.srv.proto", "Protocol", FieldKind.Text);
    public static readonly Field SrvName = new("dns.srv.name", "Name", FieldKind.Text);
    public static readonly Field RespType = new("dns.resp.type", "Type", names: DnsTypes.NameOf);
    public static readonly Field RespClass = new(
        "dns.resp.class",
        "Class",
        @base: FieldBase.Hex,
        names: DnsClasses.NameOf
    );
    public static readonly Field RespCacheFlush = new("dns.resp.cache_flush", "Cache flush", FieldKind.Boolean);
    public static readonly Field RespTtl = new("dns.resp.ttl", "Time to live");
    public static readonly Field RespLen = new("dns.resp.len", "Data length");
    public static readonly Field RrUdpPayloadSize = new("dns.rr.udp_payload_size", "UDP payload size");
    public static readonly Field RespExtRcode = new(
        "dns.resp.ext_rcode",
        "Higher bits in extended RCODE",
        @base: FieldBase.Hex
    );
    public static readonly Field RespEdns0Version = new("dns.resp.edns0_version", "EDNS0 version");
    public static readonly Field RespZ = new("dns.resp.z", "Z", @base: FieldBase.Hex);
    public static readonly Field RespZDo = new("dns.resp.z.do", "DO bit", FieldKind.Boolean);
    public static readonly Field RespZReserved = new("dns.resp.z.reserved", "Reserved", @base: FieldBase.Hex);
    public static readonly Field ExtraneousData = new("dns.extraneous.data", "Extraneous Data Bytes", FieldKind.Octets);
    public static readonly Field ExtraneousLength = new("dns.extraneous.length", "Extraneous Data Length");

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        Id,
        Flags,
        FlagsResponse,
        FlagsOpcode,
        FlagsAuthoritative,
        FlagsConflict,
        FlagsTruncated,
        FlagsRecdesired,
        FlagsTentative,
        FlagsRecavail,
        FlagsZ,
        FlagsAuthenticated,
        FlagsCheckdisable,
        FlagsRcode,
        CountQueries,
        CountZones,
        CountAnswers,
        CountPrerequisites,
        CountAuthRr,
        CountUpdates,
        CountAddRr,
        QryName,
        QryNameLen,
        CountLabels,
        QryType,
        QryClass,
        QryQu,
        RespName,
        SrvService,
        SrvProto,
        SrvName,
        RespType,
        RespClass,
        RespCacheFlush,
        RespTtl,
        RespLen,
        RrUdpPayloadSize,
        RespExtRcode,
        RespEdns0Version,
        RespZ,
        RespZDo,
        RespZReserved,
        ExtraneousData,
        ExtraneousLength,
    ];
}
