namespace Sonde.Capture;

/// <summary>Recognises a capture by its first octets.</summary>
internal static class FormatSniffer
{
    /// <summary>Opens the format that the content has, or says why there is none.</summary>
    public static (IFrameFormat? Format, FormatEnd? End) Open(InputBuffer input, CaptureNotes notes)
    {
        input.Has(PcapNgBlock.ShortestSectionHeader);
        if (input.Available == 0)
            return (
                null,
                input.Fault is null ? End(EndReason.Empty, "there is nothing in it") : FormatEnd.OfInput(input)
            );
        ReadOnlySpan<byte> start = input.Peek(Math.Min(input.Available, PcapNgBlock.ShortestSectionHeader));
        if (GzipSource.Recognises(start) && !input.IsCompressed)
        {
            input.Decompress();
            return Open(input, notes);
        }
        if (PcapNgFile.Recognises(start))
        {
            var file = new PcapNgFile(input, notes);
            return (file, file.End);
        }
        if (start.Length >= 4 && PcapHeader.HasMagic(start))
            return OpenPcap(input, start);
        return (
            null,
            ForeignFormats.Name(start) is { } name
                ? Unsupported($"the content is {name}, which is not read here")
                : Unknown()
        );
    }

    private static (IFrameFormat?, FormatEnd?) OpenPcap(InputBuffer input, ReadOnlySpan<byte> start)
    {
        if (start.Length < PcapHeader.CommonLength)
            return (null, End(EndReason.Truncated, "the file stops in the middle of its header"));
        PcapHeader header = PcapHeader.Read(start);
        if (header.Major < 2)
            return (null, Unsupported($"pcap version {header.Major}.{header.Minor} is not known"));
        if (header.Reserved != 0)
            return (
                null,
                Unsupported($"reserved bits of the pcap header's network field are set (0x{header.Reserved:x8})")
            );
        return input.Has(header.Length)
            ? (new PcapFile(input, PcapVariants.Settle(input, header)), null)
            : (null, End(EndReason.Truncated, "the file stops in the middle of its header"));
    }

    private static FormatEnd Unsupported(string text) => End(EndReason.Unsupported, text);

    private static FormatEnd Unknown() =>
        End(EndReason.NotACapture, "the content is no capture of a kind that is known here");

    private static FormatEnd End(EndReason reason, string text) => new(reason, 0, text);
}
