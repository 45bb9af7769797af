using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One TCP segment in its place: what the header says, relative to its connection, and what is to be said of it.</summary>
/// <remarks>Valid during the call only; a copy may be kept, and holds no octets.</remarks>
public struct TcpSegment
{
    /// <summary>The conversation.</summary>
    public Flow Flow { get; internal set; }

    /// <summary>What is known of the connection, this segment included.</summary>
    public TcpConnection Connection { get; internal set; }

    /// <summary>Number of the frame.</summary>
    public long Frame { get; internal set; }

    /// <summary>Time of the frame.</summary>
    public Timestamp At { get; internal set; }

    /// <summary>Position of the TCP header in <see cref="Packet.Layers"/>.</summary>
    public int Layer { get; internal set; }

    /// <summary>Sent by the end that opened the conversation.</summary>
    public bool FromInitiator { get; internal set; }

    /// <summary>Sent by <see cref="FlowKey.Low"/>.</summary>
    internal bool FromLow { get; set; }

    /// <summary>Flags.</summary>
    public TcpFlags Flags { get; internal set; }

    /// <summary>Sequence number as on the wire (<c>tcp.seq_raw</c>).</summary>
    public uint Sequence { get; internal set; }

    /// <summary>Acknowledgment number as on the wire (<c>tcp.ack_raw</c>).</summary>
    public uint Acknowledgment { get; internal set; }

    /// <summary>Sequence number counted from the first one of the sender (<c>tcp.seq</c>): 0 for the SYN.</summary>
    public uint RelativeSequence { get; internal set; }

    /// <summary>Acknowledgment number counted from the first sequence number of the receiver (<c>tcp.ack</c>).</summary>
    public uint RelativeAcknowledgment { get; internal set; }

    /// <summary>Octets of data on the wire (<c>tcp.len</c>), also where the capture kept fewer.</summary>
    public int Length { get; internal set; }

    /// <summary>The sequence number after this segment, as on the wire: SYN and FIN count one.</summary>
    public uint NextSequence { get; internal set; }

    /// <summary>The window as on the wire (<c>tcp.window_size_value</c>).</summary>
    public ushort WindowField { get; internal set; }

    /// <summary>Octets that the sender is ready to take (<c>tcp.window_size</c>), scaled where the scale is known.</summary>
    public long Window { get; internal set; }

    /// <summary>What the window field is multiplied with; -1 unknown, -2 no scaling (<c>tcp.window_size_scalefactor</c>).</summary>
    public int WindowScale { get; internal set; }

    /// <summary>Wireshark's remarks.</summary>
    public TcpVerdicts Verdicts { get; internal set; }

    /// <summary>How many times the acknowledgment was repeated, for a duplicate ACK; else 0.</summary>
    public uint DuplicateAckNumber { get; internal set; }

    /// <summary>Frame of the acknowledgment that is repeated; 0 where none is.</summary>
    public long DuplicateAckFrame { get; internal set; }

    /// <summary>Frame of the segment that this one acknowledges; 0 where none does.</summary>
    public long AcksFrame { get; internal set; }

    /// <summary>Nanoseconds from the segment that this one acknowledges; meaningful with <see cref="AcksFrame"/>.</summary>
    public long AckRtt { get; internal set; }

    /// <summary>Octets that the sender has sent and that were not acknowledged, this segment included; 0 where unknown.</summary>
    public uint BytesInFlight { get; internal set; }

    /// <summary>Octets that the sender has sent since the last one with PSH, this segment included; 0 without data.</summary>
    public uint PushBytesSent { get; internal set; }

    /// <summary>Frame from which the retransmission timer ran, for a retransmission; else 0.</summary>
    public long RtoFrame { get; internal set; }

    /// <summary>Nanoseconds from that frame; meaningful with <see cref="RtoFrame"/>.</summary>
    public long Rto { get; internal set; }

    /// <summary>Nanoseconds since the first frame of the conversation.</summary>
    public long SinceFirst { get; internal set; }

    /// <summary>Nanoseconds since the frame before in the conversation.</summary>
    public long SincePrevious { get; internal set; }

    /// <summary>What was seen of the connection before this segment, as Wireshark prints it in <c>tcp.completeness</c>.</summary>
    public TcpCompleteness Completeness { get; internal set; }

    /// <summary>The data, SYN and FIN count: the segment takes space in the sequence.</summary>
    public readonly bool TakesSpace => Length > 0 || (Flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0;

    /// <summary>There is something to say of it beside what the header says: Wireshark shows <c>tcp.analysis</c>.</summary>
    public readonly bool IsRemarkable =>
        Verdicts != TcpVerdicts.None || AcksFrame != 0 || BytesInFlight != 0 || PushBytesSent != 0;

    /// <summary>All of these verdicts, or some of them, were given.</summary>
    public readonly bool Has(TcpVerdicts any) => (Verdicts & any) != 0;
}

/// <summary>Which parts of a connection's life were captured.</summary>
[Flags]
public enum TcpCompleteness : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The SYN.</summary>
    Syn = 1,

    /// <summary>The SYN of the other end.</summary>
    SynAck = 2,

    /// <summary>An ACK.</summary>
    Ack = 4,

    /// <summary>Data.</summary>
    Data = 8,

    /// <summary>A FIN.</summary>
    Fin = 16,

    /// <summary>A reset.</summary>
    Reset = 32,
}
