using System.Text;

namespace Sonde.Engine;

/// <summary>Tells what a file is from its first octets.</summary>
internal static class ContentKind
{
    /// <summary>Octets that are enough to tell.</summary>
    public const int Enough = 512;

    private static readonly (int At, byte[] Octets, string Type)[] Signatures =
    [
        (0, [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], "image/png"),
        (0, [0xff, 0xd8, 0xff], "image/jpeg"),
        (0, [.. "GIF8"u8], "image/gif"),
        (8, [.. "WEBP"u8], "image/webp"),
        (0, [.. "BM"u8], "image/bmp"),
        (0, [0, 0, 1, 0], "image/x-icon"),
        (0, [.. "%PDF-"u8], "application/pdf"),
        (0, [.. "PK\u0003\u0004"u8], "application/zip"),
        (0, [0x1f, 0x8b], "application/gzip"),
        (0, [.. "BZh"u8], "application/x-bzip2"),
        (0, [0xfd, .. "7zXZ"u8, 0], "application/x-xz"),
        (0, [0x28, 0xb5, 0x2f, 0xfd], "application/zstd"),
        (0, [.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c], "application/x-7z-compressed"),
        (0, [.. "Rar!"u8, 0x1a, 7], "application/vnd.rar"),
        (257, [.. "ustar"u8], "application/x-tar"),
        (0, [.. "MSCF"u8], "application/vnd.ms-cab-compressed"),
        (0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "application/x-ole-storage"),
        (0, [0x7f, .. "ELF"u8], "application/x-elf"),
        (0, [.. "MZ"u8], "application/vnd.microsoft.portable-executable"),
        (0, [0xca, 0xfe, 0xba, 0xbe], "application/java-vm"),
        (0, [0xcf, 0xfa, 0xed, 0xfe], "application/x-mach-binary"),
        (0, [0, .. "asm"u8], "application/wasm"),
        (0, [.. "wOFF"u8], "font/woff"),
        (0, [.. "wOF2"u8], "font/woff2"),
        (4, [.. "ftyp"u8], "video/mp4"),
        (0, [0x1a, 0x45, 0xdf, 0xa3], "video/webm"),
        (0, [.. "OggS"u8], "application/ogg"),
        (0, [.. "ID3"u8], "audio/mpeg"),
        (0, [.. "SQLite format 3"u8], "application/vnd.sqlite3"),
        (0, [0x0a, 0x0d, 0x0d, 0x0a], "application/x-pcapng"),
        (0, [0xd4, 0xc3, 0xb2, 0xa1], "application/vnd.tcpdump.pcap"),
        (0, [.. "#!"u8], "text/x-script"),
    ];

    private static readonly string[] Html = ["<!doctype html", "<html", "<head", "<body"];

    /// <summary>The media type; null where the octets show none.</summary>
    public static string? Of(ReadOnlySpan<byte> first)
    {
        foreach ((int at, byte[] octets, string type) in Signatures)
        {
            if (first.Length >= at + octets.Length && first[at..].StartsWith(octets))
                return type;
        }
        return first.IsEmpty || !IsText(first) ? null : OfText(Encoding.Latin1.GetString(first).TrimStart());
    }

    /// <summary>Whether what was found contradicts what was announced. Text of one kind is often announced as another.</summary>
    public static bool Contradicts(string? announced, string? found)
    {
        if (announced is null || found is null)
            return false;
        string said = announced.Split(';')[0].Trim().ToLowerInvariant();
        if (said.Length == 0 || said is "application/octet-stream" or "binary/octet-stream" || said == found)
            return false;
        if (IsTextual(found))
            return IsMedia(said);
        if (IsMedia(said) && IsMedia(found))
            return Family(said) != Family(found);
        bool isContainer =
            found is "application/zip" or "application/gzip" or "application/x-ole-storage" or "video/mp4";
        return IsMedia(said)
            || said.StartsWith("text/", StringComparison.Ordinal)
            || (IsProgram(found) && !IsProgram(said) && !isContainer);
    }

    private static string OfText(string text) =>
        Array.Exists(Html, start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) ? "text/html"
        : text.StartsWith("<?xml", StringComparison.Ordinal) ? "application/xml"
        : text.StartsWith("<svg", StringComparison.OrdinalIgnoreCase) ? "image/svg+xml"
        : text is ['{' or '[', ..] ? "application/json"
        : "text/plain";

    private static bool IsText(ReadOnlySpan<byte> octets)
    {
        foreach (byte octet in octets)
        {
            if (octet < 32 && octet is not (9 or 10 or 12 or 13))
                return false;
        }
        return true;
    }

    private static bool IsTextual(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal)
        || type is "application/xml" or "application/json" or "image/svg+xml";

    private static bool IsMedia(string type) =>
        Family(type) is "image" or "video" or "audio" or "font" && type is not "image/svg+xml"
        || type == "application/pdf";

    private static bool IsProgram(string type) =>
        type
            is "application/x-elf"
                or "application/vnd.microsoft.portable-executable"
                or "application/x-mach-binary"
                or "application/x-msdownload"
                or "application/x-msdos-program"
                or "application/x-executable";

    private static string Family(string type) => type.Split('/')[0];
}
