using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What is told of the frames of one direction.</summary>
internal interface IHttp2Sink
{
    /// <summary>A whole header block.</summary>
    /// <param name="fromClient">Sent by the client.</param>
    /// <param name="frame">The frame with which it began.</param>
    /// <param name="block">The block without padding and priority; of a promise with the promised stream before it.</param>
    /// <param name="first">The frame of the capture with its first octet.</param>
    /// <param name="last">The frame of the capture with its last octet.</param>
    void Headers(bool fromClient, Http2Frame frame, ReadOnlySpan<byte> block, StreamPlace first, StreamPlace last);

    /// <summary>Content of a message, as much of it as came together.</summary>
    void Content(bool fromClient, Http2Frame frame, ReadOnlySpan<byte> octets, StreamPlace place);

    /// <summary>A frame of content ended.</summary>
    void ContentEnd(bool fromClient, Http2Frame frame, StreamPlace place);

    /// <summary>A stream was given up.</summary>
    void Reset(bool fromClient, uint stream, StreamPlace place);

    /// <summary>Octets are missing, and with them perhaps header blocks and ends of streams.</summary>
    void Lost(bool fromClient);

    /// <summary>A limit was reached.</summary>
    void Trouble(bool fromClient, string limit);
}

/// <summary>One direction of an HTTP/2 connection: cuts octets into frames, and joins the frames of a header block.</summary>
/// <remarks>Memory: a header block under way, at most <see cref="LongestBlock"/> octets; content is counted and passed on.</remarks>
internal sealed class Http2Side(bool fromClient, IHttp2Sink sink)
{
    /// <summary>Octets of a header block; what is longer is given up.</summary>
    public const int LongestBlock = 1 << 16;

    private const int MostContinuations = 256; // frames of one block; RFC 9113 sets no limit, and floods use that

    private readonly OctetQueue _waiting = new(LongestBlock + Http2Frame.Size);
    private readonly OctetQueue _block = new(LongestBlock);
    private Http2Frame _frame; // the frame whose payload comes, where it is not kept
    private int _left; // octets of it that are still to come
    private int _padding = -1; // octets at the end of content; -1 before they are known
    private Http2Frame _opening; // the frame with which the block began
    private int _continuations;
    private bool _isInBlock;
    private bool _isGivenUp; // the block is too long
    private bool _isLost; // until a segment begins with a frame
    private bool _isStarted = !fromClient;

    public void Feed(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_isLost && !IsChain(octets))
            return;
        _isLost = false;
        while (!octets.IsEmpty && !_isLost)
        {
            int used = _left > 0 ? Pass(octets, place) : Begin(octets, place);
            octets = octets[used..];
        }
    }

    public void Skip(long length)
    {
        if (_left > length && _frame.Type == Http2FrameTypes.Data)
        {
            _left -= (int)length;
            return;
        }
        if (_left == length && _left > 0 && (_frame.Flags & Http2Flags.EndStream) == 0)
        {
            (_left, _padding) = (0, -1);
            return;
        }
        Lose();
    }

    private void Lose()
    {
        _waiting.Clear();
        _block.Clear();
        (_left, _padding, _isInBlock, _isLost, _isStarted) = (0, -1, false, true, true);
        sink.Lost(fromClient);
    }

    // Whether all that a segment holds may be frames; the last one may be cut.
    private static bool IsChain(ReadOnlySpan<byte> octets)
    {
        while (Http2Frame.TryRead(octets, out Http2Frame frame))
        {
            if (!frame.IsPlausible)
                return false;
            octets = octets[Math.Min(frame.Whole, octets.Length)..];
            if (octets.IsEmpty)
                return true;
        }
        return false;
    }

    private int Begin(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        int wanted = Http2Frame.Size - _waiting.Length;
        if (!_isStarted)
            return BeginConnection(octets, place);
        if (Http2Frame.TryRead(_waiting.Octets, out Http2Frame header))
            wanted = header.Whole - _waiting.Length;
        int taken = Math.Min(wanted, octets.Length);
        if (!_waiting.TryAdd(octets[..taken], place))
        {
            Lose(); // cannot be: what is longer is passed over
            return octets.Length;
        }
        if (!Http2Frame.TryRead(_waiting.Octets, out header))
            return taken;
        if (_waiting.Length == Http2Frame.Size && IsPassed(header))
        {
            (_frame, _left, _padding) = (header, header.Length, -1);
            _waiting.Clear();
            if (_isInBlock)
                EndBlockBadly();
            if (header is { Type: Http2FrameTypes.Data, Length: 0 })
                EndContent(place);
            return taken;
        }
        if (_waiting.Length == header.Whole)
        {
            Whole(header, place);
            _waiting.Clear();
        }
        return taken;
    }

    private int BeginConnection(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        int known = _waiting.Length;
        int taken = Math.Min(Http2Frame.Preface.Length - known, octets.Length);
        if (!Http2Frame.Preface[known..].StartsWith(octets[..taken]))
        {
            _waiting.Clear();
            (_isStarted, _isLost) = (true, !IsChain(octets));
            return _isLost ? octets.Length : 0;
        }
        _waiting.TryAdd(octets[..taken], place);
        _isStarted = _waiting.Length == Http2Frame.Preface.Length;
        if (_isStarted)
            _waiting.Clear();
        return taken;
    }

    // Content, what nobody reads, and what is too long to be kept.
    private static bool IsPassed(Http2Frame header) =>
        header.Type
            is not (
                Http2FrameTypes.Headers
                or Http2FrameTypes.PushPromise
                or Http2FrameTypes.Continuation
                or Http2FrameTypes.ResetStream
            )
        || header.Length > LongestBlock;

    private int Pass(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        int here = Math.Min(_left, octets.Length);
        bool isData = _frame.Type == Http2FrameTypes.Data;
        if (isData && _padding < 0)
        {
            bool isPadded = (_frame.Flags & Http2Flags.Padded) != 0;
            _padding = isPadded ? octets[0] : 0;
            if (isPadded)
            {
                _left--;
                if (_left == 0)
                    EndContent(place);
                return 1;
            }
        }
        if (isData)
        {
            int content = Math.Max(0, Math.Min(here, _left - _padding));
            if (content > 0)
                sink.Content(fromClient, _frame, octets[..content], place);
        }
        _left -= here;
        if (_left > 0)
            return here;
        if (isData)
            EndContent(place);
        else if (_frame.Type is Http2FrameTypes.Headers or Http2FrameTypes.PushPromise or Http2FrameTypes.Continuation)
            GiveUpBlock();
        return here;
    }

    private void EndContent(StreamPlace place)
    {
        sink.ContentEnd(fromClient, _frame, place);
        _padding = -1;
    }

    private void GiveUpBlock()
    {
        sink.Trouble(fromClient, "http2_header_block_octets");
        sink.Lost(fromClient);
        _block.Clear();
        _isInBlock = (_frame.Flags & Http2Flags.EndHeaders) == 0;
        _isGivenUp = _isInBlock;
    }

    private void Whole(Http2Frame header, StreamPlace place)
    {
        ReadOnlySpan<byte> payload = _waiting.Octets[Http2Frame.Size..];
        StreamPlace first = _waiting.First;
        if (header.Type == Http2FrameTypes.Continuation)
        {
            Continue(header, payload, first, place);
            return;
        }
        if (_isInBlock)
            EndBlockBadly();
        if (header.Type == Http2FrameTypes.ResetStream)
        {
            sink.Reset(fromClient, header.Stream, place);
            return;
        }
        if (!header.TryContent(payload, out ReadOnlySpan<byte> block))
        {
            sink.Lost(fromClient);
            return;
        }
        if ((header.Flags & Http2Flags.EndHeaders) != 0)
        {
            sink.Headers(fromClient, header, block, first, place);
            return;
        }
        (_opening, _isInBlock, _isGivenUp, _continuations) = (header, true, false, 0);
        _block.TryAdd(block, first);
    }

    private void Continue(Http2Frame header, ReadOnlySpan<byte> payload, StreamPlace first, StreamPlace place)
    {
        if (!_isInBlock || header.Stream != _opening.Stream && !_isGivenUp)
        {
            sink.Lost(fromClient); // a block whose beginning is missing
            return;
        }
        bool isEnd = (header.Flags & Http2Flags.EndHeaders) != 0;
        if (!_isGivenUp && (++_continuations > MostContinuations || !_block.TryAdd(payload, first)))
        {
            string limit = _continuations > MostContinuations ? "http2_continuations" : "http2_header_block_octets";
            sink.Trouble(fromClient, limit);
            sink.Lost(fromClient);
            _block.Clear();
            _isGivenUp = true;
        }
        if (!isEnd)
            return;
        if (!_isGivenUp)
            sink.Headers(fromClient, _opening, _block.Octets, _block.Length > 0 ? _block.First : first, place);
        _block.Clear();
        (_isInBlock, _isGivenUp) = (false, false);
    }

    // RFC 9113 §6.10: nothing may stand between the frames of a block
    private void EndBlockBadly()
    {
        _block.Clear();
        _isInBlock = false;
        sink.Lost(fromClient);
    }
}
