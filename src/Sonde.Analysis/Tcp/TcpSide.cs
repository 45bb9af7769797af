namespace Sonde.Analysis;

/// <summary>What is known of one direction of a connection: what its sender sent last, and what it acknowledged.</summary>
internal struct TcpSide
{
    /// <summary>Sequence number expected next from this sender; 0 when not known, as Wireshark has it.</summary>
    public uint Next;

    /// <summary>The highest number that the other end may acknowledge without having seen what we did not; 0 when not known.</summary>
    public uint Reach;

    /// <summary>Where the last gap began; 0 when there was none.</summary>
    public uint Gap;

    /// <summary>Last acknowledgment number sent; 0 when none was.</summary>
    public uint Acked;

    /// <summary>Frame of the first of equal acknowledgments.</summary>
    public uint AckedFrame;

    /// <summary>Equal acknowledgments after the first.</summary>
    public uint DuplicateAcks;

    /// <summary>Octets beyond the last acknowledgment that this sender said it has (SACK).</summary>
    public uint Sacked;

    /// <summary>Octets sent since the last PSH.</summary>
    public uint Pushed;

    /// <summary>Time of the last acknowledgment.</summary>
    public long AckedAt;

    /// <summary>Time of the segment that <see cref="Next"/> comes from.</summary>
    public long NextAt;

    /// <summary>Frame of that segment.</summary>
    public uint NextFrame;

    /// <summary>Window field of the last segment.</summary>
    public ushort Window;

    /// <summary>Shift from the SYN; -1 when it had none.</summary>
    public sbyte Shift;

    /// <summary>What of the above has a meaning.</summary>
    public TcpKnown Known;

    /// <summary>Verdicts of the last segment.</summary>
    public TcpVerdicts Last;

    /// <summary>Segments sent and not acknowledged.</summary>
    public SentList Sent;

    public readonly bool Knows(TcpKnown what) => (Known & what) == what;
}

/// <summary>What was seen of one direction.</summary>
[Flags]
internal enum TcpKnown : byte
{
    None = 0,

    /// <summary>A segment, so that the window is known.</summary>
    Window = 1,

    /// <summary>A SYN, so that the scale is known.</summary>
    Syn = 2,

    /// <summary>The first segment.</summary>
    Begun = 4,

    /// <summary>A segment was missing, and nothing was acknowledged since: octets in flight are not known.</summary>
    Gap = 8,

    /// <summary>A FIN.</summary>
    Fin = 16,
}
