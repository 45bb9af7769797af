namespace Sonde.Capture;

/// <summary>Why no more frames come.</summary>
public enum EndReason
{
    /// <summary>Everything was read.</summary>
    EndOfFile,

    /// <summary>The file stops in the middle of a record, as after a full disk or an aborted copy.</summary>
    Truncated,

    /// <summary>A record contradicts the format; what follows it cannot be found.</summary>
    Damaged,

    /// <summary>The file is of a known kind that is not read here.</summary>
    Unsupported,

    /// <summary>The content is no capture of any known kind.</summary>
    NotACapture,

    /// <summary>The file has no octets at all.</summary>
    Empty,

    /// <summary>A limit that the caller set was reached; more frames may follow.</summary>
    LimitReached,

    /// <summary>The operating system or the sender broke off the reading.</summary>
    ReadFailed,
}
