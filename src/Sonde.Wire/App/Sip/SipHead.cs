using System.Buffers.Text;
using System.Text;

namespace Sonde.Wire;

/// <summary>The start line and the headers of a SIP message, RFC 3261 §7.</summary>
public readonly ref struct SipHead
{
    private const int LongestMethod = 1024; // octets before the first blank

    private readonly ReadOnlySpan<byte> _octets;

    private SipHead(ReadOnlySpan<byte> octets, int start, int lineEnd, bool isResponse)
    {
        _octets = octets;
        (Start, LineEnd, IsResponse) = (start, lineEnd, isResponse);
    }

    /// <summary>Where the start line begins: behind the line ends that keep a connection open.</summary>
    public int Start { get; }

    /// <summary>Where the start line ends, its line end left out.</summary>
    public int LineEnd { get; }

    /// <summary>A response; else a request.</summary>
    public bool IsResponse { get; }

    /// <summary>The start line.</summary>
    public ReadOnlySpan<byte> Line => _octets[Start..LineEnd];

    /// <summary>Method of a request.</summary>
    public ReadOnlySpan<byte> Method => Line[..Line.IndexOf((byte)' ')];

    /// <summary>The second word: URI of a request, status code of a response.</summary>
    public ReadOnlySpan<byte> Second
    {
        get
        {
            ReadOnlySpan<byte> rest = Line[(Line.IndexOf((byte)' ') + 1)..];
            int blank = rest.IndexOf((byte)' ');
            return blank < 0 ? rest : rest[..blank];
        }
    }

    /// <summary>Status code of a response; 0 for a request.</summary>
    public int Status => IsResponse && Utf8Parser.TryParse(Second, out int code, out _) ? code : 0;

    /// <summary>Reads the start line; false when it is not one of SIP.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out SipHead head)
    {
        head = default;
        int start = 0;
        while (start < octets.Length && octets[start] is (byte)'\r' or (byte)'\n')
            start++;
        int length = octets[start..].IndexOfAny((byte)'\r', (byte)'\n');
        int end = length < 0 ? octets.Length : start + length;
        ReadOnlySpan<byte> line = octets[start..end];
        bool isResponse = line.StartsWith("SIP/2.0 "u8);
        if (isResponse && (line.Length < 11 || !IsDigits(line.Slice(8, 3))))
            return false;
        if (!isResponse && !IsRequest(line))
            return false;
        if (line.Contains((byte)0)) // no text of SIP, RFC 3261 §25.1, and no SIP to Wireshark
            return false;
        head = new SipHead(octets, start, end, isResponse);
        return true;
    }

    /// <summary>The next header; its lines that are folded belong to it. False at the end of the headers.</summary>
    /// <param name="at">Where the header begins: first <see cref="LineEnd"/>. Behind the empty line at the end.</param>
    /// <param name="name">The name, as sent.</param>
    /// <param name="value">The value, blanks around it left out.</param>
    public bool TryNext(ref int at, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = [];
        value = [];
        if (at == LineEnd)
            at += LineBreak(_octets[at..]);
        while (at < _octets.Length)
        {
            int stop = LineBreak(_octets[at..]);
            if (stop > 0)
            {
                at += stop;
                return false;
            }
            int end = EndOfHeader(at);
            ReadOnlySpan<byte> line = _octets[at..end];
            at = end + LineBreak(_octets[end..]);
            int colon = line.IndexOf((byte)':');
            if (colon <= 0)
                continue;
            name = line[..colon].Trim(" \t"u8);
            value = line[(colon + 1)..].Trim(" \t\r\n"u8);
            return true;
        }
        return false;
    }

    /// <summary>The long form of a header's name, RFC 3261 §7.3.3; the name itself when it has none.</summary>
    public static ReadOnlySpan<byte> LongName(ReadOnlySpan<byte> name) =>
        name.Length != 1
            ? name
            : (char)(name[0] | 0x20) switch
            {
                'c' => "Content-Type"u8,
                'e' => "Content-Encoding"u8,
                'f' => "From"u8,
                'i' => "Call-ID"u8,
                'k' => "Supported"u8,
                'l' => "Content-Length"u8,
                'm' => "Contact"u8,
                's' => "Subject"u8,
                't' => "To"u8,
                'v' => "Via"u8,
                _ => name,
            };

    /// <summary>A header by its long name.</summary>
    public static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> longName) =>
        Ascii.EqualsIgnoreCase(LongName(name), longName);

    private int EndOfHeader(int at)
    {
        while (true)
        {
            int length = _octets[at..].IndexOfAny((byte)'\r', (byte)'\n');
            if (length < 0)
                return _octets.Length;
            int end = at + length;
            int next = end + LineBreak(_octets[end..]);
            if (next >= _octets.Length || _octets[next] is not ((byte)' ' or (byte)'\t'))
                return end;
            at = next + 1;
        }
    }

    private static int LineBreak(ReadOnlySpan<byte> octets) =>
        octets.StartsWith("\r\n"u8) ? 2
        : octets.Length > 0 && octets[0] is (byte)'\n' or (byte)'\r' ? 1
        : 0;

    private static bool IsRequest(ReadOnlySpan<byte> line)
    {
        int first = line.IndexOf((byte)' ');
        if (first is <= 0 or > LongestMethod)
            return false;
        ReadOnlySpan<byte> rest = line[(first + 1)..];
        int second = rest.IndexOf((byte)' ');
        return second > 0 && rest[(second + 1)..].StartsWith("SIP/2.0"u8);
    }

    private static bool IsDigits(ReadOnlySpan<byte> octets) => !octets.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
