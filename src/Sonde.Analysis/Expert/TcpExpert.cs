using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Remarks on TCP segments: openings, ends, verdicts, and fields that contradict each other.</summary>
internal static class TcpExpert
{
    public static void See(in TcpSegment segment, in Packet packet, ExpertBook book)
    {
        long frame = segment.Frame;
        if (segment.Verdicts != TcpVerdicts.None)
            SeeVerdicts(segment, book);
        if (!packet.TryRead(segment.Layer, out Tcp tcp))
            return;
        bool isAck = (tcp.Flags & TcpFlags.Ack) != 0;
        if ((tcp.Flags & TcpFlags.Syn) != 0)
            book.Add(
                isAck ? TcpExpertRules.SynAck : TcpExpertRules.Syn,
                frame,
                isAck ? tcp.SourcePort : tcp.DestinationPort
            );
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

    private static void SeeFin(in TcpSegment segment, ExpertBook book)
    {
        book.Add(TcpExpertRules.Fin, segment.Frame);
        bool otherWasFirst = segment.Connection.Side(!segment.FromLow).Knows(TcpKnown.Fin);
        book.Add(otherWasFirst ? TcpExpertRules.SecondFin : TcpExpertRules.FirstFin, segment.Frame);
    }

    private static void SeeOptions(in TcpSegment segment, in Tcp tcp, ExpertBook book)
    {
        TcpOptionFacts options = TcpOptionFacts.Read(tcp.Options);
        bool isSyn = (tcp.Flags & TcpFlags.Syn) != 0;
        if (isSyn && options.SegmentSize == 0)
            book.Add(TcpExpertRules.SynWithoutSegmentSize, segment.Frame);
        else if (!isSyn && options.SegmentSize != 0)
            book.Add(TcpExpertRules.SegmentSizeWithoutSyn, segment.Frame);
        if (IsDuplicateSack(options.Sack, tcp.AcknowledgmentNumber))
            book.Add(TcpExpertRules.DuplicateSack, segment.Frame);
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
