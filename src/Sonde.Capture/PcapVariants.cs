namespace Sonde.Capture;

/// <summary>Tells kinds of pcap apart that share a magic number, by the first records.</summary>
internal static class PcapVariants
{
    private const int Looked = 3; // records

    /// <summary>
    /// The header with the variant whose record headers make sense. Another than the magic number says is taken only when
    /// the usual one fails on these records and the other is without any fault, so that damage is not mistaken for it.
    /// </summary>
    public static PcapHeader Settle(InputBuffer input, PcapHeader header)
    {
        ReadOnlySpan<PcapVariant> others = header.Variant switch
        {
            PcapVariant.Microsecond => [PcapVariant.RedHat, PcapVariant.Nokia],
            PcapVariant.Modified => [PcapVariant.Suse],
            _ => [],
        };
        if (others.IsEmpty || MakesSense(input, header, isStrict: false))
            return header;
        foreach (PcapVariant other in others)
        {
            PcapHeader tried = header with { Variant = other };
            if (MakesSense(input, tried, isStrict: true))
                return tried;
        }
        return header;
    }

    private static bool MakesSense(InputBuffer input, PcapHeader header, bool isStrict)
    {
        uint longest = LinkTypeRule.Of(header.LinkType).Longest;
        long at = header.Length;
        for (int i = 0; i < Looked; i++)
        {
            if (!input.Has((int)at + header.RecordHeaderLength))
                return !isStrict || input.Available == at;
            ReadOnlySpan<byte> record = input.Peek((int)at + header.RecordHeaderLength)[(int)at..];
            uint fraction = header.Order.U32(record[4..]);
            uint captured = header.Order.U32(record[8..]);
            uint original = header.Order.U32(record[12..]);
            if (captured > longest)
                return false;
            if (isStrict && (fraction >= 1_000_000 || captured > original || original > longest))
                return false;
            at += header.RecordHeaderLength + captured;
        }
        return true;
    }
}
