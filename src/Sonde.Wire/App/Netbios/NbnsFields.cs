namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of a NetBIOS name service message.</summary>
internal static class NbnsFields
{
    public static readonly Field Id = new("nbns.id", "Transaction ID", @base: FieldBase.Hex);
    public static readonly Field Flags = new("nbns.flags", "Flags", @base: FieldBase.Hex);
    public static readonly Field FlagsResponse = new("nbns.flags.response", "Response", FieldKind.Boolean);
    public static readonly Field FlagsOpcode = new("nbns.flags.opcode", "Opcode", names: NetbiosNames.Opcode);
    public static readonly Field FlagsAuthoritative = new(
        "nbns.flags.authoritative",
        "Authoritative",
        FieldKind.Boolean
    );
    public static readonly Field FlagsTruncated = new("nbns.flags.truncated", "Truncated", FieldKind.Boolean);
    public static readonly Field FlagsRecdesired = new("nbns.flags.recdesired", "Recursion desired", FieldKind.Boolean);
    public static readonly Field FlagsRecavail = new("nbns.flags.recavail", "Recursion available", FieldKind.Boolean);
    public static readonly Field FlagsBroadcast = new("nbns.flags.broadcast", "Broadcast", FieldKind.Boolean);
    public static readonly Field FlagsRcode = new("nbns.flags.rcode", "Reply code", names: NetbiosNames.ResponseCode);
    public static readonly Field CountQueries = new("nbns.count.queries", "Questions");
    public static readonly Field CountAnswers = new("nbns.count.answers", "Answer RRs");
    public static readonly Field CountAuthRr = new("nbns.count.auth_rr", "Authority RRs");
    public static readonly Field CountAddRr = new("nbns.count.add_rr", "Additional RRs");
    public static readonly Field Name = new("nbns.name", "Name", FieldKind.Text);
    public static readonly Field Type = new("nbns.type", "Type", names: NetbiosNames.RecordType);
    public static readonly Field Class = new("nbns.class", "Class", names: DnsClasses.NameOf);
    public static readonly Field Ttl = new("nbns.ttl", "Time to live");
    public static readonly Field DataLength = new("nbns.data_length", "Data length");
    public static readonly Field NbFlags = new("nbns.nb_flags", "Name flags", @base: FieldBase.Hex);
    public static readonly Field NbFlagsGroup = new("nbns.nb_flags.group", "Name type", FieldKind.Boolean);
    public static readonly Field NbFlagsOnt = new("nbns.nb_flags.ont", "ONT", names: NetbiosNames.OwnerNode);
    public static readonly Field Addr = new("nbns.addr", "Addr", FieldKind.Ipv4);
    public static readonly Field NumberOfNames = new("nbns.number_of_names", "Number of names");
    public static readonly Field NetbiosName = new("nbns.netbios_name", "Name", FieldKind.Text);
    public static readonly Field NameFlags = new("nbns.name_flags", "Name flags", @base: FieldBase.Hex);
    public static readonly Field NameFlagsGroup = new("nbns.name_flags.group", "Name type", FieldKind.Boolean);
    public static readonly Field NameFlagsOnt = new("nbns.name_flags.ont", "ONT", names: NetbiosNames.OwnerNode);
    public static readonly Field NameFlagsDrg = new(
        "nbns.name_flags.drg",
        "Name is being deregistered",
        FieldKind.Boolean
    );
    public static readonly Field NameFlagsCnf = new("nbns.name_flags.cnf", "Name is in conflict", FieldKind.Boolean);
    public static readonly Field NameFlagsAct = new("nbns.name_flags.act", "Name is active", FieldKind.Boolean);
    public static readonly Field NameFlagsPrm = new("nbns.name_flags.prm", "Permanent node name", FieldKind.Boolean);
    public static readonly Field UnitId = new("nbns.unit_id", "Unit ID", FieldKind.Ether);
    public static readonly Field Jumpers = new("nbns.jumpers", "Jumpers", @base: FieldBase.Hex);
    public static readonly Field TestResult = new("nbns.test_result", "Test result", @base: FieldBase.Hex);
    public static readonly Field VersionNumber = new("nbns.version_number", "Version number", @base: FieldBase.Hex);
    public static readonly Field PeriodOfStatistics = new(
        "nbns.period_of_statistics",
        "Period of statistics",
        @base: FieldBase.Hex
    );
    public static readonly Field NumCrcs = new("nbns.num_crcs", "Number of CRCs");
    public static readonly Field NumAlignmentErrors = new("nbns.num_alignment_errors", "Number of alignment errors");
    public static readonly Field NumCollisions = new("nbns.num_collisions", "Number of collisions");
    public static readonly Field NumSendAborts = new("nbns.num_send_aborts", "Number of send aborts");
    public static readonly Field NumGoodSends = new("nbns.num_good_sends", "Number of good sends");
    public static readonly Field NumGoodReceives = new("nbns.num_good_receives", "Number of good receives");
    public static readonly Field Numretransmits = new("nbns.numretransmits", "Number of retransmits");
    public static readonly Field NumNoResourceConditions = new(
        "nbns.num_no_resource_conditions",
        "Number of no resource conditions"
    );
    public static readonly Field NumcommandBlocks = new("nbns.numcommand_blocks", "Number of command blocks");
    public static readonly Field NumpendingSessions = new("nbns.numpending_sessions", "Number of pending sessions");
    public static readonly Field MaxNumPendingSessions = new(
        "nbns.max_num_pending_sessions",
        "Max number of pending sessions"
    );
    public static readonly Field MaxTotalSessionsPossible = new(
        "nbns.max_total_sessions_possible",
        "Max total sessions possible"
    );
    public static readonly Field SessionDataPacketSize = new(
        "nbns.session_data_packet_size",
        "Session data packet size"
    );
    public static readonly Field Data = new("nbns.data", "Data", FieldKind.Octets);

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        Id,
        Flags,
        FlagsResponse,
        FlagsOpcode,
        FlagsAuthoritative,
        FlagsTruncated,
        FlagsRecdesired,
        FlagsRecavail,
        FlagsBroadcast,
        FlagsRcode,
        CountQueries,
        CountAnswers,
        CountAuthRr,
        CountAddRr,
        Name,
        Type,
        Class,
        Ttl,
        DataLength,
        NbFlags,
        NbFlagsGroup,
        NbFlagsOnt,
        Addr,
        NumberOfNames,
        NetbiosName,
        NameFlags,
        NameFlagsGroup,
        NameFlagsOnt,
        NameFlagsDrg,
        NameFlagsCnf,
        NameFlagsAct,
        NameFlagsPrm,
        UnitId,
        Jumpers,
        TestResult,
        VersionNumber,
        PeriodOfStatistics,
        NumCrcs,
        NumAlignmentErrors,
        NumCollisions,
        NumSendAborts,
        NumGoodSends,
        NumGoodReceives,
        Numretransmits,
        NumNoResourceConditions,
        NumcommandBlocks,
        NumpendingSessions,
        MaxNumPendingSessions,
        MaxTotalSessionsPossible,
        SessionDataPacketSize,
        Data,
    ];
}
