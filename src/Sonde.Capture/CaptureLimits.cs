namespace Sonde.Capture;

/// <summary>What a reading may cost at most.</summary>
public sealed record CaptureLimits
{
    /// <summary>No limit on frames, and room for every record that Wireshark accepts.</summary>
    public static CaptureLimits None { get; } = new();

    /// <summary>Frames to hand out; null for all of them.</summary>
    public long? Frames { get; init; }

    /// <summary>Octets of the read buffer at the start; it grows for a record that needs more.</summary>
    public int BufferOctets { get; init; } = 256 * 1024;
}
