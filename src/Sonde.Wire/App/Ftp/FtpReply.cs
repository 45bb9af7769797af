namespace Sonde.Wire;

/// <summary>What a server says in the control connection of File Transfer Protocol, RFC 959 §4.2. Of a segment the first line is read, as Wireshark does.</summary>
public readonly ref struct FtpReply : IStreamLayer<FtpReply>
{
    private readonly ReadOnlySpan<byte> _octets;

    private FtpReply(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ftp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => FtpFields.All;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out FtpReply layer)
    {
        layer = new FtpReply(octets);
        return ReadStatus.Ok;
    }

    /// <summary>What a segment holds is a message: lines are not put together over segments.</summary>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets) =>
        TextLines.IsTls(octets) ? MessageExtent.NotMine : new(0, octets.Length);

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var lines = new TextLines(_octets);
        if (!lines.Next())
            return;
        int code = lines.Code();
        int text = code < 0 ? 0 : 4; // behind the code and what parts it from the text
        if (code >= 0)
            sink.Add(FtpFields.Code, lines.At, 3, (ulong)code);
        if (lines.Line.Length > text)
            sink.AddUtf8(FtpFields.Answer, lines.At + text, lines.Line[text..]);
    }
}
