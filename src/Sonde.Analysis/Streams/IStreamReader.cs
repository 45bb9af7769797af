namespace Sonde.Analysis;

/// <summary>Reads the octets of one TCP connection in their order, both ways, as they become contiguous.</summary>
/// <remarks>Of each direction every octet comes once: octets that were sent again are left out, missing ones are announced.</remarks>
public interface IStreamReader
{
    /// <summary>Wants no more octets of the connection, and does not hear of its end.</summary>
    bool IsDone => false;

    /// <summary>The next octets of one direction.</summary>
    void OnOctets(in StreamOctets octets);

    /// <summary>The next octets of one direction are not there, and will not come.</summary>
    void OnGap(in StreamGap gap) { }

    /// <summary>Octets came that had been given out, or were waiting, before.</summary>
    void OnRepeat(in StreamRepeat repeat) { }

    /// <summary>Nothing more comes, either way. Both directions have been given out as far as they were captured.</summary>
    void OnEnd(Flow flow) { }
}

/// <summary>Contiguous octets of one direction. Valid during the call only.</summary>
public readonly ref struct StreamOctets
{
    /// <summary>The conversation.</summary>
    public required Flow Flow { get; init; }

    /// <summary>Sent by the end that opened the conversation.</summary>
    public required bool FromInitiator { get; init; }

    /// <summary>Place of the first octet in its direction, from 0, missing octets counted.</summary>
    public required long Offset { get; init; }

    /// <summary>The octets, all of one segment.</summary>
    public required ReadOnlySpan<byte> Octets { get; init; }

    /// <summary>The frame that brought them.</summary>
    public required StreamPlace Place { get; init; }
}

/// <summary>Octets of one direction that were not captured.</summary>
/// <param name="Flow">The conversation.</param>
/// <param name="FromInitiator">Sent by the end that opened the conversation.</param>
/// <param name="Offset">Place of the first missing octet in its direction, from 0.</param>
/// <param name="Length">Octets missing.</param>
/// <param name="Reason">What makes it certain.</param>
/// <param name="Place">The frame behind the gap, or of which the end was cut.</param>
public readonly record struct StreamGap(
    Flow Flow,
    bool FromInitiator,
    long Offset,
    long Length,
    GapReason Reason,
    StreamPlace Place
);

/// <summary>Octets of one direction that came once more; what came first holds.</summary>
/// <param name="Flow">The conversation.</param>
/// <param name="FromInitiator">Sent by the end that opened the conversation.</param>
/// <param name="Length">Octets repeated.</param>
/// <param name="Place">The frame that repeats them.</param>
public readonly record struct StreamRepeat(Flow Flow, bool FromInitiator, long Length, StreamPlace Place);

/// <summary>A frame and its time.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="At">Time of the frame.</param>
public readonly record struct StreamPlace(long Frame, Wire.Timestamp At);

/// <summary>Why octets are taken for missing.</summary>
public enum GapReason : byte
{
    /// <summary>The other end acknowledged octets behind them: it has them, the capture does not.</summary>
    Acknowledged,

    /// <summary>The capture kept only the beginning of the frame.</summary>
    Cut,

    /// <summary>The connection ended, and nobody acknowledged what came behind them.</summary>
    Ended,

    /// <summary>More was waiting behind them than is kept in memory.</summary>
    Limit,
}
