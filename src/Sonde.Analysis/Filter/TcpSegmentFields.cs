using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Wireshark's fields of a TCP segment that need its connection: relative numbers, scaled windows, <c>tcp.analysis</c>.</summary>
public sealed class TcpSegmentFields : IPacketFields
{
    private static readonly Field CompletenessField = new("tcp.completeness", "Conversation completeness");
    private static readonly Field LengthField = new("tcp.len", "TCP Segment Len");
    private static readonly Field SequenceField = new("tcp.seq", "Sequence Number");
    private static readonly Field NextField = new("tcp.nxtseq", "Next Sequence Number");
    private static readonly Field AcknowledgmentField = new("tcp.ack", "Acknowledgment Number");
    private static readonly Field WindowField = new("tcp.window_size", "Calculated window size");
    private static readonly Field ScaleField = new(
        "tcp.window_size_scalefactor",
        "Window size scaling factor",
        FieldKind.Signed
    );
    private static readonly Field SackLeftField = new("tcp.options.sack_le", "TCP SACK Left Edge");
    private static readonly Field SackRightField = new("tcp.options.sack_re", "TCP SACK Right Edge");
    private static readonly Field RelativeField = new(
        "tcp.time_relative",
        "Time since first frame in this TCP stream",
        FieldKind.Duration
    );
    private static readonly Field DeltaField = new(
        "tcp.time_delta",
        "Time since previous frame in this TCP stream",
        FieldKind.Duration
    );
    private static readonly Field AnalysisField = new("tcp.analysis", "SEQ/ACK analysis", FieldKind.Group);
    private static readonly Field AcksField = new("tcp.analysis.acks_frame", "This is an ACK to the segment in frame");
    private static readonly Field AckRttField = new(
        "tcp.analysis.ack_rtt",
        "The RTT to ACK the segment was",
        FieldKind.Duration
    );
    private static readonly Field InitialRttField = new("tcp.analysis.initial_rtt", "iRTT", FieldKind.Duration);
    private static readonly Field FlightField = new("tcp.analysis.bytes_in_flight", "Bytes in flight");
    private static readonly Field PushField = new("tcp.analysis.push_bytes_sent", "Bytes sent since last PSH flag");
    private static readonly Field RtoField = new(
        "tcp.analysis.rto",
        "The RTO for this segment was",
        FieldKind.Duration
    );
    private static readonly Field RtoFrameField = new("tcp.analysis.rto_frame", "RTO based on delta from frame");
    private static readonly Field FlagsField = new("tcp.analysis.flags", "TCP Analysis Flags", FieldKind.Group);
    private static readonly Field DuplicateField = new("tcp.analysis.duplicate_ack_num", "Duplicate ACK #");
    private static readonly Field DuplicateFrameField = new(
        "tcp.analysis.duplicate_ack_frame",
        "Duplicate to the ACK in frame"
    );
    private static readonly (Field Field, TcpVerdicts Verdict)[] Verdicts =
    [
        .. TcpVerdictNames.All.Select(pair =>
            (new Field("tcp.analysis." + pair.Name, pair.Name.Replace('_', ' '), FieldKind.Group), pair.Verdict)
        ),
    ];

    /// <inheritdoc/>
    public string Name => "";

    /// <inheritdoc/>
    public bool WantsSegments => true;

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; } =
    [
        CompletenessField,
        LengthField,
        SequenceField,
        NextField,
        AcknowledgmentField,
        WindowField,
        ScaleField,
        SackLeftField,
        SackRightField,
        RelativeField,
        DeltaField,
        AnalysisField,
        AcksField,
        AckRttField,
        InitialRttField,
        FlightField,
        PushField,
        RtoField,
        RtoFrameField,
        FlagsField,
        DuplicateField,
        DuplicateFrameField,
        .. Verdicts.Select(pair => pair.Field),
    ];

    /// <inheritdoc/>
    public void Describe(in Packet packet, FieldSink sink)
    {
        foreach (ref readonly TcpSegment segment in packet.Segments)
        {
            sink.Add(CompletenessField, 0, 0, (ulong)segment.Completeness);
            sink.Add(LengthField, 0, 0, (ulong)segment.Length);
            sink.Add(SequenceField, 0, 0, segment.RelativeSequence);
            sink.Add(NextField, 0, 0, segment.RelativeSequence + segment.NextSequence - segment.Sequence);
            sink.Add(AcknowledgmentField, 0, 0, segment.RelativeAcknowledgment);
            sink.Add(WindowField, 0, 0, (ulong)segment.Window);
            if ((segment.Flags & TcpFlags.Syn) == 0)
                sink.Add(ScaleField, 0, 0, (ulong)segment.WindowScale);
            if (packet.TryRead(segment.Layer, out Tcp tcp))
                DescribeSack(segment, TcpOptionFacts.Read(tcp.Options).Sack, sink);
            sink.Add(RelativeField, 0, 0, (ulong)segment.SinceFirst);
            sink.Add(DeltaField, 0, 0, (ulong)segment.SincePrevious);
            if (segment.IsRemarkable)
                DescribeAnalysis(segment, sink);
        }
    }

    // The blocks speak of what the other end sent, so they count from where its numbers began.
    private static void DescribeSack(in TcpSegment segment, ReadOnlySpan<byte> blocks, FieldSink sink)
    {
        uint begin = segment.Acknowledgment - segment.RelativeAcknowledgment;
        for (; blocks.Length >= 8; blocks = blocks[8..])
        {
            sink.Add(SackLeftField, 0, 0, ReadUInt32BigEndian(blocks) - begin);
            sink.Add(SackRightField, 0, 0, ReadUInt32BigEndian(blocks[4..]) - begin);
        }
    }

    private static void DescribeAnalysis(in TcpSegment segment, FieldSink sink)
    {
        sink.Open(AnalysisField, 0, 0);
        if (segment.AcksFrame != 0)
            sink.Add(AcksField, 0, 0, (ulong)segment.AcksFrame);
        if (segment.AcksFrame != 0 && segment.AckRtt != 0)
            sink.Add(AckRttField, 0, 0, (ulong)segment.AckRtt);
        if (segment.Connection.InitialRtt is { } rtt)
            sink.Add(InitialRttField, 0, 0, (ulong)rtt);
        if (segment.BytesInFlight != 0)
            sink.Add(FlightField, 0, 0, segment.BytesInFlight);
        if (segment.PushBytesSent != 0)
            sink.Add(PushField, 0, 0, segment.PushBytesSent);
        if (segment.Verdicts != TcpVerdicts.None)
            DescribeVerdicts(segment, sink);
        sink.Close();
    }

    private static void DescribeVerdicts(in TcpSegment segment, FieldSink sink)
    {
        sink.Open(FlagsField, 0, 0);
        foreach ((Field field, TcpVerdicts verdict) in Verdicts)
        {
            if (!segment.Has(verdict))
                continue;
            sink.Open(field, 0, 0);
            sink.Close();
        }
        if (segment.DuplicateAckNumber != 0)
        {
            sink.Add(DuplicateField, 0, 0, segment.DuplicateAckNumber);
            sink.Add(DuplicateFrameField, 0, 0, (ulong)segment.DuplicateAckFrame);
        }
        sink.Close();
        if (segment.RtoFrame == 0)
            return;
        sink.Add(RtoField, 0, 0, (ulong)segment.Rto);
        sink.Add(RtoFrameField, 0, 0, (ulong)segment.RtoFrame);
    }
}
