using System.Buffers;

namespace Sonde.Analysis;

/// <summary>One direction of a connection: what comes next, and what came too early.</summary>
/// <remarks>Memory: what waits, at most <see cref="MostOctets"/> in <see cref="MostPieces"/> segments.</remarks>
internal sealed class StreamDirection
{
    /// <summary>Octets that may wait for missing ones before them.</summary>
    public const int MostOctets = 1 << 20;

    /// <summary>Segments that may wait.</summary>
    public const int MostPieces = 1024;

    private readonly List<Piece> _waiting = []; // by sequence number
    private uint _first; // sequence number of the SYN
    private bool _hasSyn;
    private uint? _end; // sequence number of the FIN

    /// <summary>The sequence number of the next octet to be given out is known.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The sequence number of the next octet to be given out.</summary>
    public uint Expected { get; private set; }

    /// <summary>The end said that nothing follows, and all before that was given out or announced as missing.</summary>
    public bool IsClosed => _end == Expected && HasBegun;

    /// <summary>Octets given out or announced as missing.</summary>
    public long Offset { get; private set; }

    /// <summary>Octets that wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>More waits than is kept.</summary>
    public bool IsOverfull => Waiting > MostOctets || _waiting.Count > MostPieces;

    /// <summary>Something waits.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Sequence number of the first that waits.</summary>
    public uint FirstWaiting => _waiting[0].Sequence;

    /// <summary>Begins after a SYN, unless the same was seen before; without one, with the first segment.</summary>
    public void Begin(uint sequence, bool isSyn)
    {
        if (isSyn && !(_hasSyn && _first == sequence))
        {
            (_hasSyn, _first, HasBegun, Expected, _end) = (true, sequence, true, sequence + 1, null);
            Clear(); // another numbering: what waits has no place in it
        }
        else if (!HasBegun)
        {
            (HasBegun, Expected) = (true, sequence);
        }
    }

    /// <summary>Nothing follows this place.</summary>
    public void Close(uint sequence)
    {
        _end = sequence;
        if (!HasBegun)
            (HasBegun, Expected) = (true, sequence);
    }

    /// <summary>Goes over octets, given out or missing.</summary>
    public void Advance(long octets)
    {
        Offset += octets;
        Expected += (uint)octets;
    }

    /// <summary>Keeps octets that came too early. Returns how many of them waited already.</summary>
    public int Keep(uint sequence, ReadOnlySpan<byte> octets, int length, StreamPlace place)
    {
        int at = _waiting.Count;
        while (at > 0 && TcpSequence.IsBefore(sequence, _waiting[at - 1].Sequence))
            at--;
        uint end = sequence + (uint)length;
        if (at > 0 && !TcpSequence.IsAfter(end, _waiting[at - 1].End))
            return length;
        byte[] kept = ArrayPool<byte>.Shared.Rent(octets.Length);
        octets.CopyTo(kept);
        _waiting.Insert(at, new Piece(kept, octets.Length, sequence, length, place));
        Waiting += octets.Length;
        return 0;
    }

    /// <summary>Takes out the first that waits. The octets go back with <see cref="Release"/>.</summary>
    public Piece Take()
    {
        Piece piece = _waiting[0];
        _waiting.RemoveAt(0);
        Waiting -= piece.Captured;
        return piece;
    }

    /// <summary>Gives memory back.</summary>
    public static void Release(in Piece piece) => ArrayPool<byte>.Shared.Return(piece.Octets);

    /// <summary>Drops what waits.</summary>
    public void Clear()
    {
        foreach (Piece piece in _waiting)
            Release(piece);
        _waiting.Clear();
        Waiting = 0;
    }

    /// <summary>A segment that came too early.</summary>
    internal readonly record struct Piece(byte[] Octets, int Captured, uint Sequence, int Length, StreamPlace Place)
    {
        public uint End => Sequence + (uint)Length;
    }
}
