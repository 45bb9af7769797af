namespace Sonde.Wire;

/// <summary>What a server says in Simple Mail Transfer Protocol, RFC 5321 §4.2. A reply of several lines counts once in a segment, with its last.</summary>
public readonly ref struct SmtpReply : IStreamLayer<SmtpReply>
{
    private readonly ReadOnlySpan<byte> _octets;

    private SmtpReply(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "smtp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => SmtpFields.All;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out SmtpReply layer)
    {
        layer = new SmtpReply(octets);
        return ReadStatus.Ok;
    }

    /// <summary>What a segment holds is a message, when a line ends in it.</summary>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets) =>
        octets.Contains((byte)'\n') ? new(0, octets.Length) : MessageExtent.NeedMore;

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var lines = new TextLines(_octets);
        (int Code, int At) open = (-1, 0); // of a reply whose last line is not here
        while (lines.Next())
        {
            int code = lines.Code();
            if (code < 0)
                continue;
            bool isLast = lines.Line.Length < 4 || lines.Line[3] != '-';
            open = isLast ? (-1, 0) : (code, lines.At);
            if (isLast)
                sink.Add(SmtpFields.Code, lines.At, 3, (ulong)code);
            if (lines.Line.Length > 4)
                sink.AddUtf8(SmtpFields.Answer, lines.At + 4, lines.Line[4..]);
        }
        if (open.Code >= 0)
            sink.Add(SmtpFields.Code, open.At, 3, (ulong)open.Code);
    }
}
