using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What one direction of an HTTP/1 connection waits for, while its segments are cut into messages.</summary>
internal enum HttpWait : byte
{
    /// <summary>A message.</summary>
    Message,

    /// <summary>The rest of a head, or of a line.</summary>
    Head,

    /// <summary>The end of a line of something else.</summary>
    Line,

    /// <summary>The rest of content of known length.</summary>
    Length,

    /// <summary>The rest of chunks.</summary>
    Chunks,

    /// <summary>The end of the connection.</summary>
    Close,

    /// <summary>Nothing: another protocol took over.</summary>
    Nothing,
}

/// <summary>One direction of an HTTP/1 connection.</summary>
/// <remarks>Memory: the head of one unfinished message, at most <see cref="LongestHead"/>; its content is counted, not kept.</remarks>
internal sealed class HttpSide
{
    /// <summary>Longest head that is waited for.</summary>
    public const int LongestHead = 1 << 18;

    private byte[] _kept = [];
    private int _length;
    private int _scanned;
    private HttpChunks _chunks;

    /// <summary>The sequence number that continues what was taken; null before the first segment.</summary>
    public uint? Expected { get; set; }

    /// <summary>Octets taken so far, from the first segment on.</summary>
    public long Position { get; set; }

    /// <summary>What it waits for.</summary>
    public HttpWait Wait { get; set; }

    /// <summary>Where content of known length ends.</summary>
    public long End { get; private set; }

    /// <summary>Octets of the content did not come in their order: the message is not shown.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The octets kept of a head.</summary>
    public ReadOnlyMemory<byte> Kept => _kept.AsMemory(0, _length);

    /// <summary>Keeps octets of a head. False when it grows too long: all are dropped then.</summary>
    public bool Keep(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > LongestHead - _length)
        {
            Drop();
            return false;
        }
        if (_length + octets.Length > _kept.Length)
            Array.Resize(ref _kept, Math.Max(_length + octets.Length, Math.Min(LongestHead, _kept.Length * 2)));
        octets.CopyTo(_kept.AsSpan(_length));
        _length += octets.Length;
        return true;
    }

    /// <summary>Octets of the head that is kept, its empty line included; 0 while that is missing. Nothing is looked at twice.</summary>
    public int FindEnd()
    {
        int from = Math.Max(0, _scanned - 3);
        int end = HttpMessages.EndOfHead(_kept.AsSpan(from, _length - from));
        _scanned = _length;
        return end == 0 ? 0 : from + end;
    }

    /// <summary>Cuts what is kept behind a head.</summary>
    public void Trim(int length) => _length = length;

    /// <summary>Waits for the content of the message whose head is kept.</summary>
    public void Await(HttpFraming framing, long position)
    {
        IsBroken = false;
        _chunks = default;
        Wait = framing.Content switch
        {
            HttpBody.Length => HttpWait.Length,
            HttpBody.Chunked => HttpWait.Chunks,
            _ => HttpWait.Close,
        };
        End = framing.Length > long.MaxValue - position ? long.MaxValue : position + framing.Length;
    }

    /// <summary>Reads on in chunked content.</summary>
    public HttpChunkStatus ReadChunks(ReadOnlySpan<byte> octets, ref int at)
    {
        HttpChunkStatus status;
        do status = _chunks.Read(octets, ref at, out _);
        while (status == HttpChunkStatus.Data);
        return status;
    }

    /// <summary>Forgets the unfinished message.</summary>
    public void Drop()
    {
        (_kept, _length, _scanned) = ([], 0, 0);
        Wait = HttpWait.Message;
    }
}

/// <summary>An HTTP/1 connection while its segments are cut into messages.</summary>
internal sealed class HttpConversation
{
    /// <summary>What the low end sends.</summary>
    public HttpSide Low { get; } = new();

    /// <summary>What the high end sends.</summary>
    public HttpSide High { get; } = new();

    /// <summary>A message was seen: what follows is HTTP whatever it looks like.</summary>
    public bool IsSure { get; set; }

    /// <summary>The last request asked for a head only.</summary>
    public bool AskedForHead { get; set; }

    /// <summary>The port to which the last request asked for a tunnel, 0 where it does not say; null when it asked for none.</summary>
    public ushort? AskedForTunnel { get; set; }

    /// <summary>The port to which a tunnel leads, whose protocol has the rest of the connection; null while there is none.</summary>
    public ushort? Tunnel { get; set; }

    /// <summary>The protocol that took over; none while it is HTTP.</summary>
    public HttpUpgrade Upgraded { get; set; }
}
