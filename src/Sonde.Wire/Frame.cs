namespace Sonde.Wire;

/// <summary>One frame as it was captured. Octets and comments live only until the next frame is read.</summary>
/// <remarks>The order of the members leaves no gaps: every packet copies it, and up to 128 octets of a packet are copied in line.</remarks>
public readonly ref struct Frame
{
    /// <summary>The captured octets, link layer first; may be fewer than were on the wire.</summary>
    public required ReadOnlySpan<byte> Octets { get; init; }

    /// <summary>When the frame was captured.</summary>
    public required Timestamp At { get; init; }

    /// <summary>Octets on the wire (Wireshark's <c>frame.len</c>); never negative.</summary>
    public required long OriginalLength { get; init; }

    /// <summary>Position in the whole reading, from 1: what Wireshark calls the frame number.</summary>
    public required long Number { get; init; }

    /// <summary>LINKTYPE_ value: how the first octet is to be read.</summary>
    public required int LinkType { get; init; }

    /// <summary>Index of the file, in reading order from 0, when several files are read as one.</summary>
    public int File { get; init; }

    /// <summary>Index of the capture interface within its file, from 0.</summary>
    public int Interface { get; init; }

    /// <summary>The file has no time for it, and <see cref="At"/> means nothing: time statistics leave it out.</summary>
    public bool IsTimeless { get; init; }

    /// <summary>What people noted on it in the file.</summary>
    public ReadOnlySpan<string> Comments { get; init; }

    /// <summary>The capture kept fewer octets than there were.</summary>
    public bool IsCut => Octets.Length < OriginalLength;
}
