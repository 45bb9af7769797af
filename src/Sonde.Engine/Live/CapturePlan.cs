namespace Sonde.Engine;

/// <summary>What bounds a ring in memory.</summary>
/// <param name="Packets">Packets kept at most.</param>
/// <param name="Octets">Octets of memory for them at most.</param>
/// <param name="Age">How long a packet is kept; null as long as there is room.</param>
internal sealed record RingLimits(int Packets, long Octets, TimeSpan? Age);

/// <summary>What a live capture was asked to do, checked.</summary>
internal sealed record CapturePlan
{
    public required string Id { get; init; }

    public required string Interface { get; init; }

    public string? Filter { get; init; }

    public required TimeSpan Duration { get; init; }

    public required int SnapLength { get; init; }

    public required bool IsPromiscuous { get; init; }

    public long? MaxPackets { get; init; }

    // Octets of one file.
    public required long MaxOctets { get; init; }

    // Files of a ring; null for one file that is not replaced.
    public int? RingFiles { get; init; }

    public required string FileName { get; init; }

    public string? Comment { get; init; }

    // What is kept in memory instead of files; null for files.
    public RingLimits? Memory { get; init; }

    // What looks at the frames while they come; null for nothing.
    public LiveWatch? Watch { get; init; }

    public bool IsPcapNg => FileName.EndsWith(".pcapng", StringComparison.OrdinalIgnoreCase);

    // Octets that all of its files may have together.
    public long MostOctets => MaxOctets * (RingFiles ?? 1);

    /// <summary>The name of a file of the ring, counted from 1, or of the only file.</summary>
    public string NameOf(int number) =>
        RingFiles is null
            ? FileName
            : $"{Path.GetFileNameWithoutExtension(FileName)}_{number:D5}{Path.GetExtension(FileName)}";
}
