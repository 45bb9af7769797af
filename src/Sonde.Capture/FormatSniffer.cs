namespace Sonde.Capture;

/// <summary>Recognises a capture by its first octets.</summary>
internal static class FormatSniffer
{
    private const int MostMagic = 28; // octets of the shortest section header block, the longest thing looked at

    public static (IFrameFormat? Format, FormatEnd? End) Open(InputBuffer input, CaptureNotes notes)
    {
        input.Has(MostMagic);
        if (input.Available == 0)
            return (
                null,
                input.Fault is null ? new FormatEnd(EndReason.Empty, 0, "the file is empty") : FormatEnd.OfInput(input)
            );
        ReadOnlySpan<byte> start = input.Peek(Math.Min(input.Available, MostMagic));
        if (GzipSource.Recognises(start) && !input.IsCompressed)
        {
            input.Decompress();
            return Open(input, notes);
        }
        if (PcapNgFile.Recognises(start))
            return OpenPcapNg(input, notes);
        if (start.Length >= 4 && PcapHeader.HasMagic(start))
            return OpenPcap(input, start);
        return (null, new FormatEnd(EndReason.NotACapture, 0, "the content is no capture that is known here"));
    }

    private static (IFrameFormat?, FormatEnd?) OpenPcap(InputBuffer input, ReadOnlySpan<byte> start)
    {
        if (start.Length < PcapHeader.Length)
            return (null, new FormatEnd(EndReason.Truncated, 0, "the file stops in the middle of its header"));
        PcapHeader header = PcapHeader.Read(start);
        if (header.Major < 2)
            return Refused($"pcap version {header.Major}.{header.Minor} is not known");
        if (header.Reserved != 0)
            return Refused($"reserved bits of the pcap header's network field are set (0x{header.Reserved:x8})");
        return (new PcapFile(input, header), null);
    }

    private static (IFrameFormat?, FormatEnd?) OpenPcapNg(InputBuffer input, CaptureNotes notes)
    {
        var file = new PcapNgFile(input, notes);
        return (file, file.End);
    }

    private static (IFrameFormat?, FormatEnd?) Refused(string text) =>
        (null, new FormatEnd(EndReason.Unsupported, 0, text));
}
