namespace Sonde.Wire;

/// <summary>How far a reading of chunks got.</summary>
public enum HttpChunkStatus : byte
{
    /// <summary>Everything given was read, and more has to come.</summary>
    NeedMore,

    /// <summary>Octets of the content came: see the last piece.</summary>
    Data,

    /// <summary>The content and its trailers ended.</summary>
    End,

    /// <summary>These are no chunks.</summary>
    Bad,
}

/// <summary>Takes chunked content apart as it comes, RFC 9112 §7.1. Keeps a few numbers, no octets.</summary>
public struct HttpChunks
{
    private const int LongestLine = 4096; // octets of a size with its extensions, or of one trailer

    private Part _part;
    private long _left; // of a chunk's data, or the size that is being read
    private int _line;
    private bool _hasDigit;
    private bool _isExtension;

    private enum Part : byte
    {
        Size,
        Data,
        DataEnd,
        Trailer,
    }

    /// <summary>Octets of the content so far.</summary>
    public long Length { get; private set; }

    /// <summary>Reads on.</summary>
    /// <param name="octets">What came next.</param>
    /// <param name="at">Where reading goes on; what was read afterwards.</param>
    /// <param name="piece">Octets of the content among them, with <see cref="HttpChunkStatus.Data"/>.</param>
    public HttpChunkStatus Read(ReadOnlySpan<byte> octets, ref int at, out Range piece)
    {
        piece = default;
        while (at < octets.Length)
        {
            if (_part == Part.Data)
            {
                int here = (int)Math.Min(_left, octets.Length - at);
                piece = at..(at + here);
                at += here;
                _left -= here;
                Length += here;
                if (_left == 0)
                    _part = Part.DataEnd;
                return HttpChunkStatus.Data;
            }
            HttpChunkStatus status = Take(octets[at++]);
            if (status != HttpChunkStatus.NeedMore)
                return status;
        }
        return HttpChunkStatus.NeedMore;
    }

    private HttpChunkStatus Take(byte octet)
    {
        if (++_line > LongestLine)
            return HttpChunkStatus.Bad;
        switch (_part)
        {
            case Part.Size:
                return TakeSize(octet);
            case Part.DataEnd when octet == '\n':
                (_part, _line, _left, _hasDigit, _isExtension) = (Part.Size, 0, 0, false, false);
                return HttpChunkStatus.NeedMore;
            case Part.DataEnd:
                return octet == '\r' && _line == 1 ? HttpChunkStatus.NeedMore : HttpChunkStatus.Bad;
            default:
                if (octet != '\n')
                {
                    _hasDigit |= octet != '\r'; // the line is not empty
                    return HttpChunkStatus.NeedMore;
                }
                bool isLast = !_hasDigit;
                (_line, _hasDigit) = (0, false);
                return isLast ? HttpChunkStatus.End : HttpChunkStatus.NeedMore;
        }
    }

    private HttpChunkStatus TakeSize(byte octet)
    {
        if (octet == '\n')
        {
            if (!_hasDigit)
                return HttpChunkStatus.Bad;
            (_part, _line, _hasDigit) = (_left == 0 ? Part.Trailer : Part.Data, 0, false);
            return HttpChunkStatus.NeedMore;
        }
        if (_isExtension || octet is (byte)'\r' or (byte)' ' or (byte)'\t' or (byte)';')
        {
            _isExtension = true;
            return _hasDigit ? HttpChunkStatus.NeedMore : HttpChunkStatus.Bad;
        }
        if (!char.IsAsciiHexDigit((char)octet) || _left > long.MaxValue >> 8)
            return HttpChunkStatus.Bad;
        _left = (_left << 4) | (uint)(octet <= '9' ? octet - '0' : (octet | 0x20) - 'a' + 10);
        _hasDigit = true;
        return HttpChunkStatus.NeedMore;
    }
}
