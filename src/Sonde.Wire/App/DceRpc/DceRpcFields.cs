namespace Sonde.Wire;

/// <summary>Wireshark's names for the fields of DCE/RPC.</summary>
internal static class DceRpcFields
{
    public static readonly Field Version = new("dcerpc.ver", "Version");
    public static readonly Field Minor = new("dcerpc.ver_minor", "Version (minor)");
    public static readonly Field Type = new("dcerpc.pkt_type", "Packet type");
    public static readonly Field Flags = new("dcerpc.cn_flags", "Packet Flags", @base: FieldBase.Hex);
    public static readonly Field FragmentLength = new("dcerpc.cn_frag_len", "Frag Length");
    public static readonly Field AuthLength = new("dcerpc.cn_auth_len", "Auth Length");
    public static readonly Field CallId = new("dcerpc.cn_call_id", "Call ID");
    public static readonly Field Context = new("dcerpc.cn_ctx_id", "Context ID");
    public static readonly Field Operation = new("dcerpc.opnum", "Opnum");
    public static readonly Field DatagramLength = new("dcerpc.dg_frag_len", "Fragment len");
    public static readonly Field DatagramSequence = new("dcerpc.dg_seqnum", "Sequence num");

    /// <summary>Every field of this table.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        Version,
        Minor,
        Type,
        Flags,
        FragmentLength,
        AuthLength,
        CallId,
        Context,
        Operation,
        DatagramLength,
        DatagramSequence,
    ];
}
