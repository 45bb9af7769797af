using System.ComponentModel;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>One segment in a list; members that do not apply to the list are left out.</summary>
public sealed record TcpEventRow
{
    /// <summary>Frame.</summary>
    [Description("Number of the frame.")]
    public required long Frame { get; init; }

    /// <summary>Time.</summary>
    [Description("Time of the frame, ISO 8601 UTC.")]
    public string? Timestamp { get; init; }

    /// <summary>Connection.</summary>
    [Description("Number of the connection (tcp.stream).")]
    public required int Stream { get; init; }

    /// <summary>Sender.</summary>
    [Description("Address of the sender.")]
    public required string SrcIp { get; init; }

    /// <summary>Receiver.</summary>
    [Description("Address of the receiver.")]
    public required string DstIp { get; init; }

    /// <summary>Port of the sender.</summary>
    [Description("Port of the sender.")]
    public required int SrcPort { get; init; }

    /// <summary>Port of the receiver.</summary>
    [Description("Port of the receiver.")]
    public required int DstPort { get; init; }

    /// <summary>Sequence number.</summary>
    [Description("Sequence number, counted from the sender's first one (tcp.seq).")]
    public long? Sequence { get; init; }

    /// <summary>Acknowledgment number.</summary>
    [Description("Acknowledgment number, counted from the receiver's first one (tcp.ack).")]
    public long? Acknowledgment { get; init; }

    /// <summary>Octets of data.</summary>
    [Description("Octets of data.")]
    public int? Length { get; init; }

    /// <summary>Kind of retransmission.</summary>
    [Description("Kind of retransmission: rto (a timer, or a probe for the tail), fast, or spurious.")]
    public string? Kind { get; init; }

    /// <summary>What was sent.</summary>
    [Description("What the segment carries: syn, syn_ack, data, fin or rst.")]
    public string? Carries { get; init; }

    /// <summary>Timer.</summary>
    [Description("Milliseconds since the segment from which the retransmission timer ran (tcp.analysis.rto).")]
    public double? RtoMs { get; init; }

    /// <summary>Window.</summary>
    [Description("Window that the segment announces, octets; scaled where the scale is known.")]
    public long? WindowSize { get; init; }

    /// <summary>Probe.</summary>
    [Description("The segment answers a window probe.")]
    public bool? AnswersProbe { get; init; }

    /// <summary>Shift.</summary>
    [Description("Shift of the window scale option.")]
    public int? WindowScale { get; init; }

    /// <summary>Factor.</summary>
    [Description("What windows are multiplied with: two to the power of the shift.")]
    public int? Multiplier { get; init; }

    /// <summary>Octets behind.</summary>
    [Description("Octets that the sender's stream was ahead of this segment.")]
    public long? OctetsBehind { get; init; }

    /// <summary>Time behind.</summary>
    [Description("Milliseconds since the segment that overtook it.")]
    public double? MsBehind { get; init; }

    /// <summary>Number of the duplicate ACK.</summary>
    [Description("How many times the acknowledgment has been repeated.")]
    public long? DuplicateNumber { get; init; }

    /// <summary>The acknowledgment repeated.</summary>
    [Description("Frame of the acknowledgment that is repeated.")]
    public long? DuplicateOf { get; init; }

    /// <summary>Octets in flight.</summary>
    [Description("Octets in flight (tcp.analysis.bytes_in_flight).")]
    public long? BytesInFlight { get; init; }

    internal static TcpEventRow Of(TcpEvent segment) =>
        new()
        {
            Frame = segment.Frame,
            Timestamp = segment.At?.ToString(),
            Stream = segment.Stream,
            SrcIp = segment.Source.Address.ToString(),
            DstIp = segment.Destination.Address.ToString(),
            SrcPort = segment.Source.Port,
            DstPort = segment.Destination.Port,
        };

    internal static TcpEventRow Retransmission(TcpEvent segment) =>
        Of(segment) with
        {
            Sequence = segment.Sequence,
            Length = segment.Length,
            Kind =
                (segment.Verdicts & TcpVerdicts.SpuriousRetransmission) != 0 ? "spurious"
                : (segment.Verdicts & TcpVerdicts.FastRetransmission) != 0 ? "fast"
                : "rto",
            Carries =
                segment.Length > 0 ? "data"
                : (segment.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == (TcpFlags.Syn | TcpFlags.Ack) ? "syn_ack"
                : (segment.Flags & TcpFlags.Syn) != 0 ? "syn"
                : (segment.Flags & TcpFlags.Fin) != 0 ? "fin"
                : "rst",
            RtoMs = segment.Rto is { } rto ? TcpReading.Milliseconds(rto) : null,
        };

    internal static TcpEventRow ZeroWindow(TcpEvent segment) =>
        Of(segment) with
        {
            Acknowledgment = segment.Acknowledgment,
            WindowSize = segment.Window,
            AnswersProbe = (segment.Verdicts & TcpVerdicts.ZeroWindowProbeAck) != 0 ? true : null,
        };

    internal static TcpEventRow Scaling(TcpEvent segment) =>
        Of(segment) with
        {
            WindowScale = segment.OfferedShift,
            Multiplier = 1 << segment.OfferedShift,
            WindowSize = segment.Window,
            Carries = (segment.Flags & TcpFlags.Ack) != 0 ? "syn_ack" : "syn",
        };

    internal static TcpEventRow OutOfOrder(TcpEvent segment) =>
        Of(segment) with
        {
            Sequence = segment.Sequence,
            Length = segment.Length,
            OctetsBehind = segment.OctetsBehind,
            MsBehind = TcpReading.Milliseconds(segment.TimeBehind),
        };

    internal static TcpEventRow DuplicateAck(TcpEvent segment) =>
        Of(segment) with
        {
            Acknowledgment = segment.Acknowledgment,
            DuplicateNumber = segment.DuplicateAckNumber,
            DuplicateOf = segment.DuplicateAckFrame,
        };

    internal static TcpEventRow InFlight(TcpEvent segment) =>
        Of(segment) with
        {
            Sequence = segment.Sequence,
            Length = segment.Length,
            BytesInFlight = segment.InFlight > 0 ? segment.InFlight : null,
        };
}
