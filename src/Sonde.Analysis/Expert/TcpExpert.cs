using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Remarks on TCP segments: openings, ends, verdicts, and fields that contradict each other.</summary>
/// <remarks>Memory: about 40 octets for each open connection that is being closed or was opened with data.</remarks>
internal sealed class TcpExpert
{
    private readonly Dictionary<Flow, bool> _closing = new(ReferenceEqualityComparer.Instance); // the low end began
    private readonly Dictionary<Flow, uint> _early = new(ReferenceEqualityComparer.Instance); // where the data of a SYN ends

    /// <summary>Nothing more comes on a connection.</summary>
    public void Forget(Flow flow)
    {
        _closing.Remove(flow);
        _early.Remove(flow);
    }

    public void See(in TcpSegment segment, in Packet packet, ExpertBook book)
    {
        long frame = segment.Frame;
        if (segment.Verdicts != TcpVerdicts.None)
            SeeVerdicts(segment, book);
        if (!packet.TryRead(segment.Layer, out Tcp tcp))
            return;
        bool isAck = (tcp.Flags & TcpFlags.Ack) != 0;
        if ((tcp.Flags & TcpFlags.Syn) != 0)
            SeeSyn(segment, book);
        if ((tcp.Flags & TcpFlags.Fin) != 0)
            SeeFin(segment, book);
        if ((tcp.Flags & TcpFlags.Rst) != 0)
            book.Add(TcpExpertRules.Reset, frame);
        if (!isAck && tcp.AcknowledgmentNumber != 0)
            book.Add(TcpExpertRules.AckWithoutFlag, frame);
        if ((tcp.Flags & TcpFlags.Urg) == 0 && tcp.UrgentPointer != 0)
            book.Add(TcpExpertRules.UrgentWithoutFlag, frame);
        if (!tcp.Options.IsEmpty)
            SeeOptions(segment, tcp, book);
    }

    private static void SeeVerdicts(in TcpSegment segment, ExpertBook book)
    {
        foreach ((TcpVerdicts verdict, ExpertRule rule) in TcpExpertRules.Verdicts)
        {
            if (segment.Has(verdict))
                book.Add(rule, segment.Frame);
        }
        if (segment.Has(TcpVerdicts.DuplicateAck))
            book.Add(TcpExpertRules.DuplicateAck, segment.Frame, segment.DuplicateAckNumber);
    }

    private void SeeFin(in TcpSegment segment, ExpertBook book)
    {
        book.Add(TcpExpertRules.Fin, segment.Frame);
        if (!_closing.TryGetValue(segment.Flow, out bool lowBegan))
            _closing.Add(segment.Flow, lowBegan = segment.FromLow);
        book.Add(lowBegan == segment.FromLow ? TcpExpertRules.FirstFin : TcpExpertRules.SecondFin, segment.Frame);
    }

    // Data with the SYN (RFC 7413): the answer says whether it was taken.
    private void SeeSyn(in TcpSegment segment, ExpertBook book)
    {
        if ((segment.Flags & TcpFlags.Ack) == 0)
        {
            book.Add(TcpExpertRules.Syn, segment.Frame, Port(segment, isOther: true));
            if (segment.Length > 0)
                _early[segment.Flow] = segment.NextSequence;
            return;
        }
        book.Add(TcpExpertRules.SynAck, segment.Frame, Port(segment, isOther: false));
        if (_early.TryGetValue(segment.Flow, out uint end))
            book.Add(
                segment.Acknowledgment == end ? TcpExpertRules.FastOpenAccepted : TcpExpertRules.FastOpenIgnored,
                segment.Frame
            );
    }

    private static ushort Port(in TcpSegment segment, bool isOther) =>
        segment.FromLow != isOther ? segment.Flow.Key.Low.Port : segment.Flow.Key.High.Port;

    private static void SeeOptions(in TcpSegment segment, in Tcp tcp, ExpertBook book)
    {
        if (Overrun(tcp.Options) is var overrun and not 0)
        {
            book.Add(TcpExpertRules.OptionTooLong, segment.Frame, overrun);
            return; // what came behind it is not known
        }
        TcpOptionFacts options = TcpOptionFacts.Read(tcp.Options);
        bool isSyn = (tcp.Flags & TcpFlags.Syn) != 0;
        if (isSyn && options.SegmentSize == 0)
            book.Add(TcpExpertRules.SynWithoutSegmentSize, segment.Frame);
        else if (!isSyn && options.SegmentSize != 0)
            book.Add(TcpExpertRules.SegmentSizeWithoutSyn, segment.Frame);
        if (IsDuplicateSack(options.Sack, tcp.AcknowledgmentNumber))
            book.Add(TcpExpertRules.DuplicateSack, segment.Frame);
    }

    /// <summary>Kind (high octet) and length of the first option that goes past the end; 0 when none does.</summary>
    public static int Overrun(ReadOnlySpan<byte> options)
    {
        while (!options.IsEmpty && options[0] != 0)
        {
            int length =
                options[0] == 1 ? 1
                : options.Length < 2 ? 0
                : options[1];
            if (length > options.Length)
                return (options[0] << 8) | length;
            if (length == 0)
                break;
            options = options[length..];
        }
        return 0;
    }

    // RFC 2883 §4: the first block lies below the acknowledgment, or within the second.
    private static bool IsDuplicateSack(ReadOnlySpan<byte> blocks, uint acknowledgment)
    {
        if (blocks.Length < 8)
            return false;
        (uint left, uint right) = (ReadUInt32BigEndian(blocks), ReadUInt32BigEndian(blocks[4..]));
        if (TcpSequence.IsBefore(left, acknowledgment))
            return true;
        return blocks.Length >= 16
            && !TcpSequence.IsBefore(left, ReadUInt32BigEndian(blocks[8..]))
            && !TcpSequence.IsAfter(right, ReadUInt32BigEndian(blocks[12..]));
    }
}
