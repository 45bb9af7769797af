namespace Sonde.Wire;

/// <summary>What the first line of an HTTP/1 message says it is.</summary>
public enum HttpKind : byte
{
    /// <summary>Not HTTP.</summary>
    None,

    /// <summary>A request.</summary>
    Request,

    /// <summary>A request of the event notification of UPnP: NOTIFY, SUBSCRIBE, UNSUBSCRIBE.</summary>
    Notification,

    /// <summary>A response.</summary>
    Response,
}

/// <summary>One header line. Positions are octets from the start of the message.</summary>
/// <param name="Position">Where the line begins.</param>
/// <param name="Length">Octets of the line, its end included.</param>
/// <param name="NameLength">Octets of the name, before the colon.</param>
/// <param name="ValuePosition">Where the value begins, blanks left out.</param>
/// <param name="ValueLength">Octets of the value, blanks at its end left out.</param>
public readonly record struct HttpHeader(int Position, int Length, int NameLength, int ValuePosition, int ValueLength);

/// <summary>The head of an HTTP/1 message, RFC 9112 §2: a start line and header lines up to an empty one.</summary>
public readonly ref struct HttpHead
{
    private readonly ReadOnlySpan<byte> _octets;
    private readonly int _firstHeader;

    private HttpHead(ReadOnlySpan<byte> octets, HttpKind kind, int firstHeader)
    {
        _octets = octets;
        _firstHeader = firstHeader;
        Kind = kind;
    }

    /// <summary>What it is.</summary>
    public HttpKind Kind { get; }

    /// <summary>Method of a request, or version of a response: the first word.</summary>
    public ReadOnlySpan<byte> FirstWord => Word(0);

    /// <summary>Target of a request, or status code of a response: the second word.</summary>
    public ReadOnlySpan<byte> SecondWord => Word(1);

    /// <summary>Version of a request, or reason phrase of a response: the rest of the line.</summary>
    public ReadOnlySpan<byte> Rest => Word(2);

    /// <summary>Status code of a response: the digits with which a word of at least three characters begins; 0 when there are none.</summary>
    public int Status
    {
        get
        {
            ReadOnlySpan<byte> code = SecondWord;
            if (Kind != HttpKind.Response || code.Length < 3)
                return 0;
            int value = 0;
            for (int i = 0; i < 3 && code[i] is >= (byte)'0' and <= (byte)'9'; i++)
                value = value * 10 + code[i] - '0';
            return value;
        }
    }

    /// <summary>Octets of the head, the empty line included; all of them when the empty line is missing.</summary>
    public int Length
    {
        get
        {
            int at = _firstHeader;
            while (TryReadHeader(ref at, out _)) { }
            return at;
        }
    }

    /// <summary>Takes the octets as HTTP when the first line begins like a request or response.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out HttpHead head)
    {
        head = default;
        HttpKind kind = KindOf(octets);
        if (kind == HttpKind.None)
            return false;
        head = new HttpHead(octets, kind, LineLength(octets));
        return true;
    }

    /// <summary>The header lines, one after the other; false behind the last one, with the position behind the empty line.</summary>
    /// <param name="at">0 at first; where the next line begins afterwards.</param>
    /// <param name="header">The line.</param>
    public bool TryReadHeader(ref int at, out HttpHeader header)
    {
        at = Math.Max(at, _firstHeader);
        header = default;
        if (at >= _octets.Length)
            return false;
        int length = LineLength(_octets[at..]);
        ReadOnlySpan<byte> line = _octets.Slice(at, length).TrimEnd("\r\n"u8);
        if (line.IsEmpty)
        {
            at += length;
            return false;
        }
        int colon = line.IndexOf((byte)':');
        int name = colon < 0 ? line.Length : colon;
        ReadOnlySpan<byte> value = colon < 0 ? default : line[(colon + 1)..];
        int start = colon < 0 ? at + line.Length : at + colon + 1 + (value.Length - value.TrimStart(" \t"u8).Length);
        header = new(at, length, name, start, value.Trim(" \t"u8).Length);
        at += length;
        return true;
    }

    /// <summary>Whether octets that hold no whole word yet may begin a message.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> octets) => HttpMethods.MayBegin(octets);

    private static int LineLength(ReadOnlySpan<byte> octets)
    {
        int end = octets.IndexOf((byte)'\n');
        return end < 0 ? octets.Length : end + 1;
    }

    private static HttpKind KindOf(ReadOnlySpan<byte> octets)
    {
        if (octets.StartsWith("HTTP/"u8))
            return HttpKind.Response;
        int blank = octets[..Math.Min(octets.Length, HttpMethods.Longest + 1)].IndexOf((byte)' ');
        return blank <= 0 ? HttpKind.None : HttpMethods.KindOf(octets[..blank]);
    }

    private ReadOnlySpan<byte> Word(int index)
    {
        ReadOnlySpan<byte> line = _octets[.._firstHeader].TrimEnd("\r\n"u8);
        for (int left = index; left > 0; left--)
        {
            int blank = line.IndexOf((byte)' ');
            line = blank < 0 ? default : line[(blank + 1)..];
            if (Kind == HttpKind.Response && left == index)
                line = line.TrimStart((byte)' ');
        }
        int end = index == 2 ? -1 : line.IndexOf((byte)' ');
        return end < 0 ? line : line[..end];
    }
}
