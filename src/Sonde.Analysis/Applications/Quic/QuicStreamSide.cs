namespace Sonde.Analysis;

/// <summary>One direction of a stream of QUIC: what comes too early waits for what is missing.</summary>
/// <remarks>Memory: at most <see cref="MostPieces"/> pieces, see <see cref="QuicStreams"/>. Where there are more, what is missing counts as lost.</remarks>
internal sealed class QuicStreamSide(bool fromClient, ulong id, IQuicStreamSink sink, QuicWaiting waiting)
{
    /// <summary>Pieces that wait.</summary>
    public const int MostPieces = 1024;

    private const ulong MostOffset = 1ul << 62; // RFC 9000 §4.5

    private List<(ulong Offset, byte[] Octets, StreamPlace Place)>? _early; // by offset
    private ulong _next;
    private ulong? _end;

    /// <summary>The frame that brought something last.</summary>
    public StreamPlace Last { get; private set; }

    /// <summary>Takes octets. True when the direction is over.</summary>
    public bool Add(ulong offset, ReadOnlySpan<byte> octets, bool isLast, StreamPlace place)
    {
        ulong end = offset + (ulong)octets.Length;
        if (end > MostOffset)
            return false;
        Last = place;
        if (isLast)
            _end ??= end;
        if (offset <= _next)
        {
            Give(offset, octets, place);
            Join();
        }
        else if (!octets.IsEmpty)
        {
            Keep(offset, octets, place);
        }
        if (_end is not { } last || _next < last)
            return false;
        sink.End(fromClient, id, isWhole: true, place);
        return true;
    }

    /// <summary>Gives what waits, with gaps before it.</summary>
    /// <param name="place">Where that was decided; null at the end of the connection, where each piece has its own.</param>
    public void Drain(StreamPlace? place)
    {
        while (_early is { Count: > 0 })
            Skip(place ?? _early[0].Place);
        if (place is null && _end is { } end && _next < end)
            sink.Gap(fromClient, id, (long)(end - _next), Last);
    }

    /// <summary>What waits behind the end is of no use.</summary>
    public void Forget()
    {
        _early?.ForEach(piece => waiting.Octets -= piece.Octets.Length);
        _early = null;
    }

    private void Give(ulong offset, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        ulong known = _next - offset;
        if (known >= (ulong)octets.Length)
            return;
        ReadOnlySpan<byte> fresh = octets[(int)known..];
        _next += (ulong)fresh.Length;
        sink.Octets(fromClient, id, fresh, place);
    }

    private void Join()
    {
        if (_early is not { Count: > 0 } early)
            return;
        int joined = 0;
        for (; joined < early.Count && early[joined].Offset <= _next; joined++)
        {
            (ulong offset, byte[] octets, StreamPlace place) = early[joined];
            waiting.Octets -= octets.Length;
            Give(offset, octets, place);
        }
        early.RemoveRange(0, joined);
        if (early.Count == 0)
            _early = null;
    }

    private void Keep(ulong offset, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        while (
            _early?.Count >= MostPieces
            || (_early?.Count > 0 && waiting.Octets + octets.Length > QuicWaiting.MostOctets)
        )
        {
            sink.Trouble("quic_pieces_waiting");
            Skip(place);
        }
        if (offset <= _next || waiting.Octets + octets.Length > QuicWaiting.MostOctets)
        {
            Lose(offset, place);
            Give(offset, octets, place);
            Join();
            return;
        }
        _early ??= [];
        int at = Find(offset);
        bool isKnown = at < _early.Count && _early[at].Offset == offset && _early[at].Octets.Length >= octets.Length;
        if (isKnown)
            return;
        _early.Insert(at, (offset, octets.ToArray(), place));
        waiting.Octets += octets.Length;
    }

    // The place of the first piece that does not lie before an offset.
    private int Find(ulong offset)
    {
        (int low, int high) = (0, _early!.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_early[middle].Offset < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void Skip(StreamPlace place)
    {
        Lose(_early![0].Offset, place);
        Join();
    }

    private void Lose(ulong to, StreamPlace place)
    {
        if (to <= _next)
            return;
        long length = (long)(to - _next);
        _next = to;
        sink.Gap(fromClient, id, length, place);
    }
}
