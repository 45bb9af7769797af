using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>What a capture file says of itself, in the numbers of capinfos.</summary>
public sealed record CapInfos : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => CapInfosJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>Size of the file.</summary>
    [Description("Size of the file in octets; absent for a pipe.")]
    public long? FileSizeBytes { get; init; }

    /// <summary>Base name.</summary>
    [Description("Name of the file without folders.")]
    public required string Filename { get; init; }

    /// <summary>The capture.</summary>
    [Description("The capture that was read.")]
    public required string FilePath { get; init; }

    /// <summary>Format.</summary>
    [Description("File format as capinfos names it, with the version.")]
    public string? FileType { get; init; }

    /// <summary>Byte order.</summary>
    [Description("Byte order of the file's numbers: little-endian or big-endian.")]
    public string? ByteOrder { get; init; }

    /// <summary>Compression.</summary>
    [Description("The file is compressed with gzip.")]
    public required bool Compressed { get; init; }

    /// <summary>Link layer.</summary>
    [Description(
        "Encapsulation of the packets as capinfos names it: Ethernet, Raw IP, Per packet when interfaces differ."
    )]
    public required string FileEncapsulation { get; init; }

    /// <summary>Time precision.</summary>
    [Description("Precision of the timestamps: microseconds, nanoseconds and so on.")]
    public string? TimePrecision { get; init; }

    /// <summary>Snap length.</summary>
    [Description("Most octets kept of a packet; absent when there is no limit.")]
    public long? SnapLength { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets read.")]
    public required long PacketCount { get; init; }

    /// <summary>Octets on the wire.</summary>
    [Description("Octets on the wire, summed.")]
    public required long DataSizeBytes { get; init; }

    /// <summary>Octets kept.</summary>
    [Description("Octets that the capture kept, summed.")]
    public required long CapturedSizeBytes { get; init; }

    /// <summary>Seconds from the earliest to the latest packet.</summary>
    [Description("Seconds from the earliest to the latest packet.")]
    public double? CaptureDurationSeconds { get; init; }

    /// <summary>Earliest packet.</summary>
    [Description("Time of the earliest packet, seconds since 1970.")]
    public double? FirstPacketTime { get; init; }

    /// <summary>Latest packet.</summary>
    [Description("Time of the latest packet, seconds since 1970.")]
    public double? LastPacketTime { get; init; }

    /// <summary>Earliest packet as text.</summary>
    [Description("Time of the earliest packet, ISO 8601 UTC.")]
    public string? FirstPacketTimeIso { get; init; }

    /// <summary>Latest packet as text.</summary>
    [Description("Time of the latest packet, ISO 8601 UTC.")]
    public string? LastPacketTimeIso { get; init; }

    /// <summary>Octets a second.</summary>
    [Description("Octets on the wire per second; absent when all packets have one time.")]
    public double? DataRateBytes { get; init; }

    /// <summary>Bits a second.</summary>
    [Description("Bits on the wire per second; absent when all packets have one time.")]
    public double? DataRateBits { get; init; }

    /// <summary>Octets a packet.</summary>
    [Description("Octets on the wire per packet; absent without packets.")]
    public double? AveragePacketSizeBytes { get; init; }

    /// <summary>Packets a second.</summary>
    [Description("Packets per second; absent when all packets have one time.")]
    public double? AveragePacketRate { get; init; }

    /// <summary>Time order.</summary>
    [Description("No packet is earlier than the one before it.")]
    public required bool StrictTimeOrder { get; init; }

    /// <summary>Packets out of time order.</summary>
    [Description("Packets earlier than the one before them.")]
    public required long PacketsOutOfOrder { get; init; }

    /// <summary>Checksum of the file.</summary>
    [Description("SHA-256 of the file as stored; absent for pipes, several files, or when not asked for.")]
    public string? Sha256 { get; init; }

    /// <summary>Interfaces.</summary>
    [Description("The interfaces of the capture.")]
    public required IReadOnlyList<InterfaceRow> Interfaces { get; init; }

    /// <summary>Who wrote the file.</summary>
    [Description("Sections of a pcapng file: the machine, system and program that wrote them.")]
    public IReadOnlyList<SectionRow>? Sections { get; init; }

    /// <summary>Comments.</summary>
    [Description("Comments in the file, at most 100; written by whoever made it.")]
    public IReadOnlyList<CommentRow>? Comments { get; init; }

    /// <summary>How many comments there are.</summary>
    [Description("Comments in the file.")]
    public required int CommentsTotal { get; init; }

    /// <summary>Names in the file.</summary>
    [Description("Addresses with names in name resolution blocks.")]
    public required int ResolvedNames { get; init; }

    /// <summary>Keys in the file.</summary>
    [Description("Blocks with keys for decryption.")]
    public required int DecryptionSecrets { get; init; }

    /// <summary>What was read.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One interface of a capture.</summary>
public sealed record InterfaceRow
{
    /// <summary>File.</summary>
    [Description("File that the interface belongs to, when several were read.")]
    public string? File { get; init; }

    /// <summary>Position.</summary>
    [Description("Index within the file (frame.interface_id).")]
    public required int Id { get; init; }

    /// <summary>Name.</summary>
    [Description("Name on the capturing machine.")]
    public string? Name { get; init; }

    /// <summary>Description.</summary>
    [Description("What the capturing machine calls it.")]
    public string? Description { get; init; }

    /// <summary>Link layer.</summary>
    [Description("Encapsulation of its packets.")]
    public required string Encapsulation { get; init; }

    /// <summary>LINKTYPE_ value.</summary>
    [Description("LINKTYPE value of the pcap registry.")]
    public required int LinkType { get; init; }

    /// <summary>Capture filter.</summary>
    [Description("Capture filter in force.")]
    public string? Filter { get; init; }

    /// <summary>Operating system.</summary>
    [Description("Operating system of the capturing machine.")]
    public string? OperatingSystem { get; init; }

    /// <summary>Snap length.</summary>
    [Description("Most octets kept of a packet; absent when there is no limit.")]
    public long? SnapLength { get; init; }

    /// <summary>Time precision.</summary>
    [Description("Precision of its timestamps.")]
    public required string TimePrecision { get; init; }

    /// <summary>Packets.</summary>
    [Description("Packets from it in the capture.")]
    public required long Packets { get; init; }

    /// <summary>Packets dropped by the interface.</summary>
    [Description("Packets that the interface dropped, by the file's statistics.")]
    public long? Dropped { get; init; }

    /// <summary>Packets dropped by the system.</summary>
    [Description("Packets that the operating system dropped, by the file's statistics.")]
    public long? DroppedBySystem { get; init; }
}

/// <summary>One section of a pcapng file.</summary>
/// <param name="Hardware">The machine.</param>
/// <param name="OperatingSystem">Its system.</param>
/// <param name="Application">The program.</param>
public sealed record SectionRow(
    [property: Description("The machine.")] string? Hardware = null,
    [property: Description("Its operating system.")] string? OperatingSystem = null,
    [property: Description("The program that wrote the section.")] string? Application = null
);

/// <summary>One comment.</summary>
/// <param name="Scope">What it belongs to.</param>
/// <param name="Text">The text.</param>
/// <param name="Frame">The frame, when it belongs to one.</param>
public sealed record CommentRow(
    [property: Description("What it belongs to: section, interface or frame.")] string Scope,
    [property: Description("The text.")] string Text,
    [property: Description("The frame, when it belongs to one.")] long? Frame = null
);
