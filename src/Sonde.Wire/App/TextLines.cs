namespace Sonde.Wire;

/// <summary>The lines of a text protocol, one after the other.</summary>
internal ref struct TextLines(ReadOnlySpan<byte> octets)
{
    private readonly ReadOnlySpan<byte> _octets = octets;
    private int _next;

    /// <summary>Where the line begins.</summary>
    public int At { get; private set; }

    /// <summary>The line without its end.</summary>
    public ReadOnlySpan<byte> Line { get; private set; }

    /// <summary>What follows the line.</summary>
    public readonly ReadOnlySpan<byte> Rest => _octets[_next..];

    /// <summary>Goes to the next line; false behind the last.</summary>
    public bool Next()
    {
        if (_next >= _octets.Length)
            return false;
        At = _next;
        int end = _octets[At..].IndexOf((byte)'\n');
        _next = end < 0 ? _octets.Length : At + end + 1;
        Line = _octets[At..(end < 0 ? _octets.Length : At + end)].TrimEnd((byte)'\r');
        return true;
    }

    /// <summary>Three digits at the start of a line, whatever follows them, as Wireshark reads codes; -1 for other lines.</summary>
    public readonly int Code()
    {
        ReadOnlySpan<byte> line = Line;
        if (line.Length < 3 || line[..3].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return -1;
        return (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
    }

    /// <summary>Letters at the start of the line, before a blank or its end; nothing for other lines.</summary>
    public readonly ReadOnlySpan<byte> Word()
    {
        int end = Line.IndexOf((byte)' ');
        return end < 0 ? Line : Line[..end];
    }

    /// <summary>Octets that begin a record of TLS: the conversation has gone on to it.</summary>
    public static bool IsTls(ReadOnlySpan<byte> octets) =>
        octets.Length > 2 && octets[0] is >= 0x14 and <= 0x18 && octets[1] == 3 && octets[2] <= 4;
}
