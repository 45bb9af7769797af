using static Sonde.Analysis.ExpertGroup;
using static Sonde.Analysis.ExpertSeverity;

namespace Sonde.Analysis;

/// <summary>The remarks on TCP.</summary>
internal static class TcpExpertRules
{
    public static readonly ExpertRule Syn = Of(
        Chat,
        "Connection establish request (SYN): server port {0}",
        "tcp.connection.syn && tcp.dstport == {0}"
    );
    public static readonly ExpertRule SynAck = Of(
        Chat,
        "Connection establish acknowledge (SYN+ACK): server port {0}",
        "tcp.connection.synack && tcp.srcport == {0}"
    );
    public static readonly ExpertRule Fin = Of(Chat, "Connection finish (FIN)", "tcp.connection.fin");
    public static readonly ExpertRule FirstFin = Of(
        Note,
        "This frame initiates the connection closing",
        "tcp.connection.fin_active"
    );
    public static readonly ExpertRule SecondFin = Of(
        Note,
        "This frame undergoes the connection closing",
        "tcp.connection.fin_passive"
    );
    public static readonly ExpertRule Reset = Of(Warning, "Connection reset (RST)", "tcp.connection.rst");
    public static readonly ExpertRule DuplicateAck = Of(
        Note,
        "Duplicate ACK (#{0})",
        "tcp.analysis.duplicate_ack_num == {0}"
    );
    public static readonly ExpertRule DuplicateSack = Of(Warning, "D-SACK Sequence", "tcp.options.sack.dsack");
    public static readonly ExpertRule AckWithoutFlag = new(
        Note,
        Protocol,
        "TCP",
        "The acknowledgment number field is nonzero while the ACK flag is not set",
        "tcp.ack.nonzero"
    );
    public static readonly ExpertRule UrgentWithoutFlag = new(
        Note,
        Protocol,
        "TCP",
        "The urgent pointer field is nonzero while the URG flag is not set",
        "tcp.urgent_pointer.non_zero"
    );
    public static readonly ExpertRule SynWithoutSegmentSize = new(
        Note,
        Protocol,
        "TCP",
        "The SYN packet does not contain a MSS option",
        "tcp.options.mss.absent"
    );
    public static readonly ExpertRule SegmentSizeWithoutSyn = new(
        Warning,
        Protocol,
        "TCP",
        "The non-SYN packet does contain a MSS option",
        "tcp.options.mss.present"
    );
    public static readonly ExpertRule OptionTooLong = new(
        Note,
        Sequence,
        "TCP",
        "{0} bytes says option goes past end of options)",
        "tcp.option.len.invalid",
        option => $"{OptionName((int)(option >> 8))} (option length = {option & 255}"
    );
    public static readonly ExpertRule FastOpenAccepted = Of(
        Note,
        "TCP SYN-ACK accepting TFO data",
        "tcp.analysis.tfo_ack"
    );
    public static readonly ExpertRule FastOpenIgnored = Of(
        Note,
        "TCP SYN-ACK ignoring TFO data",
        "tcp.analysis.tfo_ignored"
    );

    /// <summary>Those that repeat a verdict.</summary>
    public static readonly (TcpVerdicts Verdict, ExpertRule Rule)[] Verdicts =
    [
        Of(TcpVerdicts.Retransmission, Note, "This frame is a (suspected) retransmission"),
        Of(TcpVerdicts.FastRetransmission, Note, "This frame is a (suspected) fast retransmission"),
        Of(TcpVerdicts.SpuriousRetransmission, Note, "This frame is a (suspected) spurious retransmission"),
        Of(TcpVerdicts.OutOfOrder, Warning, "This frame is a (suspected) out-of-order segment"),
        Of(TcpVerdicts.LostSegment, Warning, "Previous segment(s) not captured (common at capture start)"),
        Of(TcpVerdicts.AckLostSegment, Warning, "ACKed segment that wasn't captured (common at capture start)"),
        Of(TcpVerdicts.ZeroWindow, Warning, "TCP Zero Window segment"),
        Of(TcpVerdicts.ZeroWindowProbe, Note, "TCP Zero Window Probe"),
        Of(TcpVerdicts.ZeroWindowProbeAck, Note, "ACK to a TCP Zero Window Probe"),
        Of(TcpVerdicts.WindowFull, Warning, "TCP window specified by the receiver is now completely full"),
        Of(TcpVerdicts.WindowUpdate, Chat, "TCP window update"),
        Of(TcpVerdicts.KeepAlive, Note, "TCP keep-alive segment"),
        Of(TcpVerdicts.KeepAliveAck, Note, "ACK to a TCP keep-alive segment"),
        Of(
            TcpVerdicts.ReusedPorts,
            Note,
            "A new tcp session is started with the same ports as an earlier session in this trace"
        ),
        Of(TcpVerdicts.FastOpenSyn, Note, "TCP SYN with TFO Cookie"),
    ];

    // RFC 9293 §3.2, RFC 7323, RFC 2018
    private static string OptionName(int kind) =>
        kind switch
        {
            2 => "Maximum segment size",
            3 => "Window scale",
            4 => "SACK permitted",
            5 => "SACK",
            8 => "Timestamps",
            _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Unknown (0x{kind:x2})"),
        };

    private static ExpertRule Of(ExpertSeverity severity, string summary, string filter) =>
        new(severity, Sequence, "TCP", summary, filter);

    private static (TcpVerdicts Verdict, ExpertRule Rule) Of(
        TcpVerdicts verdict,
        ExpertSeverity severity,
        string summary
    ) => (verdict, Of(severity, summary, "tcp.analysis." + TcpVerdictNames.Of(verdict).First()));
}
