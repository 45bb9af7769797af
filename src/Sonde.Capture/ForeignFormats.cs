namespace Sonde.Capture;

/// <summary>Knows the signatures of files that people take for captures and that are not read here.</summary>
internal static class ForeignFormats
{
    /// <summary>Octets that the longest signature has.</summary>
    public const int Longest = 16;

    /// <summary>The name of the format; null when the octets begin like none of them.</summary>
    public static string? Name(ReadOnlySpan<byte> start) =>
        start switch
        {
            [0x28, 0xb5, 0x2f, 0xfd, ..] => "Zstandard compression",
            [0x04, 0x22, 0x4d, 0x18, ..] => "LZ4 compression",
            [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => "xz compression",
            [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..] => "bzip2 compression",
            [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP archive",
            [(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c, ..] => "a 7z archive",
            [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => "a RAR archive",
            _ when start.StartsWith("snoop\0\0\0"u8) => "snoop (Sun and others)",
            _ when start.StartsWith("btsnoop\0"u8) => "btsnoop (Bluetooth)",
            _ when start.StartsWith("GMBU"u8) => "Microsoft Network Monitor 2.x",
            _ when start.StartsWith("RTSS"u8) => "Microsoft Network Monitor 1.x",
            _ when start.StartsWith("XCP\0"u8) => "Sniffer (Windows) or NetXRay 2.x",
            _ when start.StartsWith("VL\0\0"u8) => "NetXRay 1.0",
            _ when start.StartsWith("TRSNIFF data"u8) => "Sniffer (DOS)",
            _ when start.StartsWith("iptrace "u8) => "AIX iptrace",
            _ when start.StartsWith("\x7fver"u8) => "OmniPeek/EtherPeek, tagged",
            _ when start.StartsWith("\x05VNF"u8) => "Visual Networks traffic capture",
            _ when start.StartsWith("\x54\x52\x00\x64\x00"u8) => "HP-UX nettl",
            _ when start.StartsWith("NetScaler"u8) => "NetScaler trace",
            _ when start.StartsWith("$ndw"u8) => "NetworkMiner log",
            _ when IsErf(start) => "Endace ERF",
            _ => null,
        };

    // | time stamp 8, little-endian | type 1 | flags 1 | record length 2 | losses 2 | wire length 2 |, no magic at all:
    // a year from 1990 to 2100, a type that was assigned, reserved flag bits zero, and a length that is no text
    private static bool IsErf(ReadOnlySpan<byte> start)
    {
        if (start.Length < Longest)
            return false;
        uint seconds = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(start[4..]);
        int type = start[8] & 0x7f;
        int length = System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(start[10..]);
        return seconds is > 631_152_000 and < 4_102_444_800
            && type is >= 1 and <= 48
            && length is >= 16 and < 0x2000
            && (start[9] & 0xc0) == 0;
    }
}
