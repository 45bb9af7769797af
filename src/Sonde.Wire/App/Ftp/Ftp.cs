namespace Sonde.Wire;

/// <summary>What a client says in the control connection of File Transfer Protocol, RFC 959 §4.1. Of a segment the first line is read, as Wireshark does.</summary>
public readonly ref struct Ftp : IStreamLayer<Ftp>
{
    private readonly ReadOnlySpan<byte> _octets;

    private Ftp(ReadOnlySpan<byte> octets) => _octets = octets;

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
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ftp layer)
    {
        layer = new Ftp(octets);
        return ReadStatus.Ok;
    }

    /// <summary>What a segment holds is a message: lines are not put together over segments.</summary>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets) =>
        TextLines.IsTls(octets) ? MessageExtent.NotMine : new(0, octets.Length);

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var lines = new TextLines(_octets);
        if (!lines.Next() || lines.Word() is not { IsEmpty: false } word || word[0] < ' ')
            return;
        sink.AddUtf8(FtpFields.Command, lines.At, word);
        if (word.Length + 1 < lines.Line.Length)
            sink.AddUtf8(FtpFields.Argument, lines.At + word.Length + 1, lines.Line[(word.Length + 1)..]);
    }
}
