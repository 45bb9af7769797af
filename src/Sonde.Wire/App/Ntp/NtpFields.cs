namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of an NTP packet.</summary>
internal static class NtpFields
{
    public static readonly Field Flags = new("ntp.flags", "Flags", @base: FieldBase.Hex);
    public static readonly Field FlagsLi = new("ntp.flags.li", "Leap Indicator", names: NtpNames.Leap);
    public static readonly Field FlagsVn = new("ntp.flags.vn", "Version number");
    public static readonly Field FlagsMode = new("ntp.flags.mode", "Mode", names: NtpNames.Mode);
    public static readonly Field Stratum = new("ntp.stratum", "Peer Clock Stratum", names: NtpNames.Stratum);
    public static readonly Field Ppoll = new("ntp.ppoll", "Peer Polling Interval");
    public static readonly Field Precision = new("ntp.precision", "Peer Clock Precision");
    public static readonly Field Rootdelay = new("ntp.rootdelay", "Root Delay");
    public static readonly Field Rootdispersion = new("ntp.rootdispersion", "Root Dispersion");
    public static readonly Field Refid = new("ntp.refid", "Reference ID", FieldKind.Octets);
    public static readonly Field Reftime = new("ntp.reftime", "Reference Timestamp", FieldKind.Time);
    public static readonly Field Org = new("ntp.org", "Origin Timestamp", FieldKind.Time);
    public static readonly Field Rec = new("ntp.rec", "Receive Timestamp", FieldKind.Time);
    public static readonly Field Xmt = new("ntp.xmt", "Transmit Timestamp", FieldKind.Time);
    public static readonly Field Keyid = new("ntp.keyid", "Key ID", FieldKind.Octets);
    public static readonly Field Mac = new("ntp.mac", "Message Authentication Code", FieldKind.Octets);
    public static readonly Field Ext = new("ntp.ext", "Extension", FieldKind.Group);
    public static readonly Field ExtType = new("ntp.ext.type", "Field Type", @base: FieldBase.Hex);
    public static readonly Field ExtLength = new("ntp.ext.length", "Length");
    public static readonly Field ExtValue = new("ntp.ext.value", "Value", FieldKind.Octets);
    public static readonly Field CtrlFlags2 = new("ntp.ctrl.flags2", "Flags 2", @base: FieldBase.Hex);
    public static readonly Field CtrlFlags2R = new("ntp.ctrl.flags2.r", "Response bit");
    public static readonly Field CtrlFlags2Error = new("ntp.ctrl.flags2.error", "Error bit");
    public static readonly Field CtrlFlags2More = new("ntp.ctrl.flags2.more", "More bit");
    public static readonly Field CtrlFlags2Opcode = new(
        "ntp.ctrl.flags2.opcode",
        "Opcode",
        names: NtpNames.ControlOpcode
    );
    public static readonly Field CtrlSequence = new("ntp.ctrl.sequence", "Sequence");
    public static readonly Field CtrlStatus = new("ntp.ctrl.status", "Status", @base: FieldBase.Hex);
    public static readonly Field CtrlAssocid = new("ntp.ctrl.associd", "AssociationID");
    public static readonly Field CtrlOffset = new("ntp.ctrl.offset", "Offset");
    public static readonly Field CtrlCount = new("ntp.ctrl.count", "Count");
    public static readonly Field PrivFlagsR = new("ntp.priv.flags.r", "Response bit");
    public static readonly Field PrivFlagsMore = new("ntp.priv.flags.more", "More bit");
    public static readonly Field PrivAuthSeq = new("ntp.priv.auth_seq", "Auth, sequence");
    public static readonly Field PrivAuth = new("ntp.priv.auth", "Auth bit");
    public static readonly Field PrivSeq = new("ntp.priv.seq", "Sequence number");
    public static readonly Field PrivImpl = new("ntp.priv.impl", "Implementation", names: NtpNames.Implementation);
    public static readonly Field PrivReqcode = new("ntp.priv.reqcode", "Request code", names: NtpNames.PrivateRequest);
    public static readonly Field PrivErr = new("ntp.priv.err", "Err", @base: FieldBase.Hex);
    public static readonly Field PrivNumitems = new("ntp.priv.numitems", "Number of data items");
    public static readonly Field PrivReserved = new("ntp.priv.reserved", "Reserved", @base: FieldBase.Hex);
    public static readonly Field PrivItemsize = new("ntp.priv.itemsize", "Size of data item");

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        Flags,
        FlagsLi,
        FlagsVn,
        FlagsMode,
        Stratum,
        Ppoll,
        Precision,
        Rootdelay,
        Rootdispersion,
        Refid,
        Reftime,
        Org,
        Rec,
        Xmt,
        Keyid,
        Mac,
        Ext,
        ExtType,
        ExtLength,
        ExtValue,
        CtrlFlags2,
        CtrlFlags2R,
        CtrlFlags2Error,
        CtrlFlags2More,
        CtrlFlags2Opcode,
        CtrlSequence,
        CtrlStatus,
        CtrlAssocid,
        CtrlOffset,
        CtrlCount,
        PrivFlagsR,
        PrivFlagsMore,
        PrivAuthSeq,
        PrivAuth,
        PrivSeq,
        PrivImpl,
        PrivReqcode,
        PrivErr,
        PrivNumitems,
        PrivReserved,
        PrivItemsize,
    ];
}
