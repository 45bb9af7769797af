namespace Sonde.Analysis;

/// <summary>What a TCP connection has come to.</summary>
/// <remarks>Memory: about 200 octets, kept as long as its <see cref="Flow"/>.</remarks>
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

    internal TcpConnection() => InitialRttNanoseconds = -1;

    /// <summary>Nanoseconds from the SYN to the ACK that ended the handshake; null where it was not captured.</summary>
    public long? InitialRtt => InitialRttNanoseconds >= 0 ? InitialRttNanoseconds : null;

    /// <summary>Which parts of its life were captured.</summary>
    public TcpCompleteness Completeness { get; internal set; }

    /// <summary>The segments so far.</summary>
    public long Segments { get; internal set; }

    /// <summary>Its observers were told that nothing more comes.</summary>
    internal bool IsEnded { get; set; }

    internal long InitialRttNanoseconds { get; set; }

    internal ref TcpSide Side(bool low) => ref low ? ref Low : ref High;
}
