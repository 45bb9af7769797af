namespace Sonde.Analysis;

/// <summary>What a TCP connection has come to.</summary>
/// <remarks>
/// Not to be kept after <see cref="ITcpObserver.OnConnectionEnd"/>: another connection gets the memory. Memory: about 200 octets, kept as long as its <see cref="Flow"/>, or until 10,000 others have closed after it.
/// </remarks>
public sealed class TcpConnection
{
    internal TcpSide Low;
    internal TcpSide High;

    /// <summary>Time of the first frame.</summary>
    internal long FirstAt;

    /// <summary>Time of the last frame.</summary>
    internal long LastAt;

    /// <summary>Time of the SYN, until the handshake is over.</summary>
    internal long SynAt;

    internal void Begin(long now)
    {
        Low = High = default;
        FirstAt = LastAt = now;
        SynAt = 0;
        InitialRttNanoseconds = -1;
        Completeness = TcpCompleteness.None;
        Segments = 0;
        IsEnded = IsClosed = IsResumed = false;
    }

    /// <summary>Nanoseconds from the SYN to the ACK that ended the handshake; null where it was not captured.</summary>
    public long? InitialRtt => InitialRttNanoseconds >= 0 ? InitialRttNanoseconds : null;

    /// <summary>Which parts of its life were captured.</summary>
    public TcpCompleteness Completeness { get; internal set; }

    /// <summary>The segments so far.</summary>
    public long Segments { get; internal set; }

    /// <summary>Its observers were told that nothing more comes.</summary>
    internal bool IsEnded { get; set; }

    /// <summary>A reset was seen, or the FIN of both ends.</summary>
    public bool IsClosed { get; internal set; }

    /// <summary>It goes on after it had closed and was forgotten: what is known of it begins anew.</summary>
    public bool IsResumed { get; internal set; }

    internal long InitialRttNanoseconds { get; set; }

    internal ref TcpSide Side(bool low) => ref low ? ref Low : ref High;
}
